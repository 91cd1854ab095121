"""The value type of `--docker`: key=value pairs, as pflag's stringToString."""

from pydock.golang.csv import split_fields
from pydock.options.value_types import Kind


class Settings(Kind):
    """Pairs of all occurrences; the last value of a key wins."""

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


SETTINGS = Settings()
