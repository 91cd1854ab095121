"""Splits a command line into words as a shell does: `--entrypoint "sh -c 'a b'"`."""

from pydock.options.value_types import Kind

_BLANKS = " \t\r\n"


class Command(Kind):
    """Words of a command; the last text wins."""

    name = "command"

    def initial(self) -> list[str]:
        return []

    def add(self, old: list[str], text: str) -> list[str]:
        return split_words(text)


COMMAND = Command()


def split_words(text: str) -> list[str]:
    r"""Split a text with quotes, `\` and `#` as a shell does. Raises ValueError."""
    return _Splitter(text).words()


class _Splitter:
    def __init__(self, text: str) -> None:
        self.rest = iter(text)
        self.found: list[str] = []
        #: current word, or None between words
        self.word: str | None = None

    def words(self) -> list[str]:
        for char in self.rest:
            if char in _BLANKS:
                self.end_word()
            elif char == "#" and self.word is None:
                self.skip_line()
            elif char == "\\":
                self.add(self.next_or("EOF found after escape character"))
            elif char in "'\"":
                self.read_quoted(char)
            else:
                self.add(char)
        self.end_word()
        return self.found

    def read_quoted(self, quote: str) -> None:
        self.add("")
        while (char := self.next_or("EOF found when expecting closing quote")) != quote:
            if char == "\\" and quote == '"':
                char = self.next_or("EOF found after escape character")
            self.add(char)

    def skip_line(self) -> None:
        for char in self.rest:
            if char == "\n":
                return

    def next_or(self, error: str) -> str:
        for char in self.rest:
            return char
        raise ValueError(error)

    def add(self, text: str) -> None:
        self.word = (self.word or "") + text

    def end_word(self) -> None:
        if self.word is not None:
            self.found.append(self.word)
            self.word = None
