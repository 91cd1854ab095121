"""`compose` build, exec, images, port, pull, push, run, top, version, volumes and wait."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.compose.conftest import Compose
from tests.support.compose_engine import IMAGE_ID, ComposeEngine, write_project
from tests.support.engine import Refusal

SHOP = """
services:
  web: {image: app, depends_on: [db], ports: ["8080:80"], environment: {A: file, B: file}}
  db: {image: app, volumes: ["data:/data"]}
  tool: {image: "registry.test/tool:2", build: ., profiles: [tools]}
volumes: {data: {}}
"""


@pytest.fixture(autouse=True)
def shop(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    """The project runs, but for its tool."""
    write_project(tmp_path, SHOP)
    assert compose("up", "-d").status == 0
    engine.changes.clear()


def container(engine: ComposeEngine, name: str) -> dict[str, object]:
    return next(one for one in engine.containers.values() if one["Name"].startswith(name))


def test_port(compose: Compose) -> None:
    assert compose("port", "web", "80").out == "0.0.0.0:8080\n"
    assert compose("port", "web", "81").err == "no port 81/tcp for container p-web-1: 8080/tcp\n"
    assert compose("port", "web", "x").err == 'invalid port: "x"\n'
    assert compose("port", "nosuch", "80").err == 'service "nosuch" is not running\n'
    assert compose("port", "--index", "2", "web", "80").err == (
        'service "web" is not running container #2\n'
    )


def test_top(compose: Compose) -> None:
    assert compose("top").out.splitlines() == [
        "SERVICE  #   UID   TIME  CMD",
        "db       1   root  0:01  serve",
        "web      1   root  0:01  serve",
    ]
    assert compose("top", "web").out.count("\n") == 2


def test_images(compose: Compose) -> None:
    rows = [line.split() for line in compose("images").out.splitlines()]
    assert [row[0] for row in rows] == ["CONTAINER", "p-db-1", "p-web-1"]
    assert rows[1][1:5] == ["app", "latest", "linux/amd64", IMAGE_ID[7:19]]
    assert compose("images", "-q").out == f"{IMAGE_ID[7:]}\n"
    (row,) = json.loads(compose("images", "--format", "json", "web").out)
    assert (row["ContainerName"], row["Repository"], row["Size"]) == ("p-web-1", "app", 1000)
    assert compose("images", "--format", "x").err == (
        'format value "x" could not be parsed: parsing failed\n'
    )


def test_volumes(compose: Compose) -> None:
    assert compose("volumes", "-q").out == "p_data\n"
    assert compose("volumes", "-q", "db").out == "p_data\n"
    assert compose("volumes", "-q", "web").out == ""
    assert compose("volumes", "--format", "{{.Name}}").out == "p_data\n"
    assert compose("volumes", "nosuch").err == "no such service: nosuch\n"


def test_version(compose: Compose) -> None:
    assert compose("version").out == "Docker Compose version 2.40.3\n"
    assert compose("version", "--short").out == "2.40.3\n"
    assert json.loads(compose("version", "-f", "json").out) == {"version": "2.40.3"}


def test_config(compose: Compose) -> None:
    assert compose("config", "--services").out == "db\nweb\n"


def test_stats(compose: Compose, engine: ComposeEngine) -> None:
    format = "{{.Name}} {{.PIDs}}"
    done = compose("stats", "--no-stream", "--format", format)
    assert sorted(done.out.splitlines()) == ["p-db-1 3", "p-web-1 3"]
    assert compose("stats", "--no-stream", "--format", format, "web").out == "p-web-1 3\n"


def test_events(compose: Compose, engine: ComposeEngine) -> None:
    compose("run", "-d", "web")
    lines = compose("events", "--json", "--until", "0s").out.splitlines()
    assert [json.loads(line)["service"] for line in lines] == ["db", "web"]
    id = container(engine, "p-web-1")["Id"]
    (event,) = map(json.loads, compose("events", "--json", "web").out.splitlines())
    assert event == {
        "time": "2026-01-31T10:00:00.000000001Z", "type": "container", "service": "web", "id": id,
        "action": "start", "attributes": {"name": "p-web-1"},
    }  # fmt: skip
    shown = compose("events", "web").out
    assert shown == f"2026-01-31 10:00:00.000000 container start {id} (name=p-web-1)\n\n"


def test_wait(compose: Compose, engine: ComposeEngine) -> None:
    done = compose("wait", "web")
    assert done.status == 3
    assert (
        done.out == f'container "{container(engine, "p-web-1")["Id"]}" exited with status code 3\n'
    )
    assert compose("wait", "--down-project", "web").status == 3
    assert engine.states == {}
    assert compose("wait", "web").err == 'no containers for project "p"\n'


def test_pull(compose: Compose, engine: ComposeEngine) -> None:
    done = compose("pull")
    assert done.status == 0
    assert " db Pulling \n db Pulled \n" in done.err
    assert " web Skipped - Image is already being pulled by db \n" in done.err
    assert compose("pull", "web").err == " web Pulling \n web Pulled \n"
    assert compose("pull", "--policy", "missing", "tool").err == " tool Pulling \n tool Pulled \n"
    done = compose("pull", "--policy", "missing", "tool")
    assert done.err == " tool Skipped - Image is already present locally \n"
    assert compose("pull", "--ignore-buildable", "tool").err == (
        " tool Skipped - Image can be built \n"
    )


def test_commands_that_need_a_name_alone_read_no_files(
    compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    write_project(tmp_path, "services: [wrong")
    assert compose("ps").status == 1
    (tmp_path / ".env").write_text("COMPOSE_PROJECT_NAME=p\n")
    for command in ("ps -q", "images -q", "top"):
        assert compose(*command.split()).out != ""
    assert compose("stop").status == 0
    assert "stop p-web-1" in engine.changes


def test_push(compose: Compose, engine: ComposeEngine) -> None:
    assert compose("push", "web") == (0, "", " web Skipped \n")
    assert compose("push", "tool").err.endswith(": no image has the tag registry.test/tool\n")
    engine.images.add("registry.test/tool:2")
    image = "registry.test/tool:2"
    assert compose("push", "tool").err == f" Pushing {image}: 1a2b3c Pushed \n"
    assert compose("push", "-q", "tool").err == ""
    engine.changes.pop()
    assert engine.changes == [f"push {image}"]
    engine.failures[f"push {image}"] = Refusal(500, "denied")
    assert compose("push", "tool").status == 1
    done = compose("push", "--ignore-push-failures", "tool")
    assert (done.status, done.err) == (0, "Pushing tool: Error response from daemon: denied\n")


def test_build_refuses_what_buildx_alone_has(compose: Compose) -> None:
    for option in ("--print", "--builder=x"):
        done = compose("build", option)
        assert (
            done.err
            == f"{option.partition('=')[0]} is not supported: it is one of the buildx plugin\n"
        )


def test_run_in_the_background(compose: Compose, engine: ComposeEngine) -> None:
    done = compose("run", "-d", "-e", "A=mine", "-l", "x=y", "--user", "u", "-w", "/w", "web", "go")
    made = container(engine, "p-web-run-")
    body = made["Body"]
    assert isinstance(body, dict)
    assert (done.status, done.out) == (0, f"{made['Id']}\n")
    assert (body["Cmd"], body["User"], body["WorkingDir"]) == (["go"], "u", "/w")
    assert sorted(body["Env"]) == ["A=mine", "B=file"]
    assert "PortBindings" not in body["HostConfig"]
    marked = body["Labels"]
    assert (marked["com.docker.compose.oneoff"], marked["x"]) == ("True", "y")
    assert "com.docker.compose.container-number" not in marked
    assert made["Name"] == f"p-web-run-{marked['com.docker.compose.slug'][:12]}"
    assert body["NetworkingConfig"]["EndpointsConfig"]["p_default"]["Aliases"] == [made["Name"]]
    assert engine.changes == [f"create {made['Name']}", f"start {made['Name']}"]


def test_run_with_ports_aliases_and_mounts(compose: Compose, engine: ComposeEngine) -> None:
    compose("run", "-d", "-P", "--use-aliases", "-v", "/src:/dst:ro", "--entrypoint", "a b", "web")
    body = container(engine, "p-web-run-")["Body"]
    assert isinstance(body, dict)
    assert body["HostConfig"]["PortBindings"] == {"80/tcp": [{"HostPort": "8080"}]}
    assert body["HostConfig"]["Binds"] == ["/src:/dst:ro"]
    assert (body["Entrypoint"], body["Cmd"]) == (["a", "b"], [])
    assert "web" in body["NetworkingConfig"]["EndpointsConfig"]["p_default"]["Aliases"]


def test_run_starts_what_it_depends_on(compose: Compose, engine: ComposeEngine) -> None:
    compose("down")
    engine.changes.clear()
    compose("run", "-d", "web")
    assert next(one for one in engine.changes if one.startswith("start")) == "start p-db-1"
    compose("down", "--remove-orphans")
    compose("run", "-d", "--no-deps", "--name", "alone", "web")
    assert list(engine.states) == ["alone"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("-P -p 1:1 web", "--service-ports and --publish are incompatible"),
        ("-t -T web", "--tty and --no-TTY can't be used together"),
        ("-l x web", "label must be set as KEY=VALUE"),
        ("nosuch", "no such service: nosuch"),
        ("--env-from-file /nosuch web", "no such file or directory"),
    ],
)
def test_run_refuses(arguments: str, message: str, compose: Compose, engine: ComposeEngine) -> None:
    done = compose("run", "-d", *arguments.split())
    assert (done.status, message in done.err) == (1, True), done.err
    assert engine.changes == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("exec nosuch sh", 'service "nosuch" is not running\n'),
        ("attach nosuch", 'service "nosuch" is not running\n'),
        ("export nosuch", 'service "nosuch" is not running\n'),
        ("commit nosuch", 'service "nosuch" is not running\n'),
        ("cp web:/a db:/b", "copying between services is not supported\n"),
        ("cp ./a ./b", "unknown copy direction\n"),
        ("cp nosuch:/a .", 'no container found for service "nosuch"\n'),
        ("logs --index 1", "--index requires one service to be selected\n"),
    ],
)
def test_refusals(arguments: str, message: str, compose: Compose) -> None:
    assert compose(*arguments.split()) == (1, "", message)


def test_options_of_compose_1_do_nothing(compose: Compose, engine: ComposeEngine) -> None:
    ignored = "option '--{}' is DEPRECATED and will be ignored.\n"
    done = compose("pull", "--parallel", "--no-parallel", "web")
    assert done.err == (
        ignored.format("parallel") + ignored.format("no-parallel") + " web Pulling \n web Pulled \n"
    )
    flags = ("--compress", "--force-rm", "--no-rm", "--parallel")
    assert compose("build", *flags, "web") == (0, "", "")
    note = "--progress is an option of compose, in front of build\n"
    assert compose("build", "--progress", "quiet", "web") == (0, "", note)
    refused = 'unsupported --progress value "x"\n'
    assert compose("build", "--progress", "x", "web") == (1, "", refused)
