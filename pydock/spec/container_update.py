"""What `update` asks of an engine: POST /containers/ID/update."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.options.restart import restart_policy
from pydock.spec.version_rules import CONTAINER_UPDATE, copied

Json = dict[str, Any]


def container_update_body(values: Mapping[str, Any]) -> Json:
    """The body with the limits that were given; the engine leaves the others as they are.

    ValueError in docker's words for a restart policy that is none.
    """
    policy = restart_policy(values["restart"])
    return copied(values, CONTAINER_UPDATE) | ({"RestartPolicy": policy} if policy else {})
