"""The same lines of shell with docker and with pydock, on one engine: the same output and status.

A file `*.cases` here holds cases: a line `### NAME [FLAG...]`, and what bash runs below it. What
differs from run to run is masked: ids, times, directories. Flags: `sort` compares sorted lines,
`noerr` ignores standard error, `exit` compares the status alone, `tty` runs the case on a terminal,
`size` masks sizes in JSON, `machine` masks the machine's name and addresses. Cases called
`...setup` and `...clean` prepare and tidy up with pydock and are not compared.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import Engine, pydock_argv
from tests.engine.machine import in_network_of
from tests.engine.program import Program
from tests.support.recordings import Oracle, plain

DIRECTORY = Path(__file__).parent
LIMIT_SECONDS = 120

#: runs what follows on a terminal, and passes on what it writes there
ON_A_TERMINAL = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"

#: the spinner of a slow engine on a terminal, which pydock erases
_SPINNER = re.compile(r"(?:\r\S waiting for the engine, [^\r]*)+\r\x1b\[K")

#: labels in one column, which docker joins in no order
_JOINED = re.compile(r'[\w.-]+=[^,|\s"]*(?:,[\w.-]+=[^,|\s"]*)+')

MASKS = [
    (re.compile(r"\x1b\[[0-9;?]*[A-Za-z]"), ""),
    (re.compile(r"sha256:[0-9a-f]{64}"), "<DIGEST>"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "<LONG ID>"),
    (re.compile(r"\b[0-9a-f]{12}\b"), "<ID>"),
    (re.compile(r"\bSWM(TKN|KEY)-1-[\w+/-]+"), r"<\1>"),
    (re.compile(r"\b[0-9a-z]{25}\b"), "<SWARM ID>"),
    (re.compile(r"\b(?=[a-z]*[0-9])[0-9a-z]{12}\b"), "<TASK>"),
    (re.compile(r"(?:\b|(?<=\\n))MI[\w+/=]{62}((?:\n|\\n)[\w+/=]{20,64})*"), "<CERTIFICATE>"),
    (re.compile(r"/tmp/pydock-test-\w+"), "<DIRECTORY>"),
    (re.compile(r'"Raw": "[^"]*"'), '"Raw": <MANIFEST>'),
    (re.compile(r"(TrustRoot|CertIssuer\w+|Public Key)(\W+)\w[\w+/=-]{30,}.*"), r"\1\2<KEY>"),
    (re.compile(r'"Index": \d+'), '"Index": <VERSION>'),
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( ?[+-]\d\d:?\d\d)?( [A-Z]+)?Z?"),
     "<TIME>"),
    (re.compile(r"\b([Ll]ess than a second|[Aa]bout an? \w+"
                r"|\d+ (second|minute|hour|day|week)s?)\b"), "<AGO>"),
    (re.compile(r" {2,}"), "  "),
]  # fmt: skip


class Case(NamedTuple):
    file: Path
    name: str
    flags: Sequence[str]
    script: str


class Result(NamedTuple):
    """What a client printed and returned, with all that differs from run to run masked."""

    out: list[str]
    err: list[str]
    status: int


def cases_of(file: Path) -> Iterator[Case]:
    for part in re.split(r"^### ", file.read_text(), flags=re.MULTILINE)[1:]:
        head, _, script = part.partition("\n")
        name, *flags = head.split()
        yield Case(file, name, flags, script)


def is_compared(case: Case) -> bool:
    return not case.name.endswith(("setup", "clean"))


def is_of_swarm(file: Path) -> bool:
    return file.stem.startswith("swarm")


FILES = sorted(DIRECTORY.glob("*.cases"))
CASES = [case for file in FILES for case in cases_of(file) if is_compared(case)]


@pytest.fixture(scope="module")
def prepared(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[set[Path]]:
    """The files whose setup has run; their cleaning runs at the end."""
    files: set[Path] = set()
    yield files
    for file in files:
        clean(file, engine, tmp_path_factory.mktemp("clean"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file.stem}:{case.name}")
def test_same(
    case: Case,
    oracle: Oracle,
    pydock: Program,
    engine: Engine,
    prepared: set[Path],
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    beside = None
    if case.file.stem.startswith("registry"):
        monkeypatch.setenv("PYDOCK_REGISTRY", request.getfixturevalue("registry").address)
        beside = engine.pid
    if is_of_swarm(case.file) and (engine.pid is None or engine.name == "podman"):
        pytest.skip("A user's engine stays in its swarm; Podman has none.")
    if case.file not in prepared:
        for file in prepared:
            # an engine from API 1.51 counts the containers of each image; nodes list all tasks
            if engine.at_least("1.51") or (is_of_swarm(case.file) and is_of_swarm(file)):
                clean(file, engine, tmp_path)
        prepared.add(case.file)
        for other in cases_of(case.file):
            if other.name.endswith("setup"):
                run(other, pydock, tmp_path / "setup", beside)
    home = tmp_path / "theirs"

    def by_docker(docker: str) -> Result:
        shutil.rmtree(home, ignore_errors=True)
        return run(case, Program([docker], home, engine.host, engine.api_version), home, beside)

    masks = [pattern.pattern for pattern, _ in MASKS]
    theirs = oracle((case.flags, case.script, setup_of(case.file), masks), by_docker)
    assert plain(run(case, pydock, tmp_path / "ours", beside)) == theirs


def clean(file: Path, engine: Engine, home: Path) -> None:
    """Remove what the cases of a file left."""
    for case in cases_of(file):
        if case.name.endswith("clean"):
            directory = home / f"clean-{file.stem}"
            run(case, Program(pydock_argv(), directory, engine.host), directory)


def setup_of(file: Path) -> list[str]:
    """The scripts that prepare the cases of a file."""
    return [case.script for case in cases_of(file) if case.name.endswith("setup")]


def run(case: Case, program: Program, home: Path, beside: int | None = None) -> Result:
    """Run a case in a new directory, with the program as `docker`.

    In the network of the process `beside`, where there is one: `manifest` and `login` have to
    reach the registry themselves.
    """
    home.mkdir(exist_ok=True)
    shims = home / ".shims"
    shims.mkdir(exist_ok=True)
    (shims / "docker").symlink_to(str(shutil.which(program.argv[0])))
    argv = ["bash", "-c", case.script]
    if beside is not None:
        argv = in_network_of(beside, argv)
    if "tty" in case.flags:
        argv = [sys.executable, "-c", ON_A_TERMINAL, *argv]
    done = subprocess.run(
        argv, cwd=home, env=_environ(program, home, shims), stdin=subprocess.DEVNULL,
        capture_output=True, timeout=LIMIT_SECONDS, check=False,
    )  # fmt: skip
    out, err = (_masked(text, home, case.flags) for text in (done.stdout, done.stderr))
    return Result(
        [] if "exit" in case.flags else out,
        [] if {"exit", "noerr"} & set(case.flags) else err,
        done.returncode,
    )


def _environ(program: Program, home: Path, shims: Path) -> dict[str, str]:
    return {
        **program.environ,
        "PATH": f"{shims}:{os.environ['PATH']}",
        "HOME": str(home),
        "DOCKER_CONFIG": str(home / ".docker"),
        "DOCKER_CLI_HINTS": "false",
        "PYDOCK_REGISTRY": os.environ.get("PYDOCK_REGISTRY", ""),
        "COLUMNS": "160",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
    }


def _masked(data: bytes, home: Path, flags: Sequence[str]) -> list[str]:
    text = data.decode(errors="replace").replace("\r\n", "\n").replace(str(home), "<DIRECTORY>")
    text = _SPINNER.sub("", text)
    if "machine" in flags:
        text = re.sub(rf"\b{re.escape(socket.gethostname())}\b", "<HOST>", text)
        text = re.sub(r"\b\d+(\.\d+){3}\b", "<ADDRESS>", text)
    for pattern, word in MASKS:
        text = pattern.sub(word, text)
    if "size" in flags:
        text = re.sub(r'"size": ?\d+', '"size": <SIZE>', text)
    text = re.sub(r"^[a-z]{12}(?=  |$)", "<TASK>", text, flags=re.MULTILINE)
    # of an image store: a temporary directory, and compressed sizes, which depend on the time
    text = re.sub(r"containerd-mount\d+", "containerd-mount<NUMBER>", text)
    text = re.sub(r'("Size": ?)1\d{6}\b', r"\1<SIZE>", text)
    text = re.sub(r"(?<=reclaimed space: )\d\.\d+kB", "<SIZE>", text)
    text = _JOINED.sub(lambda labels: ",".join(sorted(labels[0].split(","))), text)
    lines = [line.rstrip() for line in text.split("\n")]
    return sorted(lines) if "sort" in flags else lines
