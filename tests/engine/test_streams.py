"""Long streams, broken ones, and readers that go away, on a real engine."""

from __future__ import annotations

import base64
import hashlib
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Engine
from tests.engine import peak_memory
from tests.engine.conftest import start_container
from tests.engine.program import Program
from tests.engine.service import EngineService

pytestmark = pytest.mark.any_api

STREAM_BYTES = 100_000_000
PEAK_MIB = 64

TICKING = ("sh", "-c", "while :; do echo tick; sleep 0.1; done")


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 100 MB in lines of 8 KiB, no two alike."""
    path = tmp_path_factory.mktemp("long") / "data"
    source = random.Random(1)
    with path.open("wb") as file:
        for _ in range(STREAM_BYTES // 8192 + 1):
            file.write(base64.b64encode(source.randbytes(6144))[:-1] + b"\n")
    assert path.stat().st_size >= STREAM_BYTES
    return path


@pytest.mark.parametrize(
    "words",
    [("run", "--rm", "-i", "busybox", "cat"), ("exec", "-i", "{sleeper}", "cat")],
    ids=["run", "exec"],
)
def test_100_mb_in_and_out_in_little_memory(
    pydock: Program, sleeper: str, long_file: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    argv = [word.format(sleeper=sleeper) for word in words]
    peak_mib = run_measured(pydock, argv, source=long_file, target=tmp_path / "out")
    assert sha256(tmp_path / "out") == sha256(long_file)
    assert peak_mib < PEAK_MIB


def test_100_mb_of_logs_in_little_memory(
    pydock: Program, engine: Engine, name: str, long_file: Path, tmp_path: Path
) -> None:
    settings = {
        "Binds": [f"{long_file}:/data"],
        "LogConfig": {"Type": "json-file", "Config": {"max-size": "300m"}},
    }
    start_container(engine.client, name, "cat", "/data", HostConfig=settings)
    assert engine.client.post(f"/containers/{name}/wait")["StatusCode"] == 0
    peak_mib = run_measured(pydock, ["logs", name], Path(os.devnull), tmp_path / "out")
    assert sha256(tmp_path / "out") == sha256(long_file)
    assert peak_mib < PEAK_MIB


def run_measured(
    pydock: Program, words: list[str], source: Path, target: Path, *, warns: bool = False
) -> float:
    """Run pydock with files as its input and output; return its peak memory in MiB."""
    report = target.with_suffix(".peak")
    with source.open("rb") as stdin, target.open("wb") as stdout:
        done = subprocess.run(
            [sys.executable, str(peak_memory.__file__), str(report), *pydock.argv, *words],
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            env=pydock.environ,
            timeout=120,
            check=False,
        )
    assert (done.returncode, bool(done.stderr)) == (0, warns), done.stderr
    return int(report.read_text()) / 1024


def sha256(path: Path) -> str:
    """The checksum of a file of any size."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


@pytest.mark.parametrize(
    "command_line",
    [
        "run --rm busybox seq 100000",
        "run --rm -t busybox seq 100000",
        "exec {sleeper} seq 100000",
        "logs {ended}",
        "start -a {ended}",
        "inspect {ended}",
        "ps",
        "images",
        "version",
        "info",
        "run --help",
    ],
)
def test_the_reader_goes_away(
    pydock: Program, engine: Engine, request: pytest.FixtureRequest, command_line: str
) -> None:
    for fixture in ("sleeper", "ended"):
        if fixture in command_line:
            command_line = command_line.format(**{fixture: request.getfixturevalue(fixture)})
    with pydock.running(*command_line.split()) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        errors = child.stderr.read().decode()
        assert child.wait(30) != 0
    assert len(errors.removeprefix("err\n").splitlines()) <= 1
    assert "Traceback" not in errors
    assert "Error" not in errors


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("run", "busybox", *TICKING), 125),
        (("run", "--rm", "busybox", *TICKING), 125),
        (("exec", "{name}", *TICKING), 255),
        (("logs", "-f", "{name}"), 1),
        (("attach", "{name}"), 1),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else str(value),
)
def test_the_engine_dies_in_the_middle(
    pydock: Program, doomed: EngineService, name: str, words: tuple[str, ...], status: int
) -> None:
    start_container(doomed.client, name, *TICKING)
    argv = [word.replace("{name}", name) for word in words]
    pid = doomed.process.pid
    assert pid is not None
    with pydock.running(*argv, env={"DOCKER_HOST": doomed.host}) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline() == b"tick\n"
        os.kill(pid, signal.SIGKILL)
        errors = child.stderr.read().decode()
        assert child.wait(30) == status
    sentence = errors.partition("\n\n")[0].strip()
    assert sentence
    assert "\n" not in sentence  # one, and no traceback
