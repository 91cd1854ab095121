"""How `create` makes a container: the pull of its image, the id file, the engine's socket."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from pydock.__main__ import main
from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.transport import Response, Transport

MISSING = (404, {"message": "No such image: x"})
MADE = (201, {"Id": "4f4f", "Warnings": None})


class Stream(io.BytesIO):
    """The answer of a pull."""

    status = 200
    reason = "OK"
    headers: Mapping[str, str] = {}


class FakeTransport:
    """An engine that answers each creation in turn, and any pull."""

    def __init__(self, *creations: tuple[int, Any], api_version: str = "1.50") -> None:
        self.creations = list(creations)
        self.api_version = api_version
        self.requests: list[str] = []
        self.bodies: list[bytes] = []

    def request(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        timeout_seconds: float | None = None,
    ) -> Response:
        if target == "/_ping":
            return Response(200, "", {"api-version": self.api_version, "ostype": "linux"}, b"")
        self.requests.append(f"{method} {target.partition('/containers')[2]}")
        self.bodies.append(body or b"")
        status, answer = self.creations.pop(0)
        head = {"content-type": "application/json"}
        return Response(status, "", head, json.dumps(answer).encode())

    def stream(
        self, method: str, target: str, headers: Mapping[str, str], body: Iterable[bytes] | None
    ) -> Stream:
        self.requests.append(f"{method} {target.partition('/v1.50')[2]}")
        if method == "PUT":
            self.bodies.append(b"".join(body or ()))
        return Stream(b'{"status":"Pulling from library/x"}\n')

    def close(self) -> None:
        """Nothing to let go of."""


class Outcome:
    """What a command line did."""

    def __init__(self, status: int, app: App) -> None:
        self.status = status
        self.out = cast(io.TextIOWrapper, app.stdout).buffer.getvalue().decode()  # type: ignore[attr-defined]
        self.err = cast(io.TextIOWrapper, app.stderr).buffer.getvalue().decode()  # type: ignore[attr-defined]


Create = Callable[..., Outcome]


@pytest.fixture
def create(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Create:
    """Runs `create` in an empty directory against an engine with the given answers."""
    monkeypatch.chdir(tmp_path)

    def run(transport: FakeTransport, *arguments: str, **variables: str) -> Outcome:
        environ = {"HOME": str(tmp_path), "DOCKER_HOST": "unix:///e.sock", **variables}
        streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(3)]
        app = App("pydock", environ, *streams)
        app.engine = Engine(cast(Transport, transport))
        return Outcome(main(["create", *arguments], app), app)

    return run


PULL = "POST /images/create?fromImage=docker.io%2Flibrary%2Fx&tag=latest"
CREATE = "POST /create"


def test_the_id_is_printed(create: Create) -> None:
    transport = FakeTransport(MADE)
    done = create(transport, "--name", "n", "x")
    assert (done.status, done.out, done.err) == (0, "4f4f\n", "")
    assert transport.requests == ["POST /create?name=n"]


def test_a_missing_image_is_pulled(create: Create) -> None:
    transport = FakeTransport(MISSING, MADE)
    done = create(transport, "x")
    assert (done.status, done.out) == (0, "4f4f\n")
    assert done.err == "Unable to find image 'x:latest' locally\nPulling from library/x\n"
    assert transport.requests == [CREATE, PULL, CREATE]


def test_nothing_of_the_pull_is_shown_when_quiet(create: Create) -> None:
    done = create(FakeTransport(MISSING, MADE), "-q", "x")
    assert (done.status, done.out, done.err) == (0, "4f4f\n", "")


def test_an_image_that_is_still_missing_is_not_pulled_again(create: Create) -> None:
    transport = FakeTransport(MISSING, MISSING)
    done = create(transport, "x")
    assert done.status == 1
    assert done.err.endswith("Error response from daemon: No such image: x\n")
    assert transport.requests == [CREATE, PULL, CREATE]


@pytest.mark.parametrize("arguments", [["--pull", "never", "x"], ["--pull", "", "x"], ["a" * 64]])
def test_images_that_are_not_pulled(create: Create, arguments: list[str]) -> None:
    transport = FakeTransport(MISSING)
    done = create(transport, *arguments)
    assert (done.status, done.err) == (1, "Error response from daemon: No such image: x\n")
    assert transport.requests == [CREATE]


def test_another_failure_is_no_reason_to_pull(create: Create) -> None:
    transport = FakeTransport((409, {"message": "name taken"}))
    assert create(transport, "x").status == 1
    assert transport.requests == [CREATE]


def test_always_pulled_first(create: Create) -> None:
    transport = FakeTransport(MADE)
    assert create(transport, "--pull", "always", "x").status == 0
    assert transport.requests == [PULL, CREATE]


def test_an_id_cannot_be_pulled(create: Create) -> None:
    transport = FakeTransport()
    done = create(transport, "--pull", "always", "a" * 64)
    assert done.status == 1
    assert "cannot specify 64-byte hexadecimal strings" in done.err
    assert transport.requests == []


def test_a_pull_that_fails_ends_it(create: Create, monkeypatch: pytest.MonkeyPatch) -> None:
    failure = b'{"errorDetail":{"message":"no such manifest"},"error":"no such manifest"}'
    transport = FakeTransport(MISSING)
    monkeypatch.setattr(transport, "stream", lambda *args: Stream(failure))
    done = create(transport, "x")
    assert done.status == 1
    assert "no such manifest" in done.err
    assert done.out == ""


def test_warnings_of_the_engine(create: Create) -> None:
    transport = FakeTransport((201, {"Id": "4f4f", "Warnings": ["no swap limit"]}))
    done = create(transport, "--dns", "127.0.0.1", "x")
    assert done.out == "4f4f\n"
    assert done.err == "WARNING: no swap limit\n"


def test_the_id_goes_to_a_file(create: Create) -> None:
    assert create(FakeTransport(MADE), "--cidfile", "cid", "x").status == 0
    assert Path("cid").read_text() == "4f4f"


def test_an_existing_file_stays_unchanged(create: Create) -> None:
    Path("cid").write_text("mine")
    transport = FakeTransport()
    done = create(transport, "--cidfile", "cid", "x")
    assert done.status == 1
    assert done.err == (
        "container ID file found, make sure the other container isn't running or delete cid\n"
    )
    assert Path("cid").read_text() == "mine"
    assert transport.requests == []


def test_no_file_is_left_without_a_container(create: Create) -> None:
    assert create(FakeTransport((500, {"message": "no"})), "--cidfile", "cid", "x").status == 1
    assert not Path("cid").exists()


def test_a_file_that_cannot_be_made(create: Create) -> None:
    done = create(FakeTransport(), "--cidfile", "missing/cid", "x")
    assert (done.status, done.err) == (
        1,
        "failed to create the container ID file: open missing/cid: no such file or directory\n",
    )


def test_content_trust_of_the_environment_is_refused(create: Create) -> None:
    transport = FakeTransport()
    done = create(transport, "x", DOCKER_CONTENT_TRUST="1")
    assert (done.status, done.out, transport.requests) == (1, "", [])
    assert done.err == "content trust (Notary) is not supported: unset DOCKER_CONTENT_TRUST\n"


def test_the_option_of_content_trust_warns(create: Create) -> None:
    done = create(FakeTransport(MADE), "--disable-content-trust=false", "x")
    warning = "Flag --disable-content-trust has been deprecated, "
    assert done.out.startswith(f"{warning}support for docker content trust was removed\n")
    assert done.status == 0


def test_the_engines_socket(create: Create) -> None:
    transport = FakeTransport(MADE)
    assert create(transport, "--use-api-socket", "x").status == 0
    body = json.loads(transport.bodies[0])
    assert body["HostConfig"]["Mounts"] == [
        {
            "Type": "bind",
            "Source": "/var/run/docker.sock",
            "Target": "/var/run/docker.sock",
            "BindOptions": {},
        }
    ]
    assert "Env" not in body
    assert transport.requests == [CREATE]


def log_in() -> None:
    Path(".docker").mkdir()
    Path(".docker/config.json").write_text('{"auths": {"r.example": {"auth": "dTpw"}}}')


def test_logins_go_with_the_socket(create: Create) -> None:
    log_in()
    transport = FakeTransport(MADE)
    assert create(transport, "--use-api-socket", "-e", "A=1", "x").status == 0
    assert json.loads(transport.bodies[0])["Env"] == ["A=1", "DOCKER_CONFIG=/run/secrets/docker"]
    assert transport.requests[1] == (
        "PUT /containers/4f4f/archive?noOverwriteDirNonDir=true&path=%2F"
    )
    with tarfile.open(fileobj=io.BytesIO(transport.bodies[1])) as tar:
        (entry,) = tar.getmembers()
        content = tar.extractfile(entry)
        assert (entry.name, entry.mode) == ("/run/secrets/docker/config.json", 0o600)
        assert content is not None
        assert json.load(content) == {"auths": {"r.example": {"auth": "dTpw"}}}


def test_logins_stay_here_when_the_container_has_its_own(create: Create) -> None:
    log_in()
    transport = FakeTransport(MADE)
    assert create(transport, "--use-api-socket", "-e", "DOCKER_CONFIG=/c", "x").status == 0
    assert json.loads(transport.bodies[0])["Env"] == ["DOCKER_CONFIG=/c"]
    assert transport.requests == [CREATE]


def test_logins_that_cannot_be_written_are_reported(
    create: Create, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in()
    transport = FakeTransport(MADE)
    refusal = Stream(b'{"message": "read-only"}')
    refusal.status = 403
    monkeypatch.setattr(transport, "stream", lambda *args: refusal)
    done = create(transport, "--use-api-socket", "x")
    assert (done.status, done.out) == (0, "4f4f\n")
    assert done.err == (
        "WARNING: injecting docker config.json into container failed:"
        " Error response from daemon: read-only\n"
    )
