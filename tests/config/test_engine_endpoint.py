from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pydock.config.context_store import Context
from pydock.config.engine_endpoint import EndpointResolver, EngineAddress, TlsFiles
from pydock.errors import ConfigError

HERE = "unix:///var/run/docker.sock"


def connection(
    directory: Path,
    options: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] | None = None,
    current: str = "",
) -> EndpointResolver:
    """What is known with these options given; the contexts "first" and "second" are there."""
    found = EndpointResolver(options or {}, set(options or {}), environ or {}, directory, current)
    found.store.save(Context.create("first", host="tcp://first:1"))
    found.store.save(Context.create("second", host="tcp://second:2"))
    return found


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("first", "tcp://first:1"),
        ("default", "tcp://h:2375"),
        ("ssh://me@there", "ssh://me@there"),
        ("unix:///x.sock", "unix:///x.sock"),
        ("there:7", "tcp://there:7"),
    ],
)
def test_a_context_or_an_address(tmp_path: Path, text: str, url: str) -> None:
    found = connection(tmp_path, environ={"DOCKER_HOST": "h"}).named_address(text)
    assert found == EngineAddress(url)


def test_an_address_of_tcp_has_the_certificates_of_the_environment(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("")
    environ = {"DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": str(tmp_path)}
    found = connection(tmp_path, environ=environ)
    assert found.named_address("tcp://there:7").tls is not None
    assert found.named_address("ssh://there").tls is None
    assert found.named_address("first").tls is None


@pytest.mark.parametrize(
    ("options", "environ", "current", "name", "url"),
    [
        ({}, {}, "", "default", HERE),
        ({}, {}, "first", "first", "tcp://first:1"),
        ({}, {"DOCKER_CONTEXT": "second"}, "first", "second", "tcp://second:2"),
        ({}, {"DOCKER_CONTEXT": "default"}, "first", "default", HERE),
        ({}, {"DOCKER_HOST": "h", "DOCKER_CONTEXT": "first"}, "", "default", "tcp://h:2375"),
        ({"host": ["x:9"]}, {"DOCKER_HOST": "h"}, "first", "default", "tcp://x:9"),
        ({"host": [""]}, {"DOCKER_HOST": "h"}, "first", "default", HERE),
        ({"context": "first"}, {"DOCKER_HOST": "h"}, "second", "first", "tcp://first:1"),
        ({"context": "default"}, {"DOCKER_HOST": "h"}, "first", "default", "tcp://h:2375"),
        ({"context": ""}, {}, "first", "first", "tcp://first:1"),
    ],
)
def test_who_decides(
    tmp_path: Path,
    options: dict[str, Any],
    environ: dict[str, str],
    current: str,
    name: str,
    url: str,
) -> None:
    found = connection(tmp_path, options, environ, current)
    assert found.context_name == name
    assert found.address() == EngineAddress(url)


def test_host_and_context_exclude_each_other(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^conflicting options: cannot specify both"):
        connection(tmp_path, {"host": ["unix:///x"], "context": "first"})


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"host": ["http://h"]}, "invalid bind address format: http://h"),
        ({"context": "nope"}, 'context "nope": context not found: open '),
        ({"tls": True}, "ca.pem: no such file or directory"),
    ],
)
def test_address_that_cannot_be_found(tmp_path: Path, options: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        connection(tmp_path, options).address()
    prefix = "Failed to initialize: unable to resolve docker endpoint: "
    assert caught.value.message.startswith(prefix)
    assert words in caught.value.message


def test_context_without_an_engine(tmp_path: Path) -> None:
    found = connection(tmp_path, {"context": "empty"})
    found.store.save(Context({"Name": "empty"}))
    with pytest.raises(ConfigError, match=r"cannot find docker endpoint in context"):
        found.address()


def certificates(directory: Path, *names: str) -> dict[str, str]:
    directory.mkdir(parents=True, exist_ok=True)
    for name in names:
        (directory / name).write_text("certificate")
    return {name: str(directory / name) for name in names}


@pytest.mark.parametrize(
    ("options", "environ", "verify"),
    [
        ({"tls": True}, {}, False),
        ({"tlsverify": True}, {}, True),
        ({"tlsverify": False}, {}, False),
        ({"tls": True, "tlsverify": False}, {"DOCKER_TLS_VERIFY": "1"}, False),
        ({}, {"DOCKER_TLS_VERIFY": "1"}, True),
        ({"tls": True}, {"DOCKER_TLS_VERIFY": "1"}, True),
        ({}, {"DOCKER_TLS": "yes"}, False),
        ({"tls": False}, {}, None),
        ({"tls": False}, {"DOCKER_TLS": "1"}, None),
        ({}, {"DOCKER_TLS_VERIFY": ""}, None),
        ({"tlscacert": "ca"}, {}, None),
    ],
)
def test_when_there_is_tls(
    tmp_path: Path, options: dict[str, Any], environ: dict[str, str], verify: bool | None
) -> None:
    certificates(tmp_path, "ca.pem")
    tls = connection(tmp_path, {"host": ["h:1"], **options}, environ).address().tls
    assert (tls.verify if tls else None) == verify


def test_usual_certificates(tmp_path: Path) -> None:
    paths = certificates(tmp_path / "certs", "ca.pem", "cert.pem", "key.pem")
    environ = {"DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": str(tmp_path / "certs")}
    assert connection(tmp_path, {}, environ).address() == EngineAddress(
        "tcp://localhost:2376",
        TlsFiles(paths["ca.pem"], paths["cert.pem"], paths["key.pem"], verify=True),
    )


@pytest.mark.parametrize("missing", ["cert.pem", "key.pem"])
def test_usual_certificate_without_its_other_half_does_not_count(
    tmp_path: Path, missing: str
) -> None:
    paths = certificates(tmp_path, *{"ca.pem", "cert.pem", "key.pem"} - {missing})
    tls = connection(tmp_path, {"tlsverify": True}).address().tls
    assert tls == TlsFiles(paths["ca.pem"])


@pytest.mark.parametrize("option", ["tlscacert", "tlscert", "tlskey"])
def test_a_requested_certificate_has_to_exist(tmp_path: Path, option: str) -> None:
    certificates(tmp_path, "ca.pem", "cert.pem", "key.pem")
    missing = str(tmp_path / "missing")
    with pytest.raises(ConfigError, match=f"open {missing}: no such file or directory"):
        connection(tmp_path, {"tls": True, option: missing}).address()


@pytest.mark.parametrize(
    ("names", "skip", "expected"),
    [
        (("ca.pem",), False, ("ca.pem", "", "", True)),
        (("ca.pem", "cert.pem", "key.pem"), False, ("ca.pem", "cert.pem", "key.pem", True)),
        (("cert.pem", "key.pem"), True, ("", "cert.pem", "key.pem", False)),
        ((), True, ("", "", "", False)),
        ((), False, None),
    ],
)
def test_certificates_of_a_context(
    tmp_path: Path, names: tuple[str, ...], skip: bool, expected: tuple[Any, ...] | None
) -> None:
    found = connection(tmp_path, {"context": "safe", "tlscacert": "/not/used"})
    stored = {"docker": dict.fromkeys(names, b"x")}
    found.store.save(Context.create("safe", host="tcp://h:1", skip_tls_verify=skip), stored)
    tls = found.address().tls
    directory = found.store.tls_directory("safe") / "docker"
    wanted = expected and (
        *(str(directory / name) if name else "" for name in expected[:3]),
        expected[3],
    )
    assert tls == wanted


@pytest.mark.parametrize("option", ["tlscacert", "tlscert", "tlskey"])
@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("pipe", "named pipe without a writer"),
        ("zero", "file too large"),
        ("huge", "file too large"),
    ],
)
def test_certificates_that_have_no_end(tmp_path: Path, option: str, kind: str, reason: str) -> None:
    path = "/dev/zero" if kind == "zero" else str(tmp_path / kind)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "huge":
        Path(path).touch()
        os.truncate(path, 1 << 30)
    for name in ("ca.pem", "cert.pem", "key.pem"):
        (tmp_path / name).write_text("x")
    with pytest.raises(ConfigError, match=f"open {path}: {reason}"):
        connection(tmp_path, {"tls": True, option: path}).address()


def test_certificates_from_pipes(tmp_path: Path) -> None:
    """`--tlscacert <(command)` of a shell."""
    reading, writing = os.pipe()
    os.write(writing, b"certificate")
    os.close(writing)
    options = {"tls": True, "tlscacert": f"/dev/fd/{reading}"}
    found = connection(tmp_path, options)
    for _ in range(2):
        tls = found.address().tls
        assert tls
        assert Path(tls.ca).read_bytes() == b"certificate"
    assert found.default_certificates() == {"ca.pem": b"certificate"}
    os.close(reading)
