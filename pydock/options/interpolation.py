"""Variables in a text, by the rules of Compose: `$NAME`, `${NAME}`, `${NAME:-default}`, ...

`$$` is a dollar sign. In braces `-` has a default, `+` a replacement and `?` an error; with a colon
in front an empty variable counts as one that is not set. What follows them may have variables too.
"""

import re
import sys
from collections.abc import Callable

Lookup = Callable[[str], str | None]
"""Returns the value of a variable, None if it is not set."""

LIMIT_CHARACTERS = 16 << 20
_LIMIT_LEVELS = 50
_NAME = "[_a-z][_a-z0-9]*"
_REFERENCE = re.compile(
    rf"\$(?:(?P<escaped>\$)|(?P<named>{_NAME})"
    rf"|\{{(?:(?P<braced>{_NAME})(?P<operator>:?[-+?]|(?=\}}))|(?P<malformed>)))",
    re.IGNORECASE,
)
#: a closing brace, or an opening one, after which one character is skipped
_BRACE = re.compile(r"\}|\{.?", re.DOTALL)


class InvalidTemplate(ValueError):
    """A malformed reference in `template`, which the message does not show: it may be a secret."""

    def __init__(self, template: str) -> None:
        super().__init__("malformed reference to a variable; $$ stands for a $")
        self.template = template


class MissingVariable(ValueError):
    """A required variable is not set, or empty."""

    def __init__(self, name: str, reason: str) -> None:
        message = f"required variable {name} is missing a value"
        super().__init__(f"{message}: {reason}" if reason else message)


def substitute(
    template: str, lookup: Lookup, unset: Callable[[str], object] = str, level: int = 0
) -> str:
    """Return the text with the values of its variables.

    `unset` is called with the name of each variable that is not set and has no default. Raises
    InvalidTemplate, MissingVariable, and ValueError for a result beyond all bounds.
    """
    if level > _LIMIT_LEVELS:
        raise ValueError(f"references to variables are nested more than {_LIMIT_LEVELS} deep")
    parts: list[str] = []
    size = position = 0
    while match := _REFERENCE.search(template, position):
        if match["escaped"]:
            value, end = "$", match.end()
        elif match["operator"]:
            body_end, end = _body(template, match)
            value = _operated(match, template[match.end() : body_end], lookup, unset, level)
        elif name := match["named"] or match["braced"]:
            found = lookup(name)
            if found is None:
                unset(name)
            value, end = found or "", match.end() + bool(match["braced"])
        else:
            raise InvalidTemplate(template)
        parts += (template[position : match.start()], value)
        size += match.start() - position + len(value)
        position = end
        if size > LIMIT_CHARACTERS:
            raise ValueError(f"a value is longer than {LIMIT_CHARACTERS >> 20} MiB")
    return "".join(parts) + template[position:]


def _body(template: str, match: re.Match[str]) -> tuple[int, int]:
    """Return where the text after an operator ends, and where the reference does.

    It ends at the brace that closes the reference, and where the braces are not balanced, at the
    last one of the line.
    """
    line_end = template.find("\n", match.end())
    last = template.rfind("}", match.end(), line_end if line_end >= 0 else len(template))
    if last < 0:
        raise InvalidTemplate(template)
    end = closing_brace(template, match.start(), last + 1)
    end = last if end < 0 else end
    return end, end + 1


def closing_brace(text: str, start: int = 0, end: int = sys.maxsize) -> int:
    """Return the index of the brace that closes the first one after `start`; -1 without it."""
    open_braces = 0
    for brace in _BRACE.finditer(text, start, end):
        open_braces += -1 if brace.group() == "}" else 1
        if not open_braces:
            return brace.start()
    return -1


def _operated(
    match: re.Match[str], text: str, lookup: Lookup, unset: Callable[[str], object], level: int
) -> str:
    """Return the value of a reference with an operator and the text after it."""
    name, operator = match["braced"], match["operator"]
    value = lookup(name)
    is_set = bool(value) if operator.startswith(":") else value is not None
    text = substitute(text, lookup, unset, level + 1)  # docker compose does so in any case
    if is_set != operator.endswith("+"):
        return value or ""
    if operator.endswith("?"):
        raise MissingVariable(name, text)
    return text
