"""Base images of several accounts on one registry, with the classic builder."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.engine import Done, PlayedEngine, Refusal, pydock_on

BUILT = b'{"stream": "Successfully built 0123456789ab\\n"}\n'


@pytest.fixture
def engine() -> PlayedEngine:
    return PlayedEngine({"POST /build": BUILT, "POST /images/create": {"status": "Downloaded"}})


def build(engine: PlayedEngine, home: Path, dockerfile: str, *options: str) -> Done:
    auths = {
        key: {"auth": base64.b64encode(f"{user}:secret".encode()).decode()}
        for key, user in {"h:1/red": "red", "h:1/blue": "blue", "h:2": "all"}.items()
    }
    (home / ".docker").mkdir(exist_ok=True)
    (home / ".docker/config.json").write_text(json.dumps({"auths": auths}))
    run = pydock_on(engine, home, environ={"DOCKER_BUILDKIT": "0"})
    done = run("build", *options, "-", stdin=dockerfile)
    assert done.status == 0, done.err
    assert "secret" not in done.out + done.err
    return done


def sent(engine: PlayedEngine) -> list[tuple[str, Any]]:
    """The pulls and the build, with the users of their logins."""
    found: list[tuple[str, Any]] = []
    for request, headers in zip(engine.requests, engine.headers, strict=True):
        if "X-Registry-Auth" in headers:
            auth = json.loads(base64.urlsafe_b64decode(headers["X-Registry-Auth"]))
            found.append((request.partition("?")[2], auth["username"]))
        elif "X-Registry-Config" in headers:
            auths = json.loads(base64.urlsafe_b64decode(headers["X-Registry-Config"]))
            pull = "pull" if "pull=" in request else ""
            found.append((pull, {server: auth["username"] for server, auth in auths.items()}))
    return found


def test_one_account_goes_with_the_build(engine: PlayedEngine, tmp_path: Path) -> None:
    build(engine, tmp_path, "FROM h:1/red/a\nFROM h:1/red/b\nFROM h:2/x\n", "--pull")
    assert sent(engine) == [("pull", {"h:1": "red", "h:2": "all"})]


def test_another_one_s_missing_images_are_pulled_before(
    engine: PlayedEngine, tmp_path: Path
) -> None:
    engine.answers = {**engine.answers, "GET /images/h:1/red/here/json": {"Id": "x"}}
    build(engine, tmp_path, "FROM h:1/red/a:1\nFROM h:1/blue/b\nFROM h:1/red/here\nFROM h:2/x\n")
    assert sent(engine) == [
        ("fromImage=h:1/red/a&tag=1", "red"), ("", {"h:1": "blue", "h:2": "all"}),
    ]  # fmt: skip


def test_with_pull_all_images_are_pulled_before(engine: PlayedEngine, tmp_path: Path) -> None:
    build(engine, tmp_path, "FROM h:1/red/a:1\nFROM h:1/blue/b\nFROM h:2/x\n", "--pull")
    assert sent(engine) == [
        ("fromImage=h:1/blue/b&tag=latest", "blue"),
        ("fromImage=h:1/red/a&tag=1", "red"),
        ("fromImage=h:2/x&tag=latest", "all"),
        ("", {"h:1": "blue", "h:2": "all"}),
    ]


def test_an_image_that_cannot_be_pulled_ends_the_build(
    engine: PlayedEngine, tmp_path: Path
) -> None:
    engine.answers = {**engine.answers, "POST /images/create": Refusal(404, "manifest unknown")}
    with pytest.raises(AssertionError, match="manifest unknown"):
        build(engine, tmp_path, "FROM h:1/red/a\nFROM h:1/blue/b\n")
    assert not any(request.startswith("POST /build") for request in engine.requests)
