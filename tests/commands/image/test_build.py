"""`build` as a program, with an engine that only keeps what it is sent."""

from __future__ import annotations

import base64
import json
import re
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.build.recorder import IMAGE_ID, Recorder, recording
from tests.build.trees import File, plant
from tests.engine.program import Program

CLASSIC = {"DOCKER_BUILDKIT": "0"}
SIXTY_GIB = 60 * 1024**3


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    with recording(tmp_path) as running:
        yield running


@pytest.fixture
def build(pydock_alone: Program, recorder: Recorder) -> Program:
    """`pydock build`, connected to the recorder."""
    program = Program([*pydock_alone.argv, "build"], pydock_alone.home, recorder.host)
    program.environ.update(CLASSIC)
    return program


def test_the_request(build: Program, recorder: Recorder) -> None:
    build("-t", "a", "-f", "Dö", "-", input="FROM x\n")
    assert recorder.builds == []
    build("-t", "a", "-t", "b", "-", input="FROM x\n").ok()
    (sent,) = recorder.builds
    assert sent.query == {"t": ["a", "b"], "dockerfile": ["Dockerfile"], "version": ["1"]}
    assert sent.headers["content-type"] == "application/x-tar"
    assert sent.headers["x-registry-config"] == "e30="


def test_a_dockerfile_s_name_may_be_any_bytes(build: Program, recorder: Recorder) -> None:
    plant(build.home / "c", {b"D\xff &": "FROM x\n"})
    build("-f", "c/D\udcff &", "c").ok()
    assert recorder.builds[0].query["dockerfile"] == ["D\udcff &"]


@pytest.mark.parametrize(
    ("options", "dockerfile", "sent"),
    [
        ([], "FROM 127.0.0.1:5000/x\n", True),
        ([], "ARG R\nFROM $R/x\n", True),
        (["--build-arg", "R=other.io"], "ARG R=127.0.0.1:5000\nFROM $R/x\n", False),
        (["--cache-from", "127.0.0.1:5000/x"], "FROM x\n", True),
        ([], "FROM x\n", False),
    ],
)
def test_passwords_are_sent_for_registries_that_the_build_names(
    build: Program, recorder: Recorder, options: list[str], dockerfile: str, sent: bool
) -> None:
    build.log_in("127.0.0.1:5000", "user", "secret")
    build(*options, "-", input=dockerfile).ok()
    header = recorder.builds[0].headers["x-registry-config"]
    found = json.loads(base64.urlsafe_b64decode(header))
    assert ("127.0.0.1:5000" in found) is sent
    assert not sent or found["127.0.0.1:5000"]["password"] == "secret"


def test_the_id_file(build: Program, tmp_path: Path) -> None:
    build("--iidfile", "id", "-", input="FROM x\n").ok()
    assert (tmp_path / "id").read_text() == IMAGE_ID
    done = build("--iidfile", "no/id", "-", input="FROM x\n")
    assert done.status == 1
    assert done.err == "open no/id: no such file or directory\n"


def test_a_download_is_named(build: Program, tmp_path: Path) -> None:
    done = build("http://127.0.0.1:1/x", env={"no_proxy": "*"})
    assert done.status == 1
    assert done.out == "Downloading build context from remote url: http://127.0.0.1:1/x\n"
    assert "connection refused" in done.err


def test_a_password_in_the_address_of_a_download_is_not_shown(
    build: Program, tmp_path: Path
) -> None:
    done = build("http://ann:hush-hush@127.0.0.1:1/x", env={"no_proxy": "*"})
    assert done.status == 1
    assert done.out == "Downloading build context from remote url: http://127.0.0.1:1/x\n"
    assert 'Get "http://127.0.0.1:1/x": ' in done.err


@contextmanager
def engine_that(directory: Path, answer: bytes) -> Iterator[str]:
    """The address of an engine that reads a little of a build, sends `answer` and is gone."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(directory / "e.sock"))
        listener.listen()

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with connection:
                        request = connection.recv(65536)
                        if b"/_ping" in request:
                            connection.sendall(
                                b"HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nConnection: close\r\n"
                                b"Content-Length: 0\r\n\r\n"
                            )
                        else:
                            connection.recv(65536)
                            connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"unix://{directory}/e.sock"
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(10)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (b"", "EOF|[Rr]eset by peer"),  # depends on the kernel
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc", ""),
        (
            b"HTTP/1.1 500 Oops\r\nContent-Type: application/json\r\nContent-Length: 23\r\n\r\n"
            b'{"message":"disk full"}',
            "Error response from daemon: disk full",
        ),
    ],
    ids=["no answer", "half an answer", "an early error"],
)
def test_an_engine_that_goes_away_ends_the_build(
    pydock_alone: Program, tmp_path: Path, answer: bytes, text: str
) -> None:
    plant(tmp_path / "c", {"Dockerfile": "FROM x\n", "huge": File(sparse_bytes=SIXTY_GIB)})
    with engine_that(tmp_path, answer) as host:
        environ = {**CLASSIC, "DOCKER_HOST": host}
        done = pydock_alone("build", str(tmp_path / "c"), env=environ, limit_seconds=20)
    assert done.status == 1
    assert re.search(text, done.err)
    assert len(done.err.splitlines()) == 1


def test_an_interrupt_ends_the_upload_at_once(pydock_alone: Program, tmp_path: Path) -> None:
    plant(tmp_path / "c", {"Dockerfile": "FROM x\n", "huge": File(sparse_bytes=SIXTY_GIB)})
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "e.sock"))
        listener.listen()
        environ = {**CLASSIC, "DOCKER_HOST": f"unix://{tmp_path}/e.sock"}
        environ["DOCKER_API_VERSION"] = "1.41"
        with pydock_alone.running("build", str(tmp_path / "c"), env=environ) as child:
            connection, _ = listener.accept()
            with connection:
                while b"huge" not in connection.recv(65536):
                    pass
                child.send_signal(signal.SIGINT)
                while connection.recv(1 << 20):
                    pass
            assert child.wait(10) == 130
