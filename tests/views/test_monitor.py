"""Rows of `monitor`: their order, and the columns that a window has room for."""

from __future__ import annotations

import pytest

from pydock.views.monitor import ColumnLayout, Row, Totals, in_order
from pydock.views.stats import ContainerUsage
from pydock.views.usage_history import Sample


def row(name: str, cpu: float = 0.0, memory: int = 0, network: float = 0.0, **more: str) -> Row:
    samples = [Sample(cpu, memory, network, 0.0)] * 3
    usage = ContainerUsage(memory_bytes=memory, memory_limit_bytes=1 << 30, processes=12)
    return Row(more.get("context", ""), name, name, more.get("image", "app:1"), usage, samples)


ROWS = [row("web10", 5.0, 1 << 20), row("web2", 50.0, 3 << 20, 2e6), row("db", 5.0, 2 << 20)]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (["-cpu"], "web2 db web10"),
        (["cpu"], "db web10 web2"),
        (["-memory"], "web2 db web10"),
        (["name"], "db web2 web10"),
        (["-name"], "web10 web2 db"),
        (["-network", "-memory"], "web2 db web10"),
        (["pids"], "db web2 web10"),
    ],
)
def test_order(order: list[str], names: str) -> None:
    assert " ".join(found.name for found in in_order(ROWS, order)) == names


def test_one_high_sample_moves_no_row_to_the_top() -> None:
    calm = [Sample(10.0)] * 5
    jumping = [Sample(0.0)] * 4 + [Sample(40.0)]
    rows = [ROWS[0]._replace(samples=calm), ROWS[1]._replace(samples=jumping)]
    assert [found.name for found in in_order(rows, ["-cpu"])] == ["web10", "web2"]


COLUMNS = {
    27: "name cpu memory",
    39: "name cpu cpu-plot memory",
    48: "name cpu cpu-plot memory network",
    59: "name cpu cpu-plot memory network disk",
    79: "name cpu cpu-plot memory memory-plot network disk",
    86: "name cpu cpu-plot memory memory-plot network network-plot disk disk-plot",
    199: "name image cpu cpu-plot memory memory-percent memory-plot network network-plot"
    " disk disk-plot pids",
}


@pytest.mark.parametrize("columns", COLUMNS)
def test_what_a_window_has_room_for(columns: int) -> None:
    layout = ColumnLayout(columns, ROWS, has_contexts=False)
    assert " ".join(layout.columns) == COLUMNS[columns]


@pytest.mark.parametrize("columns", range(28, 250, 3))
@pytest.mark.parametrize("has_contexts", [False, True])
def test_lines_fit(columns: int, has_contexts: bool) -> None:
    texts = {"context": "a-context-of-a-server", "image": "registry.example/team/app:1"}
    rows = [*ROWS, row("a-container-with-a-long-name-" * 3, 1234.5, 1 << 39, 1e12, **texts)]
    layout = ColumnLayout(columns, rows, has_contexts=has_contexts)
    lengths = {
        sum(cell.gap + len(cell.text) for cell in cells)
        for cells in (layout.header(), *map(layout.cells, rows))
    }
    assert len(lengths) == 1  # the columns are aligned
    assert lengths.pop() <= columns


def test_contexts_have_a_column() -> None:
    layout = ColumnLayout(80, [row("web", context="server")], has_contexts=True)
    assert [cell.text.strip() for cell in layout.header()][:2] == ["CONTEXT", "NAME"]


def test_what_is_unknown() -> None:
    layout = ColumnLayout(60, ROWS, has_contexts=False)
    cells = [cell.text.strip() for cell in layout.cells(row("new")._replace(usage=None))]
    assert cells[:2] == ["new", "--"]


def test_numbers() -> None:
    layout = ColumnLayout(199, ROWS, has_contexts=False)
    cells = {cell.column: cell.text.strip() for cell in layout.cells(ROWS[1])}
    assert cells["cpu"] == "50.0%"
    assert cells["cpu-plot"] == "███"
    assert cells["memory"] == "3MiB"
    assert cells["memory-percent"] == "0.3%"
    assert cells["network"] == "2MB/s"
    assert cells["disk"] == "0B/s"
    assert cells["pids"] == "12"


def test_totals() -> None:
    assert Totals.of(ROWS).parts() == ["3 containers", "CPU 60.0%", "memory 6MiB"]
    assert Totals.of(ROWS[:1]).parts()[0] == "1 container"


@pytest.mark.parametrize(
    ("text", "is_found"), [("EB1", True), ("app", True), ("server", True), ("db", False)]
)
def test_filter(text: str, is_found: bool) -> None:
    assert row("web10", context="Server").has(text) is is_found
