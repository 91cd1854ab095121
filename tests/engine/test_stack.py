"""A stack of three services on a real swarm: deployed, changed, pruned, removed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.engine.conftest import Swarm
from tests.engine.swarm import wait_for

Json = dict[str, Any]

FIRST = """
x-quick: &quick
  image: busybox:${TAG:-latest}
  stop_grace_period: 0s
x-changes: &changes {parallelism: 3, monitor: 200ms}
services:
  web:
    <<: *quick
    command: sleep ${SECONDS_TO_SLEEP:?}
    environment: {FROM: one}
    ports: [{target: 80, published: 18080, mode: host}]
    secrets: [{source: password, mode: 0400}]
    configs: [{source: settings, target: /etc/settings}]
    deploy: {endpoint_mode: dnsrr, replicas: 1, update_config: *changes}
  worker:
    <<: *quick
    command: [sleep, "1000"]
    env_file: worker.env
    networks: {back: {aliases: [labour]}}
    volumes: ["data:/data"]
    deploy: {endpoint_mode: dnsrr, replicas: 2, update_config: *changes}
  agent:
    <<: *quick
    command: sleep 1000
    deploy: {endpoint_mode: dnsrr, mode: global, update_config: *changes}
networks:
  back: {internal: true}
volumes:
  data:
secrets:
  password: {file: password.txt}
configs:
  settings: {file: settings.conf}
"""

SECOND = """
services:
  worker: {command: [sleep, "2000"], deploy: {replicas: 3}}
  web: {environment: {MORE: two}}
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    directory = tmp_path / "stack"
    directory.mkdir()
    (directory / "one.yml").write_text(FIRST)
    (directory / "two.yml").write_text(SECOND)
    (directory / "worker.env").write_text("GREETING=hello\n")
    (directory / "password.txt").write_text("hunter2")
    (directory / "settings.conf").write_text("colour=red\n")
    document = FIRST.split("  agent:")[0] + "networks:" + FIRST.split("networks:")[-1]
    (directory / "without-agent.yml").write_text(document)
    return directory


def test_deployed_changed_pruned_and_removed(swarm: Swarm, files: Path) -> None:
    pydock, client = swarm.manager, swarm.client
    env = {"SECONDS_TO_SLEEP": "1000"}

    def stack(*words: str) -> list[str]:
        done = pydock("stack", *words, env=env, cwd=files).ok()
        assert "hunter2" not in done.out + done.err
        return done.out.splitlines()

    def running(service: str) -> list[str]:
        wanted = {"service": [f"shop_{service}"], "desired-state": ["running"]}
        tasks = client.get("/tasks", filters=json.dumps(wanted))
        return [
            " ".join(task["Spec"]["ContainerSpec"]["Args"])
            for task in tasks
            if task["Status"]["State"] == "running"
        ]

    deploy = ["deploy", "--resolve-image", "never", "-c"]
    lines = stack(*deploy, "one.yml", "-d=false", "-q", "shop")
    assert lines == [
        "Creating network shop_back",
        "Creating network shop_default",
        "Creating secret shop_password",
        "Creating config shop_settings",
        "Creating service shop_agent",
        "Creating service shop_web",
        "Creating service shop_worker",
    ]
    assert [len(running(name)) for name in ("agent", "web", "worker")] == [2, 1, 2]
    assert stack("ls", "--format", "{{.Name}} {{.Services}}") == ["shop 3"]
    shown = stack("services", "--format", "{{.Name}} {{.Mode}} {{.Replicas}}", "shop")
    assert shown == [
        "shop_agent global 2/2",
        "shop_web replicated 1/1",
        "shop_worker replicated 2/2",
    ]
    named = stack("ps", "--format", "{{.Name}} {{.CurrentState}}", "--filter", "name=shop_worker",
                  "shop")  # fmt: skip
    assert [line.split()[:2] for line in named] == [
        ["shop_worker.1", "Running"],
        ["shop_worker.2", "Running"],
    ]
    web = _spec(client.get("/services/shop_web"))
    assert web["Env"] == ["FROM=one"]
    assert web["Secrets"][0]["File"]["Mode"] == 0o400
    assert _spec(client.get("/services/shop_worker"))["Env"] == ["GREETING=hello"]

    lines = stack(*deploy, "one.yml", "-c", "two.yml", "--detach=false", "-q", "shop")
    assert lines == [
        f"Updating service shop_{name} (id: {client.get(f'/services/shop_{name}')['ID']})"
        for name in ("agent", "web", "worker")
    ]
    wait_for(lambda: running("worker") == ["sleep 2000"] * 3)
    assert _spec(client.get("/services/shop_web"))["Env"] == ["FROM=one", "MORE=two"]
    assert len(running("agent")) == 2

    lines = stack(*deploy, "without-agent.yml", "--prune", "shop")
    assert lines[0] == "Removing service shop_agent"
    assert stack("services", "--format", "{{.Name}}", "shop") == ["shop_web", "shop_worker"]

    lines = stack("rm", "--detach=false", "shop")
    assert lines == [
        "Removing service shop_web",
        "Removing service shop_worker",
        "Removing secret shop_password",
        "Removing config shop_settings",
        *(f"Removing network shop_{name}" for name in _networks(lines)),
    ]
    assert stack("ls", "--format", "{{.Name}}") == []
    assert pydock("stack", "rm", "shop").ok().err == "Nothing found in stack: shop\n"


def test_nothing_is_made_of_a_file_that_is_wrong(swarm: Swarm, files: Path) -> None:
    (files / "wrong.yml").write_text(FIRST.replace("source: settings", "source: nowhere"))
    done = swarm.manager(
        "stack", "deploy", "-c", "wrong.yml", "shop", cwd=files, env={"SECONDS_TO_SLEEP": "1"}
    )
    assert done.status == 1
    assert done.err.endswith('service web: undefined config "nowhere"\n')
    label = json.dumps({"label": ["com.docker.stack.namespace=shop"]})
    for kind in ("services", "networks", "secrets", "configs"):
        assert swarm.client.get(f"/{kind}", filters=label) == []


def _spec(service: Json) -> Json:
    found: Json = service["Spec"]["TaskTemplate"]["ContainerSpec"]
    return found


def _networks(lines: list[str]) -> list[str]:
    """The networks removed, in whatever order the engine named them."""
    return [line.rpartition("_")[2] for line in lines if "network" in line]
