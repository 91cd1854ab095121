"""`key=value` fields of a CSV line, the notation of most options of buildx."""

from collections.abc import Iterable, Mapping

from pydock.golang.csv import split_fields
from pydock.golang.strconv.numbers import parse_bool


def pairs(text: str) -> list[tuple[str, str]]:
    """Parse the fields, with keys in lower case. Raises ValueError for a field without `=`."""
    found = []
    for field in split_fields(text):
        key, equals, value = field.partition("=")
        if not equals:
            raise ValueError(f"invalid value {field}")
        found.append((key.strip().lower(), value))
    return found


def switch(text: str, problem: str) -> bool:
    """Parse a boolean. Raises ValueError with the problem in front of the reason."""
    try:
        return parse_bool(text)
    except ValueError as error:
        raise ValueError(f"{problem}: {error}") from None


def values_by_key(texts: Iterable[str], environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Parse `key=value`; a key alone has its value in `environ`, else "". ValueError."""
    found: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not key:
            raise ValueError(f'invalid key-value pair "{text}": empty key')
        if equals or environ is None:
            found[key] = value
        elif key in environ:
            found[key] = environ[key]
    return found
