"""Credentials that commands send for a registry."""

from __future__ import annotations

import base64
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.support.cases import ID
from tests.support.engine import Each, PlayedEngine, Refusal, pydock_on

PULLED = {"status": "Downloaded"}
COMMANDS: dict[str, dict[str, Any]] = {
    "pull h:1/app": {"POST /images/create": PULLED},
    "push h:1/app": {"POST /images/h:1/app/push": PULLED},
    "run -d h:1/app": {
        "POST /images/create": PULLED,
        "POST /containers/create": Each([Refusal(404, "No such image"), {"Id": ID}]),
        f"POST /containers/{ID}/wait": {}, f"POST /containers/{ID}/start": {},
    },
    "plugin push h:1/app": {"POST /plugins/h:1/app:latest/push": PULLED},
    "plugin install --disable h:1/app": {
        "GET /plugins/privileges": [], "POST /plugins/pull": PULLED,
    },
    "search h:1/app": {"GET /images/search": []},
    "service create --with-registry-auth -d h:1/app": {
        "GET /distribution/h:1/app:latest/json": {"Descriptor": {"digest": "sha256:" + "0" * 64}},
        "POST /services/create": {"ID": "v1"},
    },
}  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    file = tmp_path / ".docker" / "config.json"
    file.parent.mkdir()
    auth = base64.b64encode(b"me:secret").decode()
    file.write_text(json.dumps({"auths": {"h:1": {"auth": auth}, "other:1": {"auth": auth[:-4]}}}))
    return tmp_path


def credentials(headers: Any) -> Any:
    return json.loads(base64.urlsafe_b64decode(headers["X-Registry-Auth"]))


@pytest.mark.parametrize("line", COMMANDS)
def test_the_stored_credentials_of_the_registry_are_sent(line: str, home: Path) -> None:
    engine = PlayedEngine(deepcopy(COMMANDS[line]))
    done = pydock_on(engine, home)(*line.split())
    assert done.status == 0, done.err
    sent = [credentials(headers) for headers in engine.headers if "X-Registry-Auth" in headers]
    assert sent
    for auth in sent:
        assert (auth["username"], auth["password"], auth["serveraddress"]) == (
            "me", "secret", "h:1",
        )  # fmt: skip
    assert "secret" not in done.out + done.err


@pytest.mark.parametrize("line", COMMANDS)
def test_the_longest_key_has_the_credentials(line: str, home: Path) -> None:
    auth = base64.b64encode(b"app:secret").decode()
    file = home / ".docker/config.json"
    file.write_text(json.dumps({"auths": {"h:1": {}, "h:1/app": {"auth": auth}}}))
    engine = PlayedEngine(deepcopy(COMMANDS[line]))
    done = pydock_on(engine, home)(*line.split())
    assert done.status == 0, done.err
    if line.startswith("search"):  # which is for a registry
        return
    sent = [credentials(headers) for headers in engine.headers if "X-Registry-Auth" in headers]
    assert {(auth["username"], auth["serveraddress"]) for auth in sent} == {("app", "h:1")}


@pytest.mark.parametrize("terminal", [False, True])
def test_refused_credentials_fail_at_once(home: Path, terminal: bool) -> None:
    engine = PlayedEngine({"POST /images/create": Refusal(401, "unauthorized")})
    done = pydock_on(engine, home, terminal)("pull", "-q", "h:1/app", stdin="me\nsecret\n")
    assert done == (1, "", "Error response from daemon: unauthorized\n")
    assert len(engine.requests) == 1


@pytest.mark.parametrize("line", COMMANDS)
def test_a_credential_helper_that_fails(line: str, home: Path) -> None:
    """Nothing is sent without the credentials, except by search."""
    (home / ".docker/config.json").write_text('{"credsStore": "none-such"}')
    engine = PlayedEngine(deepcopy(COMMANDS[line]))
    done = pydock_on(engine, home)(*line.split())
    if line.startswith("search"):
        assert done.status == 0
        return
    assert done.status == (127 if line.startswith("run") else 1)  # as docker says
    assert 'error getting credentials - err: exec: "docker-credential-none-such": ' in done.err
    assert not any("X-Registry-Auth" in headers for headers in engine.headers)
