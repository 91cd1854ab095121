"""Responses of engines of every API version: negotiation, errors and streams."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.api_versions.conftest import EngineAt

EVERY_DAY = [
    ("version", "Version"),
    ("info", "Containers: 1"),
    ("ps -a", "web"),
    ("images", "busybox"),
    ("inspect web", '"Id"'),
    ("inspect busybox", '"Id"'),
    ("run --rm busybox say hello", "hello\n"),
    ("run -d busybox sleep", ""),
    ("exec web say x", "x\n"),
    ("logs web", ""),
    ("pull x", "Download complete"),
    ("build HOME", "Successfully built"),
    ("cp web:/etc HOME/new", ""),
    ("rmi old", "Untagged"),
    ("history busybox", "/bin/sh"),
    ("search busybox", "busybox"),
    ("network ls", "bridge"),
    ("volume ls", "data"),
    ("stats --no-stream web", "1MiB"),
    ("top web", "PID"),
    ("events --since 1 --until 2", "container die"),
    ("rm -f web", "web"),
]


@pytest.mark.parametrize(("line", "printed"), EVERY_DAY, ids=[line for line, _ in EVERY_DAY])
def test_an_engine_newer_than_pydock(
    engine_at: EngineAt, tmp_path: Path, line: str, printed: str
) -> None:
    """Its answers have fields, and its progress messages, that are unknown yet."""
    engine, pydock = engine_at("1.56", oldest="1.44")
    (tmp_path / "Dockerfile").write_text("FROM busybox\n")
    engine.happen(engine.add("web", "sleep"), "die", exitCode="0")
    done = pydock(*shlex.split(line.replace("HOME", str(tmp_path))))
    assert (done.status, done.err) == (0, "")
    assert printed in done.out
    assert {one.version for one in engine.requests} <= {"", "1.55"}
    assert "Novelty" not in done.out or line.startswith("inspect")


@pytest.mark.parametrize(
    ("version", "negotiated"),
    [("1.12", "1.12"), ("1.24", "1.24"), ("1.25", "1.25"), ("1.55", "1.55"), ("1.56", "1.55")],
)
def test_the_highest_common_version_is_found(
    engine_at: EngineAt, version: str, negotiated: str
) -> None:
    engine, pydock = engine_at(version)
    assert pydock("ps", "-q").status == 0
    assert engine.requests[-1].version == negotiated
    how = [f"{one.method} {one.path}" for one in engine.requests if not one.version]
    if version == "1.55":
        assert how == ["HEAD /_ping"]
    elif version < "1.25":
        assert how == ["HEAD /_ping", "GET /_ping", "GET /version"]


@pytest.mark.parametrize(
    ("version", "ping", "named"),
    [("1.9", False, "older than 1.12"), ("1.11", True, "older than 1.12")],
)
def test_an_engine_before_the_oldest_is_refused(
    engine_at: EngineAt, version: str, ping: bool, named: str
) -> None:
    engine, pydock = engine_at(version, ping=ping)
    words = f"the engine's API version is {named}; pydock needs 1.12 or later\n"
    assert pydock("ps") == (1, "", words)
    assert pydock("rm", "-f", "web") == (1, "", words)
    assert not engine.request_lines


TOO_NEW = ["ps", "images", "rm -f web", "pull x", "run busybox say x", "inspect web", "exec web x"]


@pytest.mark.parametrize("line", TOO_NEW)
@pytest.mark.parametrize("version", ["1.18", "1.19", "1.24"])
def test_a_version_that_the_engine_does_not_support_yet(
    engine_at: EngineAt, line: str, version: str
) -> None:
    """Before API 1.19 the status is 404, as if the requested object had not been found."""
    engine, pydock = engine_at(version)
    engine.add("web", "sleep")
    done = pydock(*line.split(), DOCKER_API_VERSION="1.41")
    words = "client is newer than server" if version != "1.18" else "client and server don't have"
    assert done.status in (1, 125)
    assert f"Error response from daemon: {words}" in done.err
    assert f"{version})" in done.err
    assert done.err.count("Error response") == 1
    assert "Unable to find image" not in done.err
    assert "web" in [one.name for one in engine.containers.values()]


@pytest.mark.parametrize(
    "line",
    [*TOO_NEW, "version", "info", "cp web:/etc HOME/new", "cp HOME web:/etc", "cp HOME web:/no/"],
)
def test_a_version_that_the_engine_no_longer_supports(
    engine_at: EngineAt, tmp_path: Path, line: str
) -> None:
    engine, pydock = engine_at("1.55", oldest="1.40")
    engine.add("web", "sleep")
    done = pydock(*line.replace("HOME", str(tmp_path)).split(), DOCKER_API_VERSION="1.12")
    words = "client version 1.12 is too old. Minimum supported API version is 1.40"
    assert done.status in (1, 125)
    assert done.err.count(words) == 1, done.err
    assert "Traceback" not in done.err
    assert "web" in [one.name for one in engine.containers.values()]


@pytest.mark.parametrize("version", ["1.12", "1.23", "1.24"])
def test_errors_have_the_engines_words(engine_at: EngineAt, version: str) -> None:
    """As text before API 1.24, as JSON since."""
    engine, pydock = engine_at(version)
    engine.add("web", "sleep")
    words = "Error response from daemon: No such container: nobody\n"
    assert pydock("start", "nobody").err.startswith(words)
    assert pydock("top", "nobody") == (1, "", words)
    done = pydock("rm", "web")
    assert done.status == 1
    assert "You cannot remove a running container" in done.err


@pytest.mark.parametrize("version", ["1.12", "1.17", "1.30", "1.55"])
class TestStreams:
    """The connection is hijacked with 200 before API 1.17, and with 101 since."""

    def test_both_streams(self, engine_at: EngineAt, version: str) -> None:
        engine, pydock = engine_at(version)
        assert pydock("run", "busybox", "say", "out", "err") == (0, "out\n", "err\n")
        (container,) = engine.containers
        assert pydock("logs", container) == (0, "out\n", "err\n")

    def test_input(self, engine_at: EngineAt, version: str) -> None:
        _, pydock = engine_at(version)
        done = pydock("run", "-i", "--rm", "busybox", "cat", stdin=b"line\n" * 1000)
        assert done == (0, "line\n" * 1000, "")

    def test_a_terminals_stream_has_no_frames(self, engine_at: EngineAt, version: str) -> None:
        engine, pydock = engine_at(version)
        done = pydock("run", "-t", "busybox", "say", "out", "err")
        assert (done.status, done.out) == (0, "out\nerr\n")
        (container,) = engine.containers
        assert pydock("logs", container).out == "out\nerr\n"

    def test_the_exit_status(self, engine_at: EngineAt, version: str) -> None:
        engine, pydock = engine_at(version)
        assert pydock("run", "--rm", "busybox", "fail", "7").status == 7
        assert pydock("run", "busybox", "fail", "8").status == 8
        assert [one.status for one in engine.containers.values()] == [8]

    def test_a_program_that_there_is_not(self, engine_at: EngineAt, version: str) -> None:
        engine, pydock = engine_at(version)
        done = pydock("run", "--rm", "busybox", "nothing")
        assert done.status == 127
        assert "executable file not found" in done.err
        assert engine.containers == {} or engine.at_least("1.25")

    def test_attach(self, engine_at: EngineAt, version: str) -> None:
        engine, pydock = engine_at(version)
        web = engine.add("web", "cat")
        assert pydock("attach", "web", stdin=b"hello\n") == (0, "hello\n", "")
        assert web.state == "exited"


def test_a_missing_image_is_pulled_by_its_short_name(engine_at: EngineAt) -> None:
    """Engines before API 1.17 take docker.io for a registry like any other."""
    engine, pydock = engine_at("1.12")
    done = pydock("run", "--rm", "new", "say", "hello")
    assert (done.status, done.out) == (0, "hello\n")
    assert "Unable to find image 'new:latest' locally" in done.err
    assert engine.find("POST", "/images/create").query["fromImage"] == ["new"]


def test_a_network_that_is_missing_leaves_no_container(engine_at: EngineAt) -> None:
    engine, pydock = engine_at("1.43")
    done = pydock("create", "--network", "mine", "--network", "missing", "busybox")
    assert (done.status, done.out) == (1, "")
    assert "network missing not found" in done.err
    assert engine.containers == {}


def test_a_build_that_fails_has_the_status_of_its_command(
    engine_at: EngineAt, tmp_path: Path
) -> None:
    _, pydock = engine_at("1.12")
    (tmp_path / "Dockerfile").write_text("FROM busybox\nRUN exit 3\n")
    done = pydock("build", "-t", "broken", str(tmp_path))
    assert done.status == 3
    assert "returned a non-zero code: 3" in done.err


def test_copied_out_of_an_old_engine(engine_at: EngineAt, tmp_path: Path) -> None:
    engine, pydock = engine_at("1.12")
    engine.add("web", "sleep")
    assert pydock("cp", "web:/etc", str(tmp_path / "new")).status == 0
    assert (tmp_path / "new" / "hosts").read_text() == "127.0.0.1 localhost\n"


def test_filters_that_an_old_engine_would_pass_over(engine_at: EngineAt) -> None:
    engine, pydock = engine_at("1.21")
    assert pydock("ps", "-q", "--filter", "nonsense=1") == (1, "", "invalid filter 'nonsense'\n")
    assert engine.request_lines == []
