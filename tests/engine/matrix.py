"""Run the tests that speak to an engine in every cell of engines and API versions.

Tests marked `any_api` run in the cells that negotiate freely, one for each engine, unless the
whole is tested: the version of the API makes no difference to them.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tests.engine.dockerd import BUILT
from tests.engine.machine import cache_directory
from tests.engine.names import BUILT_ENGINE, ENGINES
from tests.engine.program import REFUSED

TESTED_VERSIONS = (
    *("1.12", "1.15", "1.18", "1.20", "1.22", "1.24", "1.25", "1.30", "1.35", "1.40", "1.41"),
)
"""Versions of the API to ask this system's dockerd for."""

NEGOTIATED = "free"
ROW = "{:28} {:5} {:>7} {:>8} {:>8} {:>7}  {}"
HEADINGS = ("engine", "api", "passed", "refused", "skipped", "failed", "the cell is")
VERSION_THERE_IS = re.compile(r", but the Docker daemon API version is [0-9.]+$")


@dataclass(frozen=True)
class Cell:
    """An engine and the version of the API to ask it for, or NEGOTIATED."""

    engine: str
    version: str

    def __str__(self) -> str:
        return f"{self.engine}/{self.version}"


CELLS = (
    *(Cell("dockerd", version) for version in TESTED_VERSIONS),
    *(Cell(engine, NEGOTIATED) for engine in ENGINES),
)


@dataclass
class Result:
    """What the tests of a cell resulted in: counts, and names or sentences behind them.

    `begun` is when they ran: "2026-01-31 12:00", in UTC.
    """

    engine: str
    api: str
    begun: str = ""
    passed: int = 0
    skips: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    @property
    def row(self) -> tuple[object, ...]:
        """Return the cell of the table."""
        counts = (self.refusals.total(), self.skips.total(), len(self.failures))
        return (self.engine, self.api, self.passed, *counts, self.verdict)

    @property
    def verdict(self) -> str:
        """The cell in a word: "refused" where tests were refused, rightly, and none failed."""
        if self.failures or not self.passed:
            return "not"
        return "refused" if self.refusals else "passed"


def main() -> int:
    """Run the cells that were chosen and print a row for each; 1 when one is not right."""
    about = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="tests/engine/matrix", description=about)
    parser.add_argument("cells", nargs="*", help="dockerd/1.24, or podman for all of an engine's")
    parser.add_argument("-k", metavar="WORD", default="", help="only tests with this in the name")
    parser.add_argument("--kept", action="store_true", help="run nothing: print the last runs")
    parser.add_argument("--whole", action="store_true", help="tests marked any_api everywhere")
    parser.add_argument(
        "--write", metavar="FILE", type=Path, help="write down these cells, and those run before"
    )
    arguments = parser.parse_args()
    chosen = arguments.cells or [
        name for name in ENGINES if name != BUILT_ENGINE or BUILT in os.environ
    ]
    cells = [cell for cell in CELLS if str(cell) in chosen or cell.engine in chosen]
    if not cells:
        parser.error(f"no such cell; there are: {' '.join(map(str, CELLS))}")
    print(ROW.format(*HEADINGS))
    results = []
    for cell in cells:
        if arguments.kept and not report(cell).exists():
            continue
        if not arguments.kept:
            run(cell, arguments.k, whole=arguments.whole)
        result = read(report(cell), cell)
        print(ROW.format(*result.row), flush=True)
        results.append(result)
    tell_details(results)
    if arguments.write:
        known = [read(report(cell), cell) for cell in CELLS if report(cell).exists()]
        missing = [str(cell) for cell in CELLS if not report(cell).exists()]
        arguments.write.write_text("\n".join(document(known, missing)))
    failed = sum(result.verdict == "not" for result in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    return min(failed, 1)


def report(cell: Cell) -> Path:
    """Where pytest's report of a cell is kept, until the next one."""
    return cache_directory() / "matrix" / f"{cell.engine}-{cell.version}.xml"


def run(cell: Cell, word: str, *, whole: bool) -> None:
    """Run the tests in one cell; what they print is kept in a file beside their report."""
    path = report(cell)
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    environ = {**os.environ, "PYDOCK_TEST_ENGINE": cell.engine, "PYDOCK_TEST_MATRIX": "1"}
    for name in ("PYDOCK_TEST_HOST", "DOCKER_API_VERSION"):
        environ.pop(name, None)
    if cell.version != NEGOTIATED:
        environ["DOCKER_API_VERSION"] = cell.version
    marked = "engine" if whole or cell.version == NEGOTIATED else "engine and not any_api"
    argv = [sys.executable, "-m", "pytest", "tests/engine", "-m", marked, "-k", word]
    argv.append(f"--junit-xml={path}")
    with path.with_suffix(".log").open("w") as log:
        subprocess.run(
            argv, env=environ, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False
        )


def read(path: Path, cell: Cell) -> Result:
    """The result that of pytest's report."""
    if not path.exists():
        return Result(str(cell), "", failures=[f"pytest itself: {path.with_suffix('.log')}"])
    root = ElementTree.parse(path).getroot()
    properties = {entry.get("name"): entry.get("value", "") for entry in root.iter("property")}
    version = "" if cell.version == NEGOTIATED else cell.version
    engine = properties.get("engine") or cell.engine
    if cell.engine == BUILT_ENGINE:
        engine += " (built)"
    begun = "".join(suite.get("timestamp", "")[:16] for suite in root.iter("testsuite"))
    result = Result(engine, version or properties.get("api", ""), begun.replace("T", " "))
    for case in root.iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        skipped = case.find("skipped")
        reason = "" if skipped is None else skipped.get("message", "")
        if case.find("failure") is not None or case.find("error") is not None:
            result.failures.append(name)
        elif reason.startswith(REFUSED):
            result.refusals[reason.removeprefix(REFUSED)] += 1
        elif skipped is not None:
            result.skips[reason] += 1
        else:
            result.passed += 1
    return result


def tell_details(results: list[Result]) -> None:
    """Print what was refused and what failed, cell by cell."""
    for result in results:
        print(f"\n{result.engine}, API {result.api}: {result.verdict}")
        for sentence, count in sorted(result.refusals.items()):
            print(f"  refused, {count} tests: {sentence}")
        for name in result.failures:
            print(f"  failed: {name}")
    print()


def document(results: list[Result], missing: list[str]) -> Iterator[str]:
    """The lines of a document of what all cells resulted in, and why; or were not run."""
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    yield from ("Engines and versions of the API", "=" * 31, "")
    yield "Results, in every cell, of the tests that speak to a real engine, as written by"
    yield "``tests/engine/matrix --write FILE``: never by hand. A cell is *passed* when all of its"
    yield "tests passed, *refused* when pydock rightly refused some of them with a sentence that"
    yield "names what is needed and what there is, and *not* when one failed. An engine that is"
    yield f"marked *(built)* is of no package: it was built from public sources, see {BUILT} in"
    yield "``tests/engine/dockerd.py``."
    yield ""
    yield (
        f"Of {time.strftime('%Y-%m-%d')}, on {os.cpu_count()} processors ({platform.machine()}),"
        f" {memory_gib:.0f} GiB of memory,"
    )
    kernel = ".".join(platform.release().split(".")[:2])
    yield f"{platform.system()} {kernel}, Python {platform.python_version()}."
    yield ""
    rows = [(*result.row, result.begun) for result in results]
    yield from _table((*HEADINGS, "begun, UTC"), rows)
    if missing:
        yield from (f"Not run: {', '.join(missing)}.", "")
    yield from _reasons(
        "Refused", ((VERSION_THERE_IS.sub("", text), r) for r in results for text in r.refusals)
    )
    yield from _reasons("Skipped", ((text, r) for r in results for text in r.skips))
    yield from _reasons("Failed", ((text, r) for r in results for text in r.failures))


def _table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A simple table of reStructuredText."""
    cells = [[str(value) or "-" for value in row] for row in (headings, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    line = " ".join("=" * width for width in widths)
    for number, row in enumerate(cells):
        if number < 2:
            yield line
        yield " ".join(
            f"{value:{width}}" for value, width in zip(row, widths, strict=True)
        ).rstrip()
    yield from (line, "")


def _reasons(heading: str, reasons: Iterable[tuple[str, Result]]) -> Iterator[str]:
    """Each reason with the cells that it is one for; engines by name, dockerd's by version."""
    cells: defaultdict[str, list[str]] = defaultdict(list)
    for reason, result in reasons:
        cells[reason].append(f"{result.engine} at {result.api}")
    if not cells:
        return
    yield from (heading, "-" * len(heading), "")
    for reason, names in sorted(cells.items()):
        by_engine: defaultdict[str, list[str]] = defaultdict(list)
        for name in names:
            engine, _, api = name.partition(" at ")
            by_engine[engine].append(api)
        where = "; ".join(f"{engine}: {', '.join(apis)}" for engine, apis in by_engine.items())
        yield f"- ``{reason}`` ({where})"
    yield ""


if __name__ == "__main__":
    sys.exit(main())
