"""Files that never end, or that nobody writes to, end a command with a sentence."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.test_malformed_responses import whole_engine
from tests.support.engine import Done, pydock_on

LIMIT_SECONDS = 60

#: command lines with PATH, or with a DIRECTORY in which a file is PATH
LINES = {
    "create --env-file PATH x": "",
    "run --env-file PATH x": "",
    "exec --env-file PATH x y": "",
    "create --dotenv-file PATH x": "",
    "run --dotenv-file PATH x": "",
    "exec --dotenv-file PATH x y": "",
    "service create -d --dotenv-file PATH x": "",
    "build --build-arg-file PATH .": "",
    "service create -d --env-file PATH x": "",
    "create --label-file PATH x": "",
    "create --security-opt seccomp=PATH x": "",
    "secret create s PATH": "",
    "config create s PATH": "",
    "container prune -f --apply PATH": "",
    "stack deploy -d -c PATH s": "",
    "stack config -c PATH": "",
    "context import other PATH": "",
    "context create other --docker host=tcp://h:1,ca=PATH": "",
    "swarm ca --rotate --ca-cert PATH --ca-key PATH": "",
    "build -f PATH .": "",
    "build DIRECTORY": "Dockerfile",
    "build  DIRECTORY": ".dockerignore",
    "builder context DIRECTORY": ".dockerignore",
    "plugin create x DIRECTORY": "config.json",
    "--config DIRECTORY ps": "config.json",
    "--tlsverify --tlscacert PATH context export default -": "",
}


@pytest.fixture(autouse=True)
def time_limit() -> Iterator[None]:
    """A command that waits for ever fails its test."""

    def fail(*_: object) -> None:
        raise AssertionError(f"no end after {LIMIT_SECONDS} s")

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(LIMIT_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def run(line: str, path: str, home: Path) -> Done:
    directory = home / "directory"
    directory.mkdir()
    (directory / "Dockerfile").write_text("FROM x\n")
    if name := LINES[line]:
        (directory / name).unlink(missing_ok=True)
        if path == "/dev/zero":
            (directory / name).symlink_to(path)
        else:
            os.mkfifo(directory / name)
    words = line.replace("PATH", path).replace("DIRECTORY", str(directory)).split()
    return pydock_on(whole_engine(), home)(*words)


@pytest.mark.parametrize("kind", ["pipe", "zero"])
@pytest.mark.parametrize("line", LINES)
def test_a_sentence(line: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = str(tmp_path / "pipe") if kind == "pipe" else "/dev/zero"
    if kind == "pipe":
        os.mkfifo(path)
    done = run(line, path, tmp_path)
    assert done.status != 0 or "WARNING" in done.err, done
    assert done.err.strip() and "Traceback" not in done.err and "a bug" not in done.err
    assert len(done.err) < 2000
