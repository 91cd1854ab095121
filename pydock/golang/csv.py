"""Parse one CSV record as Go's encoding/csv does: `--mount` and others have such values."""

_BARE_QUOTE = 'bare " in non-quoted-field'
_STRAY_QUOTE = 'extraneous or missing " in quoted-field'


def split_fields(text: str) -> list[str]:
    """Return the first record's fields: `a` and `b,c` for `a,"b,c"`. Raises ValueError."""
    return _Record(text).fields()


def quote_field(text: str) -> str:
    """Return a field as encoding/csv writes it, in quotes if necessary."""
    if any(character in text for character in ',"\n\r') or text.startswith(" "):
        return '"' + text.replace('"', '""') + '"'
    return text


class _Record:
    """One record while it is parsed; a quoted field may span lines."""

    def __init__(self, text: str) -> None:
        *lines, last = text.replace("\r\n", "\n").removesuffix("\r").split("\n")
        self.lines = [line + "\n" for line in lines] + [last] * bool(last)
        self.number = next((i for i, line in enumerate(self.lines) if line.strip("\n")), -1)
        if self.number < 0:
            raise ValueError("EOF")
        self.first = self.number
        self.line = self.lines[self.number]
        self.position = 0

    def fields(self) -> list[str]:
        found = []
        while True:
            quoted = self.line.startswith('"', self.position)
            found.append(self.quoted_field() if quoted else self.plain_field())
            if not self.line.startswith(",", self.position):
                return found
            self.position += 1

    def plain_field(self) -> str:
        comma = self.line.find(",", self.position)
        end = len(self.line.removesuffix("\n")) if comma < 0 else comma
        field = self.line[self.position : end]
        if '"' in field:
            raise self.error(_BARE_QUOTE, self.position + field.index('"'))
        self.position = end
        return field

    def quoted_field(self) -> str:
        parts = []
        self.position += 1
        while True:
            quote = self.line.find('"', self.position)
            if quote < 0:
                parts.append(self.line[self.position :])
                self.next_line()
                continue
            parts.append(self.line[self.position : quote])
            self.position = quote + 1
            after = self.line[self.position : self.position + 1]
            if after != '"':
                if after in ("", ",", "\n"):
                    return "".join(parts)
                raise self.error(_STRAY_QUOTE, quote)
            parts.append('"')
            self.position += 1

    def next_line(self) -> None:
        if self.number + 1 == len(self.lines):
            raise self.error(_STRAY_QUOTE, len(self.line))
        self.number += 1
        self.line = self.lines[self.number]
        self.position = 0

    def error(self, reason: str, position: int) -> ValueError:
        column = 1 + len(self.line[:position].encode("utf-8", "surrogateescape"))
        record = f"record on line {self.first + 1}; " if self.first != self.number else ""
        return ValueError(
            f"{record}parse error on line {self.number + 1}, column {column}: {reason}"
        )
