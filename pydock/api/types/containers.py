"""Shapes of responses about containers and execs."""

from typing import Any, TypedDict

from pydock.golang.unmarshal import Base64, Filled


class OCIPlatform(TypedDict, total=False):
    architecture: str
    os: str
    variant: str


class OCIDescriptor(TypedDict, total=False):
    mediaType: Filled[str]
    digest: Filled[str]
    size: int
    data: Base64
    platform: OCIPlatform


class PortSummary(TypedDict, total=False):
    IP: str
    PrivatePort: int
    PublicPort: int
    Type: str


class EndpointIPAMConfig(TypedDict, total=False):
    IPv4Address: str
    IPv6Address: str
    LinkLocalIPs: list[str]


class EndpointSettings(TypedDict, total=False):
    IPAMConfig: EndpointIPAMConfig
    Links: list[str]
    MacAddress: str
    Aliases: list[str]
    DriverOpts: dict[str, str]
    GwPriority: int
    Gateway: str
    IPAddress: str
    GlobalIPv6Address: str


class SummaryNetworkSettings(TypedDict, total=False):
    Networks: dict[str, Any]


class SummaryHostConfig(TypedDict, total=False):
    NetworkMode: str


class MountPoint(TypedDict, total=False):
    Type: str
    Name: str
    Source: str
    Driver: str
    Mode: str
    RW: bool
    Propagation: str


class ContainerSummary(TypedDict, total=False):
    Id: Filled[str]
    Names: Filled[list[str]]
    Image: str
    ImageID: str
    ImageManifestDescriptor: OCIDescriptor
    Command: str
    Created: int
    Ports: list[PortSummary]
    SizeRw: int
    SizeRootFs: int
    Labels: dict[str, str]
    State: str
    Status: str
    HostConfig: SummaryHostConfig
    NetworkSettings: SummaryNetworkSettings
    Mounts: list[MountPoint]


class ContainerCreateResponse(TypedDict, total=False):
    Id: Filled[str]
    Warnings: list[str]


class HealthcheckResult(TypedDict, total=False):
    Start: str
    ExitCode: int
    Output: str


class Health(TypedDict, total=False):
    Status: str
    Log: list[HealthcheckResult]


class ContainerState(TypedDict, total=False):
    Status: str
    Running: bool
    Paused: bool
    Restarting: bool
    Pid: int
    ExitCode: int
    Error: str
    StartedAt: str
    FinishedAt: str
    Health: Health


class WeightDevice(TypedDict, total=False):
    Path: Filled[str]
    Weight: int


class ThrottleDevice(TypedDict, total=False):
    Path: Filled[str]
    Rate: int


class DeviceMapping(TypedDict, total=False):
    PathOnHost: str
    PathInContainer: str
    CgroupPermissions: str


class DeviceRequest(TypedDict, total=False):
    Driver: str
    Count: int
    DeviceIDs: list[str]
    Capabilities: list[list[str]]
    Options: dict[str, str]


class Ulimit(TypedDict, total=False):
    Name: Filled[str]
    Soft: int
    Hard: int


class LogConfig(TypedDict, total=False):
    Type: str
    Config: dict[str, str]


class PortBinding(TypedDict, total=False):
    HostIp: str
    HostPort: str


class RestartPolicy(TypedDict, total=False):
    Name: Filled[str]
    MaximumRetryCount: int


class BindOptions(TypedDict, total=False):
    Propagation: str
    NonRecursive: bool
    ReadOnlyNonRecursive: bool
    ReadOnlyForceRecursive: bool


class VolumeOptionsDriverConfig(TypedDict, total=False):
    Name: Filled[str]
    Options: dict[str, str]


class VolumeOptions(TypedDict, total=False):
    NoCopy: bool
    Labels: dict[str, str]
    DriverConfig: VolumeOptionsDriverConfig
    Subpath: str


class ImageOptions(TypedDict, total=False):
    Subpath: str


class TmpfsOptions(TypedDict, total=False):
    SizeBytes: int
    Mode: int
    Options: list[list[str]]


class Mount(TypedDict, total=False):
    Target: str
    Source: str
    Type: str
    ReadOnly: bool
    Consistency: str
    BindOptions: BindOptions
    VolumeOptions: VolumeOptions
    ImageOptions: ImageOptions
    TmpfsOptions: TmpfsOptions


class HostConfig(TypedDict, total=False):
    CpuShares: int
    Memory: int
    CgroupParent: str
    BlkioWeight: int
    BlkioWeightDevice: list[WeightDevice]
    BlkioDeviceReadBps: list[ThrottleDevice]
    BlkioDeviceWriteBps: list[ThrottleDevice]
    BlkioDeviceReadIOps: list[ThrottleDevice]
    BlkioDeviceWriteIOps: list[ThrottleDevice]
    CpuPeriod: int
    CpuQuota: int
    CpuRealtimePeriod: int
    CpuRealtimeRuntime: int
    CpusetCpus: str
    CpusetMems: str
    Devices: list[DeviceMapping]
    DeviceCgroupRules: list[str]
    DeviceRequests: list[DeviceRequest]
    MemoryReservation: int
    MemorySwap: int
    MemorySwappiness: int
    NanoCpus: int
    OomKillDisable: bool
    Init: bool
    PidsLimit: int
    Ulimits: list[Ulimit]
    CpuCount: int
    CpuPercent: int
    IOMaximumIOps: int
    IOMaximumBandwidth: int
    Binds: list[str]
    ContainerIDFile: str
    LogConfig: LogConfig
    NetworkMode: str
    PortBindings: dict[str, list[PortBinding]]
    RestartPolicy: RestartPolicy
    AutoRemove: bool
    VolumeDriver: str
    VolumesFrom: list[str]
    Mounts: list[Mount]
    ConsoleSize: list[int]
    Annotations: dict[str, str]
    CapAdd: list[str]
    CapDrop: list[str]
    CgroupnsMode: str
    Dns: list[str]
    DnsOptions: list[str]
    DnsSearch: list[str]
    ExtraHosts: list[str]
    GroupAdd: list[str]
    IpcMode: str
    Links: list[str]
    OomScoreAdj: int
    PidMode: str
    Privileged: bool
    PublishAllPorts: bool
    ReadonlyRootfs: bool
    SecurityOpt: list[str]
    StorageOpt: dict[str, str]
    Tmpfs: dict[str, str]
    UTSMode: str
    UsernsMode: str
    ShmSize: int
    Sysctls: dict[str, str]
    Runtime: str
    Isolation: str
    MaskedPaths: list[str]
    ReadonlyPaths: list[str]


class HealthConfig(TypedDict, total=False):
    Test: list[str]
    Interval: int
    Timeout: int
    Retries: int
    StartPeriod: int
    StartInterval: int


class ImageConfig(TypedDict, total=False):
    User: str
    ExposedPorts: dict[str, Any]
    Env: list[str]
    Cmd: list[str]
    Healthcheck: HealthConfig
    Volumes: dict[str, Any]
    WorkingDir: str
    Entrypoint: list[str]
    Labels: dict[str, str]
    StopSignal: str


class ContainerConfig(ImageConfig, total=False):
    Hostname: str
    Domainname: str
    AttachStdin: bool
    AttachStdout: bool
    AttachStderr: bool
    Tty: bool
    OpenStdin: bool
    StdinOnce: bool
    Image: str
    MacAddress: str
    StopTimeout: int


class NetworkSettings(TypedDict, total=False):
    Ports: dict[str, list[PortBinding]]
    Networks: dict[str, EndpointSettings]


class ContainerInspect(TypedDict, total=False):
    Id: Filled[str]
    Created: str
    Path: Filled[str]
    Args: list[str]
    State: ContainerState
    Image: str
    Name: Filled[str]
    Driver: str
    Platform: str
    ImageManifestDescriptor: OCIDescriptor
    HostConfig: HostConfig
    Storage: dict[str, Any]
    SizeRw: int
    SizeRootFs: int
    Mounts: list[MountPoint]
    Config: ContainerConfig
    NetworkSettings: NetworkSettings


class ContainerTop(TypedDict, total=False):
    Titles: list[str]
    Processes: list[list[str]]


class FilesystemChange(TypedDict, total=False):
    Path: Filled[str]
    Kind: Filled[int]


class ContainerUpdateResponse(TypedDict, total=False):
    Warnings: list[str]


class ContainerPrune(TypedDict, total=False):
    ContainersDeleted: list[str]
    SpaceReclaimed: int


class IDResponse(TypedDict, total=False):
    Id: Filled[str]


class ExecInspect(TypedDict, total=False):
    DetachKeys: str
    ID: Filled[str]
    Running: bool
    ExitCode: int
    OpenStdin: bool


class Checkpoint(TypedDict, total=False):
    Name: Filled[str]
