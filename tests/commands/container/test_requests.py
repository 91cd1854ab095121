"""Requests and output of the `container` commands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.cases import FRAME, ID, NOW, Case, Part, both_tests
from tests.support.engine import PlayedEngine, PlayedStream, Refusal, pydock_on

RUNNING: dict[str, Any] = {
    "Id": ID,
    "Name": "/web",
    "State": {"Running": True},
    "Config": {"Tty": False, "OpenStdin": True},
    "HostConfig": {},
}
STOPPED: dict[str, Any] = {**RUNNING, "State": {"Running": False}}
STAT: dict[str, Any] = {"X-Docker-Container-Path-Stat".lower(): "eyJuYW1lIjoiZiIsIm1vZGUiOjQyMH0="}
LS: dict[str, Any] = {
    "Id": ID,
    "Image": "busybox",
    "Command": "sh",
    "Created": NOW - 7200,
    "Status": "Up 2 days",
    "Ports": [],
    "Names": ["/web"],
}
EXITED: dict[str, Any] = {"StatusCode": 3}

CASES = (
    Case(
        "attach web",
        {
            "GET /containers/web/json": RUNNING,
            "POST /containers/web/wait": EXITED,
            "POST /containers/web/attach": FRAME,
        },
        [
            "POST /containers/web/wait",
            "GET /containers/web/json",
            "POST /containers/web/attach?stderr=1&stdin=1&stdout=1&stream=1",
            "GET /containers/web/json",
        ],
        out="hi\n",
        status=3,
    ),
    Case(
        "commit -m why web me/app:2",
        {"POST /commit": {"Id": "sha256:1"}},
        ["POST /commit?comment=why&container=web&repo=docker.io/me/app&tag=2"],
        out="sha256:1\n",
    ),
    Case(
        "cp web:/f -",
        {"GET /containers/web/archive": PlayedStream(b"tar", STAT)},
        ["GET /containers/web/archive?path=/f"],
        status=1,
        err="invalid response from engine: no X-Docker-Container-Path-Stat header\n",
    ),
    Case(
        "create --name web -e A=b busybox true",
        {"POST /containers/create": {"Id": ID}},
        [
            (
                "POST /containers/create?name=web",
                Part(
                    {
                        "Env": ["A=b"],
                        "AttachStdin": False,
                        "AttachStdout": True,
                        "AttachStderr": True,
                        "OpenStdin": False,
                        "StdinOnce": False,
                        "Tty": False,
                        "Cmd": ["true"],
                        "Image": "busybox",
                        "HostConfig": Part(
                            {"NetworkMode": "default", "RestartPolicy": {"Name": "no"}}
                        ),
                    }
                ),
            )
        ],
        out=f"{ID}\n",
    ),
    Case(
        "diff web",
        {
            "GET /containers/web/changes": [
                {"Kind": 0, "Path": "/a"},
                {"Kind": 1, "Path": "/b"},
                {"Kind": 2, "Path": "/c"},
            ]
        },
        ["GET /containers/web/changes"],
        out=("C /a\nA /b\nD /c\n"),
    ),
    Case(
        "exec -u me web id",
        {
            "GET /containers/web/json": RUNNING,
            "POST /containers/web/exec": {"Id": "x1"},
            "POST /exec/x1/start": FRAME,
            "GET /exec/x1/json": {"Running": False, "ExitCode": 4},
        },
        [
            "GET /containers/web/json",
            (
                "POST /containers/web/exec",
                {"AttachStdout": True, "AttachStderr": True, "Cmd": ["id"], "User": "me"},
            ),
            ("POST /exec/x1/start", {"Detach": False, "Tty": False}),
            "GET /exec/x1/json",
        ],
        out="hi\n",
        status=4,
    ),
    Case(
        "exec -d web id",
        {
            "GET /containers/web/json": RUNNING,
            "POST /containers/web/exec": {"Id": "x1"},
            "POST /exec/x1/start": b"",
        },
        [
            "GET /containers/web/json",
            ("POST /containers/web/exec", {"Cmd": ["id"]}),
            ("POST /exec/x1/start", {"Detach": True, "Tty": False}),
        ],
    ),
    Case(
        "export web",
        {"GET /containers/web/export": b"tar"},
        ["GET /containers/web/export"],
        out="tar",
    ),
    Case(
        "container inspect -s -f {{.Id}} web",
        {"GET /containers/web/json": {"Id": ID}},
        ["GET /containers/web/json?size=1"],
        out=f"{ID}\n",
    ),
    Case(
        "debug nothing",
        {
            "GET /containers/nothing/json": Refusal(404, "no such container"),
            "GET /images/nothing/json": Refusal(404, "no such image"),
        },
        ["GET /containers/nothing/json", "GET /images/nothing/json"],
        status=1,
        err="no such container or image: nothing\n",
    ),
    Case(
        "forward web 80",
        {"GET /containers/web/json": STOPPED},
        ["GET /containers/web/json"],
        status=1,
        err="container web is not running\n",
    ),
    Case(
        "kill -s HUP web db",
        {"POST /containers/web/kill": b"", "POST /containers/db/kill": b""},
        ["POST /containers/db/kill?signal=HUP", "POST /containers/web/kill?signal=HUP"],
        out=("web\ndb\n"),
    ),
    Case(
        "logs -t -n 5 web",
        {"GET /containers/web/json": RUNNING, f"GET /containers/{ID}/logs": FRAME},
        [
            "GET /containers/web/json",
            f"GET /containers/{ID}/logs?stderr=1&stdout=1&tail=5&timestamps=1",
        ],
        out="hi\n",
    ),
    Case(
        "ps -s -n 3 --no-trunc",
        {"GET /containers/json": [LS]},
        ["GET /containers/json?limit=3&size=1"],
        out=(
            "CONTAINER ID                                                       IMAGE     "
            "COMMAND   CREATED       STATUS      PORTS     NAMES     SIZE\n"
            f"{ID}   busybox   "
            '"sh"      2 hours ago   Up 2 days             web       0B\n'
        ),
    ),
    Case(
        "ps -a",
        {"GET /containers/json": [LS]},
        ["GET /containers/json?all=1"],
        out=(
            "CONTAINER ID   IMAGE     COMMAND   CREATED       STATUS      PORTS     NAMES\n"
            '4f4f4f4f4f4f   busybox   "sh"      2 hours ago   Up 2 days             web\n'
        ),
    ),
    Case(
        "pause web",
        {"POST /containers/web/pause": b""},
        ["POST /containers/web/pause"],
        out="web\n",
    ),
    Case(
        "port web",
        {
            "GET /containers/web/json": {
                "NetworkSettings": {
                    "Ports": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}]}
                }
            }
        },
        ["GET /containers/web/json"],
        out="80/tcp -> 0.0.0.0:8080\n",
    ),
    Case(
        "container prune --filter until=1h",
        {"POST /containers/prune": {"ContainersDeleted": [ID], "SpaceReclaimed": 1000}},
        ['POST /containers/prune?filters={"until":+{"1h":+true}}'],
        out=(
            "WARNING! This will remove all stopped containers.\n"
            "Are you sure you want to continue? [y/N] Deleted Containers:\n"
            f"{ID}\n"
            "\n"
            "Total reclaimed space: 1kB\n"
        ),
        stdin="y\n",
    ),
    Case(
        "rename web db",
        {"POST /containers/web/rename": b""},
        ["POST /containers/web/rename?name=db"],
    ),
    Case(
        "restart -t 3 web",
        {"POST /containers/web/restart": b""},
        ["POST /containers/web/restart?t=3"],
        out="web\n",
    ),
    Case(
        "rm nope",
        {"DELETE /containers/nope": Refusal(404, "No such container: nope")},
        ["DELETE /containers/nope"],
        status=1,
        err="Error response from daemon: No such container: nope\n",
    ),
    Case(
        "rm -f nope",
        {"DELETE /containers/nope": Refusal(404, "No such container: nope")},
        ["DELETE /containers/nope?force=1"],
    ),
    Case(
        "rm -f -v web",
        {"DELETE /containers/web": b""},
        ["DELETE /containers/web?force=1&v=1"],
        out="web\n",
    ),
    Case(
        "run --rm busybox true",
        {
            "POST /containers/create": {"Id": ID},
            f"POST /containers/{ID}/attach": FRAME,
            f"POST /containers/{ID}/wait": EXITED,
            f"POST /containers/{ID}/start": b"",
        },
        [
            (
                "POST /containers/create",
                Part(
                    {
                        "AttachStdin": False,
                        "AttachStdout": True,
                        "AttachStderr": True,
                        "OpenStdin": False,
                        "StdinOnce": False,
                        "Tty": False,
                        "Cmd": ["true"],
                        "Image": "busybox",
                        "HostConfig": Part(
                            {
                                "NetworkMode": "default",
                                "RestartPolicy": {"Name": "no"},
                                "AutoRemove": True,
                            }
                        ),
                    }
                ),
            ),
            f"POST /containers/{ID}/attach?stderr=1&stdout=1&stream=1",
            f"POST /containers/{ID}/wait?condition=removed",
            f"POST /containers/{ID}/start",
        ],
        out="hi\n",
        status=3,
    ),
    Case(
        "run busybox nope",
        {
            "POST /containers/create": {"Id": ID},
            f"POST /containers/{ID}/attach": b"",
            f"POST /containers/{ID}/wait": EXITED,
            f"POST /containers/{ID}/start": Refusal(400, "exec: nope: executable file not found"),
        },
        [
            (
                "POST /containers/create",
                Part(
                    {
                        "AttachStdin": False,
                        "AttachStdout": True,
                        "AttachStderr": True,
                        "OpenStdin": False,
                        "StdinOnce": False,
                        "Tty": False,
                        "Cmd": ["nope"],
                        "Image": "busybox",
                        "HostConfig": Part(
                            {"NetworkMode": "default", "RestartPolicy": {"Name": "no"}}
                        ),
                    }
                ),
            ),
            f"POST /containers/{ID}/attach?stderr=1&stdout=1&stream=1",
            f"POST /containers/{ID}/wait?condition=next-exit",
            f"POST /containers/{ID}/start",
        ],
        status=127,
        err=(
            "docker: Error response from daemon: exec: nope: executable file not found\n"
            "\n"
            "Run 'docker run --help' for more information\n"
        ),
    ),
    Case(
        "run busybox /etc",
        {
            "POST /containers/create": {"Id": ID},
            f"POST /containers/{ID}/attach": b"",
            f"POST /containers/{ID}/wait": EXITED,
            f"POST /containers/{ID}/start": Refusal(400, "exec: /etc: permission denied"),
        },
        [
            (
                "POST /containers/create",
                Part(
                    {
                        "AttachStdin": False,
                        "AttachStdout": True,
                        "AttachStderr": True,
                        "OpenStdin": False,
                        "StdinOnce": False,
                        "Tty": False,
                        "Cmd": ["/etc"],
                        "Image": "busybox",
                        "HostConfig": Part(
                            {"NetworkMode": "default", "RestartPolicy": {"Name": "no"}}
                        ),
                    }
                ),
            ),
            f"POST /containers/{ID}/attach?stderr=1&stdout=1&stream=1",
            f"POST /containers/{ID}/wait?condition=next-exit",
            f"POST /containers/{ID}/start",
        ],
        status=126,
        err=(
            "docker: Error response from daemon: exec: /etc: permission denied\n"
            "\n"
            "Run 'docker run --help' for more information\n"
        ),
    ),
    Case(
        "run -d busybox",
        {
            "POST /containers/create": {"Id": ID},
            f"POST /containers/{ID}/wait": EXITED,
            f"POST /containers/{ID}/start": b"",
        },
        [
            (
                "POST /containers/create",
                Part(
                    {
                        "AttachStdin": False,
                        "AttachStdout": False,
                        "AttachStderr": False,
                        "OpenStdin": False,
                        "StdinOnce": False,
                        "Tty": False,
                        "Image": "busybox",
                        "HostConfig": Part(
                            {"NetworkMode": "default", "RestartPolicy": {"Name": "no"}}
                        ),
                    }
                ),
            ),
            f"POST /containers/{ID}/wait?condition=next-exit",
            f"POST /containers/{ID}/start",
        ],
        out=f"{ID}\n",
    ),
    Case(
        "start web",
        {"POST /containers/web/start": b""},
        ["POST /containers/web/start"],
        out="web\n",
    ),
    Case(
        "start -a web",
        {
            "GET /containers/web/json": STOPPED,
            f"POST /containers/{ID}/attach": FRAME,
            f"POST /containers/{ID}/wait": EXITED,
            f"POST /containers/{ID}/start": b"",
        },
        [
            "GET /containers/web/json",
            f"POST /containers/{ID}/attach?stderr=1&stdout=1&stream=1",
            f"POST /containers/{ID}/wait?condition=next-exit",
            f"POST /containers/{ID}/start",
        ],
        out="hi\n",
        status=3,
    ),
    Case(
        "monitor --filter label=a --format {{.Name}}",
        {
            "GET /containers/json": [{"Id": ID}],
            f"GET /containers/{ID}/stats": {"id": ID, "name": "/web"},
        },
        [
            'GET /containers/json?filters={"label":+{"a":+true}}',
            f"GET /containers/{ID}/stats?stream=false",
        ],
        "web\n",
    ),
    Case(
        "stats --no-stream web",
        {"GET /containers/web/stats": {"id": ID, "name": "/web", "pids_stats": {"current": 2}}},
        ["GET /containers/web/stats?stream=false"],
        out=(
            "CONTAINER ID   NAME      CPU %     MEM USAGE / LIMIT   MEM %     NET I/O   "
            "BLOCK I/O   PIDS\n"
            "4f4f4f4f4f4f   web       0.00%     0B / 0B             0.00%     0B / 0B   0B / "
            "0B     2\n"
        ),
    ),
    Case(
        "stop -s INT -t 2 web",
        {"POST /containers/web/stop": b""},
        ["POST /containers/web/stop?signal=INT&t=2"],
        out="web\n",
    ),
    Case(
        "top web -o pid",
        {"GET /containers/web/top": {"Titles": ["PID"], "Processes": [["1"]]}},
        ["GET /containers/web/top?ps_args=-o+pid"],
        out=("PID\n1\n"),
    ),
    Case(
        "unpause web",
        {"POST /containers/web/unpause": b""},
        ["POST /containers/web/unpause"],
        out="web\n",
    ),
    Case(
        "update -m 9m web",
        {"POST /containers/web/update": {"Warnings": ["a warning"]}},
        [("POST /containers/web/update", {"Memory": 9437184})],
        out=("web\na warning\n"),
    ),
    Case(
        "update --device-write-iops /dev/sda:7 --device-read-bps /dev/sda:1mb web",
        {"POST /containers/web/update": {}},
        [
            (
                "POST /containers/web/update",
                {
                    "BlkioDeviceReadBps": [{"Path": "/dev/sda", "Rate": 1048576}],
                    "BlkioDeviceWriteIOps": [{"Path": "/dev/sda", "Rate": 7}],
                },
            )
        ],
        out="web\n",
        api_version="1.55",
    ),
    Case(
        "wait web", {"POST /containers/web/wait": EXITED}, ["POST /containers/web/wait"], out="3\n"
    ),
)

test_requests_and_output, test_an_engine_that_refuses = both_tests(CASES)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("create --env-file /nowhere x", "--env-file: open /nowhere: no such file or directory"),
        ("create --restart a:b x",
         "invalid restart policy format: maximum retry count must be an integer"),
        ("run --pid x y", "--pid: invalid PID mode"),
        ("run --rm --restart always x",
         "conflicting options: cannot specify both --restart and --rm"),
    ],
)  # fmt: skip
def test_invalid_options_are_reported_before_an_engine_that_does_not_answer(
    line: str, error: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pydock", *line.split()],
        env={"DOCKER_HOST": "unix:///nowhere", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stderr.split("\n")[0]) == (125, f"pydock: {error}")


@pytest.mark.parametrize("line", ["run {} x", "exec {} c ls", "attach {} c", "start -a {} c"])
def test_invalid_detach_keys_are_refused_before_any_request(tmp_path: Path, line: str) -> None:
    engine = PlayedEngine({})
    done = pydock_on(engine, tmp_path)(*line.format("--detach-keys=root").split())
    assert (done.status, engine.requests) == (1, [])
    assert done.err == "invalid detach keys (root): Unknown character: 'root'\n"
