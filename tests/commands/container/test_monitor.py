"""`monitor` off a terminal: one round of numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.errors import CannotConnect
from pydock.transport import Endpoint, Transport
from tests.support.engine import PlayedEngine, Refusal, pydock_on


def engine_with(**memory: int) -> PlayedEngine:
    """An engine with containers by name, and the bytes that they use."""
    answers: dict[str, Any] = {
        "GET /containers/json": [{"Id": name, "Names": [f"/{name}"]} for name in memory]
    }
    for name, size in memory.items():
        answers[f"GET /containers/{name}/stats"] = {
            "id": name,
            "name": f"/{name}",
            "memory_stats": {"usage": size, "limit": 1 << 30},
            "cpu_stats": {
                "cpu_usage": {"total_usage": 60 - size},
                "system_cpu_usage": 200,
                "online_cpus": 1,
            },
            "precpu_stats": {"cpu_usage": {"total_usage": 1}, "system_cpu_usage": 100},
        }
    return PlayedEngine(answers)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", "web db"),
        ("--sort -memory", "db web"),
        ("--sort name", "db web"),
        ("-f name!=web", "db"),
    ],
)
def test_one_round(words: str, names: str, tmp_path: Path) -> None:
    engine = engine_with(db=20, web=10)
    done = pydock_on(engine, tmp_path)("monitor", "--format", "{{.Name}}", *words.split())
    assert done == (0, "".join(f"{name}\n" for name in names.split()), "")
    requests = [f"GET /containers/{name}/stats?stream=false" for name in sorted(names.split())]
    assert [engine.requests[0], *sorted(engine.requests[1:])] == ["GET /containers/json", *requests]


def test_the_table_is_that_of_stats(tmp_path: Path) -> None:
    engine = engine_with(web=10)
    pydock = pydock_on(engine, tmp_path)
    assert pydock("monitor") == pydock("stats", "--no-stream")


def test_a_format_on_a_terminal_is_one_round(tmp_path: Path) -> None:
    done = pydock_on(engine_with(web=10), tmp_path, terminal=True)("monitor", "--format", "json")
    assert (done.status, done.err) == (0, "")
    assert '"Name":"web"' in done.out


def test_a_container_that_has_gone(tmp_path: Path) -> None:
    engine = engine_with(web=10, db=20)
    engine.answers = {**engine.answers, "GET /containers/db/stats": Refusal(404, "gone")}
    done = pydock_on(engine, tmp_path)("monitor", "--format", "{{.Name}}")
    assert done == (0, "web\n", "")


def test_several_engines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engines = {"one": engine_with(web=10), "two": engine_with(web=20, db=5)}

    def other(app: App, name: str) -> Engine:
        if name not in engines:
            raise CannotConnect(f"failed to connect to {name}")
        return Engine(cast(Transport, engines[name]))

    monkeypatch.setattr(App, "other_engine", other)
    monkeypatch.setattr(App, "endpoint_of", lambda app, name: Endpoint("unix:///s"))
    pydock = pydock_on(PlayedEngine({}), tmp_path)
    words = ("monitor", "--contexts", "one,gone,two", "--sort", "-memory")
    done = pydock(*words)
    assert (done.status, done.err) == (1, "failed to connect to gone\n")
    header, *rows = done.out.splitlines()
    assert header.startswith("CONTEXT   CONTAINER ID   NAME ")
    assert [row.split()[:3] for row in rows] == [
        ["two", "web", "web"], ["one", "web", "web"], ["two", "db", "db"],
    ]  # fmt: skip
    shown = pydock(*words, "--format", "{{.Context}}/{{.Name}}")
    assert shown.out == "two/web\none/web\ntwo/db\n"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("web", "'docker monitor' accepts no arguments"),
        ("--sort size", 'no column "size": the columns are cpu, memory, network, disk, name, pids'),
        ("--format {{.Nope}}", "can't evaluate field Nope"),
        ("-f size!=1", "invalid filter 'size!='"),
    ],
)
def test_invalid_command_lines(words: str, error: str, tmp_path: Path) -> None:
    engine = engine_with(web=1)
    done = pydock_on(engine, tmp_path)("monitor", *words.split())
    assert done.status != 0
    assert done.out == ""
    assert error in done.err
    assert engine.requests == []
