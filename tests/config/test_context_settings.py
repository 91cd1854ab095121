from __future__ import annotations

from pathlib import Path

import pytest

from pydock.config.context_settings import ContextEndpoint, context_endpoint
from pydock.errors import ConfigError

CERTIFICATE = b"-----BEGIN CERTIFICATE-----"


def no_copy(name: str) -> ContextEndpoint:
    raise AssertionError("nothing is to be copied")


@pytest.mark.parametrize(
    ("settings", "host", "skip"),
    [
        ({}, "", False),
        ({"host": "unix:///x"}, "unix:///x", False),
        ({"host": "foo://x"}, "foo://x", False),
        ({"host": "tcp://h", "skip-tls-verify": "1"}, "tcp://h", True),
        ({"host": "tcp://h", "skip-tls-verify": "false", "ca": ""}, "tcp://h", False),
    ],
)
def test_settings(settings: dict[str, str], host: str, skip: bool) -> None:
    assert context_endpoint(settings, no_copy) == ContextEndpoint(host, skip, {})


def test_certificates_are_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(CERTIFICATE)
    path = str(tmp_path / "a")
    found = context_endpoint({"host": "tcp://h", "ca": path, "key": path}, no_copy)
    assert found.stored() == {"docker": {"ca.pem": CERTIFICATE, "key.pem": CERTIFICATE}}


def test_a_copy_is_taken_as_it_is() -> None:
    other = ContextEndpoint("unix:///other", False, {})
    assert context_endpoint({"from": "x", "host": "unix:///y"}, lambda name: other) is other


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"foo": "bar"}, "unrecognized config key: foo"),
        ({"Host": "unix:///a"}, "unrecognized config key: Host"),
        ({"skip-tls-verify": "foo"}, 'skip-tls-verify: parsing "foo": invalid syntax'),
        ({"host": "h:12"}, "unable to parse docker host `h:12`"),
        ({"host": "ssh://u:p@h"}, "plain-text password is not supported"),
        ({"ca": "/nope"}, "open /nope: no such file or directory"),
        ({"ca": "/dev/null"}, "ca.pem seems invalid"),
    ],
)
def test_wrong_settings(settings: dict[str, str], words: str) -> None:
    with pytest.raises(ConfigError, match=f"^unable to create docker endpoint config: .*{words}$"):
        context_endpoint(settings, no_copy)
