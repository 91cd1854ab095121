"""The service of a Compose file for the body of POST /containers/create.

Each option of `create` has its key, a function, or no key at all; a test compares the tables with
the options that are declared.
"""

from collections.abc import Callable, Mapping
from typing import Any

from pydock.golang.time.duration import Duration
from pydock.golang.units import exact_size
from pydock.options import devices, networks, ports, restart, security
from pydock.options.cpus import cpus_text
from pydock.options.mounts import RECURSIVE, split_volume, tmpfs_texts
from pydock.spec.container_to_options import endpoints_of, field_value
from pydock.spec.version_rules import CONTAINER_CREATE

Json = dict[str, Any]

_PROJECT_LABELS = "com.docker.compose."


def _lower(items: list[Json]) -> list[Json]:
    return [{key.lower(): value for key, value in item.items()} for item in items]


def _ulimits(items: list[Json]) -> Json:
    return {one["Name"]: {"soft": one.get("Soft", 0), "hard": one.get("Hard", 0)} for one in items}


#: option that is copied into a field -> key of the service
KEYS: Mapping[str, str] = {
    "add-host": "extra_hosts", "annotation": "annotations",
    "blkio-weight": "blkio_config.weight", "blkio-weight-device": "blkio_config.weight_device",
    "cgroup-parent": "cgroup_parent", "cgroupns": "cgroup", "cpu-count": "cpu_count",
    "cpu-percent": "cpu_percent", "cpu-period": "cpu_period", "cpu-quota": "cpu_quota",
    "cpu-rt-period": "cpu_rt_period", "cpu-rt-runtime": "cpu_rt_runtime",
    "cpu-shares": "cpu_shares", "cpus": "cpus", "cpuset-cpus": "cpuset",
    "device-cgroup-rule": "device_cgroup_rules",
    "device-read-bps": "blkio_config.device_read_bps",
    "device-read-iops": "blkio_config.device_read_iops",
    "device-write-bps": "blkio_config.device_write_bps",
    "device-write-iops": "blkio_config.device_write_iops", "dns": "dns", "dns-option": "dns_opt",
    "dns-search": "dns_search", "domainname": "domainname", "group-add": "group_add",
    "hostname": "hostname", "ipc": "ipc", "isolation": "isolation", "link": "external_links",
    "memory": "mem_limit", "memory-reservation": "mem_reservation",
    "memory-swap": "memswap_limit", "oom-kill-disable": "oom_kill_disable",
    "oom-score-adj": "oom_score_adj", "pid": "pid", "pids-limit": "pids_limit",
    "privileged": "privileged", "read-only": "read_only", "runtime": "runtime",
    "shm-size": "shm_size", "stop-signal": "stop_signal", "sysctl": "sysctls",
    "ulimit": "ulimits", "user": "user", "userns": "userns_mode", "uts": "uts",
    "volumes-from": "volumes_from", "workdir": "working_dir",
}  # fmt: skip

#: values that a Compose file has in another form than the field
_CONVERTED: Mapping[str, Callable[[Any], Any]] = {
    "blkio-weight-device": _lower,
    "cpus": cpus_text,
    "device-read-bps": _lower,
    "device-read-iops": _lower,
    "device-write-bps": _lower,
    "device-write-iops": _lower,
    "memory": exact_size,
    "memory-reservation": exact_size,
    "memory-swap": lambda size: size if size < 0 else exact_size(size),
    "shm-size": exact_size,
    "ulimit": _ulimits,
    "volumes-from": lambda names: [f"container:{name.partition(':')[0]}" for name in names],
}

#: options that no key of a service expresses
WITHOUT_KEY = ("cpuset-mems", "io-maxbandwidth", "io-maxiops", "publish-all", "rm", "volume-driver")


def _host(body: Json, field: str) -> Any:
    return body["HostConfig"].get(field)


def _health_check(body: Json) -> Json:
    check = body.get("Healthcheck") or {}
    if check.get("Test") == ["NONE"]:
        return {"healthcheck": {"disable": True}}
    durations = {
        "interval": "Interval",
        "timeout": "Timeout",
        "start_period": "StartPeriod",
        "start_interval": "StartInterval",
    }
    found = {"test": check.get("Test"), "retries": check.get("Retries")}
    for key, field in durations.items():
        if check.get(field):
            found[key] = str(Duration(check[field]))
    return {"healthcheck": _given(found)}


def _gpus(body: Json) -> Json:
    fields = {"Driver": "driver", "Count": "count", "DeviceIDs": "device_ids", "Options": "options"}
    found = []
    for request in devices.gpu_requests(_host(body, "DeviceRequests") or ()):
        one = {key: request.get(field) for field, key in fields.items()}
        capabilities = [name for names in request.get("Capabilities") or () for name in names]
        one["count"] = "all" if one["count"] == -1 else one["count"] or None
        found.append(_given(one) | {"capabilities": capabilities})
    return {"deploy": {"resources": {"reservations": {"devices": found}}}} if found else {}


def _log(body: Json) -> Json:
    log = _host(body, "LogConfig") or {}
    return {"logging": _given({"driver": log.get("Type"), "options": log.get("Config")})}


def _endpoints(body: Json) -> Json:
    """Return the networks by name, all of them existing ones, or the mode of one without a name."""
    endpoints = endpoints_of(body)
    mode = next(iter(endpoints))
    if not networks.is_user_defined(mode):
        return {"network_mode": "bridge" if mode == networks.DEFAULT else mode}
    found: dict[str, Json | None] = {}
    for name, endpoint in endpoints.items():
        addresses = endpoint.get("IPAMConfig") or {}
        settings = _given(
            {
                "aliases": endpoint.get("Aliases"),
                "ipv4_address": addresses.get("IPv4Address"),
                "ipv6_address": addresses.get("IPv6Address"),
                "link_local_ips": addresses.get("LinkLocalIPs"),
                "mac_address": endpoint.get("MacAddress"),
                "driver_opts": endpoint.get("DriverOpts"),
                "gw_priority": endpoint.get("GwPriority"),
                "priority": 1 if name == mode and len(endpoints) > 1 else None,
            }
        )
        found[name] = settings or None
    links = endpoints[mode].get("Links")
    return {"networks": found, **_given({"external_links": links})}


def _volumes(body: Json) -> Json:
    found: list[Any] = [*(_host(body, "Binds") or ()), *(body.get("Volumes") or ())]
    return {"volumes": [*found, *map(_mount, _host(body, "Mounts") or ())]}


def _mount(mount: Json) -> Json:
    """Return a mount in the long form."""
    bind, volume, tmpfs, image = (
        mount.get(f"{kind}Options") or {} for kind in ("Bind", "Volume", "Tmpfs", "Image")
    )
    recursive = [text for text, field in RECURSIVE.items() if bind.get(field)]
    return _given(
        {
            "type": mount["Type"],
            "source": mount.get("Source"),
            "target": mount.get("Target"),
            "read_only": mount.get("ReadOnly"),
            "consistency": mount.get("Consistency"),
            "bind": _given(
                {
                    "propagation": bind.get("Propagation"),
                    "create_host_path": bind.get("CreateMountpoint"),
                    "recursive": recursive[0] if recursive else None,
                }
            ),
            "volume": _given({"nocopy": volume.get("NoCopy"), "subpath": volume.get("Subpath")}),
            "tmpfs": _given({"size": tmpfs.get("SizeBytes"), "mode": tmpfs.get("Mode")}),
            "image": _given({"subpath": image.get("Subpath")}),
        }
    )


def _grace_period(body: Json) -> Json:
    seconds = body.get("StopTimeout")
    return {} if seconds is None else {"stop_grace_period": f"{seconds}s"}


def _labels(body: Json) -> Json:
    """Return the labels; Compose sets its own."""
    labels = body.get("Labels") or {}
    return {"labels": {k: v for k, v in labels.items() if not k.startswith(_PROJECT_LABELS)}}


def _device_texts(body: Json) -> list[str]:
    return devices.device_texts(_host(body, "Devices") or (), _host(body, "DeviceRequests") or ())


#: options with keys of their own -> the keys and values
OTHERS: Mapping[str, Callable[[Json], Json]] = {
    "attach": lambda body: {},  # Compose chooses the streams
    "cap-add": lambda body: {"cap_add": _host(body, "CapAdd")},
    "cap-drop": lambda body: {"cap_drop": _host(body, "CapDrop")},
    "device": lambda body: {"devices": _device_texts(body)},
    "entrypoint": lambda body: {"entrypoint": body.get("Entrypoint")},
    "env": lambda body: {"environment": body.get("Env")},
    "expose": lambda body: {
        "expose": [
            port
            for port in body.get("ExposedPorts") or ()
            if port not in (_host(body, "PortBindings") or ())
        ]
    },
    "gpus": _gpus,
    **dict.fromkeys(
        ("health-cmd", "health-interval", "health-retries", "health-start-interval",
         "health-start-period", "health-timeout", "no-healthcheck"),
        _health_check,
    ),
    "init": lambda body: {"init": _host(body, "Init")},
    "interactive": lambda body: {"stdin_open": body.get("OpenStdin")},
    "label": _labels,
    **dict.fromkeys(("log-driver", "log-opt"), _log),
    "memory-swappiness": lambda body: {"mem_swappiness": _host(body, "MemorySwappiness")},
    **dict.fromkeys(
        ("ip", "ip6", "link-local-ip", "mac-address", "network", "network-alias"), _endpoints
    ),
    "publish": lambda body: {"ports": ports.publish_texts(_host(body, "PortBindings") or {})},
    "restart": lambda body: {"restart": restart.policy_text(_host(body, "RestartPolicy") or {})},
    "security-opt": lambda body: {"security_opt": security.security_texts(body["HostConfig"])},
    "stop-timeout": _grace_period,
    "storage-opt": lambda body: {"storage_opt": _host(body, "StorageOpt")},
    "tmpfs": lambda body: {"tmpfs": tmpfs_texts(_host(body, "Tmpfs") or {})},
    "tty": lambda body: {"tty": body.get("Tty")},
    **dict.fromkeys(("mount", "volume"), _volumes),
}  # fmt: skip


def compose_service(body: Json) -> Json:
    """Return the service of a Compose file, without its name."""
    service: Json = {"image": body["Image"], "command": body.get("Cmd")}
    for option, path in KEYS.items():
        found = field_value(body, CONTAINER_CREATE[option].field)
        if found:
            parent, _, key = path.rpartition(".")
            holder = service.setdefault(parent, {}) if parent else service
            holder[key] = _CONVERTED[option](found) if option in _CONVERTED else found
    for read in dict.fromkeys(OTHERS.values()):
        service |= _given(read(body))
    return {key: _escaped(value) for key, value in service.items() if value is not None}


def _given(fields: Mapping[str, Any]) -> Json:
    """Return the fields that are set: 0 and false are, unlike empty texts and collections."""
    return {
        key: value
        for key, value in fields.items()
        if value not in (None, "", [], {}) and not (value is False and key != "init")
    }


def _escaped(value: Any) -> Any:
    """Return a value with each dollar sign doubled, so that Compose inserts no variables."""
    if isinstance(value, str):
        return value.replace("$", "$$")
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    if isinstance(value, dict):
        return {key: _escaped(item) for key, item in value.items()}
    return value


def unsupported_fields(body: Json) -> Json:
    """Return the fields that no key of a service expresses, or whose value Compose ignores."""
    host: Json = body["HostConfig"]
    supported = {
        rule.field.removeprefix("HostConfig.").partition(".")[0]
        for option, rule in CONTAINER_CREATE.items()
        if option.partition(" ")[0] not in WITHOUT_KEY
    }
    supported |= {"MaskedPaths", "ReadonlyPaths"}
    found = {field: value for field, value in host.items() if field not in supported}
    if host.get("MemorySwappiness") == 0:
        found["MemorySwappiness"] = 0
    if modes := [name for name in host.get("VolumesFrom") or () if ":" in name]:
        found["VolumesFrom"] = modes
    for mount in host.get("Mounts") or ():
        if set(mount.get("VolumeOptions") or ()) & {"Labels", "DriverConfig"}:
            found["VolumeOptions"] = mount["VolumeOptions"]
    if mac_address := endpoints_of(body).get(networks.DEFAULT, {}).get("MacAddress"):
        found["MacAddress"] = mac_address
    return found


def external_objects(service: Json) -> Json:
    """Return the networks and volumes that a service uses, as existing ones of a Compose file."""
    names = {
        "networks": list(service.get("networks") or ()),
        "volumes": [name for one in service.get("volumes") or () if (name := _volume_name(one))],
    }
    return {
        kind: {name: {"external": True} for name in found} for kind, found in names.items() if found
    }


def _volume_name(volume: Json | str) -> str:
    """Return the name of a volume that is mounted; "" for a path and for an anonymous volume."""
    if isinstance(volume, str):
        source, *others = split_volume(volume)
        return source if others and not source.startswith(("/", "~", ".")) else ""
    return str(volume.get("source", "")) if volume["type"] == "volume" else ""
