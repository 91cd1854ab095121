"""Converts texts with variables to the types of their locations in Compose files."""

from pydock.golang.strconv.numbers import parse_int

_BOOLEANS = {
    **dict.fromkeys(("true", "y", "yes", "on"), True),
    **dict.fromkeys(("false", "n", "no", "off"), False),
}


def boolean(text: str) -> bool:
    """Return the boolean that a text means. Raises ValueError."""
    try:
        return _BOOLEANS[text.lower()]
    except KeyError:
        raise ValueError(f"invalid boolean: {text}") from None


def integer(text: str) -> int:
    """Parse a decimal integer, with the message of Go's Atoi. Raises ValueError."""
    try:
        return parse_int(text, any_base=False)
    except ValueError as error:
        raise ValueError(str(error).replace(".ParseInt:", ".Atoi:", 1)) from None
