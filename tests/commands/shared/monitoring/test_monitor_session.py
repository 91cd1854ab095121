"""`monitor` on a pseudo-terminal: its screen, its keys, and engines that come and go."""

from __future__ import annotations

import os
import re
import termios
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Event, Thread
from typing import Any, cast

import pytest

from pydock.__main__ import main
from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.commands.shared.monitoring import monitor_session, monitored_engine
from pydock.errors import CannotConnect
from pydock.transport import Endpoint, Transport
from pydock.views import usage_history
from tests.engine.console import LIMIT_SECONDS, Window
from tests.support.engine import PlayedEngine, PlayedStream

WEB, DB = "4f" * 32, "9d" * 32


class Open(PlayedStream):
    """A stream that goes on until `ended` is set."""

    def __init__(self, ended: Event, lines: Callable[[int], bytes] | None = None) -> None:
        super().__init__(b"")
        self._ended, self._lines = ended, lines
        self.read1 = self._wait

    def _wait(self, limit: int | None = -1) -> bytes:
        self._ended.wait()
        return b""

    def lines(self, limit_bytes: int = 0) -> Iterator[bytes]:
        assert self._lines
        number = 0
        while not self._ended.wait(0.05):
            yield self._lines(number)
            number += 1


def usage(name: str, memory: int, cpu: int) -> Callable[[int], bytes]:
    """Lines with that many percent of a CPU, and 1000 bytes received between two of them."""

    def line(number: int) -> bytes:
        before, now = number, number + 1
        return (
            b'{"name": "/%s", "memory_stats": {"usage": %d, "limit": 4096000},'
            b' "cpu_stats": {"cpu_usage": {"total_usage": %d}, "system_cpu_usage": %d,'
            b' "online_cpus": 1},'
            b' "precpu_stats": {"cpu_usage": {"total_usage": %d}, "system_cpu_usage": %d},'
            b' "networks": {"eth0": {"rx_bytes": %d}}}'
            % (name.encode(), memory, now * cpu, now * 100, before * cpu, before * 100,
               number * 1000)
        )  # fmt: skip

    return line


class Played(PlayedEngine):
    """Two containers: web uses more CPU, db more memory. `ended` ends all streams."""

    def __init__(self) -> None:
        self.ended = Event()
        super().__init__({
            "GET /containers/json": [
                {"Id": WEB, "Names": ["/web"], "Image": "nginx", "State": "running"},
                {"Id": DB, "Names": ["/db"], "Image": "postgres", "State": "running"},
            ],
            "GET /events": lambda request: Open(self.ended),
            f"GET /containers/{WEB}/stats":
                lambda request: Open(self.ended, usage("web", 1024000, 50)),
            f"GET /containers/{DB}/stats":
                lambda request: Open(self.ended, usage("db", 2048000, 10)),
            f"POST /containers/{WEB}/stop": b"",
        })  # fmt: skip


def selected(window: Window) -> list[str]:
    """The lines in reverse video."""
    return [
        line
        for number, line in enumerate(window.lines())
        if window.screen.buffer[number][0].reverse
    ]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage_history, "_LEAST_SECONDS", 0.0)
    monkeypatch.setattr(monitor_session, "_TICK_SECONDS", 0.05)
    monkeypatch.setattr(monitored_engine, "_LEAST_SECONDS", 0.01)
    monkeypatch.setattr(monitored_engine, "_RETRY_SECONDS", 0.01)


@pytest.fixture
def monitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, Window]]:
    """Runs monitor with a user, who quits at the end; returns its status and the window."""

    def run(
        engines: Mapping[str, PlayedEngine],
        user: Callable[[Window], None],
        *words: str,
        columns: int = 80,
        rows: int = 12,
        environ: Mapping[str, str] | None = None,
    ) -> tuple[int, Window]:
        window = Window(rows, columns)
        modes = termios.tcgetattr(window.device)
        problems: list[BaseException] = []

        def act() -> None:
            try:
                user(window)
            except BaseException as problem:
                problems.append(problem)
            window.type("\x1bq")

        monkeypatch.setattr(App, "endpoint_of", lambda app, name: Endpoint("unix:///s"))
        keyboard, out = (
            os.fdopen(os.dup(window.device), mode, encoding="utf-8") for mode in ("r", "w")
        )
        variables = {"HOME": str(tmp_path), "TERM": "xterm", **(environ or {})}
        app = App("docker", variables, keyboard, out, out)

        def quiet_engine(caller: App, name: str) -> Engine:
            if caller is not app:  # a thread of a previous test
                raise CannotConnect("failed to connect")
            return Engine(cast(Transport, engines[name]))

        monkeypatch.setattr(App, "quiet_engine", quiet_engine)
        actor = Thread(target=act, daemon=True)
        actor.start()
        status = main(["monitor", *words], app)
        actor.join(LIMIT_SECONDS)
        out.flush()
        window.read_pending()
        assert termios.tcgetattr(window.device) == modes
        window.close()
        for engine in engines.values():
            cast(Played, engine).ended.set()
        if problems:
            raise problems[0]
        return status, window

    return run


Monitor = Callable[..., tuple[int, Window]]
LAYOUTS = {
    40: ["NAME", "CPU", "MEMORY"],
    80: ["NAME", "CPU", "MEMORY", "NETWORK", "DISK"],
    200: ["NAME", "IMAGE", "CPU", "MEMORY", "MEM", "%", "NETWORK", "DISK", "PIDS"],
}


@pytest.mark.parametrize("columns", LAYOUTS)
def test_the_screen(monitor: Monitor, columns: int) -> None:
    seen: list[str] = []

    def user(window: Window) -> None:
        window.wait_for("50.0%", "10.0%", "1000KiB", "1.953MiB", "█")
        seen.extend(window.lines())

    status, window = monitor({"": Played()}, user, columns=columns)
    assert status == 0
    totals, header, web, db, *rest = seen
    assert totals.startswith("2 containers  CPU 60.0%")
    assert header.split() == LAYOUTS[columns]
    assert web.startswith("web ")
    assert db.startswith("db ")
    assert not any(rest[:-2])
    assert rest[-2].startswith("q quit  ? help")
    assert max(map(len, seen)) < columns
    assert window.output.startswith(b"\x1b[?1049h\x1b[?25l")
    assert window.output.endswith(b"\x1b[?25h\x1b[?1049l")


def test_without_colours(monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    _, window = monitor({"": Played()}, lambda window: window.wait_for("50.0%"))
    assert not re.search(rb"\x1b\[(\d+;)*3\d[;m]", window.output)
    assert b"\x1b[7m" in window.output  # the selection


def test_order_filter_and_selection(monitor: Monitor) -> None:
    def names(window: Window) -> list[str]:
        return [line.split()[0] for line in window.lines()[2:4] if line]

    def user(window: Window) -> None:
        window.wait_for("50.0%", "10.0%")
        assert names(window) == ["web", "db"]
        assert selected(window)[0].startswith("web ")
        window.type("s")
        window.wait_until(lambda: names(window) == ["db", "web"], "the order")
        window.wait_for("by -memory")
        window.type("r")
        window.wait_until(lambda: names(window) == ["web", "db"], "the order")
        window.type("j")
        window.wait_until(lambda: selected(window)[0].startswith("db "), "the selection")
        window.type("r")  # the selection stays with its container
        window.wait_until(lambda: names(window) == ["db", "web"], "the order")
        assert selected(window)[0].startswith("db ")
        window.type("\x1b[F")
        window.wait_until(lambda: selected(window)[0].startswith("web "), "the selection")
        window.type("/NGI")
        window.wait_for("filter: NGI_", "1 container ")
        window.type("\x7f\r")
        window.wait_for("filter: NG ", "q quit")
        assert names(window) == ["web"]
        window.type("\x1b")
        window.wait_for("2 containers")
        window.type("/x\x1b")
        window.wait_until(lambda: "x_" not in window.text(), "the former filter")
        window.wait_for("2 containers")
        window.type("?")
        window.wait_for("after a question")
        window.type("?")
        window.wait_for("NAME")

    assert monitor({"": Played()}, user)[0] == 0


def test_a_container_is_stopped_after_a_question(monitor: Monitor) -> None:
    engine = Played()

    def user(window: Window) -> None:
        window.wait_for("50.0%", "10.0%")
        for answer in ("n", "\r", "\x1b"):
            window.type("x")
            window.wait_for("Stop web? [y/N]")
            window.type(answer)
            window.wait_until(lambda: "Stop web?" not in window.text(), "the end of the question")
        assert not any("POST" in request for request in engine.requests)
        window.type("xy")
        window.wait_for("stopped web")
        window.type("jxy")
        window.wait_for("db: Error response from daemon: nothing at")

    assert monitor({"": engine}, user)[0] == 0
    assert [one for one in engine.requests if "POST" in one] == [
        f"POST /containers/{WEB}/stop", f"POST /containers/{DB}/stop",
    ]  # fmt: skip


def test_several_engines_one_of_which_comes_late(monitor: Monitor) -> None:
    late = Played()
    found = late.answers["GET /containers/json"]
    is_there = Event()

    def listed(request: str) -> Any:
        if not is_there.is_set():
            raise CannotConnect("failed to connect to late")
        return found

    late.answers = {**late.answers, "GET /containers/json": listed}

    def user(window: Window) -> None:
        window.wait_for("2 containers", "late: failed to connect to late", "here ")
        is_there.set()
        window.wait_for("4 containers", "late ")
        assert "failed" not in window.text()

    status, _ = monitor({"here": Played(), "late": late}, user, "--contexts", "here,late")
    assert status == 0


def test_an_engine_that_disappears_and_comes_back(monitor: Monitor) -> None:
    engine = Played()
    is_gone = Event()

    def events(request: str) -> Any:
        if is_gone.is_set():
            raise CannotConnect("failed to connect")
        return Open(engine.ended)

    engine.answers = {**engine.answers, "GET /events": events}

    def user(window: Window) -> None:
        window.wait_for("50.0%", "10.0%")
        is_gone.set()
        engine.ended.set()
        window.wait_for("failed to connect", "web ")
        window.wait_until(lambda: "50.0%" not in window.text(), "no figures")
        engine.ended.clear()
        is_gone.clear()
        window.wait_for("50.0%", "10.0%")
        assert "failed" not in window.text()

    assert monitor({"": engine}, user)[0] == 0


def test_a_container_that_has_gone(monitor: Monitor) -> None:
    engine = Played()
    events: list[bytes] = []
    found = engine.answers["GET /containers/json"]

    class Stream(Open):
        def _wait(self, limit: int | None = -1) -> bytes:
            while not engine.ended.wait(0.02):
                if events:
                    return events.pop()
            return b""

    engine.answers = {
        **engine.answers,
        "GET /events": lambda request: Stream(engine.ended),
        "GET /containers/json": lambda request: list(found),
    }

    def user(window: Window) -> None:
        window.wait_for("50.0%", "10.0%")
        del found[0]
        events.append(b'{"Type": "container", "Action": "die", "Actor": {"ID": "1"}}\n')
        window.wait_for("1 container ")
        assert selected(window)[0].startswith("db ")

    assert monitor({"": engine}, user)[0] == 0


def test_an_engine_that_never_answers(monitor: Monitor) -> None:
    engine = Played()
    engine.answers = {}

    def user(window: Window) -> None:
        window.wait_until(lambda: b"\x1b[?1049l" in window.output, "the end")

    status, window = monitor({"": engine}, user)
    assert status == 1
    assert b": nothing at GET /events?" in window.output.partition(b"\x1b[?1049l")[2]


def test_more_containers_than_lines(monitor: Monitor) -> None:
    engine = Played()
    engine.answers = {
        **engine.answers,
        "GET /containers/json": [
            {"Id": f"{number:064}", "Names": [f"/c{number}"], "Image": "x"} for number in range(30)
        ],
    }

    def user(window: Window) -> None:
        window.wait_for("30 containers  1 to 8", "c7")
        window.type("\x1b[6~")
        window.wait_for("2 to 9", "c8")
        window.type("\x1b[F")
        window.wait_for("23 to 30", "c29")
        window.type("\x1b[H")
        window.wait_for("1 to 8", "c0")

    assert monitor({"": engine}, user, "--sort", "name")[0] == 0
