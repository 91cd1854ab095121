"""POST /containers/ID/update, from the options of `update`."""

from typing import Any, TypedDict

from pydock.options.restart import restart_policy
from pydock.spec.version_rules import CONTAINER_UPDATE, copied

Json = dict[str, Any]


class UpdateOptions(TypedDict):
    """Options beside those that CONTAINER_UPDATE copies into fields."""

    restart: str


def container_update_body(values: UpdateOptions) -> Json:
    """Return the body with the given limits. ValueError for an invalid restart policy."""
    policy = restart_policy(values["restart"])
    return copied(values, CONTAINER_UPDATE) | ({"RestartPolicy": policy} if policy else {})
