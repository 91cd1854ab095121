"""`stats` beyond docker: an order, filters, a table in place, a bounded number of connections."""

from __future__ import annotations

import os
import time
from pathlib import Path
from threading import Lock
from typing import Any, cast

import pyte
import pytest

from pydock.api.engine import Engine, Ping
from pydock.commands.shared.monitoring.stats_collector import ConnectionBudget, StatsCollector
from pydock.transport import Transport
from tests.support.engine import Each, PlayedEngine, PlayedStream, pydock_on
from tests.support.screen import lines_of

LIMIT_SECONDS = 30.0


def container(name: str, id: str, **more: Any) -> dict[str, Any]:
    return {"Id": id * 32, "Names": [f"/{name}"], **more}


def usage(name: str, id: str, memory: int, received: int) -> dict[str, Any]:
    return {
        "id": id * 32,
        "name": f"/{name}",
        "memory_stats": {"usage": memory, "limit": 1 << 30},
        "networks": {"eth0": {"rx_bytes": received, "tx_bytes": 0}},
    }


WEB, DB = container("web", "4f"), container("db", "9d", Labels={"ci": ""})
ANSWERS: dict[str, Any] = {
    "GET /containers/json": [WEB, DB],
    f"GET /containers/{'4f' * 32}/stats": usage("web", "4f", 1 << 20, 2000),
    f"GET /containers/{'9d' * 32}/stats": usage("db", "9d", 2 << 20, 1000),
}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("--sort name", "db web"),
        ("--sort -memory", "db web"),
        ("--sort mem", "web db"),
        ("--sort -network", "web db"),
        ("--sort cpu,id", "web db"),
        ("--filter label!=ci", "web"),
        ("--filter name!=web", "db"),
    ],
)
def test_order_and_filters(words: str, names: str, tmp_path: Path) -> None:
    pydock = pydock_on(PlayedEngine(ANSWERS), tmp_path)
    done = pydock("stats", "--no-stream", "--format", "{{.Name}}", *words.split())
    assert done == (0, "".join(f"{name}\n" for name in names.split()), "")


def test_filters_are_those_of_a_list(tmp_path: Path) -> None:
    engine = PlayedEngine(ANSWERS)
    words = ("--filter", "label=ci", "--filter", "name!=web")
    assert pydock_on(engine, tmp_path)("stats", "--no-stream", *words).status == 0
    assert engine.requests[0] == 'GET /containers/json?filters={"label":+{"ci":+true}}'


@pytest.mark.parametrize(
    ("words", "status", "error"),
    [
        ("--filter name=a web", 1, "'docker stats' accepts no arguments beside --filter"),
        ("--filter size!=1", 1, "invalid filter 'size!=': those with != are"),
        ("--sort age", 125, 'no column "age": the columns are cpu, disk, id, memory, name,'),
        ("--watch --no-stream", 1, "conflicting options: --no-stream and --watch"),
        ("--watch", 1, "--watch requires a terminal as standard output"),
    ],
)
def test_invalid_options(words: str, status: int, error: str, tmp_path: Path) -> None:
    engine = PlayedEngine(ANSWERS)
    done = pydock_on(engine, tmp_path)("stats", *words.split())
    assert (done.status, done.out, engine.requests) == (status, "", [])
    assert error in done.err


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_table_in_place(columns: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    size = os.terminal_size((columns, 10))
    for module in ("terminal.window_size", "progress.screen_region"):
        monkeypatch.setattr(f"pydock.{module}.window_size", lambda *_: size)
    engine = PlayedEngine(ANSWERS)
    run = pydock_on(engine, tmp_path, terminal=True)
    done = run("stats", "--watch=0.1", "--sort", "name", "4f" * 32, "9d" * 32)
    assert (done.status, done.err) == (0, "")
    assert "\x1b[H" not in done.out  # what is above stays
    screen = pyte.Screen(columns, 10)
    pyte.Stream(screen).feed("$ pydock stats\r\n" + done.out.replace("\n", "\r\n"))
    prompt, header, *rows = (line for line in lines_of(screen) if line)
    assert prompt == "$ pydock stats"
    assert header.split()[0] == ("NAME" if columns == 40 else "CONTAINER")
    assert [("db" in row, "web" in row) for row in rows] == [(True, False), (False, True)]


@pytest.mark.parametrize(("name", "is_followed"), [("other", False), ("web-2", True)])
def test_a_new_container_is_followed_if_the_filters_select_it(
    name: str, is_followed: bool, tmp_path: Path
) -> None:
    event = b'{"Type": "container", "Action": "start", "Actor": {"ID": "%s"}}\n' % (b"5a" * 32)
    lists = Each([[], [container(name, "5a")]])
    engine = PlayedEngine({
        "GET /containers/json": lambda request: lists.next(),
        "GET /events": event,
        f"GET /containers/{'5a' * 32}/stats": usage(name, "5a", 1, 1),
    })  # fmt: skip
    done = pydock_on(engine, tmp_path)("stats", "--filter", "name!=other", "--format", "json")
    assert (done.status, done.err) == (1, "event stream of the engine ended\n")
    assert any("/stats" in request for request in engine.requests) is is_followed


class Open(PlayedStream):
    """A stream of usage that never ends; counts how many are open."""

    def __init__(self, count: list[int], lock: Lock) -> None:
        super().__init__(b"")
        self._count, self._lock = count, lock
        with lock:
            count[0] += 1

    def lines(self, limit_bytes: int = 0) -> Any:
        while True:
            yield b'{"name": "/x", "cpu_stats": {"system_cpu_usage": 5}}'
            time.sleep(0.01)

    def __exit__(self, *exc: object) -> None:
        with self._lock:
            self._count[0] -= 1


def test_more_containers_than_streams() -> None:
    """Those without a stream are requested in turns, and the streams end when they are dropped."""
    names = [f"c{number}" for number in range(6)]
    is_open, lock = [0], Lock()

    def stats(request: str) -> Any:
        return Open(is_open, lock) if "stream=true" in request else {"name": "/x"}

    engine = PlayedEngine({f"GET /containers/{name}/stats": stats for name in names})
    connections = ConnectionBudget(max_streams=2)
    collector = StatsCollector(Engine(cast(Transport, engine)), connections, stream=True)
    for name in names:
        collector.add(name)
    collector.wait_for_all()
    assert is_open == [2]
    assert all(view.known for view in collector.views(True))
    at_once = [request for request in engine.requests if "one-shot=true" in request]
    assert len({request.split("/")[2] for request in at_once}) == 4
    threads = collector.followed
    collector.drop(lambda followed: True)
    for thread in threads:
        thread.join(LIMIT_SECONDS)
    assert is_open == [0]


@pytest.mark.parametrize("words", ["stats --no-stream", "monitor"])
def test_an_engine_that_leaves_the_comparison_to_clients(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Podman: the usage of the CPU is that between two responses."""
    monkeypatch.setattr("pydock.commands.shared.monitoring.stats_collector._PAUSE_SECONDS", 0.0)
    path = f"GET /containers/{'4f' * 32}/stats"
    responses = [
        {"cpu_stats": {"cpu_usage": {"total_usage": used}, "system_cpu_usage": now,
                       "online_cpus": 2}, "precpu_stats": {"cpu_usage": {"total_usage": 0}}}
        for used, now in ((1000, 5000), (1100, 6000))
    ]  # fmt: skip
    engine = PlayedEngine({"GET /containers/json": [WEB], path: Each(responses)})
    done = pydock_on(engine, tmp_path)(*words.split(), "--format", "{{.CPUPerc}}")
    assert done == (0, "20.00%\n", "")
    assert engine.requests[1:] == [f"{path}?stream=false"] * 2


def test_streams_of_podman_are_too_slow() -> None:
    """They have a response in five seconds: responses are requested instead."""
    played = PlayedEngine({"GET /containers/x/stats": {"name": "/x"}}, "1.41")
    engine = Engine(cast(Transport, played))
    engine.ping = Ping({"server": "Libpod/5.4.2", "api-version": "1.41"})
    collector = StatsCollector(engine, ConnectionBudget(), stream=True)
    collector.add("x")
    collector.wait_for_all()
    collector.drop(lambda followed: True)
    assert set(played.requests) == {"GET /containers/x/stats?one-shot=true&stream=false"}


@pytest.mark.parametrize(("url", "streams"), [("unix:///s", 250), ("ssh://host", 8)])
def test_streams_at_once(url: str, streams: int) -> None:
    """Over ssh each is a process."""
    semaphore = ConnectionBudget.to(url).streams
    taken = [semaphore.acquire(blocking=False) for _ in range(300)]
    assert sum(taken) == streams
