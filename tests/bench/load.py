"""Many commands at once on a real engine: nothing is lost, leaked or left behind.

    python -m tests.bench.load [--host unix://PATH] [PART ...]

Starts an engine where none is named, and registries for the logins. Every command has to print
what it should and to end with status 0. At the end there are no containers, volumes, temporary
files or processes that were not there before, and the engine has as many files open.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

from tests.engine.http import Client
from tests.engine.machine import clear, own_directory
from tests.engine.names import DEFAULT_ENGINE, ENGINES
from tests.engine.registry import PASSWORD, USER, Registry

AT_ONCE = 8
LIMIT_SECONDS = 300
LOG_LINES = 2000
REGISTRY_PORTS = range(5000, 5006)
#: how many files more the engine may have open at the end: what it opens by the way
SPARE_FILES = 10
SETTLE_SECONDS = 60


class Load:
    """Commands of one program on one engine, and what it leaves."""

    def __init__(self, host: str, directory: Path, engine_pid: int | None, program: str) -> None:
        self.client = Client(host)
        self.directory = directory
        self.engine_pid = engine_pid
        self.program = program
        #: marks the processes that the program starts
        self.token = uuid4().hex
        self.home, self.temporary = directory / "home", directory / "tmp"
        for directory in (self.home, self.temporary):
            directory.mkdir()
        self.environ = {
            "HOME": str(self.home), "TMPDIR": str(self.temporary), "DOCKER_HOST": host,
            "PATH": os.environ["PATH"], "PYDOCK_LOAD": self.token,
        }  # fmt: skip
        self.name = f"pydock-load-{self.token[:8]}"
        self.problems: list[str] = []

    def run(self, *words: str, input: bytes = b"") -> bytes:
        """Run a command; return what it printed, and keep what went wrong."""
        try:
            done = subprocess.run(
                [self.program, *words], input=input, capture_output=True, env=self.environ,
                timeout=LIMIT_SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            self.problems.append(f"{' '.join(words)}: no end after {LIMIT_SECONDS} s")
            return b""
        if done.returncode or done.stderr:
            text = done.stderr.decode(errors="replace").strip()
            self.problems.append(f"{' '.join(words)}: status {done.returncode}: {text}")
        return done.stdout

    def expect(self, what: str, found: object, expected: object) -> None:
        if found != expected:
            self.problems.append(f"{what}: {str(found)[:200]!r}, not {str(expected)[:200]!r}")

    def at_once(self, task: Callable[[int], object], count: int) -> None:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(task, range(count)))

    @contextmanager
    def container(self, *words: str) -> Iterator[str]:
        """The name of a running container, which is removed afterwards."""
        name = f"{self.name}-{uuid4().hex[:8]}"
        self.run("run", "-d", "--name", name, "busybox", *words)
        try:
            yield name
        finally:
            self.run("rm", "-f", name)


def runs(load: Load) -> None:
    """100 containers that are removed when they end, each with a volume."""

    def task(number: int) -> None:
        text = load.run("run", "--rm", "-v", "/data", "busybox", "echo", f"line {number}")
        load.expect(f"run {number}", text, f"line {number}\n".encode())

    load.at_once(task, 100)


def execs(load: Load) -> None:
    """50 programs in a container, each with input of its own."""
    with load.container("sleep", "3600") as name:

        def task(number: int) -> None:
            sent = os.urandom(100_000 + number)
            load.expect(f"exec {number}", load.run("exec", "-i", name, "cat", input=sent), sent)

        load.at_once(task, 50)


def logs(load: Load) -> None:
    """30 followers of a container's output, to its end."""
    script = f"i=0; while [ $i -lt {LOG_LINES} ]; do i=$((i+1)); echo line $i; done; sleep 5"
    expected = "".join(f"line {number}\n" for number in range(1, LOG_LINES + 1)).encode()
    with load.container("sh", "-c", script) as name:
        load.at_once(
            lambda number: load.expect(f"logs {number}", load.run("logs", "-f", name), expected), 30
        )


def copies(load: Load) -> None:
    """20 trees copied into a container and back."""
    with load.container("sleep", "3600") as name:

        def task(number: int) -> None:
            source, back = load.directory / f"tree{number}", load.directory / f"back{number}"
            for index in range(20):
                file = source / f"directory{index % 4}" / f"file{index}"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(os.urandom(5000 * index))
            load.run("cp", "-q", str(source), f"{name}:/tree{number}")
            load.run("cp", "-q", f"{name}:/tree{number}", str(back))
            load.expect(f"cp {number}", digest(back), digest(source))

        load.at_once(task, 20)


def logins(load: Load) -> None:
    """Logins to all registries at once; none is lost from config.json."""
    if load.engine_pid is None:
        print("logins: only with an engine that is started here")
        return
    with ExitStack() as stack:
        servers = []
        for port in REGISTRY_PORTS:
            registry = Registry(
                load.directory / f"registry{port}", port=port, beside=load.engine_pid,
                dies_with_parent=True,
            )  # fmt: skip
            registry.start()
            stack.callback(registry.stop)
            servers.append(registry.address)

        def task(number: int) -> None:
            server = servers[number % len(servers)]
            words = ("login", "-u", USER, "--password-stdin", server)
            done = subprocess.run(
                [load.program, *words], input=PASSWORD.encode(), capture_output=True,
                env=load.environ, check=False,
            )  # fmt: skip
            load.expect(f"login {server}", done.returncode, 0)
            load.expect(f"login {server}", b"Login Succeeded" in done.stdout, True)

        load.at_once(task, 3 * len(servers))
        file = load.home / ".docker/config.json"
        load.expect("logins", sorted(json.loads(file.read_bytes())["auths"]), sorted(servers))
        load.expect("mode of config.json", oct(file.stat().st_mode & 0o777), "0o600")
        load.at_once(lambda number: load.run("logout", servers[number]), len(servers))
        load.expect("logouts", json.loads(file.read_bytes())["auths"], {})


def short_commands(load: Load) -> None:
    """2,000 short commands, whose output does not change."""
    with load.container("sleep", "3600") as name:
        lines = [
            ("ps", "-q", "--no-trunc", "--filter", f"name={name}"),
            ("inspect", "-f", "{{.Id}}", name),
            ("images", "-q", "busybox"),
            ("version", "-f", "{{.Server.Version}}"),
            ("volume", "ls", "-q", "--filter", "name=none"),
        ]
        expected = [load.run(*line) for line in lines]

        def task(number: int) -> None:
            line = lines[number % len(lines)]
            load.expect(" ".join(line), load.run(*line), expected[number % len(lines)])

        load.at_once(task, 2000)


PARTS = {
    "run": runs, "exec": execs, "logs": logs, "cp": copies, "login": logins,
    "short": short_commands,
}  # fmt: skip


def digest(directory: Path) -> str:
    """A digest of the names and contents below a directory."""
    whole = hashlib.sha256()
    for file in sorted(directory.rglob("*")):
        whole.update(bytes(file.relative_to(directory)))
        whole.update(file.read_bytes() if file.is_file() else b"directory")
    return whole.hexdigest()


def objects(client: Client) -> dict[str, list[str]]:
    """The containers, volumes and networks of the engine."""
    return {
        "containers": sorted(one["Id"] for one in client.get("/containers/json", all="1")),
        "volumes": sorted(one["Name"] for one in client.get("/volumes")["Volumes"] or ()),
        "networks": sorted(one["Id"] for one in client.get("/networks")),
    }


def processes(token: str) -> list[str]:
    """The command lines of processes with the token in their environment."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and token.encode() in (entry / "environ").read_bytes():
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ")
                found.append(command.decode(errors="replace"))
        except OSError:
            continue
    return found


def open_files(pid: int | None) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir())) if pid is not None else 0


def check_leftovers(load: Load, before: dict[str, list[str]], files_before: int) -> None:
    """Compare with what was there before; what the engine does late has a minute."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < deadline and (
        objects(load.client) != before or open_files(load.engine_pid) > files_before + SPARE_FILES
    ):
        time.sleep(0.5)
    after = objects(load.client)
    for kind, names in before.items():
        load.expect(f"{kind} left", after[kind], names)
    load.expect("processes left", processes(load.token), [])
    load.expect("temporary files left", sorted(map(str, load.temporary.rglob("*"))), [])
    allowed = {".docker", ".docker/config.json", ".docker/.config.json.lock"}
    left = {str(path.relative_to(load.home)) for path in load.home.rglob("*")}
    load.expect("files left at home", sorted(left - allowed), [])
    files = open_files(load.engine_pid)
    if files > files_before + SPARE_FILES:
        load.problems.append(f"the engine has {files} files open, {files_before} before")


def main() -> int:
    """Run the parts; the status is 1 when anything was lost or left."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--host", help="unix://PATH of an engine with the image busybox")
    parser.add_argument("--program", default=str(Path(sys.executable).with_name("pydock")))
    args = parser.parse_args()
    parts = args.parts or list(PARTS)
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    directory = own_directory()
    engine = None if args.host else ENGINES[DEFAULT_ENGINE](directory / "e", dies_with_parent=True)
    try:
        if engine:
            engine.start()
        pid = engine.process.pid if engine else None
        host = engine.host if engine else args.host
        with tempfile.TemporaryDirectory() as scratch:
            load = Load(host, Path(scratch), pid, args.program)
            load.run("run", "--rm", "busybox", "true")  # what the engine opens once
            before, files_before = objects(load.client), open_files(pid)
            for part in parts:
                start, count = time.monotonic(), len(load.problems)
                PARTS[part](load)
                seconds, wrong = time.monotonic() - start, len(load.problems) - count
                print(f"{part:8} {seconds:6.1f} s  {wrong} problems", flush=True)
            check_leftovers(load, before, files_before)
        print(*load.problems[:50], sep="\n")
        print(f"{len(load.problems)} problems")
        return int(bool(load.problems))
    finally:
        if engine:
            engine.stop()
        clear(directory)


if __name__ == "__main__":
    sys.exit(main())
