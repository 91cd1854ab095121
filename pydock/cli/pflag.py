"""Reading a command line in pflag's syntax, as docker's users type it.

`-it`, `-p8080:80`, `-p=8080:80`, `--name=x`, `--name x`, `--rm`, `--rm=false`, `--`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from pydock.options.value_types import Kind


class Flag(Protocol):
    """What the parser asks of an option."""

    long: str
    short: str
    aliases: tuple[str, ...]
    kind: Kind
    deprecated: str
    key: str


class FlagError(ValueError):
    """A command line that cannot be read; the message is docker's."""


class HelpAsked(Exception):
    """`--help` or `-h` was met where a flag was expected."""

    def __init__(self, short: bool) -> None:
        self.short = short


class Parsed:
    """What a command line says: values by key, the keys given, what is left over."""

    def __init__(self, flags: Iterable[Flag]) -> None:
        self.values: dict[str, Any] = {flag.key: flag.kind.initial() for flag in flags}
        self.given: set[str] = set()
        self.rest: list[str] = []
        self.warnings: list[str] = []


def parse(flags: Sequence[Flag], words: Sequence[str], interspersed: bool = True) -> Parsed:
    """Read `words` by `flags`.

    With `interspersed` off, the first word that is no flag ends the flags: what follows
    belongs to another program. Raises FlagError and HelpAsked.
    """
    reader = _Reader(flags, words)
    reader.read(interspersed)
    return reader.parsed


class _Reader:
    def __init__(self, flags: Sequence[Flag], words: Sequence[str]) -> None:
        self.long = {name: flag for flag in flags for name in (flag.long, *flag.aliases)}
        self.short = {flag.short: flag for flag in flags if flag.short}
        self.words = list(reversed(words))
        self.parsed = Parsed(flags)

    def read(self, interspersed: bool) -> None:
        while self.words:
            word = self.words.pop()
            if word == "--":
                break
            if word.startswith("--"):
                self.read_long(word)
            elif word.startswith("-") and word != "-":
                self.read_short(word[1:])
            else:
                self.parsed.rest.append(word)
                if not interspersed:
                    break
        self.parsed.rest.extend(reversed(self.words))

    def read_long(self, word: str) -> None:
        name, equals, text = word[2:].partition("=")
        if not name or name.startswith("-"):
            raise FlagError(f"bad flag syntax: {word}")
        flag = self.long.get(name)
        if flag is None:
            if name == "help":
                raise HelpAsked(short=False)
            raise FlagError(f"unknown flag: --{name}")
        if equals:
            self.set(flag, name, text)
        elif flag.kind.bare is not None:
            self.set(flag, name, flag.kind.bare)
        elif self.words:
            self.set(flag, name, self.words.pop())
        else:
            raise FlagError(f"flag needs an argument: --{name}")

    def read_short(self, letters: str) -> None:
        while letters:
            letter, tail = letters[0], letters[1:]
            flag = self.short.get(letter)
            if flag is None:
                if letter == "h":
                    raise HelpAsked(short=True)
                raise FlagError(f"unknown shorthand flag: {quoted(letter, chr(39))} in -{letters}")
            if tail.startswith("=") and len(tail) > 1:
                self.set(flag, flag.long, tail[1:])
                return
            if flag.kind.bare is not None:
                self.set(flag, flag.long, flag.kind.bare)
                letters = tail
                continue
            if tail:
                self.set(flag, flag.long, tail)
            elif self.words:
                self.set(flag, flag.long, self.words.pop())
            else:
                raise FlagError(f"flag needs an argument: '{letter}' in -{letters}")
            return

    def set(self, flag: Flag, long: str, text: str) -> None:
        values = self.parsed.values
        try:
            values[flag.key] = flag.kind.add(values[flag.key], text)
        except ValueError as error:
            name = f"-{flag.short}, --{long}" if flag.short else f"--{long}"
            raise FlagError(f'invalid argument {quoted(text)} for "{name}" flag: {error}') from None
        self.parsed.given.add(flag.key)
        if flag.deprecated:
            warning = f"Flag --{long} has been deprecated, {flag.deprecated}"
            if warning not in self.parsed.warnings:
                self.parsed.warnings.append(warning)


_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\a": "\\a", "\b": "\\b", "\f": "\\f"}
_ESCAPES |= {"\v": "\\v", "\\": "\\\\"}


def quoted(text: str, mark: str = '"') -> str:
    """`text` as Go's %q shows it: in quotes, what cannot be printed escaped."""

    def shown(char: str) -> str:
        if char == mark:
            return "\\" + char
        if char in _ESCAPES:
            return _ESCAPES[char]
        code = ord(char)
        if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8
            return f"\\x{code - 0xDC00:02x}"
        if char.isprintable():
            return char
        if code < 0x80:
            return f"\\x{code:02x}"
        return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

    return mark + "".join(map(shown, text)) + mark
