"""`images` of docker 29: a line for each name, or with `--tree` each image with its platforms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from pydock.golang.units import human_size
from pydock.oci.platform import platform_text
from pydock.views.image import NONE, size_bytes
from pydock.views.shorten import short_id

Json = Mapping[str, Any]

_UNTAGGED = "<untagged>"
_GAP = 3
_MIN_NAME_WIDTH = 12
#: columns after the name, with their widths
_COLUMNS = (("ID", 12), ("DISK USAGE", 10), ("CONTENT SIZE", 12), ("EXTRA", 5))

_RESET = "\x1b[0m"
_STYLES = {
    "header": "\x1b[39m\x1b[1m",
    "name": "\x1b[34m\x1b[1m",
    "normal": "\x1b[39m",
    "faint": "\x1b[39m\x1b[2m",
    "mark": "\x1b[38;5;0m\x1b[48;5;14m",
}
_LEGEND = " Info ->  U In Use"
_LEGEND_IN_COLOUR = (
    "\x1b[1m\x1b[106m\x1b[30mi\x1b[0m\x1b[0m \x1b[96mInfo → \x1b[0m\x1b[0m"
    " \x1b[38;5;0m\x1b[48;5;14m U \x1b[0m In Use"
)
_LEGEND_IN_COLOUR_WIDTH = len("i Info →   U  In Use")


class _Line(NamedTuple):
    """Details of an image, after the last of its names, or of a platform."""

    names: Sequence[str]
    name_style: str
    style: str
    id: str
    usage_bytes: int
    content_bytes: int
    is_used: bool


class _Image(NamedTuple):
    line: _Line
    platforms: Sequence[_Line]


def tree_text(images: Iterable[Json], *, expanded: bool, width: int | None, coloured: bool) -> str:
    """Return the images sorted by name, with `expanded` as one entry each with its platforms.

    Without a `width` in characters, lines are not limited.
    """
    entries = list(chain.from_iterable(_entries(image, expanded) for image in images))
    entries.sort(key=lambda entry: (entry.line.name_style != "name", entry.line.names[0]))
    return "".join(f"{line}\n" for line in _Tree(entries, width, coloured).lines())


class _Tree:
    def __init__(self, images: Sequence[_Image], width: int | None, coloured: bool) -> None:
        self.images = images
        self.width = width
        self.coloured = coloured
        self.columns = list(_COLUMNS)
        cells = [line.names for image in images for line in (image.line, *image.platforms)]
        # docker counts bytes, three for each line of the tree
        self.name_width = max(len(name.encode()) for name in chain(["IMAGE"], *cells))
        if width is not None:
            self.fit(width)

    def fit(self, width: int) -> None:
        """Drop columns that would leave too little width for names."""
        left = width
        self.columns = []
        for title, columns in _COLUMNS:
            if left - columns - _GAP < _MIN_NAME_WIDTH:
                break
            left -= columns + _GAP
            self.columns.append((title, columns))
        self.name_width = min(left, self.name_width)

    def lines(self) -> Iterator[str]:
        if self.width is not None:
            yield self.legend(self.width)
        titles = ["IMAGE".ljust(self.name_width), *(title.ljust(n) for title, n in self.columns)]
        yield (" " * _GAP).join(self.header(title) for title in titles)
        has_platforms = any(image.platforms for image in self.images)
        for image in self.images:
            yield from self.cells(image.line)
            for line in image.platforms:
                yield from self.cells(line)
            if has_platforms:
                yield ""

    def legend(self, width: int) -> str:
        """Return the explanation of the mark, right-aligned."""
        if not self.coloured:
            return _LEGEND.rjust(width)
        return " " * (width - _LEGEND_IN_COLOUR_WIDTH) + _LEGEND_IN_COLOUR

    def header(self, title: str) -> str:
        text = title.rstrip()
        return self.styled(text, "header") + " " * (len(title) - len(text))

    def cells(self, line: _Line) -> Iterator[str]:
        """Yield the names, one a line, and the details after the last one.

        The details are below a name that is too long.
        """
        *others, last = (self.padded(name, line.name_style) for name in line.names)
        yield from others
        if len(line.names[-1]) > self.name_width:
            yield last
            last = " " * self.name_width
        yield last + self.details(line)

    def padded(self, name: str, style: str) -> str:
        return self.styled(name, style) + " " * (self.name_width - len(name))

    def details(self, line: _Line) -> str:
        values = (
            (short_id(line.id), str.ljust),
            (human_size(line.usage_bytes, 3), str.rjust),
            (human_size(line.content_bytes, 3), str.rjust),
        )
        cells = [""]
        for (value, align), (_, columns) in zip(values, self.columns, strict=False):
            text = value[:columns]
            cells.append(align(text, columns).replace(text, self.styled(text, line.style), 1))
        if len(self.columns) == len(_COLUMNS):
            cells.append(self.mark(line.is_used))
        return (" " * _GAP).join(cells)

    def mark(self, is_used: bool) -> str:
        columns = _COLUMNS[-1][1]
        if not is_used:
            return " " * columns
        return self.styled(" U ", "mark") + "  " if self.coloured else "U".ljust(columns)

    def styled(self, text: str, style: str) -> str:
        return f"{_STYLES[style]}{text}{_RESET}" if self.coloured else text


def _entries(image: Json, expanded: bool) -> Iterator[_Image]:
    """Yield an entry for each name, or with `expanded` one with all names and platforms."""
    manifests: Sequence[Json] = image.get("Manifests") or ()
    names = sorted(name for name in image.get("RepoTags") or () if name != f"{NONE}:{NONE}")
    line = _Line(
        names or [_UNTAGGED],
        "name" if names else "faint",
        "normal",
        image.get("Id") or "",
        size_bytes(image),
        sum(_size(manifest, "Content") for manifest in manifests),
        (image.get("Containers") or 0) > 0 or any(map(_is_used, manifests)),
    )
    if expanded:
        yield _Image(line, list(_platforms(manifests)))
    else:
        for name in line.names:
            yield _Image(line._replace(names=[name]), ())


def _platforms(manifests: Sequence[Json]) -> Iterator[_Line]:
    shown = [manifest for manifest in manifests if manifest.get("Kind") == "image"]
    for number, manifest in enumerate(shown, 1):
        branch = "└─" if number == len(shown) else "├─"
        style = "normal" if manifest.get("Available") else "faint"
        yield _Line(
            [f"{branch} {_platform(manifest)}"],
            style,
            style,
            manifest.get("ID") or "",
            _size(manifest, "Total"),
            _size(manifest, "Content"),
            _is_used(manifest),
        )


def _size(manifest: Json, name: str) -> int:
    return int((manifest.get("Size") or {}).get(name) or 0)


def _is_used(manifest: Json) -> bool:
    return bool((manifest.get("ImageData") or {}).get("Containers"))


def _platform(manifest: Json) -> str:
    return platform_text((manifest.get("ImageData") or {}).get("Platform") or {}) or "unknown"
