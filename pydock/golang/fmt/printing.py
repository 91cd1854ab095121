"""Format values with the verbs of Go's fmt; Sprint and Sprintln."""

from collections.abc import Callable, Sequence
from typing import Any

from pydock.golang.reflect import (
    MISSING,
    Bytes,
    FileMode,
    Interface,
    Map,
    Nil,
    Object,
    Slice,
    Struct,
    plain,
    type_name,
)
from pydock.golang.strconv import floats
from pydock.golang.strconv.quoting import quote, quote_character
from pydock.golang.time.duration import Duration

#: the address that is printed for a nested pointer; in Go it varies
ADDRESS = 0xC000012340

#: the largest width or precision that Go accepts
MAX_WIDTH = 1_000_000


class Verb:
    """One directive of a format, such as `%-10.3s`: letter, flags, width and precision."""

    __slots__ = (
        "go_syntax", "letter", "minus", "named", "plus", "precision", "sharp", "space", "width",
        "zero",
    )  # fmt: skip

    def __init__(self, letter: str = "v") -> None:
        self.letter = letter
        self.minus = self.plus = self.sharp = self.space = self.zero = False
        self.named = self.go_syntax = False  # %+v and %#v
        self.width: int | None = None
        self.precision: int | None = None

    def padded(self, text: str, zeros: bool = True) -> str:
        """Pad the text to the width, with spaces or with leading zeros where `zeros` allows."""
        if not self.width:
            return text
        if self.minus:
            return text.ljust(self.width)
        return text.rjust(self.width, "0" if self.zero and zeros else " ")

    def padded_number(self, text: str) -> str:
        """Pad a signed number to the width, zeros after the sign; drop "+" without that flag."""
        if text[0] == "+" and not self.plus:
            text = f" {text[1:]}" if self.space else text[1:]
        if not self.zero or self.minus or not self.width or not text.lstrip("+- ")[:1].isdigit():
            return self.padded(text, zeros=False)
        sign = text[0] if text[0] in "+- " else ""
        return sign + text[len(sign) :].rjust(self.width - len(sign), "0")


_PLAIN = Verb()


def text_of(value: Any) -> str:
    """Return the value as `{{.}}` prints it (%v)."""
    if type(value) is str:
        return value
    found = plain(value)
    if found is None:
        return "<no value>"
    text = formatted(found, _PLAIN)
    return text.removeprefix("&") if isinstance(found, Struct) else text


def sprint(values: Sequence[Any]) -> str:
    """Go's fmt.Sprint: spaces between operands when neither is a string."""
    found = [plain(value) for value in values]
    parts: list[str] = []
    for index, value in enumerate(found):
        if index and not isinstance(value, str) and not isinstance(found[index - 1], str):
            parts.append(" ")
        parts.append(formatted(value, _PLAIN))
    return "".join(parts)


def sprintln(values: Sequence[Any]) -> str:
    """Go's fmt.Sprintln: spaces between all operands, and a newline."""
    return " ".join(formatted(plain(value), _PLAIN) for value in values) + "\n"


def formatted(value: Any, verb: Verb) -> str:
    """Return one operand, formatted with a verb."""
    value = plain(value)
    if verb.letter == "T":
        return verb.padded(type_name(value))
    if value is None:
        return verb.padded("<nil>") if verb.letter == "v" else bad_verb(value, verb)
    if verb.letter == "p":
        return _pointer(value, verb)
    return _print(value, verb, top=True)


def bad_verb(value: Any, verb: Verb) -> str:
    """Return Go's text for a verb that does not apply to the value: %!d(string=hello)."""
    return f"%!{verb.letter}({described(value, verb)})"


def described(value: Any, verb: Verb = _PLAIN) -> str:
    """Return type and value: int=5."""
    if value is None:
        return "<nil>"
    shown = _like(verb, "v")
    return f"{type_name(value)}={_print(value, shown, top=True)}"


def _like(verb: Verb, letter: str) -> Verb:
    """Return a verb with the same flags, width and precision and another letter."""
    other = Verb(letter)
    for name in ("minus", "plus", "sharp", "space", "zero", "width", "precision"):
        setattr(other, name, getattr(verb, name))
    return other


def _pointer(value: Any, verb: Verb) -> str:
    if isinstance(value, (dict, list, Struct, Object)):
        return verb.padded(f"{ADDRESS:#x}")
    return bad_verb(value, verb)


def _print(value: Any, verb: Verb, top: bool = False) -> str:
    if isinstance(value, bool):
        return verb.padded(str(value).lower()) if verb.letter in "tv" else bad_verb(value, verb)
    if isinstance(value, int):
        if isinstance(value, (Duration, FileMode)) and verb.letter in "vsqxX":
            return _string(str(value), verb)
        return _integer(value, verb)
    if isinstance(value, float):
        return _float(value, verb)
    if isinstance(value, str):
        return _string(value, verb)
    if isinstance(value, (list, dict, Struct)):
        return _composite(value, verb, top)
    if isinstance(value, complex):
        return _complex(value, verb)
    if isinstance(value, Object):
        return _string(str(value), verb)
    if isinstance(value, Nil) and verb.go_syntax:
        return _in_go_syntax(value)
    return verb.padded("<nil>") if verb.letter == "v" else bad_verb(value, verb)


# numbers

_BASES = {"d": 10, "v": 10, "b": 2, "o": 8, "O": 8, "x": 16, "X": 16}
_WRITE: dict[int, Callable[[int], str]] = {
    2: "{:b}".format, 8: "{:o}".format, 10: "{:d}".format, 16: "{:x}".format,
}  # fmt: skip


def _integer(value: int, verb: Verb) -> str:
    letter = verb.letter
    if letter == "c":
        return verb.padded(_character(value))
    if letter == "q":
        return verb.padded(quote_character(value, ascii_only=verb.plus))
    if letter == "U":
        digits = f"{value & 0xFFFFFFFFFFFFFFFF:0{max(4, verb.precision or 0)}X}"
        shown = f" '{_character(value)}'" if verb.sharp and _character(value).isprintable() else ""
        return verb.padded(f"U+{digits}{shown}", zeros=False)
    if letter not in _BASES:
        return bad_verb(value, verb)
    base = _BASES[letter]
    sign = "-" if value < 0 else "+" if verb.plus else " " if verb.space else ""
    digits = _WRITE[base](abs(value))
    if verb.precision is not None:
        if verb.precision == 0 and value == 0:
            return " " * (verb.width or 0)
        digits = digits.rjust(verb.precision, "0")
    elif verb.zero and not verb.minus and verb.width:
        digits = digits.rjust(verb.width - len(sign), "0")
    if letter == "O":
        digits = f"0o{digits}"
    elif verb.sharp:
        prefix = {2: "0b", 8: "" if digits.startswith("0") else "0", 16: "0x"}.get(base, "")
        digits = prefix + digits
    text = sign + digits
    return verb.padded(text.upper() if letter == "X" else text, zeros=False)


def _character(code: int) -> str:
    if not 0 <= code <= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "�"
    return chr(code)


def _float(value: float, verb: Verb) -> str:
    if verb.letter not in "vbgGxXfFeE":
        return bad_verb(value, verb)
    return verb.padded_number(_signed_float(value, verb))


def _signed_float(value: float, verb: Verb) -> str:
    letter = verb.letter.lower()
    special = floats.special(value)
    if special:
        return special
    if letter == "b":
        return floats.binary(value)
    if letter == "x":
        text = floats.hexadecimal(value, verb.precision)
    elif letter in "ef":
        text = floats.fixed(value, letter, 6 if verb.precision is None else verb.precision)
    elif verb.precision is None:
        text = floats.shortest(value)
    else:
        text = floats.fixed(value, "g", verb.precision)
    if verb.sharp:
        text = _with_point(text, letter, verb.precision)
    return text.upper() if verb.letter.isupper() else text


def _with_point(text: str, letter: str, precision: int | None) -> str:
    """Add a decimal point and, for %g, trailing zeros (the flag #)."""
    mark = {"x": "p"}.get(letter, "e")
    mantissa, _, exponent = text.partition(mark)
    digits = (6 if precision is None else precision) if letter in "gx" else 0
    shown = mantissa[1:].replace(".", "").lstrip("0")
    if "." not in mantissa:
        digits -= 1 if mantissa[1:] == "0" else 0
        mantissa += "."
    mantissa += "0" * (digits - len(shown))
    return mantissa + (mark + exponent if exponent else "")


def _complex(value: complex, verb: Verb) -> str:
    if verb.letter not in "vbgGxXfFeE":
        return bad_verb(value, verb)
    signed = _like(verb, verb.letter)
    signed.plus = True
    return f"({_float(value.real, verb)}{_float(value.imag, signed)}i)"


# strings


def _string(value: str, verb: Verb) -> str:
    letter = verb.letter
    if letter == "s" or (letter == "v" and not verb.go_syntax):
        return verb.padded(value[: verb.precision])
    if letter in "vq":
        return verb.padded(_quoted(value[: verb.precision], verb))
    if letter in "xX":
        return verb.padded(_hexadecimal(value, verb))
    return bad_verb(value, verb)


def _quoted(text: str, verb: Verb) -> str:
    return f"`{text}`" if verb.sharp and _fits_backquotes(text) else quote(text, verb.plus)


def _fits_backquotes(text: str) -> bool:
    return "`" not in text and all((c >= " " and c != "\x7f") or c == "\t" for c in text)


def _hexadecimal(text: str, verb: Verb) -> str:
    data = text.encode("utf-8", "surrogateescape")[: verb.precision]
    mark = "0x" if verb.sharp else ""
    if verb.space:
        shown = " ".join(f"{mark}{byte:02x}" for byte in data)
    else:
        shown = mark + data.hex() if data else ""
    return shown.upper() if verb.letter == "X" else shown


# slices, maps and structs


def _composite(value: list[Any] | dict[str, Any] | Struct, verb: Verb, top: bool) -> str:
    if verb.go_syntax:
        return _in_go_syntax(value)
    if isinstance(value, Bytes) and verb.letter in "sqxX":
        return _string(str(value), verb)
    if isinstance(value, list):
        return "[" + " ".join(_inner(item, verb) for item in value) + "]"
    if isinstance(value, dict):
        pairs = (f"{_inner(key, verb)}:{_inner(value[key], verb)}" for key in sorted(value))
        return "map[" + " ".join(pairs) + "]"
    if value.pointer and not top:
        return verb.padded(f"{ADDRESS:#x}")
    fields = " ".join(
        f"{field.name}:{_inner(field.value, verb)}" if verb.named else _inner(field.value, verb)
        for field in value.fields
    )
    return f"{'&' if value.pointer else ''}{{{fields}}}"


def _inner(value: Any, verb: Verb) -> str:
    """Format a nested value; nil is <nil> for every verb."""
    if isinstance(value, Interface):
        value = value.value
    return "<nil>" if value is None or value is MISSING else _print(value, verb)


def _in_go_syntax(value: Any) -> str:
    """Return the value in Go syntax (%#v)."""
    name = type_name(value)
    if isinstance(value, (Slice, Map)) and value.is_nil:
        return f"{name}(nil)"
    if isinstance(value, (Slice, list)):
        return f"{name}{{{', '.join(_in_go_syntax(item) for item in value)}}}"
    if isinstance(value, (Map, dict)):
        pairs = (f"{quote(key)}:{_in_go_syntax(value[key])}" for key in sorted(value))
        return f"{name}{{{', '.join(pairs)}}}"
    if isinstance(value, Struct):
        fields = (f"{field.name}:{_in_go_syntax(field.value)}" for field in value.fields)
        return f"{'&' if value.pointer else ''}{value.go_type}{{{', '.join(fields)}}}"
    if isinstance(value, Nil):
        return f"({value.go_type})(nil)"
    if value is None:
        return "interface {}(nil)"
    verb = Verb()
    verb.go_syntax = True
    return _print(value, verb)
