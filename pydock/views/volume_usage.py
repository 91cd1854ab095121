"""Rows of `volume du`: what uses the space of a volume."""

from collections.abc import Iterable

from pydock.golang.units import human_size
from pydock.views.image_explanation import printable
from pydock.views.listing import View, column


class VolumeUsageView(View):
    """A file or directory of a volume, with all that is below it."""

    go_type = "*volume.usageContext"
    default_columns = ("Size", "Share", "Files", "Path")

    def __init__(self, path: bytes) -> None:
        self._path = path
        self.size_bytes = 0
        self.files = 0
        self.is_directory = False
        self.share = 0.0

    @column("SIZE")
    def Size(self) -> str:
        return human_size(self.size_bytes)

    @column("BYTES")
    def Bytes(self) -> str:
        return str(self.size_bytes)

    @column("SHARE")
    def Share(self) -> str:
        return f"{self.share:.1%}"

    @column("FILES")
    def Files(self) -> str:
        return str(self.files)

    @column("PATH")
    def Path(self) -> str:
        return printable(self._path) + ("/" if self._path and self.is_directory else "")


def usage_rows(
    files: Iterable[tuple[bytes, bool, int]], depth: int, largest: int
) -> list[VolumeUsageView]:
    """Return the whole volume, and what is down to a depth, the largest first.

    `files` are paths, "" for the top directory, whether they are directories, and sizes. `largest`
    limits the rows unless it is 0.
    """
    rows: dict[bytes, VolumeUsageView] = {b"": VolumeUsageView(b"")}
    for path, is_directory, size in files:
        names = path.split(b"/") if path else []
        for level in range(min(depth, len(names)) + 1):
            above = b"/".join(names[:level])
            row = rows.get(above)
            if row is None:
                row = rows[above] = VolumeUsageView(above)
            row.size_bytes += size
            row.files += not is_directory
            row.is_directory |= is_directory or level < len(names)
    total = rows.pop(b"")
    found = sorted(rows.values(), key=lambda row: -row.size_bytes)
    shown = [total, *(found[:largest] if largest else found)]
    for row in shown:
        row.share = row.size_bytes / total.size_bytes if total.size_bytes else 0.0
    return shown
