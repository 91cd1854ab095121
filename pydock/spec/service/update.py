"""POST /services/ID/update, from the options of `service update`.

Fields change only by given options; the rest of the spec is sent back unchanged. Networks, whose
IDs the command resolves, have a function of their own.
"""

from collections.abc import Collection, Iterable, Mapping
from copy import deepcopy
from typing import Any

from pydock.spec.request_context import RequestContext
from pydock.spec.service import placement
from pydock.spec.service.changes import ParsedOptions, part, put
from pydock.spec.service.container_spec import update_container
from pydock.spec.service.create import log_driver
from pydock.spec.service.option_types import ServiceUpdateOptions
from pydock.spec.service.policies import restart_policy, update_config
from pydock.spec.service.ports import updated_ports
from pydock.spec.service.resources import swap_settings, updated_generic_resources
from pydock.spec.version_rules import (
    LIMITS,
    RESERVATIONS,
    RESTART_POLICY,
    SERVICE_UPDATE,
    copied_fields,
)

Json = dict[str, Any]

#: options allowed with --rollback
_BESIDE_ROLLBACK = frozenset(("rollback", "detach", "quiet"))


def check_rollback(given: Collection[str]) -> None:
    """Raise ValueError for options that conflict with --rollback."""
    if set(given) - _BESIDE_ROLLBACK:
        raise ValueError("other flags may not be combined with --rollback")


def updated_spec(
    spec: Mapping[str, Any],
    values: ServiceUpdateOptions,
    given: Collection[str],
    context: RequestContext,
) -> Json:
    """Return a copy of the ServiceSpec with the changes of given options.

    `values` are by key, `given` are keys of given options. Networks, secrets, configs and
    credential specs do not change. Raises ValueError, and NotSupported for options that the
    engine does not support.
    """
    updated: Json = deepcopy(dict(spec))
    parsed = ParsedOptions(values, given)
    parsed.set_pairs(updated, "Labels", "label")
    updated.setdefault("Labels", {})
    task = part(updated, "TaskTemplate")
    update_container(part(task, "ContainerSpec"), parsed, context)
    if not task["ContainerSpec"]:
        del task["ContainerSpec"]  # the task runs a plugin
    _update_task(task, parsed)
    if parsed.any_of(("replicas", "max_concurrent")):
        updated["Mode"] = placement.updated_mode(updated.get("Mode") or {}, parsed)
    for which, field in (("update", "UpdateConfig"), ("rollback", "RollbackConfig")):
        put(updated, field, update_config(which, values, given, updated.get(field)))
    if "endpoint_mode" in given:
        put(part(updated, "EndpointSpec"), "Mode", values["endpoint_mode"])
    if parsed.changes("publish"):
        parsed.change(part(updated, "EndpointSpec"), "Ports", "publish", updated_ports)
    return updated


def _update_task(task: Json, parsed: ParsedOptions) -> None:
    """Change the fields of a TaskSpec beside its ContainerSpec."""
    if swap := swap_settings(parsed.values, parsed.given):
        part(task, "Resources").update(swap)
    for kind, parent in (("Limits", LIMITS), ("Reservations", RESERVATIONS)):
        fields = copied_fields(SERVICE_UPDATE, parent)
        if parsed.any_of(fields):
            parsed.set_fields(part(part(task, "Resources"), kind), fields)
    if parsed.changes("generic_resource"):
        kept = part(part(task, "Resources"), "Reservations")
        parsed.change(kept, "GenericResources", "generic_resource", updated_generic_resources)
    if parsed.any_of(copied_fields(SERVICE_UPDATE, RESTART_POLICY)):
        old_policy = task.get("RestartPolicy")
        task["RestartPolicy"] = restart_policy(parsed.values, parsed.given, old_policy)
    _update_placement(task, parsed)
    if parsed.values["log_driver"]:
        task["LogDriver"] = log_driver(parsed.values)
    if parsed.values["force"]:
        task["ForceUpdate"] = task.get("ForceUpdate", 0) + 1


def _update_placement(task: Json, parsed: ParsedOptions) -> None:
    if parsed.changes("constraint"):
        parsed.set_list(part(task, "Placement"), "Constraints", "constraint")
    if parsed.changes("placement_pref"):
        place = part(task, "Placement")
        kept = placement.without_preferences(
            place.get("Preferences") or (), parsed.removed("placement_pref")
        )
        put(place, "Preferences", [*kept, *parsed.added("placement_pref")])
    if "replicas_max_per_node" in parsed.given:
        put(part(task, "Placement"), "MaxReplicas", parsed.values["replicas_max_per_node"])


def update_networks(spec: Json, add: Iterable[tuple[str, Json]], rm_ids: Iterable[str]) -> None:
    """Change a ServiceSpec's networks to `add` (by name) in its task. Raises ValueError."""
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
