"""`--docker` of `context create` and `context update`: key=value pairs."""

from pydock.cli.command import option
from pydock.golang.csv import split_fields
from pydock.options.value_types import Kind


class Settings(Kind):
    """Pairs of all occurrences, as pflag's stringToString; the last value of a key wins."""

    name = "stringToString"

    def initial(self) -> dict[str, str]:
        return {}

    def add(self, old: dict[str, str], text: str) -> dict[str, str]:
        pairs = split_fields(text) if text.count("=") > 1 else [text.strip('"')]
        found = dict(old)
        for pair in pairs:
            key, separator, value = pair.partition("=")
            if not separator:
                raise ValueError(f"{pair} must be formatted as key=value")
            found[key] = value
        return found


docker_option = option(
    "docker",
    kind=Settings(),
    help="Engine endpoint: host=..., and ca=, cert=, key= for TLS",
    default_text="[]",
)
