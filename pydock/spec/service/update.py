"""A changed service from options: the body of POST /services/ID/update.

Only what was asked for changes; all else of the specification goes back as it came. What needs
the engine to find ids (networks, secrets, configs) has functions of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from copy import deepcopy
from typing import Any

from pydock.spec.service import placement
from pydock.spec.service.changes import Asked, part, put
from pydock.spec.service.container_spec import update_container
from pydock.spec.service.create import Here, log_driver
from pydock.spec.service.policies import RESTART_FIELDS, restart_policy, update_config
from pydock.spec.service.ports import updated_ports
from pydock.spec.service.resources import RESOURCE_FIELDS, updated_generic_resources

Json = dict[str, Any]

#: what may stand beside --rollback
_BESIDE_ROLLBACK = frozenset(("rollback", "detach", "quiet"))


def check_rollback(given: Collection[str]) -> None:
    """Raise ValueError when something else is asked for together with --rollback."""
    if set(given) - _BESIDE_ROLLBACK:
        raise ValueError("other flags may not be combined with --rollback")


def updated_spec(spec: Json, values: Mapping[str, Any], given: Collection[str], here: Here) -> Json:
    """The ServiceSpec with what was asked for changed; the old one stays as it is.

    `values` are by key of the option, `given` has the keys of those on the command line.
    Networks, secrets, configs and credential specs stay. ValueError in docker's words,
    NotSupported for what this engine would misunderstand.
    """
    updated = deepcopy(spec)
    asked = Asked(values, given)
    asked.set_pairs(updated, "Labels", "label")
    updated.setdefault("Labels", {})
    task = part(updated, "TaskTemplate")
    update_container(part(task, "ContainerSpec"), asked, here)
    if not task["ContainerSpec"]:
        del task["ContainerSpec"]  # what runs is a plugin of the engine
    _update_task(task, asked)
    if asked.any_of(("replicas", "max_concurrent")):
        updated["Mode"] = placement.updated_mode(updated.get("Mode") or {}, asked)
    for which, field in (("update", "UpdateConfig"), ("rollback", "RollbackConfig")):
        put(updated, field, update_config(which, values, given, updated.get(field)))
    if "endpoint_mode" in given:
        put(part(updated, "EndpointSpec"), "Mode", values["endpoint_mode"])
    if asked.changes("publish"):
        asked.change(part(updated, "EndpointSpec"), "Ports", "publish", updated_ports)
    return updated


def _update_task(task: Json, asked: Asked) -> None:
    """What concerns tasks, not their containers."""
    for key, (kind, field) in RESOURCE_FIELDS.items():
        if key in asked.given:
            put(part(part(task, "Resources"), kind), field, asked.values[key])
    if asked.changes("generic_resource"):
        kept = part(part(task, "Resources"), "Reservations")
        asked.change(kept, "GenericResources", "generic_resource", updated_generic_resources)
    if asked.any_of(RESTART_FIELDS):
        old_policy = task.get("RestartPolicy")
        task["RestartPolicy"] = restart_policy(asked.values, asked.given, old_policy)
    _update_placement(task, asked)
    if asked.values["log_driver"]:
        task["LogDriver"] = log_driver(asked.values)
    if asked.values["force"]:
        task["ForceUpdate"] = task.get("ForceUpdate", 0) + 1


def _update_placement(task: Json, asked: Asked) -> None:
    if asked.changes("constraint"):
        asked.set_list(part(task, "Placement"), "Constraints", "constraint")
    if asked.changes("placement_pref"):
        place = part(task, "Placement")
        kept = placement.without_preferences(
            place.get("Preferences") or (), asked.removed("placement_pref")
        )
        put(place, "Preferences", [*kept, *asked.added("placement_pref")])
    if "replicas_max_per_node" in asked.given:
        put(part(task, "Placement"), "MaxReplicas", asked.values["replicas_max_per_node"])


def update_networks(spec: Json, add: Iterable[tuple[str, Json]], rm_ids: Iterable[str]) -> None:
    """Change the networks of a ServiceSpec in place.

    `add` are names with NetworkAttachmentConfigs that have ids. ValueError when the service is
    on one of them already. Networks where old engines kept them move to the task.
    """
    task = part(spec, "TaskTemplate")
    old = task.get("Networks") or spec.pop("Networks", None) or ()
    spec.pop("Networks", None)
    removed = set(rm_ids)
    found = {one["Target"]: one for one in old if one["Target"] not in removed}
    for name, attachment in add:
        if attachment["Target"] in found:
            raise ValueError(f"service is already attached to network {name}")
        found[attachment["Target"]] = attachment
    put(task, "Networks", [found[target] for target in sorted(found)])
