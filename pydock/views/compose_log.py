"""Lines of logs of a project's containers: the name in front, in a colour of its own."""

from __future__ import annotations

from pydock.views.log_lines import LineFormat

_COLOURS = ("36", "33", "32", "35", "34", "36;1", "33;1", "32;1", "35;1", "34;1")


class ContainerPrefix:
    """The names in front of lines, all of the same width."""

    def __init__(self) -> None:
        self._colours: dict[str, str] = {}
        self._width = 0

    def add(self, name: str) -> None:
        """Make room for a name, and give it a colour; "web-1 ->" has that of "web-1"."""
        first = name.partition(" ")[0]
        if first not in self._colours:
            self._colours[first] = _COLOURS[len(self._colours) % len(_COLOURS)]
        self._width = max(self._width, len(name))

    def coloured(self, name: str, text: str) -> str:
        """Return a text in the colour of a name."""
        return f"\x1b[{self._colours[name.partition(' ')[0]]}m{text}\x1b[0m"

    def margin(self) -> str:
        """Return the room of a name in front of a line that has none."""
        return " " * (self._width + 2)

    def text(self, name: str, *, colour: bool) -> str:
        """Return what stands in front of a line."""
        head = f"{name:<{self._width + 1}} | "
        return self.coloured(name, head) if colour else head


class ContainerLineFormat(LineFormat):
    """Lines as `compose logs` prints them."""

    def __init__(self, *, prefix: bool, timestamps: bool) -> None:
        super().__init__(prefix=prefix, timestamps=timestamps)
        self._container = ContainerPrefix()

    def add_name(self, name: str) -> None:
        self._container.add(name)

    def _prefix(self, name: str, colour: bool) -> bytes:
        return self._container.text(name, colour=colour).encode("utf-8", "surrogateescape")
