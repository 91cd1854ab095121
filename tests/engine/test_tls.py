"""A real engine with TLS that requires client certificates."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.build.trees import plant
from tests.conftest import pydock_argv
from tests.engine.conftest import TLS_PORT, TlsEngine
from tests.engine.program import Program
from tests.transport.servers import EXPIRED, Certificates

pytestmark = pytest.mark.any_api

MEBIBYTE = 1024 * 1024
WHOSE_SYSTEM = ("version", "--format", "{{.Server.Os}}")


@pytest.fixture
def certificates(tls_engine: TlsEngine) -> Certificates:
    return tls_engine.certificates


@pytest.fixture
def pydock(tls_engine: TlsEngine, tmp_path: Path) -> Program:
    """pydock in the network of the engine, without certificates yet."""
    return tls_engine.program(pydock_argv(), tmp_path)


@pytest.fixture
def verified(tls_engine: TlsEngine, tmp_path: Path) -> Program:
    return tls_engine.trusted(pydock_argv(), tmp_path)


def test_requests_and_streams(verified: Program) -> None:
    verified("run", "--name", "tls-a", "busybox", "sh", "-c", "echo out; echo err >&2").ok()
    found = verified("logs", "tls-a").ok()
    assert (found.out, found.err) == ("out\n", "err\n")
    assert verified("rm", "tls-a").ok().out == "tls-a\n"


def test_input_that_ends_before_the_output(verified: Program) -> None:
    """Half of the connection is closed: TLS has to go on in the other direction."""
    data = os.urandom(MEBIBYTE) * 8
    script = "cat >/tmp/all; cat /tmp/all"
    found = verified("run", "-i", "--rm", "busybox", "sh", "-c", script, input=data).ok()
    assert found.out_bytes == data


def test_a_build_by_buildkit(verified: Program, tmp_path: Path) -> None:
    """Much goes both ways at once over one connection."""
    content = os.urandom(MEBIBYTE) * 8
    context, out = tmp_path / "context", tmp_path / "out"
    plant(context, {"Dockerfile": "FROM scratch\nCOPY file /\n", "file": content})
    verified("build", "-o", str(out), str(context), env={"DOCKER_BUILDKIT": "1"}).ok()
    assert (out / "file").read_bytes() == content


def test_options_of_the_command_line(pydock: Program, certificates: Certificates) -> None:
    options = [
        f"--tlscacert={certificates.path('ca.pem')}",
        f"--tlscert={certificates.path('cert.pem')}",
        f"--tlskey={certificates.path('key.pem')}",
    ]
    for mode in ("--tls", "--tlsverify", "--tlsverify=false"):
        assert pydock(mode, *options, *WHOSE_SYSTEM).ok().out == "linux\n"


def test_context_with_certificates(pydock: Program, certificates: Certificates) -> None:
    directory = certificates.directory
    settings = f"host=tcp://127.0.0.1:{TLS_PORT},ca={directory}/ca.pem,cert={directory}/cert.pem,key={directory}/key.pem"
    pydock("context", "create", "secure", "--docker", settings).ok()
    pydock("context", "export", "secure", "secure.tar").ok()
    pydock("context", "import", "copy", "secure.tar").ok()
    pydock.environ.pop("DOCKER_HOST")
    for words in (["--context", "secure"], ["--context", "copy"]):
        assert pydock(*words, *WHOSE_SYSTEM).ok().out == "linux\n"


CERTIFICATE_WANTED = "the server probably has client authentication (--tlsverify) enabled"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "Error response from daemon: Client sent an HTTP request to an HTTPS server."),
        (["--tls", "--tlscacert={}/ca.pem"], CERTIFICATE_WANTED),
        (["--tlsverify", "--tlscacert={}/engine.pem"], "signed by unknown authority"),
        (["--tlsverify"], "ca.pem: no such file or directory"),
        (["--tlsverify", "--tlscacert={}/ca.pem", "--tlskey={}/no.pem"], "no.pem: no such file"),
        (["--tlsverify", "--tlscacert={}/key.pem"], "failed to retrieve context tls info"),
    ],
)
def test_what_goes_wrong(
    pydock: Program, certificates: Certificates, options: list[str], words: str
) -> None:
    found = pydock(*(option.format(certificates.directory) for option in options), "ps")
    assert (found.status, found.out) == (1, "")
    assert words in found.err
    assert "Traceback" not in found.err


def test_name_that_is_not_the_engines(verified: Program) -> None:
    verified.environ["DOCKER_HOST"] = f"tcp://127.1:{TLS_PORT}"
    found = verified("ps")
    assert found.status == 1
    assert "tls: failed to verify certificate: x509: " in found.err


def test_client_with_an_expired_certificate(verified: Program, certificates: Certificates) -> None:
    certificates.sign("late", "extendedKeyUsage=clientAuth", dates=EXPIRED)
    options = [
        f"--tlscert={certificates.path('late.pem')}",
        f"--tlskey={certificates.path('late-key.pem')}",
    ]
    found = verified(*options, "ps")
    assert found.status == 1
    # newer engines send the reason
    assert found.err.endswith(
        ("remote error: tls: bad certificate\n", "remote error: tls: expired certificate\n")
    )
