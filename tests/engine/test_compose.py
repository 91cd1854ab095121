"""pydock's own `compose` on a real engine."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Engine, RunningRegistry
from tests.engine.program import Outcome, Program

Compose = Callable[..., Outcome]

#: ends at SIGTERM at once, or never
PATIENT = "trap 'exit 0' TERM; echo ready; while :; do sleep 0.1; done"
STUBBORN = "trap '' TERM; echo ready; while :; do sleep 0.1; done"


@pytest.fixture
def compose(pydock: Program, name: str) -> Iterator[Compose]:
    pydock.environ["PYDOCK_COMPOSE"] = "own"
    words = ("compose", "-p", name)
    yield lambda *arguments, **more: pydock(*words, *arguments, **more)
    pydock(*words, "down", "-v", "--rmi", "local", "--remove-orphans", "-t", "0")


def write(pydock: Program, text: str) -> Path:
    (pydock.home / "compose.yaml").write_text(text)
    return pydock.home


def test_files_hooks_and_commands(compose: Compose, pydock: Program, name: str) -> None:
    home = write(
        pydock,
        """
services:
  web:
    image: busybox
    command: sleep 1000
    stop_signal: KILL
    configs: [{source: inline, target: /etc/inline}]
    secrets: [{source: variable, mode: 0400}]
    post_start: [{command: touch /begun}]
    volumes: ["data:/data"]
configs: {inline: {content: "from the file"}}
secrets: {variable: {environment: SECRET}}
volumes: {data: {}}
""",
    )
    pydock.environ["SECRET"] = "whispered"
    compose("up", "-d", "--wait").ok()
    inside = compose("exec", "-T", "web", "sh", "-c", "cat /etc/inline /run/secrets/variable; ls /")
    assert inside.ok().out.startswith("from the filewhispered")
    assert "begun" in inside.out
    assert compose("exec", "-T", "web", "sh", "-c", "exit 3").status == 3
    (home / "sent").write_text("over")
    compose("cp", "sent", "web:/data/sent").ok()
    compose("cp", "web:/data/sent", "received").ok()
    assert (home / "received").read_text() == "over"
    once = compose("run", "--rm", "-T", "web", "sh", "-c", "cat /data/sent; exit 7")
    assert (once.status, once.out) == (7, "over")
    assert compose("ps", "-a", "--format", "{{.Name}}").ok().out == f"{name}-web-1\n"
    compose("export", "-o", "files.tar", "web").ok()
    assert (home / "files.tar").stat().st_size > 0
    assert "sleep 1000" in compose("top").ok().out


SHOP = """
x-service: &service {image: busybox, stop_signal: KILL, networks: [back]}
services:
  web:
    <<: *service
    command: httpd -f -h /www
    configs: [{source: order, target: /www/cgi-bin/order, mode: 0755}]
    environment: {GREETING: "${GREETING:-hello}"}
    ports: ["80"]
    networks: {front: {aliases: [shop.test]}, back: {}}
    depends_on: {db: {condition: service_healthy}, queue: {condition: service_healthy}}
  db:
    <<: *service
    command: sh -c 'sleep 1; touch /data/state; httpd -f -h /data'
    volumes: ["data:/data"]
    healthcheck: {test: [CMD, wget, -qO-, "http://localhost/state"], interval: 1s, retries: 60}
  queue:
    <<: *service
    command: sh -c 'touch /queue/jobs; nc -ll -p 7 -e sh -c "cat >>/queue/jobs"'
    volumes: ["queue:/queue"]
    healthcheck: {test: test -e /queue/jobs, interval: 1s, retries: 60}
  worker:
    <<: *service
    command: sh -c 'tail -f /queue/jobs | while read job; do echo "did $$job" | tee -a /data/state; done'
    volumes: ["queue:/queue:ro", "data:/data"]
    depends_on: {queue: {condition: service_healthy}}
  client: {image: busybox, networks: [front], profiles: [tools]}
configs:
  order:
    content: |
      #!/bin/sh
      echo
      echo "$$QUERY_STRING" | nc queue 7
      echo "$$GREETING"; wget -qO- http://db/state
volumes: {data: {}, queue: {}}
networks: {front: {}, back: {internal: true}}
"""  # noqa: E501


def test_web_database_queue_and_workers(
    compose: Compose, pydock: Program, engine: Engine, name: str
) -> None:
    write(pydock, SHOP)

    def answer(order: str) -> str:
        url = f"http://shop.test/cgi-bin/order?{order}"
        return compose("run", "--rm", "-T", "client", "wget", "-qO-", url).ok().out

    def ids() -> dict[str, str]:
        wanted = json.dumps({"label": [f"com.docker.compose.project={name}"]})
        found = engine.client.get("/containers/json", filters=wanted)
        return {one["Names"][0].rpartition(f"{name}-")[2]: one["Id"] for one in found}

    compose("up", "-d", "--wait").ok()
    assert answer("tea").startswith("hello\n")
    with pydock.running("compose", "-p", name, "logs", "-f", "worker") as running:
        read_until(running, "worker-1  | did tea")
    assert "did tea\n" in answer("cake")
    made = ids()
    compose("up", "-d", "--scale", "worker=2").ok()
    assert ids().keys() - made.keys() == {"worker-2"}
    compose("scale", "worker=1").ok()
    assert ids() == made
    pydock.environ["GREETING"] = "welcome"
    compose("up", "-d", "--wait").ok()
    assert {service for service, id in ids().items() if made[service] != id} == {"web-1"}
    compose("stop").ok()
    compose("start").ok()
    assert answer("milk").startswith("welcome\n")
    assert re.fullmatch(r"\S*:\d+\n", compose("port", "web", "80").ok().out)
    compose("down", "-v").ok()
    assert ids() == {}


def test_logs_of_several(compose: Compose, pydock: Program) -> None:
    write(
        pydock,
        """
services:
  a: {image: busybox, command: "sh -c 'echo first; echo problem >&2'"}
  longer: {image: busybox, command: echo second}
""",
    )
    compose("up", "-d").ok()
    compose("up", "--exit-code-from", "a").ok()
    found = compose("logs", "-f").ok()
    lines = set(found.out.splitlines())
    assert {"a-1       | first", "a-1       | problem", "longer-1  | second"} <= lines
    assert found.err == ""
    assert "|" not in compose("logs", "--no-log-prefix", "longer").ok().out


def test_images_are_built_in_order(
    compose: Compose, pydock: Program, engine: Engine, name: str
) -> None:
    if not engine.at_least("1.42"):
        pytest.skip("named contexts need a newer BuildKit")
    home = write(
        pydock,
        """
services:
  child:
    build: {dockerfile_inline: "FROM base\\nRUN echo child >> /made", additional_contexts: {base: "service:parent"}}
    command: cat /made
  parent:
    build: {context: ., args: {WORD: parent}}
    command: cat /made
""",  # noqa: E501
    )
    (home / "Dockerfile").write_text("FROM busybox\nARG WORD\nRUN echo $WORD > /made\n")
    compose("build", "child").ok()
    assert compose("run", "--rm", "-T", "child").ok().out == "parent\nchild\n"
    label = "com.docker.compose.service=child"
    listed = pydock("images", "--filter", f"label={label}", "--format", "{{.Repository}}")
    assert f"{name}-child" in listed.ok().out.split()


def test_several_images_of_which_one_fails(compose: Compose, pydock: Program, name: str) -> None:
    home = write(
        pydock, "services: {good: {build: ./good}, bad: {build: ./bad}, other: {build: ./good}}"
    )
    for directory, command in (("good", "echo well"), ("bad", "echo badly; false")):
        (home / directory).mkdir()
        (home / directory / "Dockerfile").write_text(f"FROM busybox\nRUN {command}\n")
    done = compose("up", "-d")
    assert done.status == 1
    assert f" {name}-bad  Error\n" in done.err
    assert "badly" in done.err
    assert name not in pydock("ps", "-a", "--format", "{{.Names}}").ok().out
    (home / "bad" / "Dockerfile").write_text("FROM busybox\nRUN true\n")
    done = compose("build").ok()
    lines = done.err.splitlines()
    assert {f" {name}-{service}  Built" for service in ("good", "bad", "other")} <= set(lines)


def test_a_secret_of_the_env_file_is_built_with(
    compose: Compose, pydock: Program, engine: Engine
) -> None:
    if not engine.at_least("1.39"):
        pytest.skip("secrets of builds need BuildKit")
    home = write(
        pydock,
        """
services:
  web:
    build: {context: ., secrets: [token]}
    command: cat /length
secrets: {token: {environment: TOKEN}}
""",
    )
    (home / ".env").write_text("TOKEN=abcdef\n")
    (home / "Dockerfile").write_text(
        "FROM busybox\nRUN --mount=type=secret,id=token wc -c </run/secrets/token >/length\n"
    )
    done = compose("build", "-q")
    if engine.name == "podman":
        sentence = '"--secret" requires BuildKit, which this engine does not have\n'
        assert (done.status, done.err) == (1, f"services.web.build: {sentence}")
        return
    assert (done.ok().out, done.err) == ("", "")
    assert compose("run", "--rm", "-T", "web").ok().out == "6\n"


def test_images_go_to_a_registry_and_come_back(
    compose: Compose, pydock: Program, engine: Engine, registry: RunningRegistry, name: str
) -> None:
    pydock.log_in(registry.address, registry.user, registry.password)
    image = f"{registry.address}/{name}/web"
    home = write(
        pydock,
        f"""
services:
  web: {{build: {{context: ., tags: ["{image}:more"]}}, image: "{image}:v1", command: cat /made}}
  other: {{image: "{image}:more"}}
  unnamed: {{build: .}}
""",
    )
    (home / "Dockerfile").write_text("FROM busybox\nRUN echo well >/made\n")

    def without_images() -> None:
        for tag in ("v1", "more"):
            engine.client.delete(f"/images/{image}:{tag}")

    done = compose("build", "--push", "web").ok()
    for tag in ("v1", "more"):
        assert f" Pushing {image}:{tag}: " in done.err
    without_images()
    done = compose("pull").ok()
    assert " unnamed Skipped - No image to be pulled \n" in done.err
    for service in ("web", "other"):
        assert f" {service} Pulling \n" in done.err
        assert f" {service} Pulled \n" in done.err
    assert re.search(r"^ \w{12} (Already exists|Pull complete) $", done.err, re.MULTILINE)
    assert compose("run", "--rm", "-T", "web").ok().out == "well\n"
    done = compose("push").ok()
    assert {" other Skipped ", " unnamed Skipped "} <= set(done.err.splitlines())
    without_images()
    compose("up", "-d", "--no-build", "web").ok()
    assert compose("logs", "-f", "--no-log-prefix", "web").ok().out == "well\n"
    compose("down", "--rmi", "all").ok()
    pydock("logout", registry.address).ok()
    done = compose("pull", "other")
    assert (done.status, registry.password in done.err) == (1, False)
    assert " other Error " in done.err


def test_files_are_watched(compose: Compose, pydock: Program, name: str) -> None:
    home = write(
        pydock,
        f"""
services:
  web:
    build: .
    command: ["sh", "-c", "{PATIENT}"]
    develop:
      watch:
        - {{action: sync, path: src, target: /app, ignore: ["*.tmp"], initial_sync: true}}
        - {{action: sync+restart, path: conf, target: /conf}}
        - {{action: sync+exec, path: run, target: /run, exec: {{command: sh /run/script}}}}
        - {{action: rebuild, path: Dockerfile}}
""",
    )
    (home / "Dockerfile").write_text("FROM busybox\n")
    for directory in ("src/gone", "conf", "run"):
        (home / directory).mkdir(parents=True)
    (home / "src" / "gone" / "file").touch()

    def found() -> list[str]:
        return compose("exec", "-T", "web", "find", "/app").ok().out.split()

    with pydock.running("compose", "-p", name, "up", "--watch") as running:
        read_until(running, "Watch enabled", "| ready")
        assert "/app/gone/file" in found()
        (home / "src" / "left-out.tmp").touch()
        (home / "src" / "new" / "deep").mkdir(parents=True)
        read_until(running, 'Syncing service "web"')
        shutil.rmtree(home / "src" / "gone")
        read_until(running, 'Syncing service "web"')
        (home / "conf" / "settings").write_text("changed")
        read_until(running, 'service(s) ["web"] restarted')
        assert sorted(found()) == ["/app", "/app/new", "/app/new/deep"]
        assert compose("exec", "-T", "web", "cat", "/conf/settings").ok().out == "changed"
        (home / "run" / "script").write_text("echo executed")
        read_until(running, "executed")
        (home / "Dockerfile").write_text("FROM busybox\nRUN echo again >/built\n")
        read_until(running, "RUN echo again")
        read_until(running, "web-1 has been recreated")
        while compose("exec", "-T", "web", "cat", "/built").out != "again\n":
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        out, _ = running.communicate(timeout=60)
    assert running.returncode == 130, out.decode()


def read_until(running: subprocess.Popen[bytes], *parts: str) -> None:
    """Read lines until all parts have been in some, in any order."""
    assert running.stdout is not None
    missing = set(parts)
    while line := running.stdout.readline().decode():
        missing = {part for part in missing if part not in line}
        if not missing:
            return
    raise AssertionError(f"no line has {missing}")


@pytest.mark.parametrize(
    ("script", "interrupts"), [(PATIENT, 1), (STUBBORN, 2)], ids=["gently", "by-force"]
)
def test_an_interrupt_stops_and_a_second_one_kills(
    script: str, interrupts: int, compose: Compose, pydock: Program, engine: Engine, name: str
) -> None:
    write(
        pydock,
        f"""
services:
  web: {{image: busybox, command: ["sh", "-c", "{script}"], stop_grace_period: 1000s}}
""",
    )
    with pydock.running("compose", "-p", name, "up") as running:
        read_until(running, "| ready")
        running.send_signal(signal.SIGINT)
        read_until(running, "Gracefully Stopping... press Ctrl+C again to force")
        if interrupts == 2:
            running.send_signal(signal.SIGINT)
        out, _ = running.communicate(timeout=60)
    assert running.returncode == 130
    code = 137 if interrupts == 2 else 0
    assert f"web-1 exited with code {code}" in out.decode()
    state = engine.client.get(f"/containers/{name}-web-1/json")["State"]
    assert (state["Running"], state["ExitCode"]) == (False, code)


def test_a_dependency_that_fails(compose: Compose, pydock: Program, name: str) -> None:
    write(
        pydock,
        """
services:
  web:
    image: busybox
    command: sleep 1000
    depends_on: {migrate: {condition: service_completed_successfully}}
  migrate: {image: busybox, command: "false"}
""",
    )
    done = compose("up", "-d")
    message = 'service "migrate" didn\'t complete successfully: exit 1'
    assert (done.status, done.err.splitlines()[-1]) == (1, message)
    assert f" Container {name}-web-1  Created" in done.err
    states = compose("ps", "-a", "--format", "{{.Service}} {{.State}}").ok().out
    assert states == "migrate exited\nweb created\n"


def test_what_has_changed_in_networks_and_volumes(
    compose: Compose, pydock: Program, engine: Engine, name: str
) -> None:
    text = """
services:
  web: {image: busybox, command: sleep 1000, stop_signal: KILL, volumes: ["data:/data"]}
volumes: {data: {labels: {version: "1"}}}
"""
    write(pydock, text)
    compose("up", "-d").ok()
    write(pydock, text.replace('"1"', '"2"') + "networks: {default: {labels: {version: '2'}}}")
    done = compose("up", "-d", input="y\n").ok()
    assert "Recreate (data will be lost)?" in done.out
    volume = engine.client.get(f"/volumes/{name}_data")
    network = engine.client.get(f"/networks/{name}_default")
    assert volume["Labels"]["version"] == network["Labels"]["version"] == "2"
    assert compose("ps", "--format", "{{.State}}").ok().out == "running\n"


@pytest.mark.parametrize("options", [["-q"], []], ids=["quietly", "plainly"])
def test_an_image_is_built_however_progress_is_shown(
    options: list[str], compose: Compose, pydock: Program
) -> None:
    home = write(pydock, "services: {web: {build: ., command: cat /made}}")
    (home / "Dockerfile").write_text("FROM busybox\nRUN echo well > /made\n")
    pydock.environ["COMPOSE_PROGRESS"] = "plain"
    compose("build", *options).ok()
    assert compose("run", "--rm", "-T", "web").ok().out == "well\n"


def test_health_is_waited_for(compose: Compose, pydock: Program) -> None:
    """On Podman, too, whose checks systemd runs, or nobody."""
    write(
        pydock,
        """
services:
  web: {image: busybox, command: sleep 1000, stop_signal: KILL, depends_on: {db: {condition: service_healthy}}}
  db:
    image: busybox
    command: sh -c 'sleep 1; touch /ok; exec sleep 1000'
    stop_signal: KILL
    healthcheck: {test: test -e /ok, interval: 500ms, retries: 100}
""",  # noqa: E501
    )
    compose("up", "-d", "--wait").ok()
    assert compose("exec", "-T", "db", "ls", "/ok").ok().out == "/ok\n"
    states = compose("ps", "--format", "{{.Service}} {{.State}}").ok().out
    assert states == "db running\nweb running\n"


SHARING = """
services:
  main: {image: busybox, command: "sleep ${SECONDS_TO_SLEEP:-1000}", stop_signal: KILL, networks: [a, b]}
  side: {image: busybox, command: sleep 1000, stop_signal: KILL, network_mode: "service:main"}
networks: {a: {}, b: {}}
"""  # noqa: E501


def test_up_again_replaces_what_has_changed_alone(compose: Compose, pydock: Program) -> None:
    write(pydock, SHARING)
    compose("up", "-d").ok()
    made = compose("ps", "-q").ok().out
    again = compose("up", "-d").ok()
    assert compose("ps", "-q").out == made, again.err
    (pydock.home / ".env").write_text("SECONDS_TO_SLEEP=2000\n")
    compose("up", "-d").ok()
    assert not set(compose("ps", "-q").ok().out.split()) & set(made.split())
    assert compose("ps", "--format", "{{.State}}").ok().out == "running\n" * 2


def test_paused_containers_are_listed_and_resumed(compose: Compose, pydock: Program) -> None:
    write(pydock, "services: {web: {image: busybox, command: sleep 1000, stop_signal: KILL}}")
    compose("up", "-d").ok()
    compose("pause").ok()
    assert compose("ps", "--format", "{{.State}}").ok().out == "paused\n"
    compose("unpause").ok()
    assert compose("ps", "--format", "{{.State}}").ok().out == "running\n"


def test_what_podman_lacks_is_refused_before_anything_changes(
    compose: Compose, pydock: Program, engine: Engine, name: str
) -> None:
    if engine.name != "podman":
        pytest.skip("dockerd has links")
    write(pydock, "services: {db: {image: busybox}, web: {image: busybox, links: [db]}}")
    done = compose("up", "-d")
    assert (done.status, done.err) == (1, "services.web.links is not supported by Podman\n")
    assert name not in pydock("network", "ls", "--format", "{{.Name}}").ok().out
