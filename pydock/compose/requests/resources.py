"""Limits, devices and restart policy of a service's containers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydock.compose.errors import ComposeError
from pydock.compose.project.service_parts import DeviceRequest
from pydock.compose.project.types import Service
from pydock.golang.strconv.floats import nearest
from pydock.golang.strconv.numbers import parse_int
from pydock.options.devices import CDI_NAME

Json = dict[str, Any]

#: fields of a service and of HostConfig that hold the same value
_SAME = {
    "cgroup_parent": "CgroupParent",
    "cpu_count": "CpuCount",
    "cpu_period": "CpuPeriod",
    "cpu_quota": "CpuQuota",
    "cpu_rt_period": "CpuRealtimePeriod",
    "cpu_rt_runtime": "CpuRealtimeRuntime",
    "cpu_shares": "CpuShares",
    "cpuset": "CpusetCpus",
    "device_cgroup_rules": "DeviceCgroupRules",
    "pids_limit": "PidsLimit",
}
#: sizes, which are texts in a service
_SIZES = {
    "mem_limit": "Memory",
    "memswap_limit": "MemorySwap",
    "mem_reservation": "MemoryReservation",
    "mem_swappiness": "MemorySwappiness",
}
_RATES = {
    "device_read_bps": "BlkioDeviceReadBps",
    "device_read_iops": "BlkioDeviceReadIOps",
    "device_write_bps": "BlkioDeviceWriteBps",
    "device_write_iops": "BlkioDeviceWriteIOps",
}
#: conditions of restarts, and the engine's policies; others are sent as they are
_CONDITIONS = {"none": "no", "any": "always"}


def resource_fields(service: Service) -> Json:
    """Return the resources of a HostConfig, those that are limited. Raises ComposeError."""
    values: Json = dict(service)
    fields = {sent: values[name] for name, sent in _SAME.items() if values.get(name)}
    fields |= {sent: int(values[name]) for name, sent in _SIZES.items() if values.get(name)}
    fields["OomKillDisable"] = service.get("oom_kill_disable", False)
    if service.get("cpus"):
        fields["NanoCpus"] = _scaled(service["cpus"], 10**9)
    if service.get("cpu_percent"):
        fields["CpuPercent"] = _scaled(service["cpu_percent"], 100)
    fields |= _block_devices(service.get("blkio_config") or {})
    limits = (service.get("deploy") or {}).get("resources") or {}
    limit, reservation = limits.get("limits") or {}, limits.get("reservations") or {}
    if limit.get("memory"):
        fields["Memory"] = int(limit["memory"])
    if limit.get("cpus"):
        fields["NanoCpus"] = _scaled(limit["cpus"], 10**9)
    if limit.get("pids", 0) > 0:
        fields["PidsLimit"] = limit["pids"]
    if reservation.get("memory"):
        fields["MemoryReservation"] = int(reservation["memory"])
    fields |= _devices(service, reservation.get("devices") or [])
    if service.get("ulimits"):
        fields["Ulimits"] = [ulimit_body(name, one) for name, one in service["ulimits"].items()]
    return fields


def restart_policy(service: Service) -> Json:
    """Return the RestartPolicy of a HostConfig, {} for none."""
    policy: Json = {}
    if service.get("restart"):
        name, _, count = service["restart"].partition(":")
        policy = {"Name": _CONDITIONS.get(name, name)}
        try:
            policy["MaximumRetryCount"] = parse_int(count, any_base=False) if count else 0
        except ValueError:
            policy["MaximumRetryCount"] = 0
    deployed = (service.get("deploy") or {}).get("restart_policy")
    if deployed is not None:
        name = deployed.get("condition", "")
        attempts = deployed.get("max_attempts", 0)
        policy = {"Name": _CONDITIONS.get(name, name), "MaximumRetryCount": attempts}
    return policy


def _scaled(value: float, scale: int) -> int:
    """Multiply as docker compose does, with 32 bits."""
    try:
        return int(nearest(nearest(value) * scale))
    except (OverflowError, ValueError):
        raise ComposeError(f"invalid CPU limit: {value}") from None


def _block_devices(blkio: Mapping[str, Any]) -> Json:
    fields: Json = {"BlkioWeight": blkio["weight"]} if blkio.get("weight") else {}
    if blkio.get("weight_device"):
        fields["BlkioWeightDevice"] = [
            {"Path": one.get("path", ""), "Weight": one.get("weight", 0)}
            for one in blkio["weight_device"]
        ]
    for name, sent in _RATES.items():
        if blkio.get(name):
            fields[sent] = [
                {"Path": one.get("path", ""), "Rate": int(one.get("rate") or 0)}
                for one in blkio[name]
            ]
    return fields


def _devices(service: Service, reserved: list[DeviceRequest]) -> Json:
    requests = [_device_request(one, one.get("capabilities", [])) for one in reserved]
    devices, names = [], []
    for device in service.get("devices", []):
        source, target = device.get("source", ""), device.get("target", "")
        if source == target and re.fullmatch(CDI_NAME, source):
            names.append(source)
        else:
            devices.append({
                "PathOnHost": source,
                "PathInContainer": target,
                "CgroupPermissions": device.get("permissions", ""),
            })  # fmt: skip
    if names:
        requests.append({"Driver": "cdi", "DeviceIDs": names})
    for one in service.get("gpus", []):
        requests.append(_device_request(one, [*one.get("capabilities", []), "gpu"]))
    fields: Json = {"Devices": devices} if devices else {}
    return {**fields, "DeviceRequests": requests} if requests else fields


def _device_request(device: DeviceRequest, capabilities: list[str]) -> Json:
    return {
        "Driver": device.get("driver", ""),
        "Count": int(device.get("count", 0)),
        "DeviceIDs": device.get("device_ids", []),
        "Capabilities": [capabilities],
        "Options": device.get("options", {}),
    }


def ulimit_body(name: str, ulimit: Any) -> Json:
    """Return a Ulimit of a service or build; a number is both limits."""
    if isinstance(ulimit, int):
        return {"Name": name, "Soft": ulimit, "Hard": ulimit}
    return {"Name": name, "Soft": ulimit.get("soft", 0), "Hard": ulimit.get("hard", 0)}
