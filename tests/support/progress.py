"""Progress of a test run in lines that a user can read: `-p tests.support.progress`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

#: how often a line is printed
_SECONDS = 10.0


class Progress:
    """Counts the tests that have ended; failed ones are printed at once."""

    def __init__(self) -> None:
        self._started = self._printed = time.monotonic()
        self._total = self._done = self._failed = 0

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._total = len(session.items)

    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        self._total = len(ids)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._failed += 1
            self._print(f"FAILED {report.nodeid} ({report.when})")
        if str(report.outcome) == "rerun":  # of pytest-rerunfailures
            self._print(f"RUNS AGAIN {report.nodeid} ({report.when})\n{report.longreprtext}")
            return
        if report.when == "teardown" or (report.when == "setup" and report.passed):
            return
        self._done += 1
        if time.monotonic() - self._printed >= _SECONDS or self._done == self._total:
            self._printed = time.monotonic()
            self._print(self._line())

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """Keep the dots of tests that passed, and the letters of failed ones, off the screen."""
        outcome = "error" if report.failed and report.when != "call" else report.outcome
        if report.when == "call" or not report.passed:
            return outcome, "", ""
        return None

    def _line(self) -> str:
        minutes, seconds = divmod(int(self._printed - self._started), 60)
        percent = 100 * self._done // max(self._total, 1)
        return (
            f"{percent:3} %  {self._done} of {self._total} tests, {self._failed} failed,"
            f" {minutes} min {seconds:02} s"
        )

    def _print(self, line: str) -> None:
        sys.__stdout__.write(f"{line}\n")  # type: ignore[union-attr]
        sys.__stdout__.flush()  # type: ignore[union-attr]


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Progress())
    elif not config.option.durations and not config.option.xmlpath:  # which show all reports
        for plugin in config.pluginmanager.get_plugins():
            if type(plugin).__name__ == "WorkerInteractor":
                plugin.sendevent = _with_fewer_reports(plugin.sendevent)


def _with_fewer_reports(send: Callable[..., None]) -> Callable[..., None]:
    """Wrap what sends the events of a worker of pytest-xdist: of a passed test, its call alone.

    It starts and ends, is set up and torn down as well, which took longer to send than most tests.
    """

    def send_event(name: str, **values: Any) -> None:
        if name in ("logstart", "logfinish"):
            return
        if name == "testreport":
            report = values["data"]
            if report["outcome"] == "passed" and report["when"] != "call":
                return
        send(name, **values)

    return send_event
