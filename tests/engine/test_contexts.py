"""Contexts that docker has written are read by pydock, and the reverse."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Engine
from tests.engine.program import Program
from tests.support.recordings import Oracle, masked

pytestmark = pytest.mark.any_api


@pytest.fixture(params=["docker reads pydock's", "pydock reads docker's"])
def pair(
    request: pytest.FixtureRequest, pydock: Program, docker: Program
) -> tuple[Program, Program]:
    """The one that writes and the one that reads, with one directory of configuration for both."""
    for program in (pydock, docker):
        program.environ.pop("DOCKER_HOST")
        program.environ["DOCKER_CONFIG"] = str(pydock.config)
    return (pydock, docker) if "reads pydock's" in request.param else (docker, pydock)


@pytest.fixture
def certificate(tmp_path: Path, docker: Program) -> str:
    """A certificate file that docker takes: the first of the system's own authorities."""
    bundle = Path("/etc/ssl/certs/ca-certificates.crt").read_text()
    end = "-----END CERTIFICATE-----\n"
    path = tmp_path / "authority"
    path.write_text(bundle[: bundle.index(end) + len(end)])
    return str(path)


def test_create_use_and_remove(pair: tuple[Program, Program], engine: Engine, sleeper: str) -> None:
    writer, reader = pair
    writer(
        "context", "create", "there", "--docker", f"host={engine.host}", "--description", "é<x>"
    ).ok()
    writer("context", "use", "there").ok()
    assert reader("context", "show").ok().out == "there\n"
    assert sleeper in reader("ps").ok().out
    for command in (["inspect", "there"], ["ls"], ["ls", "--format", "json"]):
        assert reader("context", *command).ok().out == writer("context", *command).ok().out
    reader("context", "rm", "-f", "there").ok()
    assert writer("context", "ls", "-q").ok().out == "default\n"


def test_certificates(pair: tuple[Program, Program], certificate: str) -> None:
    writer, reader = pair
    settings = f"host=tcp://127.0.0.1:1,ca={certificate},skip-tls-verify=true"
    writer("context", "create", "secure", "--docker", settings).ok()
    reader("context", "create", "copy", "--from", "secure").ok()
    for program in pair:
        for name in ("secure", "copy"):
            (found,) = json.loads(program("context", "inspect", name).ok().out)
            assert found["TLSMaterial"] == {"docker": ["ca.pem"]}
            assert found["Endpoints"]["docker"]["SkipTLSVerify"] is True
    reader("context", "update", "secure", "--docker", "host=unix:///x").ok()
    (found,) = json.loads(writer("context", "inspect", "secure").ok().out)
    assert (found["Endpoints"]["docker"]["Host"], found["TLSMaterial"]) == ("unix:///x", {})


def test_archives(pair: tuple[Program, Program], certificate: str, tmp_path: Path) -> None:
    writer, reader = pair
    writer("context", "create", "there", "--docker", f"host=tcp://h:1,ca={certificate}").ok()
    archive = tmp_path / "archive"
    writer("context", "export", "there", str(archive)).ok()
    reader("context", "import", "again", str(archive)).ok()
    piped = writer("context", "export", "there", "-").ok().out_bytes
    reader("context", "import", "third", "-", input=piped).ok()
    for name in ("again", "third"):
        (found,) = json.loads(writer("context", "inspect", name).ok().out)
        assert found["Endpoints"]["docker"]["Host"] == "tcp://h:1"
        directory = Path(found["Storage"]["TLSPath"]) / "docker"
        assert (directory / "ca.pem").read_text() == Path(certificate).read_text()


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
    ["context", "update", "copy", "--docker", "host=unix:///x", "--description", "new"],
    ["context", "create", "gone", "--docker", "host=unix:///y,skip-tls-verify=true"],
    ["context", "rm", "gone"],
]


def test_the_store_is_docker_s(pydock_alone: Program, oracle: Oracle, tmp_path: Path) -> None:
    """The same files with the same content, so that each client reads what the other wrote."""
    pydock = pydock_alone
    authority = tmp_path / "ca.pem"
    authority.write_text(AUTHORITY)

    def content(path: Path) -> Any:
        return json.loads(path.read_text()) if path.suffix == ".json" else path.read_text()

    def store(program: Program) -> dict[str, Any]:
        program.environ["DOCKER_CONFIG"] = str(program.home / "store")
        for words in STORED:
            program(*(word.replace("{ca}", str(authority)) for word in words)).ok()
        files = (path for path in (program.home / "store").rglob("*") if path.is_file())
        return {str(path.relative_to(program.home)): content(path) for path in sorted(files)}

    def by_docker(docker: str) -> dict[str, Any]:
        home = tmp_path / "docker"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        return store(Program([docker], home, None))

    theirs = oracle(STORED, by_docker)
    assert store(Program(pydock.argv, tmp_path, None)) == theirs
