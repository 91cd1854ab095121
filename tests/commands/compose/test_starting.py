"""`compose` starts containers when what they depend on is as needed, with their files."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from tests.commands.compose.conftest import Compose
from tests.support.compose_engine import ComposeEngine, write_project

CHECKED = "db: {image: app, healthcheck: {test: [CMD, check]}}"


def project(condition: str, db: str = CHECKED, required: str = "true") -> str:
    needed = f"{{db: {{condition: {condition}, required: {required}}}}}"
    return f"services:\n  web: {{image: app, depends_on: {needed}}}\n  {db}\n"


def test_a_healthy_dependency(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    write_project(tmp_path, project("service_healthy"))
    done = compose("up", "-d")
    assert done.status == 0
    assert engine.changes[-2:] == ["start p-db-1", "start p-web-1"]
    assert " Container p-db-1  Waiting\n Container p-db-1  Healthy\n" in done.err


@pytest.mark.parametrize(
    ("condition", "db", "health", "end", "message"),
    [
        ("service_healthy", CHECKED, "unhealthy", None,
         "dependency failed to start: container p-db-1 is unhealthy"),
        ("service_healthy", CHECKED, "strange", None,
         'dependency failed to start: container p-db-1 had unexpected health status "strange"'),
        ("service_healthy", CHECKED, "healthy", 2,
         "dependency failed to start: container p-db-1 exited (2)"),
        ("service_healthy", "db: {image: app}", "", None,
         "dependency failed to start: container p-db-1 has no healthcheck configured"),
        ("service_completed_successfully", "db: {image: app}", "", 5,
         'service "db" didn\'t complete successfully: exit 5'),
    ],
)  # fmt: skip
def test_a_dependency_that_never_will_be_as_needed(
    compose: Compose, engine: ComposeEngine, tmp_path: Path,
    condition: str, db: str, health: str, end: int | None, message: str,
) -> None:  # fmt: skip
    write_project(tmp_path, project(condition, db))
    engine.health["p-db-1"] = health
    if end is not None:
        engine.ends["p-db-1"] = end
    done = compose("up", "-d")
    assert done.status == 1
    assert done.err.endswith(f"{message}\n")
    assert "start p-web-1" not in engine.changes


def test_one_that_ends_well(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    write_project(tmp_path, project("service_completed_successfully", "db: {image: app}"))
    engine.ends["p-db-1"] = 0
    done = compose("up", "-d")
    assert done.status == 0
    assert " Container p-db-1  Exited\n" in done.err
    assert engine.changes[-1] == "start p-web-1"


def test_an_optional_dependency_may_fail(
    compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(tmp_path, project("service_healthy", required="false"))
    engine.health["p-db-1"] = "unhealthy"
    done = compose("up", "-d")
    assert done.status == 0
    assert r"optional dependency \"db\" failed to start: container p-db-1 is unhealthy" in done.err
    assert engine.changes[-1] == "start p-web-1"


def test_wait_until_all_run(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    write_project(tmp_path, project("service_started"))
    done = compose("up", "--wait")
    assert done.status == 0
    assert " Container p-db-1  Healthy\n" in done.err
    assert " Container p-web-1  Healthy\n" in done.err


def test_wait_has_a_timeout(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    write_project(tmp_path, project("service_started"))
    engine.health["p-db-1"] = "starting"
    done = compose("up", "--wait", "--wait-timeout", "1")
    assert done.status == 1
    assert done.err.endswith("application not healthy after 1s\n")


def test_wait_fails_with_a_container(
    compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(tmp_path, "services: {web: {image: app}}")
    engine.ends["p-web-1"] = 6
    done = compose("up", "--wait")
    assert done.status == 1
    assert done.err.endswith("container p-web-1 exited (6)\n")


FILES = """
services:
  web:
    image: app
    secrets: [{source: token, uid: "5", mode: 0400}]
    configs: [{source: page, target: /etc/page}]
secrets: {token: {environment: TOKEN}}
configs: {page: {content: hello}}
"""


def test_secrets_and_configs_without_a_file(
    compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(tmp_path, FILES)
    (tmp_path / ".env").write_text("TOKEN=s3cret\n")
    assert compose("up", "-d").status == 0
    archives = [
        tarfile.open(fileobj=io.BytesIO(body))  # noqa: SIM115 (in memory)
        for request, body in zip(engine.requests, engine.bodies, strict=True)
        if request.startswith("PUT ") and body
    ]
    found = [
        (one.name, one.mode, one.uid, (archive.extractfile(one) or io.BytesIO()).read())
        for archive in archives
        for one in archive
    ]
    assert found == [
        ("/run/secrets/token", 0o400, 5, b"s3cret"), ("/etc/page", 0o444, 0, b"hello"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (FILES, 'environment variable "TOKEN" required by secret "p_token" is not set'),
        (
            FILES.replace("image: app", "image: app\n    read_only: true"),
            'cannot create secret "p_token" in read-only service web: `file` is the sole',
        ),
        (FILES.replace('"5"', "root"), "invalid owner of token: root:"),
    ],
)
def test_files_that_cannot_be_made(
    compose: Compose, engine: ComposeEngine, tmp_path: Path, text: str, message: str
) -> None:
    write_project(tmp_path, text)
    if text is not FILES:
        (tmp_path / ".env").write_text("TOKEN=s3cret\n")
    done = compose("up", "-d")
    assert done.status == 1
    assert message in done.err
    assert "s3cret" not in done.err
    assert "start p-web-1" not in engine.changes


def test_start_needs_containers(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    write_project(tmp_path, project("service_started"))
    done = compose("start")
    assert (done.status, done.err) == (1, 'service "db" has no container to start\n')
    done = compose("-p", "other", "start")
    assert done.status == 1
