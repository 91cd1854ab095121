"""`ps --tree`: containers below their Compose project, network or image."""

from collections.abc import Iterable, Sequence
from typing import cast

from pydock.golang.tabwriter import align
from pydock.views.container import ContainerView
from pydock.views.fitting import fitted, joined
from pydock.views.listing import Listing, View
from pydock.views.natural_order import natural_key

_COLUMNS = ("Names", "ID", "Image", "Status", "Ports")
_LEAST_WIDTHS = {"Ports": 10, "Image": 10, "ID": 12, "Status": 7, "Names": 13}
_PROJECT_LABELS = (
    "com.docker.compose.project",
    "io.podman.compose.project",
    "com.docker.stack.namespace",
)


class TreeListing(Listing):
    """Prints containers below groups by "project", "network" or "image"."""

    def __init__(self, by: str, window_columns: int) -> None:
        super().__init__(ContainerView, window_columns=window_columns)
        self.by = by

    def text(self, rows: Iterable[View]) -> str:
        return tree_text(cast(Iterable[ContainerView], rows), self.by, self.window_columns)


def tree_text(rows: Iterable[ContainerView], by: str, window_columns: int = 0) -> str:
    """Return containers in their order, below their groups.

    Groups are in natural order; a container is in each of its networks. It fits `window_columns`,
    if these are not 0.
    """
    groups: dict[str, list[ContainerView]] = {}
    for row in rows:
        for name in _groups(row, by):
            groups.setdefault(name, []).append(row)
    columns = [column for column in _COLUMNS if column.lower() != by]
    lines = [[ContainerView.headers[column] for column in columns]]
    for name in sorted(groups, key=lambda name: (not name, natural_key(name))):
        lines.append([name or f"(no {by})", *("" for _ in columns[1:])])
        *others, last = groups[name]
        lines += [_line("├─", row, columns) for row in others]
        lines.append(_line("└─", last, columns))
    kept = fitted(lines, columns, _LEAST_WIDTHS, window_columns) if window_columns else None
    if kept is not None:
        return joined(kept)
    text = align("".join("\t".join(line) + "\n" for line in lines))
    return "".join(f"{line.rstrip(' ')}\n" for line in text.splitlines())


def _groups(row: ContainerView, by: str) -> Sequence[str]:
    if by == "project":
        return [next(filter(None, map(row.Label, _PROJECT_LABELS)), "")]
    if by == "network":
        return row.networks or [""]
    return [row.Image()]


def _line(branch: str, row: ContainerView, columns: Sequence[str]) -> list[str]:
    name, *others = (row.cell(column) for column in columns)
    return [f"{branch} {name}", *others]
