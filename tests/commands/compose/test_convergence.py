"""`compose up`, `create`, `scale`: what is created, replaced and left alone."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.commands.compose.conftest import Compose
from tests.support.compose_engine import ComposeEngine, write_project
from tests.support.engine import Refusal, pydock_on

SHOP = """
services:
  web: {image: app, command: serve, depends_on: [db], ports: ["80:80"]}
  db: {image: app, volumes: ["data:/data", "/anonymous"]}
volumes: {data: {}}
"""


def test_up_creates_and_starts_in_the_order_of_dependencies(
    compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(tmp_path, SHOP)
    done = compose("up", "-d")
    assert engine.changes == [
        "create network p_default", "create volume p_data", "create p-db-1", "create p-web-1",
        "start p-db-1", "start p-web-1",
    ]  # fmt: skip
    assert done == (0, "", "".join(f" {line}\n" for line in (
        "Network p_default  Creating", "Network p_default  Created",
        "Volume p_data  Creating", "Volume p_data  Created",
        "Container p-db-1  Creating", "Container p-db-1  Created",
        "Container p-web-1  Creating", "Container p-web-1  Created",
        "Container p-db-1  Starting", "Container p-db-1  Started",
        "Container p-web-1  Starting", "Container p-web-1  Started",
    )))  # fmt: skip


def test_up_again_changes_nothing(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    write_project(tmp_path, SHOP)
    assert compose("up", "-d").status == 0
    engine.changes.clear()
    done = compose("up", "-d")
    assert done == (0, "", " Container p-db-1  Running\n Container p-web-1  Running\n")
    assert engine.changes == []


def test_what_has_changed_is_replaced_and_nothing_else(
    compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(tmp_path, SHOP)
    compose("up", "-d")
    old = next(id for id, one in engine.containers.items() if one["Name"] == "p-web-1")
    engine.changes.clear()
    write_project(tmp_path, SHOP.replace("serve", "serve --fast"))
    done = compose("up", "-d")
    temporary = f"{old[:12]}_p-web-1"
    assert engine.changes == [
        f"create {temporary}", "stop p-web-1", "rm p-web-1", f"rename {temporary} p-web-1",
        "start p-web-1",
    ]  # fmt: skip
    assert " Container p-web-1  Recreate\n Container p-web-1  Recreated\n" in done.err
    assert engine.states == {"p-db-1": "running", "p-web-1": "running"}


def test_anonymous_volumes_are_kept_unless_renewed(
    compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(tmp_path, SHOP)
    compose("up", "-d")
    (old,) = (one for one in engine.containers.values() if one["Name"] == "p-db-1")
    old["Mounts"] += [
        {"Type": "volume", "Name": "4711", "Destination": "/anonymous", "RW": True},
        {"Type": "volume", "Name": "4712", "Destination": "/image", "RW": True},
    ]
    compose("up", "-d", "--force-recreate", "db")
    assert mounts_of(engine, "p-db-1") == {"/anonymous": "4711", "/image": "4712"}
    compose("up", "-d", "-V", "db")
    assert mounts_of(engine, "p-db-1") == {"/anonymous": None}


def mounts_of(engine: ComposeEngine, name: str) -> dict[str, str | None]:
    (found,) = (one for one in engine.containers.values() if one["Name"] == name)
    mounts = found["Body"]["HostConfig"].get("Mounts", [])
    return {mount["Target"]: mount.get("Source") for mount in mounts}


def test_scale(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    write_project(tmp_path, "services: {web: {image: app}}")
    compose("up", "-d", "--scale", "web=3")
    assert sorted(engine.states) == ["p-web-1", "p-web-2", "p-web-3"]
    engine.changes.clear()
    compose("scale", "web=1")
    assert sorted(engine.changes) == ["rm p-web-2", "rm p-web-3", "stop p-web-2", "stop p-web-3"]
    compose("up", "-d", "--scale", "web=2")
    assert sorted(engine.states) == ["p-web-1", "p-web-2"]


def test_orphans_are_reported_or_removed(
    compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(tmp_path, SHOP)
    compose("up", "-d")
    write_project(tmp_path, "services: {web: {image: app, command: serve, ports: ['80:80']}}")
    engine.changes.clear()
    done = compose("create")
    assert "Found orphan containers ([p-db-1]) for this project" in done.err
    assert "p-db-1" in engine.states
    compose("create", "--remove-orphans")
    assert "p-db-1" not in engine.states


def test_a_service_that_shares_a_namespace(
    compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(
        tmp_path,
        "services: {a: {image: app}, b: {image: app, network_mode: 'service:a', pid: 'service:a'}}",
    )
    compose("up", "-d")
    ids = {one["Name"]: id for id, one in engine.containers.items()}
    host = engine.containers[ids["p-b-1"]]["Body"]["HostConfig"]
    assert (host["NetworkMode"], host["PidMode"]) == (f"container:{ids['p-a-1']}",) * 2
    engine.changes.clear()
    compose("up", "-d")
    assert engine.changes == []


def test_health_and_completion_are_waited_for(
    compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(
        tmp_path,
        """
services:
  web: {image: app, depends_on: {db: {condition: service_healthy}}}
  db: {image: app, healthcheck: {test: check}}
""",
    )
    done = compose("up", "-d", "--wait")
    assert done.status == 0
    assert done.err.count(" Container p-db-1  Healthy\n") == 2
    assert engine.changes[-2:] == ["start p-db-1", "start p-web-1"]


def test_an_image_that_is_missing_is_pulled(
    compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(tmp_path, "services: {web: {image: other}}")
    done = compose("up", "-d")
    assert done.err.startswith(" web Pulling \n web Pulled \n")
    assert "other" in engine.images
    assert compose("up", "-d", "--pull", "sometimes") == (
        1, "", 'invalid --pull option "sometimes"\n',
    )  # fmt: skip


def test_a_failure_ends_up_after_what_was_made_is_shown(
    compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(tmp_path, SHOP)
    engine.failures["create p-web-1"] = Refusal(409, "name in use")
    done = compose("up", "-d")
    assert done.status == 1
    lines = done.err.splitlines()
    assert " Container p-db-1  Created" in lines
    message = "Error response from daemon: name in use"
    assert lines[-2:] == [f" Container p-web-1  {message}", message]
    assert "start p-db-1" not in engine.changes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("services: {a: {image: app, depends_on: [b]}, b: {image: app, depends_on: [a]}}", "cycle"),
        ("services: {a: {image: app, depends_on: [nosuch]}}", "nosuch"),
        ("services: {a: {image: app, scale: 2, container_name: x}}", "container_name"),
        ("services: {a: {provider: {type: x}}}", "services.a.provider is not supported"),
        ("services: {a: {}}", "neither an image nor a build context"),
    ],
)
def test_wrong_files_change_nothing(
    text: str, message: str, compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(tmp_path, text)
    done = compose("up", "-d")
    assert (done.status, message in done.err) == (1, True), done.err
    assert engine.changes == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--build --no-build", "--build and --no-build are incompatible"),
        ("--force-recreate --no-recreate", "--force-recreate and --no-recreate are incompatible"),
        ("-V --no-recreate", "--no-recreate and --renew-anon-volumes are incompatible"),
        ("-d --abort-on-container-exit", "--detach cannot be combined with"),
        ("--wait --attach web", "--wait cannot be combined with"),
        ("--no-build --watch", "--no-build and --watch are incompatible"),
        ("--attach nosuch", "cannot attach to services not included in up: nosuch"),
        ("--scale web", 'invalid --scale option "web". Should be SERVICE=NUM'),
        ("--exit-code-from nosuch", "no such service: nosuch"),
        ("nosuch", "no such service: nosuch"),
    ],
)
def test_options_that_are_refused(
    arguments: str, message: str, compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(tmp_path, SHOP)
    done = compose("up", *arguments.split())
    assert (done.status, message in done.err) == (1, True), done.err
    assert engine.changes == []


def test_a_dry_run_changes_nothing(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    write_project(tmp_path, SHOP)
    done = compose("--dry-run", "up", "-d")
    assert (done.status, engine.changes) == (0, [])
    assert " DRY-RUN MODE -  Container p-web-1  Started\n" in done.err
    compose("up", "-d")
    before = dict(engine.states)
    done = compose("down", "--dry-run")
    assert (done.status, engine.states) == (0, before)
    assert " DRY-RUN MODE -  Network p_default  Removed\n" in done.err


def test_progress_as_json_and_quiet(
    compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(tmp_path, "services: {web: {image: app, network_mode: none}}")
    assert compose("--progress", "json", "up", "-d").err == "".join(
        f'{{"id":"Container p-web-1","status":"{status}"}}\n'
        for status in ("Creating", "Created", "Starting", "Started")
    )
    assert compose("--progress", "quiet", "up", "-d") == (0, "", "")


@pytest.mark.parametrize("verb", ["create", "up -d", "down", "kill"])
def test_orphans_are_removed_where_the_environment_requests_it(
    verb: str, compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(tmp_path, SHOP)
    compose("up", "-d")
    write_project(tmp_path, "services: {web: {image: app}}")
    environ = {"PYDOCK_COMPOSE": "own", "COMPOSE_REMOVE_ORPHANS": "1"}
    run = pydock_on(engine, tmp_path, environ=environ)
    before = list(engine.changes)
    assert run("compose", *verb.split(), "--remove-orphans=false").status == 0
    assert not any("p-db-1" in change for change in engine.changes[len(before) :])
    compose("up", "-d")
    assert run("compose", *verb.split()).status == 0
    assert any("p-db-1" in change for change in engine.changes[len(before) :])


@pytest.mark.parametrize(
    ("policy", "zone", "is_pulled"),
    [
        ("every_1h", timezone.utc, True),
        ("every_1h", timezone(timedelta(hours=14)), True),
        ("every_3h", timezone(timedelta(hours=-12)), False),
        ("every_3h", timezone(timedelta(hours=14)), False),
        ("daily", timezone.utc, False),
    ],
)
def test_an_old_image_is_pulled_again(
    policy: str, zone: timezone, is_pulled: bool,
    compose: Compose, engine: ComposeEngine, tmp_path: Path,
) -> None:  # fmt: skip
    """It was tagged two hours ago."""
    engine.tagged_at = (datetime.now(zone) - timedelta(hours=2)).isoformat()
    write_project(tmp_path, f"services: {{web: {{image: app, pull_policy: {policy}}}}}")
    assert (" web Pulled" in compose("up", "-d").err) == is_pulled


def test_scale_builds_nothing(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    write_project(tmp_path, "services: {web: {build: .}}")
    assert compose("scale", "web=2").status == 0
    assert sorted(engine.states) == ["p-web-1", "p-web-2"]
    assert not any(one.endswith(("/build", "/grpc", "/session")) for one in engine.requests)
