"""POST /containers/ID/update, from the options of `update`."""

from collections.abc import Mapping
from typing import Any

from pydock.options.restart import restart_policy
from pydock.spec.version_rules import CONTAINER_UPDATE, copied

Json = dict[str, Any]


def container_update_body(values: Mapping[str, Any]) -> Json:
    """Return the body with the given limits. ValueError for an invalid restart policy."""
    policy = restart_policy(values["restart"])
    return copied(values, CONTAINER_UPDATE) | ({"RestartPolicy": policy} if policy else {})
