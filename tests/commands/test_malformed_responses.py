"""Every command on engines that send malformed values: errors in a sentence, no traceback.

tests/data/api-responses.json has a response for each endpoint with all fields of the API 1.50, by
its specification. Each case replaces one value of one response by another of any kind.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.engine import PlayedEngine, PlayedHijack, pydock_on
from tests.support.malformed_values import with_malformed_value

RESPONSES: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data/api-responses.json").read_text()
)
#: an exec that has ended well: pydock waits for one that runs
RESPONSES["GET /exec/{id}/json"] |= {"Running": False, "ExitCode": 0}
#: streams, which the specification has no JSON for
RESPONSES |= {
    "POST /build": {"stream": "x\n", "aux": {"ID": "x"}},
    "POST /images/load": {"stream": "x\n"},
    "POST /images/create": {"status": "x", "id": "x", "progressDetail": {"current": 1, "total": 2}},
    "POST /images/{name}/push": {"status": "x", "id": "x", "progressDetail": {"current": 1}},
    "POST /plugins/pull": {"status": "x", "id": "x", "progressDetail": {"current": 1}},
    "POST /plugins/{name}/push": {"status": "x", "id": "x"},
    "GET /containers/{id}/checkpoints": [{"Name": "x"}],
}

COMMANDS = """
attach --no-stdin --sig-proxy=false x; builder prune -f; checkpoint ls x
checkpoint create x y; commit x y
config create y HOME/file; config inspect x; config inspect --pretty x; config ls; config rm x
container prune -f; cp x:/a -; create x; diff x; events; events --format json; exec x true
exec -d x true; export x -o HOME/out; history x; history --format json x; images; images --tree
images --digests --format json; image inspect x; image prune -f; import HOME/file; info
info -f json; inspect x; inspect -f {{.Name}} x; inspect --type image x; kill x; load -i HOME/file
login -u a -p b h:1; logs x; network connect x y; network create x; network disconnect x y
network inspect x; network ls; network prune -f; network rm x; node demote x; node inspect x
node inspect --pretty x; node ls; node promote x; node ps; node rm x; node update --role worker x
pause x; plugin disable x; plugin inspect x; plugin install --grant-all-permissions x; plugin ls
plugin push x; plugin rm x; plugin set x a=b; plugin upgrade --grant-all-permissions x; port x
ps; ps -a -s --no-trunc; ps --format json; pull x; push x; rename x y; restart x; rm x; rmi x
run -d x; save x -o HOME/out; search x; secret create y HOME/file; secret inspect --pretty x
secret inspect x; secret ls; secret rm x; service create -d x; service inspect x
service inspect --pretty x; service logs x; service ls; service ps x; service rm x
service rollback -d x; service scale -d x=2; service update -d --image y x
stack config -c HOME/c.yml
stack deploy -d -c HOME/c.yml x; stack ls; stack ps x; stack rm -d x; stack services x; start x
stats --no-stream; stats --no-stream x; stop x; swarm ca; swarm init; swarm join --token x h:1
swarm join-token worker; swarm leave; swarm unlock-key; swarm update --autolock; system df
system df -v; system prune -f; tag x y; top x; unpause x; update --memory 5m x; version
version -f json; volume create x; volume inspect x; volume ls; volume prune -f; volume rm x
volume update --availability drain x; wait x
"""

CASES_FOR_A_COMMAND = 28


class MalformedEngine(PlayedEngine):
    """Responds as the specification says, but for one malformed value in one of the responses."""

    def __init__(self, generator: random.Random) -> None:
        super().__init__({})
        self.generator = generator
        self.responses = dict(RESPONSES)
        #: the endpoint and the value, for the message of a failed test
        self.malformed = ""

    def _answer(self, method: str, target: str, body: Any, headers: Any) -> Any:
        path = target.partition("/v" + self.api_version)[2].partition("?")[0]
        if method == "POST" and path.endswith(("/attach", "/start")) and headers:
            return b""
        endpoint = endpoint_of(f"{method} {path}")
        if endpoint is None:
            return b"{}" if method == "GET" else b""
        response = self.responses[endpoint]
        if not self.malformed:
            response, place, value = with_malformed_value(response, self.generator)
            self.malformed = f"{endpoint}{place} = {value!r}"
            self.responses[endpoint] = response
        if response is RESPONSES[endpoint]:
            return encoded(endpoint)
        return json.dumps(response).encode() + b"\n"

    def hijack(self, *arguments: Any, **keywords: Any) -> PlayedHijack:
        return PlayedHijack(b"")


@cache
def encoded(endpoint: str) -> bytes:
    """The response that the specification has."""
    return json.dumps(RESPONSES[endpoint]).encode() + b"\n"


def whole_engine() -> PlayedEngine:
    """An engine that has one of everything."""
    engine = MalformedEngine(random.Random(0))
    engine.malformed = "nothing"
    return engine


PATTERNS: Mapping[str, re.Pattern[str]] = {
    endpoint: re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(endpoint)))
    for endpoint in RESPONSES
}


def endpoint_of(request: str) -> str | None:
    return next((one for one, pattern in PATTERNS.items() if pattern.fullmatch(request)), None)


@pytest.mark.parametrize("line", [line for line in re.split("; |\n", COMMANDS) if line])
def test_malformed_values(line: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "c.yml").write_text("services: {x: {image: x}}\n")
    generator = random.Random(line)
    for _ in range(CASES_FOR_A_COMMAND):
        engine = MalformedEngine(generator)
        done = pydock_on(engine, tmp_path)(*line.replace("HOME", str(tmp_path)).split())
        assert "a bug" not in done.err and "Traceback" not in done.err, (engine.malformed, done.err)
        assert done.status == 0 or done.err.strip(), f"silence: {engine.malformed}"
