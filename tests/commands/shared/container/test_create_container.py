"""How `create` makes a container: the pull of its image, the id file, the engine's socket."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.engine import Answer, Done, Each, PlayedEngine, Refusal, pydock_on

MISSING = Refusal(404, "No such image: x")
MADE = {"Id": "4f4f", "Warnings": None}
PULL = "POST /images/create?fromImage=docker.io/library/x&tag=latest"
CREATE = "POST /containers/create"
COPY = "PUT /containers/4f4f/archive?noOverwriteDirNonDir=true&path=/"


def engine(*creations: Answer, pull: Answer = b"", copy: Answer = b"") -> PlayedEngine:
    """An engine that answers each creation in turn, any pull, and any copy to the container."""
    progress = pull or {"status": "Pulling from library/x"}
    answers = {"POST /images/create": progress, "PUT /containers/4f4f/archive": copy}
    return PlayedEngine({**answers, CREATE: Each(creations or [Refusal(500, "unexpected")])})


Create = Callable[..., Done]


@pytest.fixture
def create(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Create:
    """Runs `create` in an empty directory on an engine."""
    monkeypatch.chdir(tmp_path)

    def run(engine: PlayedEngine, *arguments: str, **variables: str) -> Done:
        return pydock_on(engine, tmp_path, environ=variables)("create", *arguments)

    return run


def test_the_id_is_printed(create: Create) -> None:
    played = engine(MADE)
    done = create(played, "--name", "n", "x")
    assert (done.status, done.out, done.err) == (0, "4f4f\n", "")
    assert played.requests == [f"{CREATE}?name=n"]


def test_a_missing_image_is_pulled(create: Create) -> None:
    played = engine(MISSING, MADE)
    done = create(played, "x")
    assert (done.status, done.out) == (0, "4f4f\n")
    assert done.err == "Unable to find image 'x:latest' locally\nPulling from library/x\n"
    assert played.requests == [CREATE, PULL, CREATE]


def test_nothing_of_the_pull_is_shown_when_quiet(create: Create) -> None:
    done = create(engine(MISSING, MADE), "-q", "x")
    assert (done.status, done.out, done.err) == (0, "4f4f\n", "")


def test_an_image_that_is_still_missing_is_not_pulled_again(create: Create) -> None:
    played = engine(MISSING, MISSING)
    done = create(played, "x")
    assert done.status == 1
    assert done.err.endswith("Error response from daemon: No such image: x\n")
    assert played.requests == [CREATE, PULL, CREATE]


@pytest.mark.parametrize("arguments", [["--pull", "never", "x"], ["--pull", "", "x"], ["a" * 64]])
def test_images_that_are_not_pulled(create: Create, arguments: list[str]) -> None:
    played = engine(MISSING)
    done = create(played, *arguments)
    assert (done.status, done.err) == (1, "Error response from daemon: No such image: x\n")
    assert played.requests == [CREATE]


def test_another_failure_is_no_reason_to_pull(create: Create) -> None:
    played = engine(Refusal(409, "name taken"))
    assert create(played, "x").status == 1
    assert played.requests == [CREATE]


def test_always_pulled_first(create: Create) -> None:
    played = engine(MADE)
    assert create(played, "--pull", "always", "x").status == 0
    assert played.requests == [PULL, CREATE]


def test_an_id_cannot_be_pulled(create: Create) -> None:
    played = engine()
    done = create(played, "--pull", "always", "a" * 64)
    assert done.status == 1
    assert "cannot specify 64-byte hexadecimal strings" in done.err
    assert played.requests == []


def test_a_pull_that_fails_ends_it(create: Create) -> None:
    failure = {"errorDetail": {"message": "no such manifest"}, "error": "no such manifest"}
    done = create(engine(MISSING, pull=failure), "x")
    assert done.status == 1
    assert "no such manifest" in done.err
    assert done.out == ""


def test_warnings_of_the_engine(create: Create) -> None:
    played = engine({**MADE, "Warnings": ["no swap limit"]})
    done = create(played, "--dns", "127.0.0.1", "x")
    assert done.out == "4f4f\n"
    assert done.err == "WARNING: no swap limit\n"


def test_the_id_goes_to_a_file(create: Create) -> None:
    assert create(engine(MADE), "--cidfile", "cid", "x").status == 0
    assert Path("cid").read_text() == "4f4f"


def test_an_existing_file_stays_unchanged(create: Create) -> None:
    Path("cid").write_text("mine")
    played = engine()
    done = create(played, "--cidfile", "cid", "x")
    assert done.status == 1
    assert done.err == (
        "container ID file found, make sure the other container isn't running or delete cid\n"
    )
    assert Path("cid").read_text() == "mine"
    assert played.requests == []


def test_no_file_is_left_without_a_container(create: Create) -> None:
    assert create(engine(Refusal(500, "no")), "--cidfile", "cid", "x").status == 1
    assert not Path("cid").exists()


def test_a_file_that_cannot_be_made(create: Create) -> None:
    done = create(engine(), "--cidfile", "missing/cid", "x")
    assert (done.status, done.err) == (
        1,
        "failed to create the container ID file: open missing/cid: no such file or directory\n",
    )


def test_content_trust_of_the_environment_is_refused(create: Create) -> None:
    played = engine()
    done = create(played, "x", DOCKER_CONTENT_TRUST="1")
    assert (done.status, done.out, played.requests) == (1, "", [])
    assert done.err == "content trust (Notary) is not supported: unset DOCKER_CONTENT_TRUST\n"


def test_the_option_of_content_trust_warns(create: Create) -> None:
    done = create(engine(MADE), "--disable-content-trust=false", "x")
    warning = "Flag --disable-content-trust has been deprecated, "
    assert done.out.startswith(f"{warning}support for docker content trust was removed\n")
    assert done.status == 0


def test_the_engines_socket(create: Create) -> None:
    played = engine(MADE)
    assert create(played, "--use-api-socket", "x").status == 0
    body = played.bodies[0]
    assert body["HostConfig"]["Mounts"] == [
        {
            "Type": "bind",
            "Source": "/var/run/docker.sock",
            "Target": "/var/run/docker.sock",
            "BindOptions": {},
        }
    ]
    assert "Env" not in body
    assert played.requests == [CREATE]


def log_in() -> None:
    Path(".docker").mkdir()
    Path(".docker/config.json").write_text('{"auths": {"r.example": {"auth": "dTpw"}}}')


def test_logins_go_with_the_socket(create: Create) -> None:
    log_in()
    played = engine(MADE)
    assert create(played, "--use-api-socket", "-e", "A=1", "x").status == 0
    assert played.bodies[0]["Env"] == ["A=1", "DOCKER_CONFIG=/run/secrets/docker"]
    assert played.requests == [CREATE, COPY]
    with tarfile.open(fileobj=io.BytesIO(played.bodies[1])) as tar:
        (entry,) = tar.getmembers()
        content = tar.extractfile(entry)
        assert (entry.name, entry.mode) == ("/run/secrets/docker/config.json", 0o600)
        assert content is not None
        assert json.load(content) == {"auths": {"r.example": {"auth": "dTpw"}}}


def test_logins_stay_here_when_the_container_has_its_own(create: Create) -> None:
    log_in()
    played = engine(MADE)
    assert create(played, "--use-api-socket", "-e", "DOCKER_CONFIG=/c", "x").status == 0
    assert played.bodies[0]["Env"] == ["DOCKER_CONFIG=/c"]
    assert played.requests == [CREATE]


def test_logins_that_cannot_be_written_are_reported(create: Create) -> None:
    log_in()
    done = create(engine(MADE, copy=Refusal(403, "read-only")), "--use-api-socket", "x")
    assert (done.status, done.out) == (0, "4f4f\n")
    assert done.err == (
        "WARNING: injecting docker config.json into container failed:"
        " Error response from daemon: read-only\n"
    )
