"""Compose files given to docker and to pydock: the same YAML, requests, words and exit status.

A file `stack-*.files` here holds cases: a line `### NAME [FLAG...]`, then lines `$ WORDS` of
command lines without their first word, then the files that they read: a line `+++ NAME`, and
its text. A case without a command line is `config` of its files. The manager
that both speak to is played.

Flags: `file` for a message where pydock names file and line, which docker does not; `place` for one
where it also says in its own way which value is meant, so that only the failing is compared.
Where docker finds out late that a file is wrong, it has created things by then; pydock has
changed nothing.
"""

from __future__ import annotations

import io
import json
import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pydock.__main__ import main
from pydock.cli.app import App
from tests.engine.program import Program
from tests.parity.recorder import Request, running
from tests.parity.stacks import Manager
from tests.support.recordings import Oracle, masked

DIRECTORY = Path(__file__).parent
WARNING = re.compile(r'time="[^"]*" level=warning msg="(.*)"')
FURNITURE = {
    "data/one.txt": "first\n",
    "data/two.txt": "second\n",
    "data/vars.env": "# comment\nFROM_FILE=1\nHOME\nNOT_SET\nLITERAL=${HOME}\n",
    "data/more.env": "FROM_FILE=2\n",
}
ENVIRON = {"TAG": "1.2", "EMPTY": "", "COUNT": "3", "YES": "yes", "DOLLAR": "$x"}


class Case(NamedTuple):
    name: str
    flags: Sequence[str]
    commands: Sequence[Sequence[str]]
    files: dict[str, str]


class Result(NamedTuple):
    """What a client did for a command line."""

    out: str
    err: str
    status: int
    requests: list[Any]


def cases_of(file: Path) -> Iterator[Case]:
    for part in re.split(r"^### ", file.read_text(), flags=re.MULTILINE)[1:]:
        head, _, rest = part.partition("\n")
        name, *flags = head.split()
        commands, *files = re.split(r"^\+\+\+ ", rest, flags=re.MULTILINE)
        texts = dict(text.split("\n", 1) for text in files)
        lines = [line.removeprefix("$ ") for line in commands.splitlines() if line]
        words = [shlex.split(line) for line in lines]
        default = ["config", *(word for name in texts for word in ("-c", name))]
        yield Case(f"{file.stem}:{name}", flags, words or [default], texts)


CASES = [case for file in sorted(DIRECTORY.glob("stack-*.files")) for case in cases_of(file)]


@pytest.fixture(scope="module")
def manager(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Manager]:
    with running(Manager(tmp_path_factory.mktemp("m") / "engine.sock")) as manager:
        yield manager


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_same(
    case: Case, oracle: Oracle, manager: Manager, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (FURNITURE | case.files).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    environ = {**Program(["docker"], tmp_path, manager.host).environ, **ENVIRON}
    masks = {str(tmp_path): "<HOME>", str(tmp_path.parent): "<ABOVE>"}

    def by_docker(docker: str) -> Any:
        manager.forget()
        program = Program([docker], tmp_path, manager.host)
        program.environ.update(ENVIRON)
        done = [result_of_docker(program, words, manager) for words in case.commands]
        return masked(done, masks)

    theirs = oracle((case, FURNITURE, ENVIRON), by_docker)
    manager.forget()
    ours = masked([result_of_pydock(environ, words, manager) for words in case.commands], masks)
    for our, their in zip(ours, theirs, strict=True):
        compare(Result(*our), Result(*their), case)


def compare(ours: Result, theirs: Result, case: Case) -> None:
    if theirs.status == 0:
        assert (ours.err, ours.status) == (theirs.err, theirs.status)
        assert ours.out.splitlines() == theirs.out.splitlines()
        assert ours.requests == theirs.requests
        return
    assert ours.status == theirs.status
    assert all(method in ("GET", "HEAD") for method, *_ in ours.requests)
    err = ours.err
    if {"file", "place"} & set(case.flags):
        prefix, _, err = err.partition(": ")
        assert prefix.partition(":")[0] in case.files
    if "place" in case.flags:
        assert err.startswith(("services.", "volumes."))
        assert err.count("\n") == 1
    else:
        assert err == theirs.err


def result_of_docker(docker: Program, words: Sequence[str], manager: Manager) -> Result:
    manager.requests.clear()
    done = docker("stack", *words)
    return result(done.out, WARNING.sub(_as_warning, done.err), done.status, manager)


def _as_warning(match: re.Match[str]) -> str:
    return "WARNING: " + match[1].replace('\\"', '"')


def result_of_pydock(environ: dict[str, str], words: Sequence[str], manager: Manager) -> Result:
    """Run it in this process, which is quicker than one of its own for each line."""
    manager.requests.clear()
    out, err = io.StringIO(), io.StringIO()
    with Path("/dev/null").open() as nothing:
        app = App("docker", environ, stdin=nothing, stdout=out, stderr=err)
        status = main(["stack", *words], app)
    return result(out.getvalue(), err.getvalue(), status, manager)


def result(out: str, err: str, status: int, manager: Manager) -> Result:
    """Docker creates things of one kind in an order that varies."""
    lines = out.splitlines()
    if lines and lines[0].startswith(("Creating", "Updating", "Removing")):
        out = "\n".join(sorted(lines))
    return Result(out, err, status, sorted(manager.requests, key=_as_text))


def _as_text(request: Request) -> str:
    return json.dumps(request, sort_keys=True)
