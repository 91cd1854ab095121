"""DOCKER_BUILDKIT: the environment variable that turns BuildKit on or off."""

from collections.abc import Mapping

from pydock.errors import ConfigError
from pydock.golang.strconv.numbers import parse_bool


def buildkit_requested(environ: Mapping[str, str]) -> bool | None:
    """Return the value of DOCKER_BUILDKIT, None when it is unset; ConfigError if not boolean."""
    text = environ.get("DOCKER_BUILDKIT", "")
    if not text:
        return None
    try:
        return parse_bool(text)
    except ValueError as error:
        raise ConfigError(
            f"DOCKER_BUILDKIT environment variable expects boolean value: {error}"
        ) from None
