"""Shapes of responses about the engine, its events and its build cache."""

from typing import Any, TypedDict

from pydock.api.types.containers import ContainerSummary
from pydock.api.types.images import ImageSummary
from pydock.api.types.volumes import ObjectVersion, Volume
from pydock.golang.unmarshal import Base64, Filled


class SystemVersionPlatform(TypedDict, total=False):
    Name: Filled[str]


class SystemVersionComponentsItem(TypedDict, total=False):
    Name: Filled[str]
    Version: Filled[str]
    Details: dict[str, Any]


class SystemVersion(TypedDict, total=False):
    Platform: SystemVersionPlatform
    Components: list[SystemVersionComponentsItem]
    Version: Filled[str]
    ApiVersion: str
    MinAPIVersion: str
    GitCommit: str
    GoVersion: str
    Os: str
    Arch: str
    KernelVersion: str
    Experimental: bool
    BuildTime: str


class PluginsInfo(TypedDict, total=False):
    Volume: list[str]
    Network: list[str]
    Authorization: list[str]
    Log: list[str]


class IndexInfo(TypedDict, total=False):
    Name: Filled[str]
    Mirrors: list[str]
    Secure: bool


class RegistryServiceConfig(TypedDict, total=False):
    InsecureRegistryCIDRs: list[str]
    IndexConfigs: dict[str, IndexInfo]
    Mirrors: list[str]


class GenericResourceDiscreteResourceSpec(TypedDict, total=False):
    Kind: Filled[str]
    Value: int


class GenericResource(TypedDict, total=False):
    DiscreteResourceSpec: GenericResourceDiscreteResourceSpec


class Runtime(TypedDict, total=False):
    path: str
    status: dict[str, str]


class PeerNode(TypedDict, total=False):
    NodeID: str
    Addr: str


class Orchestration(TypedDict, total=False):
    TaskHistoryRetentionLimit: int


class Raft(TypedDict, total=False):
    SnapshotInterval: int
    KeepOldSnapshots: int
    ElectionTick: int
    HeartbeatTick: int


class Dispatcher(TypedDict, total=False):
    HeartbeatPeriod: int


class CAConfigExternalCAsItem(TypedDict, total=False):
    Protocol: str
    URL: str
    Options: dict[str, str]
    CACert: str


class CAConfig(TypedDict, total=False):
    NodeCertExpiry: int
    ExternalCAs: list[CAConfigExternalCAsItem]
    SigningCACert: str
    SigningCAKey: str
    ForceRotate: int


class EncryptionConfig(TypedDict, total=False):
    AutoLockManagers: bool


class SwarmSpec(TypedDict, total=False):
    Name: str
    Labels: dict[str, str]
    Orchestration: Orchestration
    Raft: Raft
    Dispatcher: Dispatcher
    CAConfig: CAConfig
    EncryptionConfig: EncryptionConfig


class TLSInfo(TypedDict, total=False):
    TrustRoot: str
    CertIssuerSubject: Base64
    CertIssuerPublicKey: Base64


class ClusterInfo(TypedDict, total=False):
    ID: Filled[str]
    Version: ObjectVersion
    CreatedAt: str
    UpdatedAt: str
    Spec: SwarmSpec
    TLSInfo: TLSInfo
    RootRotationInProgress: bool
    DataPathPort: int
    DefaultAddrPool: list[str]
    SubnetSize: int


class SwarmInfo(TypedDict, total=False):
    NodeID: str
    NodeAddr: str
    LocalNodeState: str
    ControlAvailable: bool
    Error: str
    RemoteManagers: list[PeerNode]
    Nodes: int
    Managers: int
    Cluster: ClusterInfo


class AddressPool(TypedDict, total=False):
    Base: Filled[str]
    Size: Filled[int]


class FirewallInfo(TypedDict, total=False):
    Driver: str
    Info: list[list[str]]


class DeviceInfo(TypedDict, total=False):
    Source: Filled[str]
    ID: Filled[str]


class NRIInfo(TypedDict, total=False):
    Info: list[list[str]]


class SystemInfo(TypedDict, total=False):
    ID: Filled[str]
    Containers: int
    ContainersRunning: int
    Images: int
    Driver: str
    DriverStatus: list[list[str]]
    DockerRootDir: str
    Plugins: PluginsInfo
    MemoryLimit: Any
    SwapLimit: Any
    PidsLimit: bool
    OomKillDisable: bool
    IPv4Forwarding: Any
    Debug: Any
    NFd: int
    NGoroutines: int
    SystemTime: str
    LoggingDriver: str
    CgroupDriver: str
    CgroupVersion: str
    NEventsListener: int
    KernelVersion: str
    OperatingSystem: str
    OSType: str
    Architecture: str
    NCPU: int
    MemTotal: int
    RegistryConfig: RegistryServiceConfig
    GenericResources: list[GenericResource]
    HttpProxy: str
    HttpsProxy: str
    NoProxy: str
    Name: Filled[str]
    Labels: list[str]
    ExperimentalBuild: bool
    ServerVersion: str
    Runtimes: dict[str, Runtime]
    DefaultRuntime: str
    Swarm: SwarmInfo
    LiveRestoreEnabled: bool
    Isolation: str
    InitBinary: str
    SecurityOptions: list[str]
    ProductLicense: str
    DefaultAddressPools: list[AddressPool]
    FirewallBackend: FirewallInfo
    DiscoveredDevices: list[DeviceInfo]
    NRI: NRIInfo
    Warnings: list[str]
    CDISpecDirs: list[str]


class BuildCache(TypedDict, total=False):
    ID: Filled[str]
    Type: str
    Description: str
    InUse: bool
    Shared: bool
    Size: int
    CreatedAt: str
    LastUsedAt: str
    UsageCount: int


class UsageCounts(TypedDict, total=False):
    ActiveCount: int
    TotalCount: int
    Reclaimable: int
    TotalSize: int


class ImagesUsage(UsageCounts, total=False):
    Items: list[ImageSummary]


class ContainersUsage(UsageCounts, total=False):
    Items: list[ContainerSummary]


class VolumesUsage(UsageCounts, total=False):
    Items: list[Volume]


class BuildCacheUsage(UsageCounts, total=False):
    Items: list[BuildCache]


class DiskUsage(TypedDict, total=False):
    """Lists before API 1.52, counts and lists since."""

    LayersSize: int
    Images: list[ImageSummary]
    Containers: list[ContainerSummary]
    Volumes: list[Volume]
    BuildCache: list[BuildCache]
    ImageUsage: ImagesUsage
    ContainerUsage: ContainersUsage
    VolumeUsage: VolumesUsage
    BuildCacheUsage: BuildCacheUsage


class EventActor(TypedDict, total=False):
    ID: str
    Attributes: dict[str, str]


class EventMessage(TypedDict, total=False):
    """`status` and `id` alone before API 1.22."""

    status: str
    id: str
    Type: str
    Action: str
    Actor: EventActor
    scope: str
    time: int
    timeNano: int


class BuildPrune(TypedDict, total=False):
    CachesDeleted: list[str]
    SpaceReclaimed: int


class LoginResult(TypedDict, total=False):
    Status: str
    IdentityToken: str
