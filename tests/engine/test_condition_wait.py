"""`wait` for a condition on a real engine."""

from __future__ import annotations

from tests.conftest import Engine
from tests.engine.conftest import start_container
from tests.engine.program import Program

SECOND = 10**9


def test_running_and_removed(pydock: Program, engine: Engine, name: str) -> None:
    create = {"Image": "busybox", "Cmd": ["sleep", "1000"]}
    engine.client.post("/containers/create", create, name=name)
    done = pydock("wait", "--running", "--timeout", "1ms", name)
    assert (done.status, done.err) == (
        1,
        f"{name}: not running after 1ms: it has not been started\n",
    )
    with pydock.running("wait", "--running", name) as waiting:
        engine.client.post(f"/containers/{name}/start")
        assert waiting.wait(30) == 0
    with pydock.running("wait", "--removed", name) as waiting:
        engine.client.delete(f"/containers/{name}", force="1")
        assert waiting.wait(30) == 0
    assert pydock("wait", "--removed", name).ok().out == f"{name}\n"


def test_healthy(pydock: Program, engine: Engine, name: str) -> None:
    check = {"Test": ["CMD-SHELL", "test -f /ok"], "Interval": SECOND, "Retries": 100}
    script = "echo working; sleep 1; touch /ok; exec sleep 1000"
    start_container(engine.client, name, "sh", "-c", script, Healthcheck=check)
    assert pydock("wait", "--healthy", name).ok().out == f"{name}\n"


def test_one_that_is_unhealthy(pydock: Program, engine: Engine, name: str) -> None:
    check: dict[str, object]
    if engine.name == "podman":
        check = {"Test": ["NONE"]}
        reason = "it has no health check"
    else:
        check = {"Test": ["CMD-SHELL", "echo refused; false"], "Interval": SECOND, "Retries": 1}
        reason = "its health is unhealthy: refused"
    script = "echo working; exec sleep 1000"
    start_container(engine.client, name, "sh", "-c", script, Healthcheck=check)
    done = pydock("wait", "--healthy", name)
    assert (done.status, done.out) == (1, "")
    assert done.err == (f"{name}: not healthy: {reason}\nThe last lines of its log:\n  working\n")


def test_a_line_of_the_current_run(pydock: Program, engine: Engine, name: str) -> None:
    script = (
        "if test -f /n; then sleep 1; echo new ready; exec sleep 1000; fi; touch /n; echo ready"
    )
    start_container(engine.client, name, "sh", "-c", script)
    assert pydock("wait", name).ok().out == "0\n"
    assert pydock("wait", "--log", "^ready", name).ok().out == f"{name}\n"
    done = pydock("wait", "--log", "^new", name)
    assert (done.status, done.err) == (
        1,
        f"{name}: no line of its log matches: it exited with status 0\n"
        "The last lines of its log:\n  ready\n",
    )
    engine.client.post(f"/containers/{name}/start")
    assert pydock("wait", "--log", "ready$", name).ok().out == f"{name}\n"
    assert pydock("logs", name).ok().out == "ready\nnew ready\n"


def test_a_line_of_a_later_restart(pydock: Program, engine: Engine, name: str) -> None:
    script = "echo x >>/n; echo run $(wc -l </n); test $(wc -l </n) = 3 && exec sleep 1000; exit 1"
    policy = {"HostConfig": {"RestartPolicy": {"Name": "on-failure", "MaximumRetryCount": 9}}}
    start_container(engine.client, name, "sh", "-c", script, **policy)
    assert pydock("wait", "--log", "run 3", name).ok().out == f"{name}\n"


def test_a_port_in_the_container(pydock: Program, engine: Engine, name: str) -> None:
    script = "sleep 1; exec nc -l -p 8123"
    settings = {"HostConfig": {"NetworkMode": "none"}}
    start_container(engine.client, name, "sh", "-c", script, **settings)
    assert pydock("wait", "--port", "8123", name).ok().out == f"{name}\n"
    done = pydock("wait", "--port", "81", "--timeout", "500ms", name)
    assert done.err == f"{name}: port 81 is not open after 500ms: nothing listens on it\n"


def test_a_port_of_an_image_without_cat(pydock: Program, engine: Engine, name: str) -> None:
    start_container(engine.client, name, "sh", "-c", "rm /bin/cat; echo gone; exec sleep 1000")
    pydock("wait", "--log", "gone", name).ok()
    done = pydock("wait", "--port", "80", name)
    assert done.status == 1
    assert done.err.startswith(f"{name}: port 80 is not open: that cannot be known")
