"""Version rules: which API version each option requires, and what older engines get instead.

One table a request: option -> field of the API, required version, and the treatment of engines
that do not have it. Commands name their table (`define(..., rules=CONTAINER_CREATE)`); the checks
before a request, help and completion read it from there, and `spec` copies and adapts fields by it.

Fields are paths in the body (`HostConfig.Init`), query parameters (`?platform`), or "" where the
client alone acts. A key with a blank is about some values of an option ("mount read-only").
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeAlias

    Version: TypeAlias = tuple[int, int]
    Rules: TypeAlias = Mapping[str, "Rule"]


#: what happens on an engine without the required version
REFUSED = "refused"  # the command fails before the request
OMITTED = "omitted"  # the field is left out
MOVED = "moved"  # the value is sent in another field, or in another request
CLIENT = "client"  # the client does it itself
IGNORED = "ignored"  # sent all the same, with a warning: the engine may ignore the field


class Rule:
    """One row of a table."""

    __slots__ = ("api_since", "copied", "engine_since", "field", "moved_to", "older")

    def __init__(
        self,
        field: str,
        api_since: str = "",
        *,
        engine_since: str = "",
        older: str = REFUSED,
        moved_to: str = "",
        copied: bool = False,
    ) -> None:
        self.field = field
        #: negotiated API version that the field requires, as docker checks it
        self.api_since = api_since
        #: API version that the engine must support, even if an older one is negotiated
        self.engine_since = engine_since
        #: treatment of engines without the field
        self.older = older
        #: for MOVED: path in the body, or another request
        self.moved_to = moved_to
        #: is the value of the option copied into the field, if it is not empty?
        self.copied = copied

    def is_met(self, api_version: Version, supports: Callable[[str], bool]) -> bool:
        """Does an engine have the field, at the negotiated API version?"""
        return not (self.api_since and api_version < parse_version(self.api_since)) and not (
            self.engine_since and not supports(self.engine_since)
        )

    @property
    def since(self) -> str:
        """The API version that the field requires, of the negotiation or of the engine."""
        return self.api_since or self.engine_since

    def at(self, field: str) -> Rule:
        """Return the rule for another field."""
        return Rule(
            field, self.api_since, engine_since=self.engine_since, older=self.older,
            copied=self.copied,
        )  # fmt: skip

    def by_engine(self, older: str = REFUSED) -> Rule:
        """Return the rule for a field that engines have at any negotiated version."""
        return Rule(self.field, engine_since=self.since, older=older)

    def treated(self, older: str) -> Rule:
        """Return the rule with another treatment of engines without the field."""
        return Rule(self.field, self.api_since, engine_since=self.engine_since, older=older)


def parse_version(text: str) -> Version:
    """ "1.41" as (1, 41)."""
    major, _, minor = text.partition(".")
    return int(major), int(minor)


def copied(values: Mapping[str, Any], rules: Rules, parent: str = "") -> dict[str, Any]:
    """Fields directly below `parent` with copied values; the empty ones are left out."""
    fields = copied_fields(rules, parent)
    return {field: values[key] for key, field in fields.items() if values.get(key)}


def copied_fields(rules: Rules, parent: str) -> dict[str, str]:
    """Key of each copied option -> name of its field, for fields directly below `parent`."""
    start = f"{parent}." if parent else ""
    return {
        option.replace("-", "_"): rule.field.removeprefix(start)
        for option, rule in rules.items()
        if rule.copied and rule.field.rpartition(".")[0] == parent
    }


def _copied(field: str, api_since: str = "", *, engine_since: str = "") -> Rule:
    return Rule(field, api_since, engine_since=engine_since, copied=True)


def _engine(field: str, engine_since: str) -> Rule:
    return Rule(field, engine_since=engine_since)


def _bind_rules(parent: str) -> Rules:
    """Rules of the values of `--mount` that older engines would mount in another way."""
    field = f"{parent}.Mounts.BindOptions"
    return {
        "mount bind-create-src": Rule(f"{field}.CreateMountpoint", "1.42"),
        "mount bind-recursive=disabled": Rule(f"{field}.NonRecursive", "1.40"),
        "mount bind-recursive=readonly": Rule(f"{field}.ReadOnlyForceRecursive", "1.44"),
    }


_RESOURCES: Rules = {
    "blkio-weight": _copied("BlkioWeight", engine_since="1.19"),
    "cpu-period": _copied("CpuPeriod", engine_since="1.19"),
    "cpu-quota": _copied("CpuQuota", engine_since="1.19"),
    "cpu-rt-period": _copied("CpuRealtimePeriod", "1.25"),
    "cpu-rt-runtime": _copied("CpuRealtimeRuntime", "1.25"),
    "cpu-shares": _copied("CpuShares"),
    "cpus": _copied("NanoCpus", "1.25"),
    "cpuset-cpus": _copied("CpusetCpus"),
    "cpuset-mems": _copied("CpusetMems", engine_since="1.19"),
    "memory": _copied("Memory"),
    "memory-reservation": _copied("MemoryReservation", engine_since="1.21"),
    "memory-swap": _copied("MemorySwap"),
    "pids-limit": _copied("PidsLimit", engine_since="1.23"),
}

_ENDPOINT = "NetworkingConfig.EndpointsConfig.*"

#: POST /containers/create: `container run` and `container create`
CONTAINER_CREATE: Rules = {
    # the body itself
    "attach": Rule("AttachStdin"),
    "domainname": _copied("Domainname"),
    "entrypoint": Rule("Entrypoint"),
    "env": Rule("Env"),
    "env-file": Rule("Env"),
    "expose": Rule("ExposedPorts"),
    "health-cmd": _engine("Healthcheck.Test", "1.24"),
    "health-interval": _engine("Healthcheck.Interval", "1.24"),
    "health-retries": _engine("Healthcheck.Retries", "1.24"),
    "health-start-interval": Rule("Healthcheck.StartInterval", "1.44"),
    "health-start-period": Rule("Healthcheck.StartPeriod", "1.29"),
    "health-timeout": _engine("Healthcheck.Timeout", "1.24"),
    "hostname": _copied("Hostname"),
    "interactive": Rule("OpenStdin"),
    "label": _engine("Labels", "1.17"),
    "label-file": _engine("Labels", "1.17"),
    "name": Rule("?name"),
    "no-healthcheck": _engine("Healthcheck.Test", "1.24"),
    "platform": Rule("?platform", "1.32"),
    "platform in the query": Rule("?platform", "1.41", older=OMITTED),
    "stop-signal": _copied("StopSignal", engine_since="1.21"),
    "stop-timeout": Rule("StopTimeout", "1.25"),
    "tty": Rule("Tty"),
    "user": _copied("User"),
    "workdir": _copied("WorkingDir"),
    # networks
    "ip": _engine(f"{_ENDPOINT}.IPAMConfig.IPv4Address", "1.22"),
    "ip6": _engine(f"{_ENDPOINT}.IPAMConfig.IPv6Address", "1.22"),
    "link-local-ip": _engine(f"{_ENDPOINT}.IPAMConfig.LinkLocalIPs", "1.24"),
    "mac-address": _engine(f"{_ENDPOINT}.MacAddress", "1.16"),
    "mac-address of the first network": Rule(
        f"{_ENDPOINT}.MacAddress", "1.44", older=MOVED, moved_to="MacAddress"
    ),
    "network": Rule("HostConfig.NetworkMode"),
    "network and others": Rule(
        _ENDPOINT, "1.44", older=MOVED, moved_to="POST /networks/ID/connect"
    ),
    "network by name": _engine("HostConfig.NetworkMode", "1.21"),
    "network mac-address": Rule(f"{_ENDPOINT}.MacAddress", "1.44"),
    "network settings": _engine(_ENDPOINT, "1.22"),
    "network-alias": _engine(f"{_ENDPOINT}.Aliases", "1.22"),
    # HostConfig
    "add-host": _copied("HostConfig.ExtraHosts", engine_since="1.15"),
    "annotation": _copied("HostConfig.Annotations", "1.43"),
    "blkio-weight-device": _copied("HostConfig.BlkioWeightDevice", engine_since="1.22"),
    "cap-add": _engine("HostConfig.CapAdd", "1.14"),
    "cap-drop": _engine("HostConfig.CapDrop", "1.14"),
    "cgroup-parent": _copied("HostConfig.CgroupParent", engine_since="1.18"),
    "cgroupns": _copied("HostConfig.CgroupnsMode", "1.41"),
    "cidfile": _copied("HostConfig.ContainerIDFile"),
    "cpu-count": _copied("HostConfig.CpuCount"),
    "cpu-percent": _copied("HostConfig.CpuPercent"),
    "device": _engine("HostConfig.Devices", "1.14"),
    "device-cgroup-rule": _copied("HostConfig.DeviceCgroupRules", engine_since="1.28"),
    "device-read-bps": _copied("HostConfig.BlkioDeviceReadBps", engine_since="1.22"),
    "device-read-iops": _copied("HostConfig.BlkioDeviceReadIOps", engine_since="1.22"),
    "device-write-bps": _copied("HostConfig.BlkioDeviceWriteBps", engine_since="1.22"),
    "device-write-iops": _copied("HostConfig.BlkioDeviceWriteIOps", engine_since="1.22"),
    "dns": _copied("HostConfig.Dns"),
    "dns-option": _copied("HostConfig.DnsOptions", engine_since="1.21"),
    "dns-search": _copied("HostConfig.DnsSearch"),
    "gpus": Rule("HostConfig.DeviceRequests", "1.40"),
    "group-add": _copied("HostConfig.GroupAdd", engine_since="1.20"),
    "init": Rule("HostConfig.Init", "1.25"),
    "io-maxbandwidth": _copied("HostConfig.IOMaximumBandwidth"),
    "io-maxiops": _copied("HostConfig.IOMaximumIOps"),
    "ipc": _copied("HostConfig.IpcMode", engine_since="1.17"),
    "isolation": _copied("HostConfig.Isolation", engine_since="1.22"),
    "link": _copied("HostConfig.Links"),
    "log-driver": _engine("HostConfig.LogConfig.Type", "1.18"),
    "log-opt": _engine("HostConfig.LogConfig.Config", "1.18"),
    "memory-swappiness": _engine("HostConfig.MemorySwappiness", "1.20"),
    "mount": _engine("HostConfig.Mounts", "1.25"),
    **_bind_rules("HostConfig"),
    "oom-kill-disable": _copied("HostConfig.OomKillDisable", engine_since="1.19"),
    "oom-score-adj": _copied("HostConfig.OomScoreAdj", engine_since="1.21"),
    "pid": _copied("HostConfig.PidMode", engine_since="1.17"),
    "privileged": _copied("HostConfig.Privileged"),
    "publish": Rule("HostConfig.PortBindings"),
    "publish-all": _copied("HostConfig.PublishAllPorts"),
    "read-only": _copied("HostConfig.ReadonlyRootfs", engine_since="1.17"),
    "restart": _engine("HostConfig.RestartPolicy", "1.14"),
    "rm": Rule("HostConfig.AutoRemove", "1.25", older=CLIENT),
    "runtime": _copied("HostConfig.Runtime", engine_since="1.24"),
    "security-opt": _engine("HostConfig.SecurityOpt", "1.15"),
    "shm-size": _copied("HostConfig.ShmSize", engine_since="1.22"),
    "storage-opt": _engine("HostConfig.StorageOpt", "1.24"),
    "sysctl": _copied("HostConfig.Sysctls", engine_since="1.24"),
    "tmpfs": _engine("HostConfig.Tmpfs", "1.22"),
    "ulimit": _copied("HostConfig.Ulimits", engine_since="1.18"),
    "use-api-socket": Rule("HostConfig.Mounts"),
    "userns": _copied("HostConfig.UsernsMode", engine_since="1.23"),
    "uts": _copied("HostConfig.UTSMode", engine_since="1.19"),
    "volume": Rule("HostConfig.Binds"),
    "volume-driver": _copied("HostConfig.VolumeDriver", engine_since="1.20"),
    "volume-driver of the body": Rule(
        "HostConfig.VolumeDriver", engine_since="1.21", older=MOVED, moved_to="VolumeDriver"
    ),
    "volumes-from": _copied("HostConfig.VolumesFrom"),
    **{option: rule.at(f"HostConfig.{rule.field}") for option, rule in _RESOURCES.items()},
    **{
        f"{option} of the body": Rule(
            f"HostConfig.{field}", engine_since="1.18", older=MOVED, moved_to=old_field
        )
        for option, field, old_field in (
            ("memory", "Memory", "Memory"),
            ("memory-swap", "MemorySwap", "MemorySwap"),
            ("cpu-shares", "CpuShares", "CpuShares"),
            ("cpuset-cpus", "CpusetCpus", "Cpuset"),
        )
    },
}

_OF_A_NEW_CONTAINER = (
    "attach", "cidfile", "name", "rm", "use-api-socket",
)  # fmt: skip
#: the same for a container that exists: `recreate`
CONTAINER_RECREATE: Rules = {
    option: rule for option, rule in CONTAINER_CREATE.items() if option not in _OF_A_NEW_CONTAINER
}

#: POST /containers/ID/update, an endpoint of API 1.22: `container update`
CONTAINER_UPDATE: Rules = {
    **{option: _copied(rule.field, rule.api_since) for option, rule in _RESOURCES.items()},
    "device-read-bps": _copied("BlkioDeviceReadBps", "1.55"),
    "device-read-iops": _copied("BlkioDeviceReadIOps", "1.55"),
    "device-write-bps": _copied("BlkioDeviceWriteBps", "1.55"),
    "device-write-iops": _copied("BlkioDeviceWriteIOps", "1.55"),
    "cpus": _copied("NanoCpus", "1.29"),
    "pids-limit": _copied("PidsLimit", "1.40"),
    "restart": _engine("RestartPolicy", "1.23"),
}

#: POST /containers/ID/exec: `container exec`
EXEC_CREATE: Rules = {
    "dotenv-file": Rule("Env", "1.25"),
    "env": Rule("Env", "1.25"),
    "env-file": Rule("Env", "1.25"),
    "privileged": _engine("Privileged", "1.21"),
    "user": _engine("User", "1.19"),
    "workdir": Rule("WorkingDir", "1.35"),
}

CONTAINER_COMMIT: Rules = {"change": _engine("?changes", "1.18")}
CONTAINER_COPY: Rules = {"archive": _engine("?copyUIDGID", "1.30")}
CONTAINER_INSPECT: Rules = {"size": Rule("?size", "1.21")}
CONTAINER_LOGS: Rules = {
    "details": _engine("?details", "1.23"),
    "since": _engine("?since", "1.19"),
    "tail": _engine("?tail", "1.13"),
    "until": Rule("?until", "1.35"),
}

#: beyond docker: the client looks at other answers than that of POST /containers/ID/wait
CONTAINER_WAIT: Rules = {"healthy": _engine("", "1.24"), "port": _engine("", "1.16")}

#: POST /build of the classic builder, and what BuildKit takes of it: `image build`
IMAGE_BUILD: Rules = {
    "add-host": _engine("?extrahosts", "1.28"),
    "build-arg": _engine("?buildargs", "1.21"),
    "build-arg-file": _engine("?buildargs", "1.21"),
    "cache-from": _engine("?cachefrom", "1.25"),
    "cgroup-parent": _engine("?cgroupparent", "1.20"),
    "cpu-period": _engine("?cpuperiod", "1.19"),
    "cpu-quota": _engine("?cpuquota", "1.19"),
    "cpu-shares": _engine("?cpushares", "1.18"),
    "cpuset-cpus": _engine("?cpusetcpus", "1.18"),
    "cpuset-mems": _engine("?cpusetmems", "1.19"),
    "isolation": _engine("?isolation", "1.22"),
    "label": _engine("?labels", "1.23"),
    "memory": _engine("?memory", "1.18"),
    "memory-swap": _engine("?memswap", "1.18"),
    "network": Rule("?networkmode", "1.25"),
    "platform": Rule("?platform", "1.38"),
    "pull": _engine("?pull", "1.16"),
    "security-opt": _engine("?securityopt", "1.25"),
    "shm-size": _engine("?shmsize", "1.22"),
    "squash": Rule("?squash", "1.25"),
    "target": _engine("?target", "1.29"),
    "ulimit": _engine("?ulimits", "1.20"),
}

IMAGE_HISTORY: Rules = {"platform": Rule("?platform", "1.48")}
IMAGE_IMPORT: Rules = {"change": _engine("?changes", "1.18"), "platform": Rule("?platform", "1.32")}
IMAGE_INSPECT: Rules = {"attestations": Rule("", "1.55"), "platform": Rule("?platform", "1.49")}
IMAGE_LOAD: Rules = {
    "platform": Rule("?platform", "1.48"),
    "platform several": Rule("?platform", "1.52"),
}
IMAGE_LIST: Rules = {"tree": Rule("?manifests", "1.47")}
IMAGE_PULL: Rules = {"platform": Rule("?platform", "1.32")}
IMAGE_PUSH: Rules = {"platform": Rule("?platform", "1.46")}
IMAGE_REMOVE: Rules = {"platform": Rule("?platforms", "1.50")}
IMAGE_SAVE: Rules = {
    "platform": Rule("?platform", "1.48"),
    "platform several": Rule("?platform", "1.52"),
}

NETWORK_CREATE: Rules = {
    "attachable": Rule("Attachable", "1.25"),
    "config-from": Rule("ConfigFrom.Network", "1.30"),
    "config-only": Rule("ConfigOnly", "1.30"),
    "ingress": Rule("Ingress", "1.29"),
    "internal": _engine("Internal", "1.22"),
    "ipv6": _engine("EnableIPv6", "1.23"),
    "label": _engine("Labels", "1.23"),
    "scope": Rule("Scope", "1.30"),
}
NETWORK_CONNECT: Rules = {
    "alias": _engine("EndpointConfig.Aliases", "1.22"),
    "driver-opt": Rule("EndpointConfig.DriverOpts", "1.32"),
    "gw-priority": Rule("EndpointConfig.GwPriority", "1.48"),
    "ip": _engine("EndpointConfig.IPAMConfig.IPv4Address", "1.22"),
    "ip6": _engine("EndpointConfig.IPAMConfig.IPv6Address", "1.22"),
    "link": _engine("EndpointConfig.Links", "1.22"),
    "link-local-ip": _engine("EndpointConfig.IPAMConfig.LinkLocalIPs", "1.24"),
    "mac-address": Rule("EndpointConfig.MacAddress", "1.54"),
}
NETWORK_DISCONNECT: Rules = {"force": _engine("Force", "1.22")}
NETWORK_INSPECT: Rules = {"verbose": Rule("?verbose", "1.28")}

VOLUME_CREATE: Rules = {
    "availability": Rule("ClusterVolumeSpec.Availability", "1.42"),
    "group": Rule("ClusterVolumeSpec.Group", "1.42"),
    "label": _engine("Labels", "1.23"),
    "limit-bytes": Rule("ClusterVolumeSpec.CapacityRange.LimitBytes", "1.42"),
    "required-bytes": Rule("ClusterVolumeSpec.CapacityRange.RequiredBytes", "1.42"),
    "scope": Rule("ClusterVolumeSpec.AccessMode.Scope", "1.42"),
    "secret": Rule("ClusterVolumeSpec.Secrets", "1.42"),
    "sharing": Rule("ClusterVolumeSpec.AccessMode.Sharing", "1.42"),
    "topology-preferred": Rule("ClusterVolumeSpec.AccessibilityRequirements.Preferred", "1.42"),
    "topology-required": Rule("ClusterVolumeSpec.AccessibilityRequirements.Requisite", "1.42"),
    "type": Rule("ClusterVolumeSpec.AccessMode", "1.42"),
}
VOLUME_UPDATE: Rules = {"availability": Rule("Spec.Availability", "1.42")}
VOLUME_LIST: Rules = {"cluster": Rule("", "1.42")}
VOLUME_PRUNE: Rules = {"all": Rule("?filters", "1.42")}
VOLUME_REMOVE: Rules = {"force": Rule("?force", "1.25")}

SYSTEM_INSPECT: Rules = {"size": Rule("?size", "1.21")}
SYSTEM_PRUNE: Rules = {"filter": Rule("?filters", "1.28")}

CONFIG_CREATE: Rules = {"template-driver": Rule("Templating.Name", "1.37")}
SECRET_CREATE: Rules = {
    "driver": Rule("Driver.Name", "1.31"),
    "template-driver": Rule("Templating.Name", "1.37"),
}

_SWARM_SPEC: Rules = {
    "max-snapshots": Rule("Spec.Raft.KeepOldSnapshots", "1.25"),
    "snapshot-interval": Rule("Spec.Raft.SnapshotInterval", "1.25"),
}
SWARM_INIT: Rules = {
    **_SWARM_SPEC,
    "data-path-addr": Rule("DataPathAddr", "1.31"),
    "data-path-port": Rule("DataPathPort", "1.40"),
    "default-addr-pool": Rule("DefaultAddrPool", "1.39"),
    "default-addr-pool-mask-length": Rule("SubnetSize", "1.39"),
}
SWARM_JOIN: Rules = {"data-path-addr": Rule("DataPathAddr", "1.31")}
SWARM_UPDATE: Rules = {
    option: rule.at(rule.field.removeprefix("Spec.")) for option, rule in _SWARM_SPEC.items()
}

#: `compose`: by labels of networks and volumes it finds what belongs to a project
COMPOSE = Rule("", engine_since="1.25")

#: services of `compose`: keys in their files, and fields of POST /containers/create that not every
#: engine with COMPOSE has, whichever version is negotiated
COMPOSE_SERVICE: Rules = {
    "annotations": CONTAINER_CREATE["annotation"].treated(IGNORED),
    "cgroup": CONTAINER_CREATE["cgroupns"].by_engine(),
    "device_cgroup_rules": CONTAINER_CREATE["device-cgroup-rule"],
    "gpus": CONTAINER_CREATE["gpus"].by_engine(),
    "healthcheck.start_interval": CONTAINER_CREATE["health-start-interval"],
    "healthcheck.start_period": CONTAINER_CREATE["health-start-period"].by_engine(IGNORED),
    "networks": CONTAINER_CREATE["network and others"],
    "networks.driver_opts": NETWORK_CONNECT["driver-opt"].at(f"{_ENDPOINT}.DriverOpts").by_engine(),
    "networks.gw_priority": NETWORK_CONNECT["gw-priority"]
    .at(f"{_ENDPOINT}.GwPriority")
    .treated(IGNORED),
    "networks.interface_name": Rule("", "1.49"),  # one of the driver options
    "networks.mac_address": CONTAINER_CREATE["mac-address of the first network"],
    "platform": CONTAINER_CREATE["platform in the query"],
    "volumes.bind.create_host_path": CONTAINER_CREATE["mount bind-create-src"].treated(OMITTED),
    "volumes.bind.recursive": CONTAINER_CREATE["mount bind-recursive=disabled"],
    "volumes.bind.recursive=readonly": CONTAINER_CREATE["mount bind-recursive=readonly"],
    "volumes.image": Rule("", "1.48"),  # a type of a mount
    "volumes.volume.subpath": Rule("HostConfig.Mounts.VolumeOptions.Subpath", "1.45"),
}

STACK_DEPLOY: Rules = {"prune": Rule("", "1.27"), "resolve-image": Rule("", "1.30")}

_TASK = "TaskTemplate"
CONTAINER_SPEC = f"{_TASK}.ContainerSpec"
RESOURCES = f"{_TASK}.Resources"
LIMITS = f"{RESOURCES}.Limits"
RESERVATIONS = f"{RESOURCES}.Reservations"
RESTART_POLICY = f"{_TASK}.RestartPolicy"
_HEALTH = f"{CONTAINER_SPEC}.Healthcheck"

#: `service rollback` and `service scale`
SERVICE_WAIT: Rules = {"detach": Rule("", "1.29")}


def _update_rules(which: str, field: str, since: str) -> Rules:
    """Rules of `--update-...` and `--rollback-...`; `since` is that of the first ones."""
    return {
        f"{which}-delay": _copied(f"{field}.Delay", since),
        f"{which}-failure-action": _copied(f"{field}.FailureAction", since),
        f"{which}-max-failure-ratio": _copied(f"{field}.MaxFailureRatio", since or "1.25"),
        f"{which}-monitor": _copied(f"{field}.Monitor", since or "1.25"),
        f"{which}-order": _copied(f"{field}.Order", "1.29"),
        f"{which}-parallelism": _copied(f"{field}.Parallelism", since),
    }


_SERVICE: Rules = {
    **SERVICE_WAIT,
    "cap-add": Rule(f"{CONTAINER_SPEC}.CapabilityAdd", "1.41"),
    "cap-drop": Rule(f"{CONTAINER_SPEC}.CapabilityDrop", "1.41"),
    "credential-spec": Rule(f"{CONTAINER_SPEC}.Privileges.CredentialSpec", "1.29"),
    "entrypoint": _copied(f"{CONTAINER_SPEC}.Command"),
    "health-cmd": Rule(f"{_HEALTH}.Test", "1.25"),
    "health-interval": Rule(f"{_HEALTH}.Interval", "1.25"),
    "health-retries": Rule(f"{_HEALTH}.Retries", "1.25"),
    "health-start-interval": Rule(f"{_HEALTH}.StartInterval", "1.44"),
    "health-start-period": Rule(f"{_HEALTH}.StartPeriod", "1.29"),
    "health-timeout": Rule(f"{_HEALTH}.Timeout", "1.25"),
    "hostname": _copied(f"{CONTAINER_SPEC}.Hostname", "1.25"),
    "init": Rule(f"{CONTAINER_SPEC}.Init", "1.37"),
    "isolation": _copied(f"{CONTAINER_SPEC}.Isolation", "1.35"),
    "limit-cpu": _copied(f"{LIMITS}.NanoCPUs"),
    "limit-memory": _copied(f"{LIMITS}.MemoryBytes"),
    "limit-pids": _copied(f"{LIMITS}.Pids", "1.41"),
    "max-concurrent": Rule("Mode.ReplicatedJob.MaxConcurrent", "1.41"),
    "memory-swap": Rule(f"{RESOURCES}.SwapBytes", "1.52"),
    "memory-swappiness": Rule(f"{RESOURCES}.MemorySwappiness", "1.52"),
    "no-healthcheck": Rule(f"{_HEALTH}.Test", "1.25"),
    "no-resolve-image": Rule("", "1.30"),
    "oom-score-adj": _copied(f"{CONTAINER_SPEC}.OomScoreAdj", "1.46"),
    "read-only": _copied(f"{CONTAINER_SPEC}.ReadOnly", "1.28"),
    "replicas-max-per-node": Rule(f"{_TASK}.Placement.MaxReplicas", "1.40"),
    "reserve-cpu": _copied(f"{RESERVATIONS}.NanoCPUs"),
    "reserve-memory": _copied(f"{RESERVATIONS}.MemoryBytes"),
    "restart-condition": _copied(f"{RESTART_POLICY}.Condition"),
    "restart-delay": _copied(f"{RESTART_POLICY}.Delay"),
    "restart-max-attempts": _copied(f"{RESTART_POLICY}.MaxAttempts"),
    "restart-window": _copied(f"{RESTART_POLICY}.Window"),
    "stop-signal": _copied(f"{CONTAINER_SPEC}.StopSignal", "1.28"),
    "tty": _copied(f"{CONTAINER_SPEC}.TTY", "1.25"),
    "user": _copied(f"{CONTAINER_SPEC}.User"),
    "workdir": _copied(f"{CONTAINER_SPEC}.Dir"),
    **_update_rules("update", "UpdateConfig", ""),
    **_update_rules("rollback", "RollbackConfig", "1.28"),
}

#: POST /services/create
SERVICE_CREATE: Rules = {
    **_SERVICE,
    "config": Rule(f"{CONTAINER_SPEC}.Configs", "1.30"),
    "dns": Rule(f"{CONTAINER_SPEC}.DNSConfig.Nameservers", "1.25"),
    "dns-option": Rule(f"{CONTAINER_SPEC}.DNSConfig.Options", "1.25"),
    "dns-search": Rule(f"{CONTAINER_SPEC}.DNSConfig.Search", "1.25"),
    "group": _copied(f"{CONTAINER_SPEC}.Groups", "1.25"),
    "host": Rule(f"{CONTAINER_SPEC}.Hosts", "1.25"),
    **_bind_rules(CONTAINER_SPEC),
    "placement-pref": Rule(f"{_TASK}.Placement.Preferences", "1.28"),
    "secret": _copied(f"{CONTAINER_SPEC}.Secrets", "1.25"),
    "sysctl": Rule(f"{CONTAINER_SPEC}.Sysctls", "1.40"),
    "ulimit": _copied(f"{CONTAINER_SPEC}.Ulimits", "1.41"),
}


def _changes(option: str, field: str, api_since: str, add_since: str = "") -> Rules:
    """Rules of `--OPTION-add` and `--OPTION-rm`."""
    return {
        f"{option}-add": Rule(field, add_since or api_since),
        f"{option}-rm": Rule(field, api_since),
    }


#: POST /services/ID/update
SERVICE_UPDATE: Rules = {
    **_SERVICE,
    "args": _copied(f"{CONTAINER_SPEC}.Args"),
    "force": Rule(f"{_TASK}.ForceUpdate", "1.25"),
    "image": _copied(f"{CONTAINER_SPEC}.Image"),
    "rollback": Rule("?rollback", "1.25"),
    "rollback by the engine": Rule("?rollback", "1.28", older=CLIENT),
    **_changes("config", f"{CONTAINER_SPEC}.Configs", "1.30"),
    **_changes("dns", f"{CONTAINER_SPEC}.DNSConfig.Nameservers", "1.25"),
    **_changes("dns-option", f"{CONTAINER_SPEC}.DNSConfig.Options", "1.25"),
    **_changes("dns-search", f"{CONTAINER_SPEC}.DNSConfig.Search", "1.25"),
    **_changes("group", f"{CONTAINER_SPEC}.Groups", "1.25"),
    **_changes("host", f"{CONTAINER_SPEC}.Hosts", "1.25", add_since="1.32"),
    **_changes("network", f"{_TASK}.Networks", "1.29"),
    **_changes("placement-pref", f"{_TASK}.Placement.Preferences", "1.28"),
    **_changes("secret", f"{CONTAINER_SPEC}.Secrets", "1.25"),
    **_changes("sysctl", f"{CONTAINER_SPEC}.Sysctls", "1.40"),
    **_changes("ulimit", f"{CONTAINER_SPEC}.Ulimits", "1.41"),
}
