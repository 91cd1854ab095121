"""The stack commands on a played swarm: order of requests, messages, safety."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pydock.__main__ import main
from pydock.cli.app import App
from tests.engine.program import Outcome
from tests.parity.recorder import running
from tests.parity.stacks import Manager

FILE = """
services:
  web:
    image: app:1
    secrets: [key]
    configs: [{source: settings, target: /etc/settings}]
  db: {image: db, networks: [back]}
networks: {back: {internal: true}}
secrets: {key: {file: key.txt}}
configs: {settings: {file: settings.txt}}
"""
DETACHED = (
    "Since --detach=false was not specified, tasks will be created in the background.\n"
    "In a future release, --detach=false will become the default.\n"
)

Stack = Callable[..., Outcome]


@pytest.fixture(scope="module")
def manager(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Manager]:
    with running(Manager(tmp_path_factory.mktemp("m") / "engine.sock")) as manager:
        yield manager


@pytest.fixture
def stack(manager: Manager, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stack:
    """Runs a stack command in a directory with a Compose file and its files."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "compose.yml").write_text(FILE)
    (tmp_path / "key.txt").write_text("hunter2")
    (tmp_path / "settings.txt").write_text("colour=red")
    manager.forget()

    def run(*arguments: str, stdin: str = "", **environ: str) -> Outcome:
        out, err = io.StringIO(), io.StringIO()
        given = io.TextIOWrapper(io.BytesIO(stdin.encode()))
        environ = {"DOCKER_HOST": manager.host, "HOME": str(tmp_path), **environ}
        status = main(["stack", *arguments], App("pydock", environ, given, out, err))
        return Outcome(arguments, status, out.getvalue().encode(), err.getvalue().encode())

    return run


def requested(manager: Manager) -> list[str]:
    return [f"{one.method} {one.path}" for one in manager.requests]


def test_deploy_creates_everything_in_order(stack: Stack, manager: Manager) -> None:
    done = stack("deploy", "-c", "compose.yml", "shop")
    assert (done.status, done.err) == (0, DETACHED)
    assert done.out.splitlines() == [
        "Creating network shop_back",
        "Creating network shop_default",
        "Creating secret shop_key",
        "Creating config shop_settings",
        "Creating service shop_db",
        "Creating service shop_web",
    ]
    assert requested(manager) == [
        "GET /info",
        "GET /networks",
        "POST /networks/create",
        "POST /networks/create",
        "GET /secrets/shop_key",
        "POST /secrets/create",
        "GET /configs/shop_settings",
        "POST /configs/create",
        "GET /secrets",
        "GET /configs",
        "GET /services",
        "GET /distribution/db:latest/json",
        "POST /services/create",
        "GET /distribution/app:1/json",
        "POST /services/create",
    ]
    container = manager.requests[-1].body["TaskTemplate"]["ContainerSpec"]
    assert container["Image"] == "app:1@sha256:" + "b" * 64
    assert container["Secrets"][0]["SecretID"] == "id-of-secret-shop_key"
    assert container["Configs"][0]["ConfigID"] == "id-of-config-shop_settings"


def test_deploy_again_updates_with_the_version_that_it_has_seen(
    stack: Stack, manager: Manager
) -> None:
    stack("deploy", "-c", "compose.yml", "shop")
    manager.requests.clear()
    done = stack("deploy", "-c", "compose.yml", "--resolve-image", "never", "-d", "shop")
    assert done.out.splitlines() == [
        "Updating service shop_db (id: id-of-service-shop_db)",
        "Updating service shop_web (id: id-of-service-shop_web)",
    ]
    update = manager.requests[-1]
    assert update.path == "/services/id-of-service-shop_web/update"
    assert update.query == {"version": "10"}
    image = update.body["TaskTemplate"]["ContainerSpec"]["Image"]
    assert image == "app:1@sha256:" + "b" * 64  # as it was, lest the tasks begin anew
    assert not any("/distribution/" in path for path in requested(manager))


def test_deploy_of_a_service_that_changed_meanwhile(stack: Stack, manager: Manager) -> None:
    stack("deploy", "-c", "compose.yml", "shop")
    manager.out_of_date.add("shop_web")
    done = stack("deploy", "-c", "compose.yml", "-d", "shop")
    assert done.status == 1
    assert done.err.startswith("failed to update service shop_web: ")
    assert "update out of sequence" in done.err


def test_prune_removes_what_the_file_has_no_more(stack: Stack, manager: Manager) -> None:
    stack("deploy", "-c", "compose.yml", "shop")
    smaller = "services: {web: {image: app:1}}"
    done = stack("deploy", "--prune", "-d", "-c", "-", "shop", stdin=smaller)
    assert done.out.splitlines()[0] == "Removing service shop_db"
    assert set(manager.things["services"]) >= {"shop_web"}
    assert "shop_db" not in manager.things["services"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("image: app:1", ""), "invalid image reference for service web: no image specified\n"),
        (("source: settings", "source: other"), 'service web: undefined config "other"\n'),
        (("networks: [back]", "networks: [front]"), 'service db: undefined network "front"\n'),
        (("file: key.txt", "file: no.txt"), "no.txt: no such file or directory\n"),
        (("image: db", "image: db, restart: sometimes"),
         "service db: invalid restart policy: unknown policy 'sometimes'"
         " (must be one of 'no', 'always', 'on-failure', or 'unless-stopped')\n"),
        (("image: db", "image: '${NOT_SET:?say which}'"),
         'compose.yml:7: invalid interpolation format for services.db.image: "required variable'
         ' NOT_SET is missing a value: say which"; you may need to escape any $ with another $\n'),
    ],
)  # fmt: skip
def test_nothing_is_changed_when_the_file_is_wrong(
    change: tuple[str, str], message: str, stack: Stack, manager: Manager
) -> None:
    Path("compose.yml").write_text(FILE.replace(*change))
    done = stack("deploy", "-d", "-c", "compose.yml", "shop")
    assert done.status == 1
    assert done.err.endswith(message)
    assert all(path.startswith("GET") for path in requested(manager))


def test_the_engine_is_no_manager(stack: Stack, manager: Manager) -> None:
    manager.is_manager = False
    done = stack("deploy", "-d", "-c", "compose.yml", "shop")
    assert done.status == 1
    assert done.err.startswith("this node is not a swarm manager.")
    assert requested(manager) == ["GET /info"]


def test_secrets_stay_secret(stack: Stack, manager: Manager) -> None:
    wrong = FILE.replace("networks: {back", "networks: {backwards")
    for text in (FILE, wrong):
        Path("compose.yml").write_text(text)
        for arguments in (["deploy", "-d"], ["config"]):
            done = stack(
                *arguments, "-c", "compose.yml", *(["shop"] if arguments != ["config"] else [])
            )
            assert "hunter2" not in done.out + done.err
    assert "hunter2" not in json.dumps(manager.requests)


def test_a_missing_image_is_a_warning(stack: Stack) -> None:
    text = "services: {web: {image: missing}}"
    done = stack("deploy", "-d", "-c", "-", "shop", stdin=text)
    assert done.status == 0
    assert "image missing:latest could not be accessed on a registry" in done.err


def test_credentials_are_sent_to_the_nodes_with_the_option(
    stack: Stack, manager: Manager, tmp_path: Path
) -> None:
    settings = {"auths": {"registry.example": {"auth": "bWU6aHVudGVyMg=="}}}
    (tmp_path / ".docker").mkdir()
    (tmp_path / ".docker" / "config.json").write_text(json.dumps(settings))
    text = "services: {web: {image: registry.example/app}}"
    for option, sent in (("--with-registry-auth=false", False), ("--with-registry-auth", True)):
        manager.credentials.clear()
        manager.things["services"].clear()
        done = stack("deploy", "-d", option, "-c", "-", "shop", stdin=text)
        assert "hunter2" not in done.out + done.err
        assert [bool(one) for one in manager.credentials] == [sent, sent]


def test_ignored_settings_are_warnings(stack: Stack) -> None:
    text = "services: {web: {image: a, build: ., privileged: true, container_name: x}}"
    done = stack("deploy", "-d", "-c", "-", "shop", stdin=text)
    assert done.err == (
        "Ignoring unsupported options: build, privileged\n\n"
        "Ignoring deprecated options:\n\n"
        "container_name: Setting the container name is not supported.\n\n"
    )


def test_config_reads_standard_input_from_here(stack: Stack, tmp_path: Path) -> None:
    done = stack("config", "-c", "-", stdin="secrets: {a: {file: ./b}}", TAG="1")
    assert done.out == (
        f'version: "3.13"\nservices: {{}}\nsecrets:\n  a:\n    file: {tmp_path}/b\n'
    )


def test_paths_are_relative_to_the_first_file(stack: Stack, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "c.yml").write_text(f"secrets: {{{name}: {{file: ./s}}}}")
    done = stack("config", "-c", "one/c.yml", "-c", "two/c.yml")
    assert done.out.count(f"file: {tmp_path}/one/s") == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-c", "nowhere.yml"), "open nowhere.yml: no such file or directory\n"),
        (("-c", "."), "read .: is a directory\n"),
        (("-c", "/dev/zero"), "open /dev/zero: file too large\n"),
        ((), "specify a Compose file (with --compose-file)\n"),
    ],
)
def test_a_compose_file_that_cannot_be_read(
    arguments: tuple[str, ...], message: str, stack: Stack
) -> None:
    done = stack("config", *arguments)
    assert (done.status, done.out, done.err) == (1, "", message)


def test_a_file_without_end(stack: Stack) -> None:
    text = "services: {web: {image: a}}\nsecrets: {s: {file: /dev/zero}}"
    done = stack("deploy", "-d", "-c", "-", "shop", stdin=text)
    assert (done.status, done.err) == (1, "open /dev/zero: file too large\n")


def test_rm_continues_after_a_failure(stack: Stack, manager: Manager) -> None:
    for name in ("one", "two"):
        stack("deploy", "-d", "-c", "compose.yml", name)
    manager.kept.add("one_db")
    done = stack("rm", "one", "none", "two")
    assert done.status == 1
    assert done.err == (
        "Failed to remove service id-of-service-one_db: Error response from daemon: in use\n"
        "Nothing found in stack: none\n"
        "failed to remove some resources from stack: one\n"
    )
    assert "Removing network two_default" in done.out.splitlines()
    assert "one_web" not in manager.things["services"]
    assert "two_db" not in manager.things["services"]


def test_rm_waits_for_tasks_to_end(stack: Stack, manager: Manager) -> None:
    manager.lives = 2
    stack("deploy", "-d", "-c", "compose.yml", "shop")
    manager.requests.clear()
    assert stack("rm", "--detach=false", "shop").status == 0
    assert requested(manager).count("GET /tasks") == 3


def test_views(stack: Stack) -> None:
    assert stack("ls").out == "NAME      SERVICES\nlive      4\n"
    assert stack("ls", "--format", "{{.Name}}={{.Services}}").out == "live=4\n"
    named = stack("services", "--format", "{{.Name}} {{.Replicas}}", "live").out
    assert named.splitlines() == [
        "live_agent 1/2",
        "live_job9 0/2 (0/2 completed)",
        "live_job10 1/1 (0/4 completed)",
        "live_web 2/3",
    ]
    tasks = stack("ps", "--format", "{{.Name}} {{.Node}} {{.DesiredState}}", "live").out
    assert tasks.splitlines() == [
        "live_agent.one-id one Running",
        "live_job10.1  Complete",
        "live_web.1 two Running",
        "live_web.1 one Shutdown",
        "live_web.2 one Running",
    ]


def test_views_of_nothing(stack: Stack) -> None:
    nothing = stack("services", "none")
    assert (nothing.status, nothing.out, nothing.err) == (0, "", "Nothing found in stack: none\n")
    nothing = stack("ps", "none")
    assert (nothing.status, nothing.out, nothing.err) == (1, "", "nothing found in stack: none\n")
