"""Secrets: those that were given, whole, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.build.buildkit.grpc import CallFailed, Code
from pydock.build.buildkit.messages.session import GetSecretRequest, GetSecretResponse
from pydock.build.buildkit.services.secrets import LIMIT_BYTES, METHOD, Secrets
from pydock.options.build.secrets import Secret
from tests.build.buildkit.wires import ask, serving


def secret_value(request: str, *secrets: Secret, **environ: str) -> bytes:
    with serving({METHOD: Secrets(secrets, environ).get_secret}) as client:
        return ask(client, METHOD, GetSecretRequest(request), GetSecretResponse).data


def refused(request: str, *secrets: Secret, **environ: str) -> tuple[int, str]:
    with pytest.raises(CallFailed) as raised:
        secret_value(request, *secrets, **environ)
    return raised.value.code, raised.value.message


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_bytes(b"\0secret\n")
    assert (
        secret_value("it", Secret("it", str(path)), Secret("other", "/etc/passwd")) == b"\0secret\n"
    )


@pytest.mark.parametrize("value", ["x", "", "é", "\udcff"])
def test_a_variable(value: str) -> None:
    expected = value.encode("utf-8", "surrogateescape")
    assert secret_value("it", Secret("it", variable="TOKEN"), TOKEN=value) == expected


@pytest.mark.parametrize("request_id", ["other", "", "/etc/passwd", "../it", "TOKEN", "IT"])
def test_what_was_not_given_is_not_served(request_id: str) -> None:
    given = Secret("it", variable="TOKEN")
    assert refused(request_id, given, TOKEN="x") == (
        Code.NOT_FOUND,
        f"secret {request_id} not found",
    )


def test_a_variable_that_is_not_set() -> None:
    assert refused("it", Secret("it", variable="TOKEN"))[0] == Code.NOT_FOUND


def test_how_large_a_secret_may_be(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_bytes(bytes(LIMIT_BYTES))
    assert len(secret_value("it", Secret("it", str(path)))) == LIMIT_BYTES
    path.write_bytes(bytes(LIMIT_BYTES + 1))
    code, words = refused("it", Secret("it", str(path)))
    assert code == Code.UNKNOWN
    assert "500 KiB" in words


def test_a_missing_file(tmp_path: Path) -> None:
    code, words = refused("it", Secret("it", str(tmp_path / "none")))
    assert code == Code.UNKNOWN
    assert "No such file" in words
