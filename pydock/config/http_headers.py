"""The user's own headers of every request to the engine."""

from collections.abc import Mapping

from pydock.errors import ConfigError

VARIABLE = "DOCKER_CUSTOM_HEADERS"


def http_headers(configured: Mapping[str, str], environ: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of DOCKER_CUSTOM_HEADERS (CSV), else config.json. Raises ConfigError."""
    text = environ.get(VARIABLE, "")
    if not text:
        return dict(configured)
    from pydock.golang.csv import split_fields

    try:
        pairs = split_fields(text)
    except ValueError:
        raise ConfigError(
            f"Failed to initialize: failed to parse custom headers from {VARIABLE} environment "
            "variable: value must be formatted as comma-separated key=value pairs"
        ) from None
    headers: dict[str, str] = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        problem = ""
        if not separator:
            problem = f"missing \"=\" in key=value pair: '{pair}'"
        elif not name.strip():
            problem = f"value contains a key=value pair with an empty key: '{pair}'"
        if problem:
            raise ConfigError(
                f"Failed to initialize: failed to set custom headers from {VARIABLE} environment "
                f"variable: {problem}"
            )
        headers[name.strip()] = value.strip()
    return headers
