"""Run command lines at random with docker and with pydock, and print where they differ.

    python -m tests.parity.compare_random --seed 1 --count 3000 --docker DOCKER [--docker OLDER]

Both speak to a played engine. Compared are the exit status, the first line of the errors, the
requests and the files that are left. A line differs where pydock does what none of the dockers
does; `differences.json` has the known reasons. The differences without one are printed,
those that look alike together; the exit status is 1 if there are any.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from pydock import catalog
from pydock.__main__ import main as main_of_pydock
from pydock.cli.app import App
from pydock.cli.command import load
from tests.engine.program import Program
from tests.parity.random_lines import FILES, command_lines
from tests.parity.recorder import ID, OBJECT, Recorder, Request, running
from tests.support.recordings import masked

LIMIT_SECONDS = 8
DIFFERENCES = Path(__file__).with_name("differences.json")

#: docker's advice on its classic builder
_DEPRECATED = (
    "DEPRECATED: The legacy builder is deprecated and will be removed in a future release.\n"
    "            BuildKit is currently disabled; enable it by removing the DOCKER_BUILDKIT=0\n"
    "            environment-variable.\n"
)
_MASKS = (
    (re.compile(r"time=\S+ level"), "level"),
    (re.compile(r"\b1[789]\d{8}(?:\.\d+)?\b"), "<NOW>"),
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z"), "<TIME>"),
    (re.compile(r"\.dockerfile\.[0-9a-f]{20}"), ".dockerfile.<N>"),
    (re.compile(r"/dev/fd/\d+|/proc/\S+"), "<FD>"),
)


class Result(NamedTuple):
    """What one client did for a line; `status` is None when it did not end."""

    status: int | None
    error: str
    requests: Any
    files: Mapping[str, str]


class Difference(NamedTuple):
    line: str
    docker: Result
    pydock: Result

    @property
    def kind(self) -> str:
        """Which parts differ, and the command."""
        parts = [
            name
            for name in Result._fields
            if getattr(self.docker, name) != getattr(self.pydock, name)
        ]
        return f"{'+'.join(parts)}"


class Reason(NamedTuple):
    """A known difference: lines that match `line`, and errors that match, where given."""

    reason: str
    line: str
    docker: str = ""
    pydock: str = ""

    def explains(self, difference: Difference) -> bool:
        return all(
            re.search(pattern, text)
            for pattern, text in (
                (self.line, difference.line),
                (self.docker, difference.docker.error),
                (self.pydock, difference.pydock.error),
            )
        )


_LISTS = ("/plugins", "/networks", "/plugins/privileges")
_ANSWERS = {
    "/commit": {"Id": ID},
    "/volumes": {"Volumes": [], "Warnings": None},
    "/system/df": {"Images": [], "Containers": [], "Volumes": [], "BuildCache": []},
    "/version": {"Version": "28.2.2", "ApiVersion": "1.50", "Os": "linux", "Arch": "amd64"},
}
_PLUGIN = {"Id": ID, "Name": "p:1", "PluginReference": "docker.io/library/p:1", "Enabled": False}
_CONTAINER = {
    **OBJECT,
    "Name": "/web",
    "HostConfig": {},
    "NetworkSettings": {"Networks": {}, "Ports": {"80/tcp": [{"HostIp": "::", "HostPort": "1"}]}},
}


class MissingRecorder(Recorder):
    """An engine that has everything but what is called missing."""

    def answer(self, request: Request, headers: Mapping[str, str]) -> tuple[int, Any]:
        method, path, *_ = request
        if "missing" in path.split("/"):
            return 404, {"message": "No such object: missing"}
        if path in _ANSWERS:
            return 200, _ANSWERS[path]
        if method == "GET":
            if path in _LISTS or path.endswith(("/changes", "/checkpoints")):
                return 200, []
            if re.fullmatch("/plugins/.*/json", path):
                return 200, _PLUGIN
            if re.fullmatch("/containers/.*/json", path):
                return 200, _CONTAINER
        return super().answer(request, headers)

    def headers(self, request: Request) -> Mapping[str, str]:
        return {"Docker-Plugin-Name": "p:1"} if request.path == "/plugins/pull" else {}


def reasons() -> list[Reason]:
    return [Reason(**each) for each in json.loads(DIFFERENCES.read_text())["reasons"]]


def furnish(home: Path) -> None:
    """Make the directory what it is before a command runs in it."""
    for entry in home.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    for name, text in FILES.items():
        file = home / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text)


class Runner:
    """Runs lines in a directory of its own, with an engine of its own."""

    def __init__(self, directory: Path, recorder: Recorder) -> None:
        self.home = directory / "home"
        self.home.mkdir()
        self.recorder = recorder
        program = Program(["docker"], self.home, recorder.host)
        self.environ = {**program.environ, "DOCKER_BUILDKIT": "0", "DOCKER_CLI_HINTS": "0"}

    def docker(self, path: str, words: list[str]) -> Result:
        self._begin()
        with (self.home.parent / "errors").open("wb") as errors:
            child = subprocess.Popen(
                [path, *words],
                env=self.environ,
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )
            try:
                status: int | None = child.wait(LIMIT_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
                status = None
        return self._result(status)

    def pydock(self, forker: Connection, words: list[str]) -> Result:
        self._begin()
        forker.send((words, self.environ, str(self.home)))
        return self._result(forker.recv())

    def here(self, words: list[str]) -> Result:
        """Run pydock in this process, which has the directory as its working directory."""
        self._begin()
        with (
            Path("/dev/null").open() as stdin,
            Path("/dev/null").open("w") as stdout,
            (self.home.parent / "errors").open("w") as stderr,
        ):
            status = main_of_pydock(words, App("docker", self.environ, stdin, stdout, stderr))
        return self._result(status)

    def _begin(self) -> None:
        furnish(self.home)
        self.recorder.requests.clear()

    def _result(self, status: int | None) -> Result:
        errors = (self.home.parent / "errors").read_text(errors="replace")
        errors = errors.removeprefix(_DEPRECATED)
        first = next((line for line in errors.splitlines() if line.strip()), "")
        masks = {
            str(self.home): "<HOME>",
            self.recorder.host: "<HOST>",
            self.recorder.host.removeprefix("unix://"): "<SOCKET>",
        }
        requests = [as_sent(each) for each in masked(self.recorder.requests, masks)]
        return Result(
            status,
            tidy(masked(first, masks)),
            sorted(requests, key=str),
            masked(dict(self._files()), masks),
        )

    def _files(self) -> Iterator[tuple[str, str]]:
        for path in sorted(self.home.rglob("*")):
            name = str(path.relative_to(self.home))
            if path.is_file() and FILES.get(name) != (text := path.read_bytes().decode("latin-1")):
                yield re.sub(r"\d{6,}", "<N>", name), tidy(text)


#: what docker 28 sends and docker 29 leaves out: the engine's default
_DEFAULTS = {
    ("insertDefaults", "false"), ("rollback", "none"), ("stream", "0"), ("stream", "false"),
    ("tail", "all"),
}  # fmt: skip


def as_sent(request: list[Any]) -> list[Any]:
    method, path, query, body = request
    query = {key: value for key, value in query.items() if (key, str(value)) not in _DEFAULTS}
    if path == "/build":
        body = "<ARCHIVE>"
    sent: list[Any] = json.loads(tidy(json.dumps([method, path, query, body], sort_keys=True)))
    return sent


def tidy(text: str) -> str:
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text


def fork_pydock(connection: Connection) -> None:
    """Run pydock in a child for each line that comes: its modules are loaded once."""
    for path in catalog.COMMANDS:
        load(path)
    while True:
        try:
            words, environ, home = connection.recv()
        except EOFError:
            return
        child = os.fork()
        if not child:
            _run_pydock(words, environ, Path(home))
        connection.send(_status_within(child, LIMIT_SECONDS))


def _status_within(child: int, seconds: int) -> int | None:
    def expired(_signal: int, _frame: object) -> None:
        os.killpg(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, expired)
    signal.alarm(seconds)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.alarm(0)
    return None if status == -signal.SIGKILL else status


def _run_pydock(words: list[str], environ: dict[str, str], home: Path) -> None:
    status = 99
    try:
        os.setsid()
        os.chdir(home)
        os.environ.clear()
        os.environ.update(environ)
        null = os.open("/dev/null", os.O_RDWR)
        errors = os.open(home.parent / "errors", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for number, target in enumerate((null, null, errors)):
            os.dup2(target, number)
        with open(0) as stdin, open(1, "w") as stdout, open(2, "w") as stderr:
            status = main_of_pydock(words, App("docker", environ, stdin, stdout, stderr))
    finally:
        os._exit(status)


def differences(lines: Iterable[str], dockers: list[str]) -> Iterator[Difference]:
    """Yield the lines for which pydock does what none of the dockers does."""
    ours, theirs = multiprocessing.Pipe()
    forker = multiprocessing.Process(target=fork_pydock, args=[theirs], daemon=True)
    forker.start()  # before any thread
    with (
        tempfile.TemporaryDirectory(prefix="random") as name,
        running(MissingRecorder(Path(name) / "engine.sock")) as recorder,
    ):
        runner = Runner(Path(name), recorder)
        for line in lines:
            words = shlex.split(line)
            pydock = runner.pydock(ours, words)
            found = []
            for docker in dockers:
                found.append(runner.docker(docker, words))
                if found[-1] == pydock:
                    break
            else:
                yield Difference(line, found[0], pydock)
    forker.terminate()


def _some(arguments: tuple[list[str], list[str]]) -> list[Difference]:
    return list(differences(*arguments))


def _shown(difference: Difference) -> str:
    lines = [f"    {difference.line}"]
    for name, result in (("docker", difference.docker), ("pydock", difference.pydock)):
        lines.append(f"      {name}: {result.status} {result.error[:200]}")
    for part in ("requests", "files"):
        theirs, ours = getattr(difference.docker, part), getattr(difference.pydock, part)
        if theirs != ours:
            lines += [f"      {part}: {json.dumps(each)[:700]}" for each in (theirs, ours)]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--docker", action="append", required=True, help="newest first")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="lines that match this pattern")
    options = parser.parse_args()
    lines = [
        line for line in command_lines(options.seed, options.count) if re.search(options.only, line)
    ]
    shares = [(lines[job :: options.jobs], options.docker) for job in range(options.jobs)]
    with ProcessPoolExecutor(options.jobs) as pool:
        found = [each for share in pool.map(_some, shares) for each in share]
    known = reasons()
    explained: Counter[str] = Counter()
    unexplained = defaultdict(list)
    for difference in found:
        reason = next((each.reason for each in known if each.explains(difference)), None)
        if reason is None:
            unexplained[f"{difference.kind}: {difference.docker.error[:60]}"].append(difference)
        else:
            explained[reason] += 1
    count = sum(map(len, unexplained.values()))
    print(f"{len(lines)} lines, {len(found)} differ, {count} of them for no known reason")
    for reason, number in explained.most_common():
        print(f"{number:5} {reason}")
    for kind, members in sorted(unexplained.items(), key=lambda item: -len(item[1])):
        print(f"{len(members):5} {kind}")
        for each in members[:4]:
            print(_shown(each))
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
