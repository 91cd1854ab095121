"""Registry credentials: entries of config.json, headers, and no secret in any text."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.oci.registry_auth import (
    Auth,
    InvalidAuth,
    hostname_of,
    registry_config_header,
    server_key,
)


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def decoded_header(header: str) -> object:
    assert len(header) % 4 == 0, "the engine ignores a header without its padding"
    assert not set("+/") & set(header)
    return json.loads(base64.urlsafe_b64decode(header))


@pytest.mark.parametrize(
    ("entry", "user", "password"),
    [
        ({"auth": encoded("ann:secret")}, "ann", "secret"),
        ({"auth": encoded("ann:se:cr:et")}, "ann", "se:cr:et"),
        ({"auth": encoded("ann:")}, "ann", ""),
        ({"auth": encoded("ann:secret\0\0")}, "ann", "secret"),
        ({"auth": encoded("ann:secret")[:4] + "\r\n" + encoded("ann:secret")[4:]}, "ann", "secret"),
        ({"username": "ann", "password": "secret"}, "ann", "secret"),
        ({"username": "x", "password": "y", "auth": encoded("ann:secret")}, "ann", "secret"),
        ({}, "", ""),
        ({"auth": None, "username": None}, "", ""),
    ],
)
def test_an_entry_of_config_json_holds_user_and_password(
    entry: dict[str, str], user: str, password: str
) -> None:
    auth = Auth.from_entry("host", entry)
    assert (auth.username, auth.password, auth.server) == (user, password, "host")


@pytest.mark.parametrize(
    ("auth", "message"),
    [
        ("!!!", "illegal base64 data at input byte 0"),
        ("YWJj$$$$", "illegal base64 data at input byte 4"),
        ("dTp", "illegal base64 data at input byte 0"),
        ("dTp3é", "illegal base64 data at input byte 4"),
        ("\ud800", "illegal base64 data at input byte 0"),
        (encoded("nocolon"), "invalid auth configuration file"),
        (encoded(":password"), "invalid auth configuration file"),
    ],
)
def test_a_damaged_entry_is_refused_without_showing_it(auth: str, message: str) -> None:
    with pytest.raises(InvalidAuth) as refusal:
        Auth.from_entry("host", {"auth": auth})
    assert str(refusal.value) == message


def test_tokens_and_the_email_are_kept() -> None:
    entry = {"auth": encoded("a:b"), "email": "e", "identitytoken": "i", "registrytoken": "r"}
    assert Auth.from_entry("host", entry).entry() == entry


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


@given(TEXTS.filter(lambda text: text and ":" not in text), TEXTS)
def test_what_is_written_is_read_again(user: str, password: str) -> None:
    auth = Auth(user, password, server="host")
    assert Auth.from_entry("host", auth.entry()) == auth


@given(TEXTS, TEXTS)
def test_a_secret_is_in_no_text_made_of_it(user: str, secret: str) -> None:
    auth = Auth(user, f"pass-{secret}", "", "host", f"token-{secret}", f"other-{secret}")
    shown = f"{auth}{auth!r}{[auth]}{auth:}"
    assert shown.replace(repr(user), "").count("host") == 4
    assert all(word not in shown.replace(repr(user), "") for word in ("pass-", "token-", "other-"))


def test_x_registry_auth_is_what_the_engine_reads() -> None:
    auth = Auth("ann", "\xff\xfe?>~", server="host", identity_token="t")
    assert decoded_header(auth.header()) == {
        "username": "ann",
        "password": "\xff\xfe?>~",
        "serveraddress": "host",
        "identitytoken": "t",
    }
    assert Auth().header() == "e30="


def test_x_registry_config_has_all_servers() -> None:
    header = registry_config_header({"a": Auth("u", "p", server="a"), "b": Auth()})
    assert decoded_header(header) == {
        "a": {"username": "u", "password": "p", "serveraddress": "a"},
        "b": {},
    }


@given(TEXTS, TEXTS)
def test_headers_are_made_of_any_password(user: str, password: str) -> None:
    fields = decoded_header(Auth(user, password).header())
    assert isinstance(fields, dict)
    assert (fields.get("username", ""), fields.get("password", "")) == (user, password)


@pytest.mark.parametrize(
    ("registry", "key"),
    [
        ("docker.io", "https://index.docker.io/v1/"),
        ("index.docker.io", "https://index.docker.io/v1/"),
        ("127.0.0.1:5000", "127.0.0.1:5000"),
    ],
)
def test_the_hub_has_a_key_of_its_own(registry: str, key: str) -> None:
    assert server_key(registry) == key


@pytest.mark.parametrize(
    ("key", "host"), [("https://h:1/v1/", "h:1"), ("h:1/v2/", "h:1"), ("http://h", "h"), ("h", "h")]
)
def test_old_keys_were_urls(key: str, host: str) -> None:
    assert hostname_of(key) == host
