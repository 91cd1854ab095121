from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from pydock.api import nodes, swarm
from pydock.api.engine import Engine
from pydock.api.secrets_configs import configs, secrets
from pydock.errors import ApiError, PydockError
from tests.support.transport import FakeTransport, engine_over, reply

NO_ROTATION = "rotateManagerToken=false&rotateManagerUnlockKey=false&rotateWorkerToken=false"


def ask(call: Callable[[Engine], Any], answer: Any, status: int = 200) -> tuple[str, Any]:
    """Return the request of a function at API 1.50, and its result for the response."""
    transport = FakeTransport(reply(status, json.dumps(answer).encode()))
    made = call(engine_over(transport))
    line = " ".join(f"{sent.method} {sent.target} {sent.body.decode()}" for sent in transport.sent)
    return line.replace("/v1.50", "").rstrip(), made


@pytest.mark.parametrize(
    ("call", "answer", "request_made", "result"),
    [
        (lambda e: swarm.inspect(e)["ID"], {"ID": "x"}, "GET /swarm", "x"),
        (lambda e: swarm.init(e, {"A": 1}), "node", 'POST /swarm/init {"A":1}', "node"),
        (lambda e: swarm.join(e, {"A": 1}), None, 'POST /swarm/join {"A":1}', None),
        (lambda e: swarm.leave(e), None, "POST /swarm/leave", None),
        (lambda e: swarm.leave(e, force=True), None, "POST /swarm/leave?force=1", None),
        (
            lambda e: swarm.update(e, 7, {"Name": "d"}),
            None,
            f'POST /swarm/update?{NO_ROTATION}&version=7 {{"Name":"d"}}',
            None,
        ),
        (lambda e: swarm.unlock_key(e), {"UnlockKey": "k"}, "GET /swarm/unlockkey", "k"),
        (lambda e: swarm.unlock_key(e), {}, "GET /swarm/unlockkey", ""),
        (lambda e: swarm.unlock(e, "k"), None, 'POST /swarm/unlock {"UnlockKey":"k"}', None),
        (lambda e: nodes.ls(e), None, "GET /nodes", []),
        (
            lambda e: [node["ID"] for node in nodes.ls(e, {"role": ["manager"]})],
            [{"ID": "x"}],
            "GET /nodes?filters=%7B%22role%22%3A+%7B%22manager%22%3A+true%7D%7D",
            ["x"],
        ),
        (lambda e: nodes.inspect(e, "a/b")["ID"], {"ID": "x"}, "GET /nodes/a/b", "x"),
        (lambda e: nodes.rm(e, "n"), None, "DELETE /nodes/n", None),
        (lambda e: nodes.rm(e, "n", force=True), None, "DELETE /nodes/n?force=1", None),
        (
            lambda e: nodes.update(e, "n", 3, {"Role": "worker"}),
            None,
            'POST /nodes/n/update?version=3 {"Role":"worker"}',
            None,
        ),
        (
            lambda e: secrets.create(e, {"Name": "s"}),
            {"ID": "x"},
            'POST /secrets/create {"Name":"s"}',
            "x",
        ),
        (lambda e: secrets.rm(e, "s"), None, "DELETE /secrets/s", None),
        (
            lambda e: secrets.update(e, "s", 4, {"Labels": {}}),
            None,
            'POST /secrets/s/update?version=4 {"Labels":{}}',
            None,
        ),
        (lambda e: configs.ls(e), [], "GET /configs", []),
        (lambda e: configs.inspect(e, "c")["ID"], {"ID": "x"}, "GET /configs/c", "x"),
    ],
)
def test_requests(
    call: Callable[[Engine], Any], answer: Any, request_made: str, result: Any
) -> None:
    assert ask(call, answer) == (request_made, result)


def test_a_stale_change_is_reported() -> None:
    answer = {"message": "rpc error: code = Unknown desc = update out of sequence"}
    with pytest.raises(ApiError) as error:
        ask(lambda e: nodes.update(e, "n", 3, {}), answer, 500)
    assert error.value.message == (
        "Error response from daemon: rpc error: code = Unknown desc = update out of sequence\n"
        'The node "n" changed meanwhile; nothing was updated. Run the command again.'
    )


@pytest.mark.parametrize(
    ("call", "kind"),
    [
        (lambda e: nodes.inspect(e, " "), "node"),
        (lambda e: secrets.rm(e, ""), "secret"),
        (lambda e: configs.update(e, "", 1, {}), "config"),
    ],
)
def test_a_blank_name_is_refused(call: Callable[[Engine], Any], kind: str) -> None:
    with pytest.raises(PydockError) as error:
        ask(call, None)
    assert error.value.message == f"invalid {kind} name or ID: value is empty"
