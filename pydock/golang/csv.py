"""One line of CSV as Go's encoding/csv reads it: how `--mount` and others part their fields."""

from __future__ import annotations

_BARE_QUOTE = 'bare " in non-quoted-field'
_STRAY_QUOTE = 'extraneous or missing " in quoted-field'


def split_fields(text: str) -> list[str]:
    """The fields of the first line that is not blank: `a,"b,c"` has the fields `a` and `b,c`.

    ValueError in Go's words for a quotation mark in the wrong place, or for no line at all.
    """
    return _Record(text).fields()


class _Record:
    """One record being read; a field in quotes may reach over several lines."""

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
