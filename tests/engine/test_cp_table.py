"""`cp` with the real docker and with pydock, case by case: the same trees, words and status."""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Engine
from tests.engine.cp_trees import archive_facts, local_facts, make_tree, tree_archive
from tests.engine.program import Outcome, Program
from tests.support.recordings import Oracle, plain

pytestmark = pytest.mark.any_api

OUT = """
C:/T/file new
C:/T/file new/
C:/T/file .
C:/T/file ./
C:/T/file L/folder
C:/T/file L/folder/
C:/T/file L/folder/.
C:/T/file L/folder/file
C:/T/file L/folder/sub/deep
C:/T/file L/other
C:/T/file L/to-file
C:/T/file L/to-folder
C:/T/file L/to-folder/
C:/T/file L/broken
C:/T/file L/broken-below
C:/T/file L/loop
C:/T/file L/to-broken-name
C:/T/file L/file/
C:/T/file L/file/new
C:/T/file L/fifo
C:/T/file no/new
C:/T/file no/
C:/T/file L/empty/.
C:/T/file ./colon:new
C:T/file new
C:/T/file/ new
C:/T/./folder/../file new
C:/T/colon:file .
C:/T/no new
C:/T/no/below new
C:/T/file \udcfd
C:/T/fifo .
C:/T/fifo L/file
C:/T/broken .
C:/T/broken L/file
C:/T/to-file new
C:/T/to-file L/file
C:/T/to-file L/folder
C:/T/to-folder new
C:/T/to-folder/ new
C:/T/to-folder/. new
C:/T/to-folder/sub new
C:/T/loop new
C:/T/folder new
C:/T/folder new/
C:/T/folder new/.
C:/T/folder .
C:/T/folder L/empty
C:/T/folder L/folder
C:/T/folder L/other
C:/T/folder L/file
C:/T/folder L/to-folder
C:/T/folder L/to-file
C:/T/folder L/broken
C:/T/folder no/new
C:/T/folder/ new
C:/T/folder/ L/empty
C:/T/folder/. new
C:/T/folder/. new/
C:/T/folder/. L/empty
C:/T/folder/. L/empty/
C:/T/folder/. L/folder
C:/T/folder/. L/other
C:/T/folder/. L/file
C:/T/folder/.. new
C:/T/empty new
C:/T/empty/. new
C:/T/leads-out new
C:/T/leads-out/link new
C:/T/folder/sub/deep new
C:/T/folder/hard new
C:/T/folder/absolute new
C:/T/leads-out/. L/empty
C:/etc/passwd new
C:/ L/file
-a C:/T/folder new
-a C:/T/file L/empty
-L C:/T/to-file new
-L C:/T/to-file L/empty
-L C:/T/to-file L/file
-L C:/T/to-folder new
-L C:/T/to-folder L/empty
-L C:/T/to-folder/ L/empty
-L C:/T/to-folder/. L/empty
-L C:/T/to-sub/deep new
-L C:/T/broken new
-L C:/T/loop new
-L C:/T/file new
-L C:/T/no new
-q C:/T/file new
--quiet=false C:/T/file new
--quiet=false C:/T/folder L/empty/
--quiet=false C:/T/folder/. no/.././L/empty/.
C:/T/file -
C:/T/folder/. -
-L C:/T/to-file -
C:/T/no -
"""
"""Out of the container. C is the container, T a tree of its own for the case, L a local one."""

IN = """
L/file C:/T/new
L/file C:/T/new/
L/file C:/T/new/.
L/file C:/T
L/file C:/T/
L/file C:/T/.
L/file C:/T/file
L/file C:/T/file/
L/file C:/T/folder
L/file C:/T/other
L/file C:/T/to-file
L/file C:/T/to-folder
L/file C:/T/to-folder/
L/file C:/T/to-sub
L/file C:/T/broken
L/file C:/T/no/new
L/file C:/T/file/new
L/file C:/T/fifo
L/file C:T/new
L/folder/file C:/T/other/sub
L/colon:file C:/T/empty
L/colon:file C:/T/a:b
L/\udcff\udcfe C:/T/empty
L/file C:/T/\udcfd
L/file/ C:/T/new
L/file/. C:/T/new
L/no C:/T/new
L/no/below C:/T/new
L/fifo C:/T/empty
L/fifo C:/T/file
L/broken C:/T/empty
L/broken C:/T/file
L/loop C:/T/new
L/loop/ C:/T/new
L/to-file C:/T/new
L/to-file C:/T/empty
L/to-folder C:/T/new
L/to-folder/ C:/T/new
L/to-folder/ C:/T/empty
L/to-folder/. C:/T/empty
L/to-folder/sub C:/T/empty
L/folder C:/T/new
L/folder C:/T/new/
L/folder C:/T/new/.
L/folder C:/T/empty
L/folder C:/T
L/folder C:/T/other
L/folder C:/T/file
L/folder C:/T/to-folder
L/folder C:/T/to-file
L/folder C:/T/broken
L/folder C:/T/no/new
L/folder/ C:/T/new
L/folder/ C:/T/empty
L/folder/. C:/T/new
L/folder/. C:/T/empty
L/folder/. C:/T/empty/.
L/folder/. C:/T/other
L/folder/. C:/T/file
L/folder/.. C:/T/empty
L/folder/../file C:/T/new
L/empty C:/T/new
L/leads-out C:/T/new
L/. C:/T/new
. C:/T/empty
-a L/folder C:/T/new
-a L/file C:/T/empty
-L L/to-file C:/T/new
-L L/to-file C:/T/empty
-L L/to-file C:/T/file
-L L/to-folder C:/T/empty
-L L/to-folder/ C:/T/empty
-L L/to-folder/. C:/T/empty
-L L/broken C:/T/new
-L L/loop C:/T/new
-L L/no C:/T/new
--quiet=false L/file C:/T/new
--quiet=false L/folder C:/T/to-sub
--quiet=false L/folder/. C:/T/empty/
/dev/null C:/T/empty
- C:/T/empty
- C:/T/to-folder
--quiet=false - C:/T/empty
- C:/T/file
- C:/T/no
"""
"""Into the container; what is read from standard input is a tree called `stdin`."""

NOWHERE = """
L/file new
- -
C:/T/file C:/T/new
no-such-container:/file new
L/file no-such-container:/new
:/file new
L/file :new
./colon:file new
L/file C:
L/folder C:
C: new
'' C:/
C:/ ''
C:/T/file
C:/T/file new more
--no-such-option C:/T/file new
"""
"""What is no copy, or a strange one."""

BROKEN_ON_PODMAN = {"C:/T/to-folder/. new", "C:/T/folder/. new", "C:/T/folder/. new/"}
"""Where docker replaces the first dot of each name that Podman sends."""

LINES = [*OUT.split("\n"), *IN.split("\n"), *NOWHERE.split("\n")]
CASES = [line for line in LINES if line]


@pytest.fixture(scope="module")
def container_of(engine: Engine) -> Iterator[Callable[[str], str]]:
    """A container for each client, by its path, with the tree in it once for each case."""
    client = engine.client
    created: dict[str, str] = {}

    def container(program: str) -> str:
        if program not in created:
            name = f"pydock-test-{uuid.uuid4().hex[:8]}"
            body = {"Image": "busybox", "Cmd": ["true"], "WorkingDir": "/"}
            client.post("/containers/create", body, name=name)
            created[program] = name
            put(engine, name, tree_archive(*(f"t{number}" for number in range(len(CASES)))))
        return created[program]

    yield container
    for name in created.values():
        client.remove_container(name)


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number])
def test_the_same_tree_words_and_status(
    number: int,
    engine: Engine,
    container_of: Callable[[str], str],
    oracle: Oracle,
    pydock: Program,
    tmp_path: Path,
) -> None:
    if engine.name == "podman" and CASES[number] in BROKEN_ON_PODMAN:
        pytest.skip("docker breaks the names that Podman sends.")

    def by_docker(docker: str) -> tuple[object, ...]:
        program = Program([docker], tmp_path, engine.host, engine.api_version)
        side = tmp_path / "docker-side"
        shutil.rmtree(side, ignore_errors=True)
        return run_case(number, engine, program, container_of(docker), side)

    theirs = oracle(CASES[number], by_docker)
    ours = run_case(number, engine, pydock, container_of("pydock"), tmp_path / "pydock-side")
    assert plain(ours) == theirs


def run_case(
    number: int, engine: Engine, program: Program, container: str, directory: Path
) -> tuple[object, ...]:
    """Status, words, standard output and both trees after a case."""
    make_tree(directory / "L")
    line = re.sub(r"\bT\b", f"t{number}", CASES[number])
    words = [re.sub("^C:", f"{container}:", word).strip("'") for word in line.split(" ")]
    outcome = program(
        "cp",
        *words,
        input=tree_archive("stdin", but_not="leads-out"),
        cwd=directory,
        env={"PWD": str(directory)},
    )
    inside = get(engine, container, f"/t{number}")
    return (
        outcome.status,
        masked(outcome, program, container, directory),
        outcome.out_bytes,
        # docker gives directories their times at the end, which a failed copy does not reach.
        local_facts(directory, directory_times=outcome.status == 0),
        archive_facts(inside),
    )


def masked(outcome: Outcome, program: Program, container: str, directory: Path) -> str:
    """Standard error without what differs for good reasons."""
    text = outcome.err.replace(str(directory), "<FOLDER>").replace(container, "<CONTAINER>")
    text = re.sub(rf"\b{re.escape(program.name)}\b", "<PROGRAM>", text)
    text = re.sub(r'time="[^\n]*level=error msg="Can.t (add file|close tar)[^\n]*\n', "", text)
    text = re.sub(r"/[^\s\"]*/overlay2?/\w+/", "<LAYER>/", text)
    # Podman reports why its helper refused, or that it had ended during the transfer.
    text = re.sub(r"(passing bulk input to subprocess|copier: put): [^\n]*", "<REFUSED>", text)
    return re.sub(r"(?m)^\s+", "", text)


def put(engine: Engine, container: str, archive: bytes, directory: str = "/") -> None:
    headers = {"Content-Type": "application/x-tar"}
    path = f"/containers/{container}/archive"
    engine.client.request("PUT", path, {"path": directory, "copyUIDGID": "true"}, archive, headers)


def get(engine: Engine, container: str, path: str) -> bytes:
    return engine.client.request("GET", f"/containers/{container}/archive", {"path": path})[1]
