"""How fast pydock starts, beside the interpreter alone and the modules that it imports."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from tests.bench.bench import Bench, Program
from tests.bench.measure import Cost, run
from tests.bench.table import Row

ROUNDS = 15
GOAL, COMPLETION_GOAL = 1.2, 1.0
_BARE = [sys.executable, "-c", "pass"]
_IMPORTS = [sys.executable, "-c", "import click, json, socket"]
RUNNING, STOPPED, REMOVED = "pydock-bench-running", "pydock-bench-stopped", "pydock-bench-removed"

_ANSWERED = """
import click, json, socket, sys
path, requests = sys.argv[1:]
identifier = ""
for method, target, *body in json.loads(requests):
    data = json.dumps(body[0]) if body else ""
    with socket.socket(socket.AF_UNIX) as engine:
        engine.connect(path)
        head = f"{method} {target.replace('ID', identifier)} HTTP/1.0\\r\\n"
        head += f"Content-Type: application/json\\r\\nContent-Length: {len(data)}\\r\\n\\r\\n"
        engine.sendall((head + data).encode())
        answer = b""
        while received := engine.recv(65536):
            answer += received
    if method == "POST" and not identifier:
        identifier = json.loads(answer.partition(b"\\r\\n\\r\\n")[2] or "{}").get("Id", "")
"""
"""The imports, and the engine's answers read without any library."""

#: a request: method, target, body
_Request = Sequence[object]
_PING = ("GET", "/_ping")


def rows(bench: Bench) -> Iterator[Row]:
    """The help texts need no engine; the short requests are made of a real one."""
    for words in ("--help", "--version"):
        yield _beside(bench, words, "python -c pass", _BARE, 1.5)
    for words in ("ps --help", "run --help", "build --help"):
        yield _beside(bench, words, "import click, json, socket", _IMPORTS, 1.0)
    waiting = "trap exit TERM; sleep 100000 & wait"
    with bench.container(RUNNING, waiting), bench.container(STOPPED, "true"):
        bench.prepare("wait", STOPPED)
        yield from _of_the_engine(bench)


def _of_the_engine(bench: Bench) -> Iterator[Row]:
    image = bench.image
    created = {"Image": image, "Cmd": ["true"], "HostConfig": {"AutoRemove": True}}
    attached = {"AttachStdout": True, "AttachStderr": True, "Cmd": ["true"]}
    works: dict[str, Sequence[_Request]] = {
        "ps": [_PING, ("GET", "/containers/json")],
        "images": [_PING, ("GET", "/images/json")],
        f"image inspect {image}": [_PING, ("GET", f"/images/{image}/json")],
        "version": [_PING, ("GET", "/version")],
        "info": [_PING, ("GET", "/info")],
        f"stop {STOPPED}": [_PING, ("POST", f"/containers/{STOPPED}/stop")],
        f"rm {REMOVED}": [_PING, ("DELETE", f"/containers/{REMOVED}")],
        f"run -d --rm {image} true": [
            _PING,
            ("POST", "/containers/create", created),
            ("POST", "/containers/ID/start"),
        ],
        f"exec {RUNNING} true": [
            _PING,
            ("GET", f"/containers/{RUNNING}/json"),
            ("POST", f"/containers/{RUNNING}/exec", attached),
            ("POST", "/exec/ID/start", {}),
            ("GET", "/exec/ID/json"),
        ],
    }
    for words, requests in works.items():
        prepare = partial(_create, bench) if words.startswith("rm ") else None
        yield _beside(
            bench, words, "the imports, and the answer", _asking(bench, requests), GOAL, prepare
        )
        yield from bench.compare(
            words,
            partial(_plain, bench, words, prepare=prepare),
            rounds=ROUNDS,
            without=["docker-py"],
        )
    listed = _asking(bench, [("GET", "/containers/json?all=1")])
    words = "__complete containers"
    yield _beside(bench, words, "the imports, and the answer", listed, COMPLETION_GOAL)


def _create(bench: Bench) -> None:
    bench.prepare("create", f"--name={REMOVED}", bench.image, "true")


def _asking(bench: Bench, requests: Sequence[_Request]) -> list[str]:
    path = bench.environ["DOCKER_HOST"].removeprefix("unix://")
    return [sys.executable, "-c", _ANSWERED, path, json.dumps(requests)]


def _plain(
    bench: Bench, words: str, program: Program, prepare: Callable[[], None] | None = None
) -> Cost:
    if prepare:
        prepare()
    return run([*program, *words.split()], environ=bench.environ)


def _beside(
    bench: Bench,
    words: str,
    name: str,
    argv: list[str],
    goal: float,
    prepare: Callable[[], None] | None = None,
) -> Row:
    def theirs() -> Cost:
        if prepare:
            prepare()
        return run(argv, environ=bench.environ)

    return bench.beside(
        name,
        theirs,
        words,
        partial(_plain, bench, words, bench.pydock, prepare),
        goal=goal,
        rounds=ROUNDS,
    )
