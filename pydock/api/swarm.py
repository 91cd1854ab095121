"""The swarm as a whole: /swarm of the Engine API (since 1.24)."""

from pydock.api.engine import Engine, Json
from pydock.api.spec_update import send_update
from pydock.api.types.swarm import Swarm, UnlockKey


def inspect(engine: Engine) -> Swarm:
    """GET /swarm: its spec, version and join tokens; ApiError 503 where no manager answers."""
    return engine.request_json(Swarm, "GET", "/swarm")


def init(engine: Engine, body: Json) -> str:
    """POST /swarm/init: the id of this node; ApiError 503 when it is part of a swarm already."""
    return engine.request_json(str, "POST", "/swarm/init", None, body)


def join(engine: Engine, body: Json) -> None:
    """POST /swarm/join; ApiError 503 when it is part of a swarm already."""
    engine.request("POST", "/swarm/join", None, body)


def leave(engine: Engine, *, force: bool = False) -> None:
    """POST /swarm/leave; ApiError 503 for a manager unless `force`, or where there is no swarm."""
    engine.request("POST", "/swarm/leave", {"force": force})


def update(
    engine: Engine,
    version: int,
    spec: Json,
    *,
    rotate_worker_token: bool = False,
    rotate_manager_token: bool = False,
    rotate_unlock_key: bool = False,
) -> None:
    """POST /swarm/update: change the swarm at `version`, its index; the key since API 1.25."""
    query = {
        "rotateWorkerToken": _truth(rotate_worker_token),
        "rotateManagerToken": _truth(rotate_manager_token),
        "rotateManagerUnlockKey": _truth(rotate_unlock_key),
    }
    send_update(engine, "/swarm/update", version, spec, "swarm", query)


def unlock_key(engine: Engine) -> str:
    """GET /swarm/unlockkey: the key that unlocks a manager, "" when managers are not locked."""
    found = engine.request_json(UnlockKey, "GET", "/swarm/unlockkey")
    return str(found["UnlockKey"])


def unlock(engine: Engine, key: str) -> None:
    """POST /swarm/unlock: unlock a manager; ApiError for a wrong key."""
    engine.request("POST", "/swarm/unlock", None, {"UnlockKey": key})


def _truth(value: bool) -> str:
    return "true" if value else "false"
