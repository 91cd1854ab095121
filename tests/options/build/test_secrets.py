from __future__ import annotations

import pytest

from pydock.options.build.secrets import (
    Secret,
    SshAgent,
    parse_secret,
    parse_ssh,
    with_default_source,
)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("id=x", Secret("x")),
        ("id=x,src=/a", Secret("x", path="/a")),
        ("id=x,source=/a,type=file", Secret("x", path="/a")),
        ("ID=x,env=TOKEN", Secret("x", variable="TOKEN")),
        ("id=x,type=env", Secret("x")),
        ("id=x,type=env,src=TOKEN", Secret("x", variable="TOKEN")),
        ("id=x,src=/a,env=TOKEN", Secret("x", variable="TOKEN")),
        ('id=x,"src=/a,b"', Secret("x", path="/a,b")),
        ("src=/a", Secret("", path="/a")),
    ],
)
def test_secret(text: str, secret: Secret) -> None:
    assert parse_secret(text) == secret


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("foo=bar", "unexpected key 'foo' in 'foo=bar'"),
        ("id=x,file=/a", "unexpected key 'file' in 'file=/a'"),
        ("id", "invalid field 'id' must be a key=value pair"),
        ("id=x,type=socket", 'unsupported secret type "socket"'),
        ('a"b', 'failed to parse csv secret: parse error on line 1, column 2: bare "'),
    ],
)
def test_no_secret(text: str, message: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_secret(text)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("secret", "environ", "placed"),
    [
        (Secret("x"), {}, Secret("x", path="x")),
        (Secret("x"), {"x": "hidden"}, Secret("x", variable="x")),
        (Secret("x", path="/a"), {"x": "hidden"}, Secret("x", path="/a")),
        (Secret("x", variable="GONE"), {}, Secret("x", variable="GONE")),
    ],
)
def test_where_a_secret_is(secret: Secret, environ: dict[str, str], placed: Secret) -> None:
    assert with_default_source(secret, environ) == placed


def test_a_secret_needs_an_id() -> None:
    with pytest.raises(ValueError, match="secret missing ID"):
        with_default_source(Secret("", path="/a"), {})


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("default", SshAgent("default")),
        ("", SshAgent("default")),
        ("=/a", SshAgent("default", ("/a",))),
        ("deploy=/a,/b", SshAgent("deploy", ("/a", "/b"))),
        ("deploy=/a=b", SshAgent("deploy", ("/a=b",))),
    ],
)
def test_ssh(text: str, agent: SshAgent) -> None:
    assert parse_ssh(text) == agent
