"""Syntax errors of JSON in the words of Go's encoding/json."""

from json import JSONDecodeError

from pydock.golang.strconv.quoting import quote_character

_UNEXPECTED_END = "unexpected end of JSON input"

_CONTEXTS = {
    "Extra data": "after top-level value",
    "Expecting property name enclosed in double quotes": "looking for beginning of object key"
    " string",
    "Illegal trailing comma before end of object": "looking for beginning of object key string",
    "Illegal trailing comma before end of array": "looking for beginning of value",
    "Expecting ':' delimiter": "after object key",
    "Invalid control character at": "in string literal",
    "Invalid \\escape": "in string escape code",
}


def syntax_error(error: JSONDecodeError) -> str:
    """Return Go's message for a syntax error that Python's json found."""
    text, position = error.doc, error.pos
    if error.msg == "Expecting value":
        for literal in ("true", "false", "null"):
            length = _common_length(text[position:], literal)
            if not length:
                continue
            if text[position + length :]:
                context = (
                    f"in literal {literal} (expecting {quote_character(ord(literal[length]))})"
                )
                return _invalid_character(text[position + length], context)
            return _UNEXPECTED_END
    if not text[position:].strip() or error.msg.startswith("Unterminated string"):
        return _UNEXPECTED_END
    if error.msg == "Expecting ',' delimiter":
        is_object = _innermost_bracket(text[:position]) == "{"
        context = "after object key:value pair" if is_object else "after array element"
    else:
        context = _CONTEXTS.get(error.msg, "looking for beginning of value")
    if error.msg == "Invalid \\escape":
        position += 1
    elif error.msg.startswith("Illegal trailing comma"):  # Python 3.13's, at the comma
        position = text.index(text[position + 1 :].lstrip()[0], position)
    return _invalid_character(text[position], context)


def _invalid_character(character: str, context: str) -> str:
    return f"invalid character {quote_character(ord(character))} {context}"


def _common_length(text: str, literal: str) -> int:
    length = 0
    while length < len(literal) and text[length : length + 1] == literal[length]:
        length += 1
    return length


def _innermost_bracket(text: str) -> str:
    """Return the last open bracket outside strings of truncated JSON."""
    open_brackets: list[str] = []
    is_string = is_escaped = False
    for character in text:
        if is_string:
            is_string = is_escaped or character != '"'
            is_escaped = not is_escaped and character == "\\"
        elif character == '"':
            is_string = True
        elif character in "[{":
            open_brackets.append(character)
        elif character in "]}":
            open_brackets.pop()
    return open_brackets[-1] if open_brackets else ""
