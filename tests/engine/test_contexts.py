"""Contexts: each client reads and changes what the other has written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.build.trees import plant
from tests.conftest import Engine
from tests.engine.program import Program
from tests.support.recordings import Oracle, masked

pytestmark = pytest.mark.any_api


def test_create_use_and_remove(pydock: Program, engine: Engine, sleeper: str) -> None:
    pydock.environ.pop("DOCKER_HOST")
    pydock("context", "create", "there", "--docker", f"host={engine.host}").ok()
    pydock("context", "use", "there").ok()
    assert pydock("context", "show").ok().out == "there\n"
    assert sleeper in pydock("ps").ok().out
    pydock("context", "rm", "-f", "there").ok()
    assert pydock("context", "ls", "-q").ok().out == "default\n"


@pytest.mark.parametrize(
    ("words", "environ"),
    [
        (["context", "show"], {"DOCKER_CONTEXT": "mine"}),
        (["context", "ls"], {"DOCKER_CONTEXT": "mine"}),
        (["context", "ls"], {"DOCKER_HOST": "tcp://h:1"}),
        (["--context", "x", "-H", "y", "context", "ls"], {}),
        (["-H", "http://h", "ps"], {}),
        (["-H", "fd://", "ps"], {}),
        (["-H", "ssh://u:p@h", "ps"], {}),
        (["-H", "unix:///nowhere", "ps"], {}),
        (["-H", "tcp://127.0.0.1:1", "ps"], {}),
        (["--tlsverify", "ps"], {}),
        (["--context", "nope", "ps"], {}),
        (["context", "use", "nope"], {}),
        (["context", "rm", "default", "nope"], {}),
        (["context", "inspect", "nope"], {}),
        (["context", "create", "a"], {}),
        (["context", "create", "ab", "--docker", "x=y"], {}),
        (["context", "export", "nope", "-"], {}),
        (["context", "import", "ab", "/nope"], {}),
        (["ps"], {"DOCKER_CUSTOM_HEADERS": "a"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_same_output_as_docker(
    pydock_alone: Program, oracle: Oracle, words: list[str], environ: dict[str, str | None]
) -> None:
    pydock = pydock_alone
    changes = {"DOCKER_HOST": None, "DOCKER_CONFIG": str(pydock.config), **environ}

    def run(program: Program) -> Any:
        done = program(*words, env=changes)
        masks = {str(program.home): "<HOME>"}
        return masked([done.status, done.out, done.err.replace(program.argv[0], "docker")], masks)

    def by_docker(docker: str) -> Any:
        return run(Program([docker], pydock.home, None))

    assert run(pydock) == oracle((words, environ), by_docker)


AUTHORITY = """\
-----BEGIN CERTIFICATE-----
MIIBfTCCASOgAwIBAgIUJ1Tx45QCdRqZbfiq3PpihTF6Et8wCgYIKoZIzj0EAwIw
EzERMA8GA1UEAwwIcmVjb3JkZWQwIBcNMjYxMTI4MDgyNTUxWhgPMjEyNjExMDQw
ODI1NTFaMBMxETAPBgNVBAMMCHJlY29yZGVkMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAESPFNuIJ5EJMxugTY2nnRGS3w/XHHOp6jjWpS/SbGgolT4jYZEVgDffOt
ygjUNODexUTrIIf85H25rU0oXXzvUaNTMFEwHQYDVR0OBBYEFE9EQxQXYEPbDxvG
wc5GDdpihcsxMB8GA1UdIwQYMBaAFE9EQxQXYEPbDxvGwc5GDdpihcsxMA8GA1Ud
EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgPod2Axapoe1bcyOotPakRm5k
NWPcxfFZ1Thvv70RKvQCIQCZcgBtPgzh0+HfYOkPB+rulg7jVeirRbLU752riM2T
NQ==
-----END CERTIFICATE-----
"""

STORED = [
    ["context", "create", "there", "--docker", "host=tcp://h:1,ca={ca}", "--description", "é<x>"],
    ["context", "use", "there"],
    ["context", "create", "copy", "--from", "there"],
    ["context", "create", "second", "--from", "there"],
    ["context", "update", "copy", "--docker", "host=unix:///x", "--description", "new"],
    ["context", "create", "gone", "--docker", "host=unix:///y,skip-tls-verify=true"],
    ["context", "rm", "gone"],
]
READ = [
    ["context", "show"],
    ["context", "ls"],
    ["context", "ls", "--format", "json"],
    ["context", "inspect", "there", "copy", "second"],
]
CHANGED = [
    ["context", "update", "there", "--docker", "host=unix:///z"],
    ["context", "create", "third", "--from", "second"],
    ["context", "rm", "-f", "second"],
]


def client(argv: Sequence[str], home: Path) -> Program:
    """A client with an empty home and a certificate in the file `ca`."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    (home / "ca").write_text(AUTHORITY)
    return Program(argv, home, None)


def run_all(program: Program, lines: list[list[str]]) -> list[str]:
    """Run the lines, and return what they printed."""
    authority = str(program.home / "ca")
    home = str(program.home)
    outputs = (program(*(word.replace("{ca}", authority) for word in line)) for line in lines)
    return [output.ok().out.replace(home, "<HOME>") for output in outputs]


def files_of(program: Program) -> dict[str, str]:
    """The files of its configuration; JSON has no order of fields."""

    def content(path: Path) -> str:
        text = path.read_text()
        return json.dumps(json.loads(text), sort_keys=True) if path.suffix == ".json" else text

    files = sorted(path for path in program.config.rglob("*") if path.is_file())
    return {str(path.relative_to(program.config)): content(path) for path in files}


def test_the_store_is_docker_s(pydock_alone: Program, oracle: Oracle, tmp_path: Path) -> None:
    """The same files, so that each client reads and changes what the other has written."""

    def steps(program: Program) -> list[Any]:
        run_all(program, STORED)
        return [files_of(program), *read_and_change(program)]

    def read_and_change(program: Program) -> list[Any]:
        printed = run_all(program, READ)
        run_all(program, CHANGED)
        return [printed, files_of(program)]

    theirs = oracle(
        (STORED, READ, CHANGED), lambda docker: steps(client([docker], tmp_path / "docker"))
    )
    assert steps(client(pydock_alone.argv, tmp_path / "pydock")) == theirs
    written, *read_and_changed = theirs
    reader = client(pydock_alone.argv, tmp_path / "reader")
    plant(reader.config, written)
    assert read_and_change(reader) == read_and_changed


EXPORTED = [STORED[0], ["context", "export", "there", "archive"]]


def imported(program: Program, archive: bytes) -> list[str]:
    """Import an archive from a file and from standard input; return what `inspect` prints."""
    (program.home / "archive").write_bytes(archive)
    program("context", "import", "again", "archive").ok()
    program("context", "import", "third", "-", input=archive).ok()
    return run_all(program, [["context", "inspect", "again", "third"]]) + list(
        files_of(program).values()
    )


def test_an_archive_of_docker_is_imported(
    pydock_alone: Program, oracle: Oracle, tmp_path: Path
) -> None:
    def by_docker(docker: str) -> Any:
        program = client([docker], tmp_path / "docker")
        run_all(program, EXPORTED)
        archive = (program.home / "archive").read_bytes()
        return [archive.decode("latin-1"), imported(client([docker], tmp_path / "other"), archive)]

    archive, theirs = oracle(EXPORTED, by_docker)
    reader = client(pydock_alone.argv, tmp_path / "pydock")
    assert imported(reader, archive.encode("latin-1")) == theirs


def test_docker_imports_an_archive_of_pydock(
    pydock_alone: Program, oracle: Oracle, tmp_path: Path
) -> None:
    writer = client(pydock_alone.argv, tmp_path / "pydock")
    run_all(writer, EXPORTED)
    archive = (writer.home / "archive").read_bytes()
    theirs = oracle(
        archive.decode("latin-1"),
        lambda docker: imported(client([docker], tmp_path / "docker"), archive),
    )
    assert imported(client(pydock_alone.argv, tmp_path / "reader"), archive) == theirs
