"""The progress of a root CA rotation over the nodes of a swarm."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple, TextIO

from pydock.progress.screen_region import Line, Region

Json = Mapping[str, Any]
_BAR_COLUMNS = 24
_MAX_COLUMNS = 100


class Rotation(NamedTuple):
    """The desired root, and how many of the nodes have its certificates, and trust it."""

    root_digest: str
    certificates: int
    roots: int
    nodes: int
    in_progress: bool

    @property
    def is_done(self) -> bool:
        return not self.in_progress and self.certificates == self.roots == self.nodes


def rotation_of(swarm: Json, nodes: Iterable[Json]) -> Rotation:
    """Return the state, from the engine's swarm and nodes."""
    desired: Json = swarm.get("TLSInfo") or {}
    of_nodes = [(node.get("Description") or {}).get("TLSInfo") or {} for node in nodes]
    issuer = ("CertIssuerSubject", "CertIssuerPublicKey")
    certificates = sum(all(one.get(key) == desired.get(key) for key in issuer) for one in of_nodes)
    in_progress = bool(swarm.get("RootRotationInProgress"))
    roots = sum(one.get("TrustRoot") == desired.get("TrustRoot") for one in of_nodes)
    if in_progress or certificates < len(of_nodes):
        roots = 0  # nodes get the new root when all have their certificates
    digest = sha256(str(desired.get("TrustRoot", "")).encode()).hexdigest()
    return Rotation(f"sha256:{digest}", certificates, roots, len(of_nodes), in_progress)


def display_rotation(
    states: Iterable[Rotation], out: TextIO, *, terminal: bool, environ: Json
) -> None:
    """Display each state: redrawn on a terminal, else docker's lines when the root changes."""
    if terminal and environ.get("TERM") != "dumb":
        _draw(states, out, environ)
        return
    for line in plain_lines(states):
        out.write(line + "\n")
        out.flush()


def plain_lines(states: Iterable[Rotation]) -> Iterator[str]:
    """Yield docker's lines for an output that is not a terminal."""
    yield "desired root digest: "
    yield "  rotated TLS certificates: "
    yield "  rotated CA certificates:  "
    shown = ""
    for state in states:
        if state.root_digest != shown:
            yield f"desired root digest: {state.root_digest}"
        shown = state.root_digest


def _draw(states: Iterable[Rotation], out: TextIO, environ: Mapping[str, str]) -> None:
    region = Region(out, environ)
    for state in states:
        columns = region.window().columns
        region.draw(lines(state, columns), columns)


def lines(state: Rotation, window_columns: int) -> list[Line]:
    """Return the state as lines for a window of that width."""
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    from pydock.progress.render import rendered

    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True, overflow="ellipsis")
    table.add_column(width=_BAR_COLUMNS)
    table.add_column(no_wrap=True)
    for name, count in (
        ("rotated TLS certificates:", state.certificates),
        ("rotated CA certificates:", state.roots),
    ):
        bar = ProgressBar(state.nodes, count, _BAR_COLUMNS, complete_style="cyan")
        table.add_row(f"  {name}", bar, f"{count}/{state.nodes} nodes")
    columns = min(window_columns - 1, _MAX_COLUMNS)
    head = Text(f"desired root digest: {state.root_digest}", no_wrap=True, overflow="ellipsis")
    return rendered(head, columns) + rendered(table, columns)
