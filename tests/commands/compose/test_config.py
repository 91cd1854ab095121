"""`compose config`: its files on this machine, its lists, digests, and the plugin beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.compose.conftest import Compose
from tests.engine.program import Program
from tests.support.compose_engine import ComposeEngine
from tests.support.engine import PlayedEngine, Refusal, pydock_on

FILE = "services: {web: {image: app, volumes: ['./data:/data']}}\n"
DIGEST = f"sha256:{'1' * 64}"


def test_the_file_of_a_directory_above(
    compose: Compose, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "compose.yaml").write_text(FILE)
    (tmp_path / "compose.override.yml").write_text("services: {web: {command: run}}\n")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    out = compose("config").out
    assert f"source: {tmp_path}/data" in out
    assert "- run" in out


def test_several_files_in_a_directory(compose: Compose, tmp_path: Path) -> None:
    (tmp_path / "compose.yml").write_text(FILE)
    (tmp_path / "docker-compose.yml").write_text("services: {db: {image: db}}\n")
    done = compose("config", "--services")
    assert done.out == "web\n"
    assert "Found multiple config files with supported names" in done.err
    assert f"Using {tmp_path}/compose.yml" in done.err


def test_a_file_on_standard_input(compose: Compose, tmp_path: Path) -> None:
    done = compose("-f", "-", "config", stdin=FILE)
    assert f"source: {tmp_path}/data" in done.out


def test_output_into_a_file(compose: Compose, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text(FILE)
    shown = compose("config").out
    assert compose("config", "-o", "out.yaml").out == ""
    assert (tmp_path / "out.yaml").read_text() == shown
    assert compose("config", "-q").out == ""
    done = compose("config", "-o", "nowhere/out.yaml")
    assert (done.status, done.err) == (1, "open nowhere/out.yaml: no such file or directory\n")


def test_a_link_on_the_path_that_is_watched(compose: Compose, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    watch = "{path: link/src, action: sync, target: /src}"
    (tmp_path / "compose.yaml").write_text(
        f"services: {{web: {{image: app, develop: {{watch: [{watch}]}}}}}}\n"
    )
    assert f"path: {tmp_path}/real/src\n" in compose("config").out


@pytest.mark.parametrize(
    ("option", "lines"),
    [
        ("--services", ["db", "web"]),
        ("--images", ["db:1", "shop-web"]),
        ("--volumes", ["data"]),
        ("--networks", ["back", "default"]),
        ("--profiles", ["debug"]),
    ],
)
def test_lists(option: str, lines: list[str], compose: Compose, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text(
        "name: shop\n"
        "services:\n"
        "  web: {build: ., depends_on: [db], volumes: ['data:/data']}\n"
        "  db: {image: 'db:1', networks: [back]}\n"
        "  top: {image: top, profiles: [debug]}\n"
        "networks: {back: , unused: }\n"
        "volumes: {data: , unused: }\n"
    )
    assert compose("config", option).out.splitlines() == lines


def test_remote_files_are_refused_by_name(compose: Compose, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("include: ['oci://registry.example/app:1']\n")
    done = compose("config")
    assert done.status == 1
    assert done.err == (
        "oci://registry.example/app:1: Compose files of other machines are not supported\n"
    )


def test_digests_of_images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "compose.yaml").write_text(
        f"services: {{a: {{image: app}}, b: {{image: 'app@{DIGEST}'}}, c: {{image: app}}}}\n"
    )
    engine = PlayedEngine(
        {"GET /distribution/docker.io/library/app:latest/json": {"Descriptor": {"digest": DIGEST}}}
    )
    run = pydock_on(engine, tmp_path, environ={"PYDOCK_COMPOSE": "own"})
    done = run("compose", "config", "--lock-image-digests")
    assert done.out == (
        "services:\n"
        f"  a:\n    image: docker.io/library/app:latest@{DIGEST}\n"
        f"  b:\n    image: docker.io/library/app@{DIGEST}\n"
        f"  c:\n    image: docker.io/library/app:latest@{DIGEST}\n"
    )
    assert "networks:" in run("compose", "config", "--resolve-image-digests").out
    refusing = PlayedEngine(
        {"GET /distribution/docker.io/library/app:latest/json": Refusal(404, "none")}
    )
    run = pydock_on(refusing, tmp_path, environ={"PYDOCK_COMPOSE": "own"})
    done = run("compose", "config", "--resolve-image-digests")
    assert (done.status, done.out) == (1, "")
    assert "failed to resolve digest for docker.io/library/app:latest: " in done.err


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--progress", "often"], 'unsupported --progress value "often"'),
        (["--progress", "tty", "--ansi", "never"], "can't use --progress tty while ANSI"),
        (["--progress", "plain", "--ansi", "always"], "can't use --progress plain while ANSI"),
        (["--no-ansi", "--ansi", "auto"], 'cannot specify DEPRECATED "--no-ansi"'),
        (["--workdir", ".", "--project-directory", "."], 'cannot specify DEPRECATED "--workdir"'),
        (["-p", "Shop"], 'invalid project name "Shop": '),
        (["-f", "none.yaml"], "none.yaml: no such file or directory"),
        (["--env-file", "none.env"], "couldn't find env file: "),
    ],
)
def test_invalid_options(
    options: list[str], problem: str, compose: Compose, tmp_path: Path
) -> None:
    (tmp_path / "compose.yaml").write_text(FILE)
    done = compose(*options, "config")
    assert (done.status, done.out) == (1, "")
    assert problem in done.err


@pytest.mark.parametrize("key", ["env_file", "label_file"])
def test_a_directory_in_place_of_a_file(key: str, compose: Compose, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text(f"services: {{web: {{image: app, {key}: .}}}}\n")
    done = compose("config")
    assert (done.status, done.err) == (
        1,
        f"failed to read {tmp_path}: read {tmp_path}: is a directory\n",
    )


def test_a_project_directory_that_is_a_link(compose: Compose, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "compose.yaml").write_text(FILE)
    (tmp_path / "shop").symlink_to("real")
    done = compose("-f", "shop/compose.yaml", "config")
    assert done.out.startswith("name: shop\n")
    assert "without an explicit name from a symlink. Using name" in done.err
    assert compose("-p", "shop", "-f", "shop/compose.yaml", "config").err == ""


def test_two_services_with_the_same_container_name(compose: Compose, tmp_path: Path) -> None:
    """docker compose reports either of them."""
    service = "{image: app, container_name: one}"
    (tmp_path / "compose.yaml").write_text(f"services: {{a: {service}, b: {service}}}\n")
    done = compose("config")
    problem = 'services.b: container name "one" is already in use by service {}"\n'
    assert (done.status, done.out, done.err) == (1, "", problem)
    assert compose("config", "--no-consistency").status == 0


def test_the_group_alone_shows_its_help(compose: Compose) -> None:
    done = compose()
    assert (done.status, done.err) == (0, "")
    assert "compose [OPTIONS] COMMAND" in done.out
    assert "--project-directory" in done.out
    assert "--workdir" not in done.out


def test_options_of_version_1(compose: Compose, tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "compose.yaml").write_text(FILE)
    done = compose("--workdir", "app", "--no-ansi", "--verbose", "config")
    assert f"source: {tmp_path}/app/data" in done.out
    assert done.err.count("is DEPRECATED") == 2


def test_without_a_file(compose: Compose, engine: ComposeEngine) -> None:
    done = compose("config")
    assert (done.status, done.err) == (1, "no configuration file provided: not found\n")


@pytest.mark.parametrize(
    ("environ", "settings", "is_own"),
    [
        ({}, {}, False),
        ({"PYDOCK_COMPOSE": "own"}, {}, True),
        ({}, {"plugins": {"pydock": {"compose": "own"}}}, True),
        ({"PYDOCK_COMPOSE": "plugin"}, {"plugins": {"pydock": {"compose": "own"}}}, False),
    ],
)
def test_an_installed_plugin_is_first(
    environ: dict[str, str], settings: object, is_own: bool, pydock_inside: Program
) -> None:
    plugins = pydock_inside.config / "cli-plugins"
    plugins.mkdir(parents=True)
    metadata = {"SchemaVersion": "0.1.0", "Vendor": "Us", "Version": "v1"}
    plugin = plugins / "docker-compose"
    plugin.write_text(
        "#!/bin/sh\n"
        f"[ \"$1\" != docker-cli-plugin-metadata ] || {{ echo '{json.dumps(metadata)}'; exit; }}\n"
        "echo the plugin >&2; exit 7\n"
    )
    plugin.chmod(0o755)
    (pydock_inside.config / "config.json").write_text(json.dumps(settings))
    (pydock_inside.home / "compose.yaml").write_text(FILE)
    done = pydock_inside("compose", "config", env=environ)
    assert done.status == (0 if is_own else 7)
