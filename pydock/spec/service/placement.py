"""Placement and mode of a service: `--placement-pref`, `--mode`, `--replicas`."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydock.options.value_types import ParsedList
from pydock.spec.service.changes import ParsedOptions
from pydock.spec.service.option_types import ServiceCreateOptions

Json = dict[str, Any]


def _parse_preference(text: str) -> Json:
    """Parse a placement preference, `spread=node.labels.zone`. Raises ValueError."""
    strategy, equals, descriptor = text.partition("=")
    if not equals or not strategy:
        raise ValueError('placement preference must be of the format "<strategy>=<arg>"')
    if strategy != "spread":
        raise ValueError(f"unsupported placement preference {strategy} (only spread is supported)")
    return {"Spread": {"SpreadDescriptor": descriptor}}


PREFERENCES = ParsedList(_parse_preference, "pref")


def without_preferences(preferences: Iterable[Json], rm: Iterable[Json]) -> list[Json]:
    """Return the preferences without those that spread over the same label as one of `rm`."""
    removed = [_descriptor(one) for one in rm]
    return [one for one in preferences if _descriptor(one) not in removed]


def _descriptor(preference: Json) -> Any:
    return (preference.get("Spread") or {}).get("SpreadDescriptor")


_REPLICATED_ONLY = "can only be used with replicated or replicated-job mode"
_JOB_ONLY = "max-concurrent can only be used with replicated-job mode"


def service_mode(values: ServiceCreateOptions) -> Json:
    """Return the ServiceMode of --mode, --replicas and --max-concurrent. Raises ValueError."""
    mode, replicas, concurrent = values["mode"], values["replicas"], values["max_concurrent"]
    if mode in ("global", "global-job"):
        _check_global(values)
        return {"Global" if mode == "global" else "GlobalJob": {}}
    if mode == "replicated":
        if concurrent is not None:
            raise ValueError(_JOB_ONLY)
        return {"Replicated": {} if replicas is None else {"Replicas": replicas}}
    if mode != "replicated-job":
        raise ValueError(f"unknown mode: {mode}, only replicated and global supported")
    limits = {
        "MaxConcurrent": replicas if concurrent is None else concurrent,
        "TotalCompletions": replicas,
    }
    return {"ReplicatedJob": {key: value for key, value in limits.items() if value is not None}}


def _check_global(values: ServiceCreateOptions) -> None:
    if values["replicas"] is not None:
        raise ValueError(f"replicas {_REPLICATED_ONLY}")
    if values["replicas_max_per_node"]:
        raise ValueError(f"replicas-max-per-node {_REPLICATED_ONLY}")
    if values["max_concurrent"] is not None:
        raise ValueError(_JOB_ONLY)


def is_job(mode: Json) -> bool:
    """Is it the mode of a job?"""
    return mode.get("ReplicatedJob") is not None or mode.get("GlobalJob") is not None


def scaled(mode: Mapping[str, Any], replicas: int) -> Json:
    """Return the ServiceMode with another number of tasks. Raises ValueError for global modes."""
    if mode.get("Replicated") is not None:
        return {**mode, "Replicated": {**mode["Replicated"], "Replicas": replicas}}
    if mode.get("ReplicatedJob") is not None:
        return {**mode, "ReplicatedJob": {**mode["ReplicatedJob"], "TotalCompletions": replicas}}
    raise ValueError(f"scale {_REPLICATED_ONLY}")


def updated_mode(mode: Json, parsed: ParsedOptions) -> Json:
    """Return the ServiceMode after --replicas and --max-concurrent; ValueError without them."""
    replicas, concurrent = parsed.values["replicas"], parsed.values["max_concurrent"]
    found = dict(mode)
    if replicas is not None:
        if mode.get("Replicated") is None:
            raise ValueError("replicas can only be used with replicated mode")
        found["Replicated"] = {**mode["Replicated"], "Replicas": replicas}
    if concurrent is not None:
        if mode.get("ReplicatedJob") is None:
            raise ValueError(_JOB_ONLY)
        found["ReplicatedJob"] = {**mode["ReplicatedJob"], "MaxConcurrent": concurrent}
    return found
