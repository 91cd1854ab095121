"""`compose` on engines that lack something: done another way, or refused before any change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pydock.commands.shared.container import podman_health
from tests.commands.compose.conftest import Compose
from tests.support.compose_engine import ComposeEngine, write_project
from tests.support.engine import Refusal, pydock_on

On = Callable[[ComposeEngine], Compose]


@pytest.fixture
def on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> On:
    """Makes `compose` of the test's directory on an engine."""
    monkeypatch.chdir(tmp_path)

    def make(engine: ComposeEngine) -> Compose:
        run = pydock_on(engine, tmp_path, environ={"PYDOCK_COMPOSE": "own"})
        return lambda *arguments, **more: run("compose", *arguments, **more)

    return make


@pytest.mark.parametrize(
    ("service", "reason"),
    [
        (
            "volumes: [{type: volume, source: data, target: /d, volume: {subpath: x}}]",
            "services.web.volumes.volume.subpath requires API version 1.45, but the Docker daemon"
            " API version is 1.41",
        ),
        (
            "networks: {default: {interface_name: eth7}}",
            "interface_name requires Docker Engine v28.1 or later",
        ),
    ],
)
@pytest.mark.parametrize("words", [("up", "-d"), ("create",), ("run", "web")])
def test_what_the_engine_lacks_is_refused_before_anything_changes(
    on: On, tmp_path: Path, service: str, reason: str, words: tuple[str, ...]
) -> None:
    engine = ComposeEngine(api_version="1.41")
    text = f"services:\n  db: {{image: app}}\n  web: {{image: app, depends_on: [db], {service}}}"
    write_project(tmp_path, f"{text}\nvolumes: {{data: {{}}}}")
    done = on(engine)(*words)
    assert (done.status, done.out, done.err) == (1, "", f"{reason}\n")
    assert engine.changes == []


@pytest.mark.parametrize(
    ("other", "removed"),
    [("a", "rm network p_default"), ("z", "rm network z")],
    ids=["own", "of the other process"],
)
def test_one_network_of_two_processes_is_kept_where_names_are_not_unique(
    other: str, removed: str, on: On, tmp_path: Path
) -> None:
    class TwoAtOnce(ComposeEngine):
        def _changed(self, what: str) -> Refusal | None:
            if what == "create network p_default":
                self.networks[other] = {**self.networks["p_default"], "Id": f"id-{other}"}
            return super()._changed(what)

    engine = TwoAtOnce(api_version="1.43")
    write_project(tmp_path, "services: {web: {image: app}}")
    assert on(engine)("up", "-d").status == 0
    assert engine.changes[:2] == ["create network p_default", removed]
    assert len(engine.networks) == 1


def test_what_the_engine_may_ignore_is_warned_of(on: On, tmp_path: Path) -> None:
    engine = ComposeEngine(api_version="1.41")
    write_project(tmp_path, "services: {web: {image: app, annotations: {a: b}, scale: 2}}")
    done = on(engine)("up", "-d")
    assert done.status == 0
    assert done.err.count("services.web.annotations requires API version 1.43, but") == 1
    assert engine.states == {"p-web-1": "running", "p-web-2": "running"}


@pytest.mark.parametrize("words", [("up", "-d"), ("ps",), ("down",), ("ls",), ("volumes",)])
def test_an_engine_that_is_too_old_for_projects(
    on: On, tmp_path: Path, words: tuple[str, ...]
) -> None:
    engine = ComposeEngine(api_version="1.24")
    write_project(tmp_path, "services: {web: {image: app}}")
    done = on(engine)(*words)
    sentence = "compose requires API version 1.25, but the Docker daemon API version is 1.24\n"
    assert (done.status, done.out, done.err) == (1, "", sentence)
    assert engine.requests == []


@pytest.mark.parametrize("podman", ["4.3.1", "5.4.2"])
def test_podman_keeps_containers_in_their_networks(on: On, tmp_path: Path, podman: str) -> None:
    engine = ComposeEngine(api_version="1.41", podman=podman)
    text = "services: {web: {image: app, networks: [a, b]}}\nnetworks: {a: {}, b: {}}"
    write_project(tmp_path, text)
    compose = on(engine)
    assert compose("up", "-d").status == 0
    engine.changes.clear()
    assert compose("up", "-d").err == " Container p-web-1  Running\n"
    assert engine.changes == []
    write_project(tmp_path, text.replace("[a, b]", "[b]"))
    assert " Container p-web-1  Recreated\n" in compose("up", "-d").err


@pytest.mark.parametrize("podman", ["4.3.1", ""])
def test_podman_has_mac_addresses_in_networks(on: On, tmp_path: Path, podman: str) -> None:
    engine = ComposeEngine(api_version="1.41", podman=podman)
    write_project(tmp_path, 'services: {web: {image: app, mac_address: "92:d0:c6:0a:29:33"}}')
    assert on(engine)("up", "-d").status == 0
    (web,) = engine.containers.values()
    assert web["Body"]["MacAddress"] == "92:d0:c6:0a:29:33"
    endpoint = web["Body"]["NetworkingConfig"]["EndpointsConfig"]["p_default"]
    assert endpoint.get("MacAddress") == ("92:d0:c6:0a:29:33" if podman else None)


def test_podman_lists_paused_containers_too(on: On, tmp_path: Path) -> None:
    engine = ComposeEngine(api_version="1.41", podman="4.3.1")
    write_project(tmp_path, "services: {web: {image: app}, db: {image: app}}")
    compose = on(engine)
    compose("up", "-d")
    compose("pause", "web")
    compose("stop", "db")
    assert compose("ps", "--format", "{{.Name}} {{.State}}").out == "p-web-1 paused\n"
    assert "paused(1)" in compose("ls").out
    assert compose("unpause").status == 0
    assert engine.states == {"p-web-1": "running", "p-db-1": "exited"}


@pytest.mark.parametrize("field", ["links", "external_links"])
def test_podman_has_no_links(on: On, tmp_path: Path, field: str) -> None:
    engine = ComposeEngine(api_version="1.41", podman="5.4.2")
    write_project(tmp_path, f"services: {{web: {{image: app, {field}: [db]}}, db: {{image: app}}}}")
    done = on(engine)("up", "-d")
    assert done == (1, "", f"services.web.{field} is not supported by Podman\n")
    assert engine.changes == []


def test_podman_is_made_to_check_health_where_no_systemd_does(
    on: On, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(podman_health, "_GRACE_SECONDS", 0)
    engine = ComposeEngine(api_version="1.41", podman="4.3.1")
    write_project(
        tmp_path,
        """
services:
  web: {image: app, depends_on: {db: {condition: service_healthy}}}
  db: {image: app, healthcheck: {test: "true", interval: 1ms}}
""",
    )
    assert on(engine)("up", "-d").status == 0
    checks = [one for one in engine.requests if one.endswith("/healthcheck")]
    assert checks == [f"GET /libpod/containers/{1:064x}/healthcheck"]
    assert engine.states == {"p-db-1": "running", "p-web-1": "running"}


def test_podman_removes_no_container_in_whose_namespaces_others_are(on: On, tmp_path: Path) -> None:
    engine = ComposeEngine(api_version="1.41", podman="5.4.2")
    text = """
services:
  main: {image: app, command: serve}
  side: {image: app, network_mode: "service:main"}
  third: {image: app, pid: "service:side"}
"""
    write_project(tmp_path, text)
    compose = on(engine)
    assert compose("up", "-d").status == 0
    engine.changes.clear()
    write_project(tmp_path, text.replace("serve", "serve --fast"))
    done = compose("up", "-d")
    assert done.status == 0, done.err
    assert [one for one in engine.changes if one.startswith("rm")] == [
        "rm p-third-1", "rm p-side-1", "rm p-main-1",
    ]  # fmt: skip
    assert engine.states == {"p-main-1": "running", "p-side-1": "running", "p-third-1": "running"}
