"""`images --tree`: each image with the platforms that it has, as wide as the window allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pydock.golang.units import human_size
from pydock.views.image import is_dangling
from pydock.views.shorten import short_id

Json = Mapping[str, Any]

_WARNING = (
    "WARNING: This is an experimental feature. The output may change and shouldn't be depended on."
)
_GAP = 3
_MIN_NAME_WIDTH = 12
#: the columns behind the name, with their widths
_COLUMNS = (("ID", 12), ("DISK USAGE", 10), ("CONTENT SIZE", 12), ("EXTRA", 5))

_RESET = "\x1b[0m"
_STYLES = {
    "warning": "\x1b[93m",
    "header": "\x1b[39m\x1b[1m",
    "name": "\x1b[34m\x1b[1m",
    "normal": "\x1b[39m",
    "faint": "\x1b[39m\x1b[2m",
    "badge": "\x1b[38;5;0m\x1b[48;5;14m",
}


class _Row(NamedTuple):
    """A line with details: of an image, behind the last of its names, or of a platform."""

    name: str
    name_style: str
    style: str
    id: str
    usage_bytes: int
    content_bytes: int
    is_used: bool


def tree_text(images: Iterable[Json], *, all: bool, width: int, coloured: bool) -> str:
    """The images as a tree, the newest first; without `all` those that have a name only."""
    shown = [image for image in images if all or not is_dangling(image)]
    shown.sort(key=lambda image: -(image.get("Created") or 0))
    return _Tree(shown, width, coloured).text()


class _Tree:
    def __init__(self, images: Sequence[Json], width: int, coloured: bool) -> None:
        self.images = images
        self.width = width
        self.coloured = coloured
        self.columns: list[tuple[str, int]] = []
        left = width
        for title, columns in _COLUMNS:
            if left - columns - _GAP < _MIN_NAME_WIDTH:
                break
            left -= columns + _GAP
            self.columns.append((title, columns))
        self.name_width = min(left, max(map(len, self._first_cells()), default=0))

    def text(self) -> str:
        titles = ["IMAGE".ljust(self.name_width), *(title.ljust(n) for title, n in self.columns)]
        header = (" " * _GAP).join(self._styled(title, "header") for title in titles)
        lines = [self._styled(_WARNING, "warning"), self._legend(), "", header]
        for image in self.images:
            *names, last = _names(image)
            lines += [self._styled(_cut(name, self.width), "name") for name in names]
            lines.append(self._line(_image_row(image, last)))
            lines += [self._line(row) for row in _platform_rows(image)]
            lines.append("")
        return "".join(f"{line}\n" for line in lines)

    def _first_cells(self) -> list[str]:
        cells = ["IMAGE"]
        for image in self.images:
            cells += _names(image)
            cells += [row.name for row in _platform_rows(image)]
        return cells

    def _legend(self) -> str:
        """What the badge means, at the right edge."""
        if not self.coloured:
            return "Info ->  U In Use ".rjust(self.width)
        info = f"\x1b[1;30;106mi{_RESET} \x1b[96mInfo → {_RESET}"
        badge = self._styled(" U ", "badge")
        return " " * (self.width - len("i Info →   U  In Use ")) + f"{info} {badge} In Use "

    def _line(self, row: _Row) -> str:
        name = _cut(row.name, self.name_width)
        cells = [self._styled(name, row.name_style) + " " * (self.name_width - len(name))]
        values = (
            (short_id(row.id), str.ljust),
            (human_size(row.usage_bytes, 3), str.rjust),
            (human_size(row.content_bytes, 3), str.rjust),
        )
        for (value, align), (_, columns) in zip(values, self.columns, strict=False):
            cells.append(align(self._styled(value, row.style), columns + self._hidden(row.style)))
        if len(self.columns) == len(_COLUMNS):
            cells.append(self._badge(row.is_used))
        return (" " * _GAP).join(cells)

    def _badge(self, is_used: bool) -> str:
        columns = _COLUMNS[-1][1]
        if not is_used:
            return " " * columns
        return self._styled(" U ", "badge") + "  " if self.coloured else "U".ljust(columns)

    def _hidden(self, style: str) -> int:
        """How much longer a text is than it looks when it has this style."""
        return len(_STYLES[style] + _RESET) if self.coloured else 0

    def _styled(self, text: str, style: str) -> str:
        return f"{_STYLES[style]}{text}{_RESET}" if self.coloured else text


def _names(image: Json) -> list[str]:
    """The names, the longest first, since the details stand behind the last one."""
    return sorted(image.get("RepoTags") or ["<untagged>"], key=lambda name: -len(name))


def _manifests(image: Json) -> list[Json]:
    return image.get("Manifests") or []


def _image_row(image: Json, name: str) -> _Row:
    return _Row(
        name=name,
        name_style="name" if image.get("RepoTags") else "faint",
        style="normal",
        id=image.get("Id") or "",
        usage_bytes=image.get("Size") or 0,
        content_bytes=sum(manifest["Size"]["Content"] for manifest in _manifests(image)),
        is_used=(image.get("Containers") or 0) > 0 or any(map(_is_used, _manifests(image))),
    )


def _platform_rows(image: Json) -> list[_Row]:
    manifests = [manifest for manifest in _manifests(image) if manifest.get("Kind") == "image"]
    rows = []
    for number, manifest in enumerate(manifests, 1):
        branch = "└─" if number == len(manifests) else "├─"
        style = "normal" if manifest.get("Available") else "faint"
        rows.append(
            _Row(
                name=f"{branch} {_platform(manifest)}",
                name_style=style,
                style=style,
                id=manifest.get("ID") or "",
                usage_bytes=manifest["Size"]["Total"],
                content_bytes=manifest["Size"]["Content"],
                is_used=_is_used(manifest),
            )
        )
    return rows


def _is_used(manifest: Json) -> bool:
    return bool((manifest.get("ImageData") or {}).get("Containers"))


def _platform(manifest: Json) -> str:
    platform = (manifest.get("ImageData") or {}).get("Platform") or {}
    parts = [platform.get(key) for key in ("os", "architecture", "variant")]
    return "/".join(part for part in parts if part) or "unknown"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"
