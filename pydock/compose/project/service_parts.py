"""What services have inside, each attribute with its type and how it is decoded.

Attributes stand in the order in which they are written. Their types say how they are decoded (see
`shape.shape_of`); `Annotated` does where a type does not.
"""

from functools import partial
from typing import Annotated, Any, TypedDict

from pydock.compose.project.decoders import (
    Location,
    command,
    device_count,
    duration,
    health_test,
    hosts,
    integer,
    kept_size,
    many_options,
    mode,
    nonzero_duration,
    size,
    ssh,
    unsigned,
)
from pydock.compose.project.shape import Field, Kind, ListOf, MapOf, shape_of

_given = partial(Field, keeps=True)
#: a decimal text
Size = Annotated[str, Field(size)]
_Duration = Annotated[str, Field(nonzero_duration)]
#: pointers: a zero value that is given is kept
GivenText = Annotated[str, _given]
GivenBoolean = Annotated[bool, _given]
GivenInteger = Annotated[int, _given]
GivenDuration = Annotated[str, Field(duration, keeps=True)]
#: an empty one is kept, a missing one is null in JSON
Command = Annotated[list[str], Field(command, keeps=True, json_zero=None)]
#: "name=address"
Hosts = Annotated[list[str], Field(hosts)]


class FileReference(TypedDict, total=False):
    """A config or secret that a service or build mounts."""

    source: str
    target: str
    uid: str
    gid: str
    mode: Annotated[str, Field(mode, keeps=True)]


class Ulimit(TypedDict, total=False):
    soft: Annotated[int, partial(_given, json_omits=True)]
    hard: Annotated[int, partial(_given, json_omits=True)]


class _UlimitKind(Kind):
    """One number for both limits, or two; one that is 0 counts as two."""

    _shape = shape_of(Ulimit)

    def __call__(self, value: Any, location: Location) -> Any:
        if isinstance(value, dict):
            return self._shape({"soft": 0, "hard": 0, **value}, location)
        return integer(value, location) or {"soft": 0, "hard": 0}

    def json(self, value: Any) -> Any:
        return self._shape.json(value) if isinstance(value, dict) else value


Ulimits = Annotated[dict[str, Ulimit | int], Field(MapOf(_UlimitKind()))]


class Build(TypedDict, total=False):
    context: str
    dockerfile: str
    dockerfile_inline: str
    entitlements: list[str]
    args: dict[str, str | None]
    provenance: str
    sbom: str
    #: "id" or "id: path"
    ssh: Annotated[list[str], Field(ssh)]
    labels: dict[str, str]
    cache_from: list[str]
    cache_to: list[str]
    no_cache: bool
    additional_contexts: dict[str, str]
    pull: bool
    extra_hosts: Hosts
    isolation: str
    network: str
    target: str
    secrets: list[FileReference]
    shm_size: Size
    tags: list[str]
    ulimits: Ulimits
    platforms: list[str]
    privileged: bool


class Hook(TypedDict, total=False):
    """A command that runs in a container after its start or before its stop."""

    command: Command
    user: str
    privileged: bool
    working_dir: str
    environment: dict[str, str | None]


class Watch(TypedDict, total=False):
    path: GivenText
    #: sync, rebuild, restart, sync+restart, sync+exec
    action: GivenText
    target: str
    exec: Annotated[Hook, partial(Field, json_zero={"command": None})]
    include: list[str]
    ignore: list[str]
    initial_sync: bool


class Develop(TypedDict, total=False):
    watch: list[Watch]


class _Weight(TypedDict):
    path: Annotated[str, partial(_given, default="", json_name="Path")]
    weight: Annotated[int, Field(unsigned(16), keeps=True, default=0, json_name="Weight")]


class _Rate(TypedDict):
    path: Annotated[str, partial(_given, default="", json_name="Path")]
    rate: Annotated[str, Field(kept_size, keeps=True, default="0", json_name="Rate")]


class BlockIO(TypedDict, total=False):
    weight: Annotated[int, Field(unsigned(16))]
    weight_device: list[_Weight]
    device_read_bps: list[_Rate]
    device_read_iops: list[_Rate]
    device_write_bps: list[_Rate]
    device_write_iops: list[_Rate]


class CredentialSpec(TypedDict, total=False):
    config: str
    file: str
    registry: str


class Dependency(TypedDict, total=False):
    #: service_started, service_healthy, service_completed_successfully
    condition: str
    restart: bool
    required: Annotated[bool, partial(_given, default=False)]


class DeviceRequest(TypedDict, total=False):
    capabilities: list[str]
    driver: str
    #: -1 for all
    count: Annotated[int, Field(device_count)]
    device_ids: list[str]
    options: dict[str, str]


class _DiscreteResource(TypedDict):
    kind: Annotated[str, partial(_given, default="")]
    value: Annotated[int, partial(_given, default=0)]


class _GenericResource(TypedDict, total=False):
    discrete_resource_spec: _DiscreteResource


class Resource(TypedDict, total=False):
    cpus: float
    memory: Size
    pids: int
    devices: list[DeviceRequest]
    generic_resources: list[_GenericResource]


class Resources(TypedDict, total=False):
    limits: Resource
    reservations: Resource


class RestartPolicy(TypedDict, total=False):
    condition: str
    delay: GivenDuration
    max_attempts: GivenInteger
    window: GivenDuration


class _UpdatePolicy(TypedDict, total=False):
    parallelism: GivenInteger
    delay: _Duration
    failure_action: str
    monitor: _Duration
    max_failure_ratio: float
    order: str


class _Preference(TypedDict, total=False):
    spread: str


class _Placement(TypedDict, total=False):
    constraints: list[str]
    preferences: list[_Preference]
    max_replicas_per_node: int


class Deploy(TypedDict, total=False):
    mode: str
    replicas: GivenInteger
    labels: dict[str, str]
    update_config: _UpdatePolicy
    rollback_config: _UpdatePolicy
    resources: Annotated[Resources, partial(Field, json_zero={})]
    restart_policy: RestartPolicy
    placement: Annotated[_Placement, partial(Field, json_zero={})]
    endpoint_mode: str


class Device(TypedDict, total=False):
    source: str
    target: str
    permissions: str


class EnvFile(TypedDict, total=False):
    path: GivenText
    required: GivenBoolean
    format: str


class EnvFileKind(Kind):
    """A file of variables, which JSON shows as its path if it is required."""

    _shape = shape_of(EnvFile)

    def __call__(self, value: Any, location: Location) -> Any:
        return self._shape(value, location)

    def json(self, value: Any) -> Any:
        return value["path"] if value["required"] else self._shape.json(value)


EnvFiles = Annotated[list[EnvFile], Field(ListOf(EnvFileKind()))]


class Extends(TypedDict, total=False):
    file: str
    service: str


class HealthCheck(TypedDict, total=False):
    test: Annotated[list[str], Field(health_test)]
    timeout: GivenDuration
    interval: GivenDuration
    retries: GivenInteger
    start_period: GivenDuration
    start_interval: GivenDuration
    disable: bool


class Logging(TypedDict, total=False):
    driver: str
    options: dict[str, str]


class ModelBinding(TypedDict, total=False):
    endpoint_var: str
    model_var: str


class Attachment(TypedDict, total=False):
    """A network of a service."""

    aliases: list[str]
    driver_opts: dict[str, str]
    gw_priority: int
    interface_name: str
    ipv4_address: str
    ipv6_address: str
    link_local_ips: list[str]
    mac_address: str
    priority: int


class Port(TypedDict, total=False):
    name: str
    mode: str
    host_ip: str
    target: int
    #: a port or range; missing for a port that the engine chooses
    published: str
    protocol: str
    app_protocol: str


class Provider(TypedDict, total=False):
    type: str
    options: Annotated[dict[str, list[str]], Field(many_options)]


class BindOptions(TypedDict, total=False):
    selinux: str
    propagation: str
    create_host_path: bool
    recursive: str


class VolumeOptions(TypedDict, total=False):
    labels: dict[str, str]
    nocopy: bool
    subpath: str


class TmpfsOptions(TypedDict, total=False):
    size: Size
    mode: Annotated[int, Field(unsigned(32))]


class ImageOptions(TypedDict, total=False):
    subpath: str


class Mount(TypedDict, total=False):
    #: bind, volume, tmpfs, cluster, npipe, image
    type: str
    #: a path, an image, or the key of a volume; missing for an anonymous volume
    source: str
    target: str
    read_only: bool
    consistency: str
    bind: BindOptions
    volume: VolumeOptions
    tmpfs: TmpfsOptions
    image: ImageOptions
