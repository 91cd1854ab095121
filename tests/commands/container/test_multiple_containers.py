"""Commands over several containers: all are tried, at once where that saves time."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier

import pytest

from tests.support.engine import PlayedEngine, Refusal, pydock_on


def gone(name: str) -> Refusal:
    return Refusal(404, f"No such container: {name}")


@pytest.mark.parametrize("verb", ["stop", "restart", "kill", "pause", "unpause"])
def test_each_result_in_order_then_each_error(verb: str, tmp_path: Path) -> None:
    engine = PlayedEngine({
        **{f"POST /containers/{name}/{verb}": b"" for name in "abc"},
        **{f"POST /containers/{name}/{verb}": gone(name) for name in "xy"},
    })  # fmt: skip
    done = pydock_on(engine, tmp_path)(verb, "x", "a", "b", "y", "c")
    assert done == (
        1, "a\nb\nc\n",
        "Error response from daemon: No such container: x\n"
        "Error response from daemon: No such container: y\n",
    )  # fmt: skip
    assert pydock_on(engine, tmp_path)(verb, "a") == (0, "a\n", "")


@pytest.mark.parametrize("verb", ["stop", "restart", "kill", "pause", "unpause", "rm"])
def test_all_at_once(verb: str, tmp_path: Path) -> None:
    everyone_is_here = Barrier(3, timeout=20)

    def answer(_: str) -> bytes:
        everyone_is_here.wait()
        return b""

    method = "DELETE" if verb == "rm" else "POST"
    tail = "" if verb == "rm" else f"/{verb}"
    engine = PlayedEngine({f"{method} /containers/{name}{tail}": answer for name in "abc"})
    assert pydock_on(engine, tmp_path)(verb, "a", "b", "c") == (0, "a\nb\nc\n", "")


def test_more_than_are_done_at_once(tmp_path: Path) -> None:
    names = [f"c{number}" for number in range(120)]
    engine = PlayedEngine({f"POST /containers/{name}/kill": b"" for name in names})
    assert pydock_on(engine, tmp_path)("kill", *names).out.split() == names


@pytest.mark.parametrize(
    ("arguments", "request_line"),
    [
        ("stop a", "POST /containers/a/stop"),
        ("stop -t 0 a", "POST /containers/a/stop?t=0"),
        ("stop -t -1 -s INT a", "POST /containers/a/stop?signal=INT&t=-1"),
        ("stop --time 3 a", "POST /containers/a/stop?t=3"),
        ("restart -s INT --timeout 3 a", "POST /containers/a/restart?signal=INT&t=3"),
        ("kill a", "POST /containers/a/kill"),
        ("kill -s 9 a", "POST /containers/a/kill?signal=9"),
        ("rm -fv a", "DELETE /containers/a?force=1&v=1"),
        ("rm --link /a/b", "DELETE /containers/a/b?link=1"),
        ("rename a b", "POST /containers/a/rename?name=b"),
        ("pause a", "POST /containers/a/pause"),
    ],
)
def test_request(arguments: str, request_line: str, tmp_path: Path) -> None:
    engine = PlayedEngine({request_line.partition("?")[0]: b""})
    assert pydock_on(engine, tmp_path)(*arguments.split()).status == 0
    assert engine.requests == [request_line]


def test_an_old_engine_picks_the_signal(tmp_path: Path) -> None:
    engine = PlayedEngine({"POST /containers/a/stop": b""}, api_version="1.41")
    assert pydock_on(engine, tmp_path)("stop", "-s", "INT", "a").status == 0
    assert engine.requests == ["POST /containers/a/stop"]


def test_two_timeouts_are_refused(tmp_path: Path) -> None:
    done = pydock_on(PlayedEngine({}), tmp_path)("stop", "-t", "1", "--time", "2", "a")
    assert done.status == 1
    assert "conflicting options: cannot specify both --timeout and --time\n" in done.err


@pytest.mark.parametrize("verb", ["stop", "kill", "pause", "wait", "restart", "logs", "export"])
def test_an_empty_name(verb: str, tmp_path: Path) -> None:
    engine = PlayedEngine({})
    assert pydock_on(engine, tmp_path)(verb, "") == (
        1, "", "invalid container name or ID: value is empty\n",
    )  # fmt: skip
    assert engine.requests == []


def test_rm_of_nothing_is_no_failure_with_force(tmp_path: Path) -> None:
    engine = PlayedEngine({"DELETE /containers/x": gone("x"), "DELETE /containers/a": b""})
    pydock = pydock_on(engine, tmp_path)
    error = "Error response from daemon: No such container: x\n"
    assert pydock("rm", "-f", "x", "a") == (0, "a\n", "")
    assert pydock("rm", "x", "a") == (1, "a\n", error)
    assert pydock("rm", "/") == (1, "", "container name cannot be empty\n")


def test_wait_prints_each_status(tmp_path: Path) -> None:
    engine = PlayedEngine({
        "POST /containers/a/wait": {"StatusCode": 3}, "POST /containers/b/wait": {"StatusCode": 0},
        "POST /containers/x/wait": gone("x"), "POST /containers/y/wait": b"nonsense",
    })  # fmt: skip
    done = pydock_on(engine, tmp_path)("wait", "a", "x", "y", "b")
    assert (done.status, done.out) == (1, "3\n0\n")
    assert done.err.splitlines() == [
        "Error response from daemon: No such container: x",
        "invalid response from engine: missing exit status of the container",
    ]


_NO_NAME = "invalid container name or ID: value is empty"


@pytest.mark.parametrize(
    ("names", "reason"),
    [(("a", ""), "new name cannot be blank"), (("", "b"), _NO_NAME), ((" ", "b"), _NO_NAME)],
)
def test_rename_requires_two_names(names: tuple[str, str], reason: str, tmp_path: Path) -> None:
    done = pydock_on(PlayedEngine({}), tmp_path)("rename", *names)
    assert done == (1, "", f"failed to rename container: {reason}\n")


def test_rename_that_fails(tmp_path: Path) -> None:
    engine = PlayedEngine({"POST /containers/a/rename": Refusal(409, "it is taken")})
    assert pydock_on(engine, tmp_path)("rename", "a", "b") == (
        1, "",
        "failed to rename container: Error response from daemon: it is taken\n",
    )  # fmt: skip
