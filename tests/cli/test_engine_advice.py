from __future__ import annotations

import io
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pydock.cli.app import App
from pydock.cli.engine_advice import advice, candidates


def app(environ: dict[str, str], **options: object) -> App:
    found = App("pydock", environ, *(io.TextIOWrapper(io.BytesIO()) for _ in range(3)))
    found.options = options
    return found


@pytest.fixture
def podman(tmp_path: Path) -> Iterator[str]:
    """The path of a socket in the place of Podman's, which answers a ping."""
    path = tmp_path / "run/podman/podman.sock"
    path.parent.mkdir(parents=True)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK")

        threading.Thread(target=serve, daemon=True).start()
        yield str(path)
        listener.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def environ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An empty home, on a machine without a default socket."""
    monkeypatch.setattr(
        "pydock.config.host_address.DEFAULT_SOCKET", f"unix://{tmp_path}/default.sock"
    )
    return {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path / "run")}


NOT_THERE = FileNotFoundError()


def advised(app: App, cause: OSError) -> str:
    is_default = app.endpoint_resolver.is_default_engine
    return advice(app.endpoint.url, app.environ, cause, is_default=is_default)


def test_engines_that_answer_are_named(environ: dict[str, str], podman: str) -> None:
    rancher = Path(environ["HOME"]) / ".rd/docker.sock"
    rancher.parent.mkdir()
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(rancher))
    found = advised(app(environ), NOT_THERE)
    assert f"  export DOCKER_HOST=unix://{podman}" in found
    assert "# Podman" in found
    assert ".rd" not in found


def test_the_tried_engines_are_listed_when_none_answers(environ: dict[str, str]) -> None:
    found = advised(app(environ), NOT_THERE)
    for engine in (
        "rootless Docker",
        "Podman",
        "Docker Desktop",
        "Colima",
        "Rancher Desktop",
        "OrbStack",
    ):
        assert engine in found


@pytest.mark.parametrize(
    ("options", "variables"),
    [
        ({"host": ["unix:///nope"]}, {}),
        ({}, {"DOCKER_HOST": "unix:///nope"}),
        ({}, {"DOCKER_HOST": "tcp://127.0.0.1:1"}),
        ({"context": "mine"}, {}),
    ],
)
def test_nothing_is_tried_for_a_chosen_engine(
    environ: dict[str, str], podman: str, options: dict[str, object], variables: dict[str, str]
) -> None:
    found = app({**environ, **variables}, **options)
    if "context" in options:
        from pydock.config.context_store import Context

        found.endpoint_resolver.store.save(Context.create("mine", host="unix:///nope"))
    assert advised(found, NOT_THERE) == ""


@pytest.mark.parametrize(
    ("cause", "first"),
    [
        (ConnectionRefusedError(), "No engine is configured, and no engine listens at the default"),
        (PermissionError(), "Only another user, usually root, may use this socket"),
    ],
)
def test_other_engines_are_named_where_the_default_socket_is_dead_or_forbidden(
    environ: dict[str, str], podman: str, cause: OSError, first: str
) -> None:
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(f"{environ['HOME']}/default.sock")
        Path(f"{environ['HOME']}/default.sock").chmod(0o700)
    found = advised(app(environ), cause)
    assert found.startswith(first)
    assert f"  export DOCKER_HOST=unix://{podman}  # Podman" in found


def test_an_existing_default_socket_is_not_skipped_for_other_reasons(
    environ: dict[str, str], podman: str
) -> None:
    Path(f"{environ['HOME']}/default.sock").touch()
    assert advised(app(environ), ConnectionResetError()) == ""


def test_group_that_may_use_the_socket(environ: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "x.sock"
    path.write_text("")
    path.chmod(0o600)
    there = app(environ, host=[f"unix://{path}"])
    assert "Only another user" in advised(there, PermissionError())
    if os.getuid() == 0:
        os.chown(path, 0, 1)
        path.chmod(0o660)
        assert "sudo usermod -aG daemon $USER" in advised(there, PermissionError())


def test_each_path_is_tried_once() -> None:
    paths = [candidate.path for candidate in candidates({"HOME": "/h"}, 7)]
    assert len(paths) == len(set(paths))
    assert "/run/user/7/podman/podman.sock" in paths
    assert "/h/.orbstack/run/docker.sock" in paths
