"""Parser of command lines in pflag's syntax, the one of docker's options.

`-it`, `-p8080:80`, `-p=8080:80`, `--name=x`, `--name x`, `--rm`, `--rm=false`, `--`.
"""

from __future__ import annotations

from pydock.options.value_types import SWITCH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, Protocol

    from pydock.options.value_types import Kind

    class Flag(Protocol):
        """An option as the parser uses it."""

        long: str
        short: str
        aliases: tuple[str, ...]
        kind: Kind
        deprecated: str
        key: str


class FlagError(ValueError):
    """An invalid flag or value; the message is docker's. `given` are the keys before it."""

    given: set[str]


class _HelpFlag:
    """`--help`, which every command has; its shorthand -h warns, unless the command defines -h."""

    long = key = "help"
    short = deprecated = ""
    aliases: tuple[str, ...] = ()
    kind: Kind = SWITCH


class Parsed:
    """A parsed command line: values by key, the keys given, and the arguments after the flags."""

    def __init__(self, flags: Iterable[Flag]) -> None:
        self.values: dict[str, Any] = {flag.key: flag.kind.initial() for flag in flags}
        self.given: set[str] = set()
        self.rest: list[str] = []
        #: whether `--help` is given
        self.help = False
        self.warnings: list[str] = []


def parse(flags: Sequence[Flag], words: Sequence[str], interspersed: bool = True) -> Parsed:
    """Parse `words`; without `interspersed` up to the first other word. Raises FlagError."""
    parser = _Parser(flags, words)
    try:
        parser.parse(interspersed)
    except FlagError as error:
        error.given = parser.parsed.given
        raise
    return parser.parsed


def invalid_argument(text: str, name: str, error: ValueError) -> FlagError:
    """Return the error for a value that the flag `name` ("-t, --tag") does not take."""
    from pydock.golang.strconv.quoting import quote

    return FlagError(f'invalid argument {quote(text)} for "{name}" flag: {error}')


class _Parser:
    def __init__(self, flags: Sequence[Flag], words: Sequence[str]) -> None:
        self.help: Flag = _HelpFlag()
        self.long = {name: flag for flag in flags for name in (flag.long, *flag.aliases)}
        self.long["help"] = self.help
        self.short = {"h": self.help, **{flag.short: flag for flag in flags if flag.short}}
        self.words = list(reversed(words))
        self.parsed = Parsed(flags)

    def parse(self, interspersed: bool) -> None:
        while self.words:
            word = self.words.pop()
            if word == "--":
                break
            if word.startswith("--"):
                self.parse_long(word)
            elif word.startswith("-") and word != "-":
                self.parse_short(word[1:])
            else:
                self.parsed.rest.append(word)
                if not interspersed:
                    break
        self.parsed.rest.extend(reversed(self.words))

    def parse_long(self, word: str) -> None:
        name, equals, text = word[2:].partition("=")
        if not name or name.startswith("-"):
            raise FlagError(f"bad flag syntax: {word}")
        flag = self.long.get(name)
        if flag is None:
            raise FlagError(f"unknown flag: --{name}")
        if equals:
            self.set(flag, name, text)
        elif flag.kind.bare is not None:
            self.set(flag, name, flag.kind.bare)
        elif self.words:
            self.set(flag, name, self.words.pop())
        else:
            raise FlagError(f"flag needs an argument: --{name}")

    def parse_short(self, letters: str) -> None:
        while letters:
            letter, tail = letters[0], letters[1:]
            flag = self.short.get(letter)
            if flag is None:
                from pydock.golang.strconv.quoting import quote_character

                byte = letter.encode(errors="surrogateescape")[0]
                raise FlagError(f"unknown shorthand flag: {quote_character(byte)} in -{letters}")
            if flag is self.help:
                self.parsed.warnings.append("Flag shorthand -h has been deprecated, use --help")
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
            value = flag.kind.add(values.get(flag.key), text)
        except ValueError as error:
            name = f"-{flag.short}, --{long}" if flag.short else f"--{long}"
            raise invalid_argument(text, name, error) from None
        if flag is self.help:
            self.parsed.help = value
            return
        values[flag.key] = value
        self.parsed.given.add(flag.key)
        if flag.deprecated:
            self.parsed.warnings.append(f"Flag --{long} has been deprecated, {flag.deprecated}")
