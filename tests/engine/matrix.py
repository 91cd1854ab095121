"""Run the tests that speak to an engine in every cell of engines and API versions."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tests.engine.machine import cache_folder
from tests.engine.names import ENGINES
from tests.engine.program import REFUSED

ASKED_FOR = (
    *("1.12", "1.15", "1.18", "1.20", "1.22", "1.24", "1.25", "1.30", "1.35", "1.40", "1.41"),
)
"""Versions of the API to ask this system's dockerd for."""

NEGOTIATED = "free"
ROW = "{:28} {:5} {:>7} {:>8} {:>8} {:>7}  {}"


@dataclass(frozen=True)
class Cell:
    """An engine and the version of the API to ask it for, or NEGOTIATED."""

    engine: str
    version: str

    def __str__(self) -> str:
        return f"{self.engine}/{self.version}"


CELLS = (
    *(Cell("dockerd", version) for version in ASKED_FOR),
    *(Cell(engine, NEGOTIATED) for engine in ENGINES),
)


@dataclass
class Result:
    """What the tests of a cell came to: counts, and names or sentences behind them."""

    engine: str
    api: str
    passed: int = 0
    skipped: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """The cell in a word: "refused" where tests were refused, rightly, and none failed."""
        if self.failures or not self.passed:
            return "not"
        return "refused" if self.refusals else "passed"


def main() -> int:
    """Run the cells that were asked for and print a row for each; 1 when one is not right."""
    parser = argparse.ArgumentParser(prog="tests/engine/matrix", description=__doc__)
    parser.add_argument("cells", nargs="*", help="dockerd/1.24, or podman for all of an engine's")
    parser.add_argument("-k", metavar="WORD", default="", help="only tests with this in the name")
    arguments = parser.parse_args()
    asked = arguments.cells
    cells = [cell for cell in CELLS if not asked or str(cell) in asked or cell.engine in asked]
    if not cells:
        parser.error(f"no such cell; there are: {' '.join(map(str, CELLS))}")
    print(ROW.format("engine", "api", "passed", "refused", "skipped", "failed", "the cell is"))
    results = []
    for cell in cells:
        result = run(cell, arguments.k)
        counts = (result.passed, result.refusals.total(), result.skipped, len(result.failures))
        print(ROW.format(result.engine, result.api, *counts, result.verdict), flush=True)
        results.append(result)
    tell_details(results)
    failed = sum(result.verdict == "not" for result in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    return min(failed, 1)


def run(cell: Cell, word: str) -> Result:
    """Run the tests in one cell; what they print is kept in a file beside their report."""
    folder = cache_folder() / "matrix"
    folder.mkdir(exist_ok=True)
    report = folder / f"{cell.engine}-{cell.version}.xml"
    report.unlink(missing_ok=True)
    environ = {**os.environ, "PYDOCK_TEST_ENGINE": cell.engine, "PYDOCK_TEST_MATRIX": "1"}
    for name in ("PYDOCK_TEST_HOST", "DOCKER_API_VERSION"):
        environ.pop(name, None)
    if cell.version != NEGOTIATED:
        environ["DOCKER_API_VERSION"] = cell.version
    argv = [sys.executable, "-m", "pytest", "tests/engine", "-m", "engine", "-k", word]
    argv.append(f"--junit-xml={report}")
    with report.with_suffix(".log").open("w") as log:
        subprocess.run(
            argv, env=environ, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False
        )
    return read(report, cell)


def read(report: Path, cell: Cell) -> Result:
    """The result that pytest's report tells."""
    if not report.exists():
        return Result(str(cell), "", failures=[f"pytest itself: {report.with_suffix('.log')}"])
    root = ElementTree.parse(report).getroot()
    told = {entry.get("name"): entry.get("value", "") for entry in root.iter("property")}
    asked = "" if cell.version == NEGOTIATED else cell.version
    result = Result(told.get("engine") or cell.engine, asked or told.get("api", ""))
    for case in root.iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        skipped = case.find("skipped")
        reason = "" if skipped is None else skipped.get("message", "")
        if case.find("failure") is not None or case.find("error") is not None:
            result.failures.append(name)
        elif reason.startswith(REFUSED):
            result.refusals[reason.removeprefix(REFUSED)] += 1
        elif skipped is not None:
            result.skipped += 1
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


if __name__ == "__main__":
    sys.exit(main())
