"""What `update` asks of an engine: POST /containers/ID/update."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.options.resources import resources
from pydock.options.restart import restart_policy

Json = dict[str, Any]


def container_update_body(values: Mapping[str, Any]) -> Json:
    """The body with the limits that were given; the engine leaves the others as they are.

    ValueError in docker's words for a restart policy that is none.
    """
    policy = restart_policy(values["restart"])
    return resources(values) | ({"RestartPolicy": policy} if policy else {})
