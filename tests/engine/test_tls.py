"""A real engine behind TLS that wants certificates from its clients."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import _pydock_argv
from tests.engine.dockerd import Dockerd
from tests.engine.machine import Unavailable, in_network_of
from tests.engine.process import NotReady
from tests.engine.program import Program
from tests.transport.servers import Certificates

PORT = 2376
MEBIBYTE = 1024 * 1024


@pytest.fixture(scope="module")
def certificates(work_folder: Path) -> Certificates:
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes the certificates, is not installed")
    folder = work_folder / "certificates"
    folder.mkdir()
    found = Certificates(folder)
    for name in ("cert.pem", "key.pem"):  # as they are called in DOCKER_CERT_PATH
        source = "client.pem" if name == "cert.pem" else "client-key.pem"
        (folder / name).write_bytes((folder / source).read_bytes())
    return found


@pytest.fixture(scope="module")
def engine_pid(work_folder: Path, certificates: Certificates) -> Iterator[int]:
    """The process of an engine that listens on port 2376 of a loopback of its own."""
    service = Dockerd(
        work_folder / "tls-engine",
        dies_with_parent=True,
        options=[
            f"--host=tcp://127.0.0.1:{PORT}",
            "--tlsverify",
            f"--tlscacert={certificates.path('ca.pem')}",
            f"--tlscert={certificates.path('engine.pem')}",
            f"--tlskey={certificates.path('engine-key.pem')}",
        ],
    )
    try:
        service.start()
    except (Unavailable, NotReady) as error:
        sentence = f"No engine with TLS for the tests: {error}."
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    assert service.process.pid is not None
    yield service.process.pid
    service.stop()


@pytest.fixture
def pydock(engine_pid: int, tmp_path: Path) -> Program:
    """pydock in the network of the engine, without certificates yet."""
    return Program(in_network_of(engine_pid, _pydock_argv()), tmp_path, f"tcp://127.0.0.1:{PORT}")


@pytest.fixture
def verified(pydock: Program, certificates: Certificates) -> Program:
    pydock.environ["DOCKER_TLS_VERIFY"] = "1"
    pydock.environ["DOCKER_CERT_PATH"] = str(certificates.folder)
    return pydock


def test_requests_and_streams(verified: Program) -> None:
    verified("run", "--name", "tls-a", "busybox", "sh", "-c", "echo out; echo err >&2").ok()
    found = verified("logs", "tls-a").ok()
    assert (found.out, found.err) == ("out\n", "err\n")
    assert verified("rm", "tls-a").ok().out == "tls-a\n"


def test_input_that_ends_before_the_output(verified: Program) -> None:
    """Half of the connection is closed: TLS has to go on in the other direction."""
    data = os.urandom(MEBIBYTE) * 8
    script = "cat >/tmp/all; sleep 0.5; cat /tmp/all"
    found = verified("run", "-i", "--rm", "busybox", "sh", "-c", script, input=data).ok()
    assert found.out_bytes == data


def test_options_of_the_command_line(pydock: Program, certificates: Certificates) -> None:
    options = [
        f"--tlscacert={certificates.path('ca.pem')}",
        f"--tlscert={certificates.path('cert.pem')}",
        f"--tlskey={certificates.path('key.pem')}",
    ]
    for mode in ("--tls", "--tlsverify", "--tlsverify=false"):
        assert pydock(mode, *options, "ps", "-q").ok().out == ""


def test_context_with_certificates(pydock: Program, certificates: Certificates) -> None:
    folder = certificates.folder
    settings = f"host=tcp://127.0.0.1:{PORT},ca={folder}/ca.pem,cert={folder}/cert.pem,key={folder}/key.pem"
    pydock("context", "create", "secure", "--docker", settings).ok()
    pydock("context", "export", "secure", "secure.tar").ok()
    pydock("context", "import", "copy", "secure.tar").ok()
    pydock.environ.pop("DOCKER_HOST")
    for words in (["--context", "secure"], ["--context", "copy"]):
        assert pydock(*words, "ps", "-q").ok().out == ""


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
    found = pydock(*(option.format(certificates.folder) for option in options), "ps")
    assert (found.status, found.out) == (1, "")
    assert words in found.err
    assert "Traceback" not in found.err


def test_name_that_is_not_the_engines(verified: Program) -> None:
    verified.environ["DOCKER_HOST"] = f"tcp://127.1:{PORT}"
    found = verified("ps")
    assert found.status == 1
    assert "tls: failed to verify certificate: x509: " in found.err


def test_client_with_an_expired_certificate(verified: Program, certificates: Certificates) -> None:
    certificates.sign("late", "extendedKeyUsage=clientAuth", dates="-days -1")
    options = [
        f"--tlscert={certificates.path('late.pem')}",
        f"--tlskey={certificates.path('late-key.pem')}",
    ]
    found = verified(*options, "ps")
    assert found.status == 1
    assert CERTIFICATE_WANTED in found.err
