"""Shapes of responses about swarms: nodes, services, tasks, secrets and configs."""

from typing import Any, TypedDict

from pydock.api.types.containers import Mount, Ulimit
from pydock.api.types.system import GenericResource, SwarmSpec, TLSInfo
from pydock.api.types.volumes import ObjectVersion, SwarmObject
from pydock.golang.unmarshal import Base64, Filled


class JoinTokens(TypedDict, total=False):
    Worker: Filled[str]
    Manager: Filled[str]


class Swarm(SwarmObject, total=False):
    Spec: Filled[SwarmSpec]
    TLSInfo: TLSInfo
    RootRotationInProgress: bool
    DataPathPort: int
    DefaultAddrPool: list[str]
    SubnetSize: int
    JoinTokens: Filled[JoinTokens]


class NodeSpec(TypedDict, total=False):
    Name: str
    Labels: dict[str, str]
    Role: str
    Availability: str


class Platform(TypedDict, total=False):
    Architecture: str
    OS: str


class ResourceObject(TypedDict, total=False):
    NanoCPUs: int
    MemoryBytes: int
    GenericResources: list[GenericResource]


class NodePlugin(TypedDict, total=False):
    Type: str
    Name: Filled[str]


class EngineDescription(TypedDict, total=False):
    EngineVersion: str
    Labels: dict[str, str]
    Plugins: list[NodePlugin]


class NodeDescription(TypedDict, total=False):
    Hostname: Filled[str]
    Platform: Platform
    Resources: ResourceObject
    Engine: EngineDescription
    TLSInfo: TLSInfo


class NodeStatus(TypedDict, total=False):
    State: str
    Message: str
    Addr: str


class ManagerStatus(TypedDict, total=False):
    Leader: bool
    Reachability: str
    Addr: str


class Node(SwarmObject, total=False):
    Spec: Filled[NodeSpec]
    Description: Filled[NodeDescription]
    Status: NodeStatus
    ManagerStatus: ManagerStatus


class ContainerSpecPrivilegesCredentialSpec(TypedDict, total=False):
    Config: str
    File: str
    Registry: str


class ContainerSpecPrivileges(TypedDict, total=False):
    CredentialSpec: ContainerSpecPrivilegesCredentialSpec


class ContainerSpecDNSConfig(TypedDict, total=False):
    Nameservers: list[str]
    Search: list[str]
    Options: list[str]


class FileTarget(TypedDict, total=False):
    Name: Filled[str]
    UID: str
    GID: str
    Mode: int


class ContainerSpecSecretsItem(TypedDict, total=False):
    File: FileTarget


class ContainerSpecConfigsItem(TypedDict, total=False):
    File: FileTarget
    Runtime: dict[str, Any]
    ConfigID: str
    ConfigName: str


class ContainerSpec(TypedDict, total=False):
    Image: str
    Labels: dict[str, str]
    Command: list[str]
    Args: list[str]
    Hostname: str
    Env: list[str]
    Dir: str
    User: str
    Groups: list[str]
    Privileges: ContainerSpecPrivileges
    TTY: bool
    OpenStdin: bool
    ReadOnly: bool
    Mounts: list[Mount]
    StopSignal: str
    StopGracePeriod: int
    Hosts: list[str]
    DNSConfig: ContainerSpecDNSConfig
    Secrets: list[ContainerSpecSecretsItem]
    OomScoreAdj: int
    Configs: list[ContainerSpecConfigsItem]
    Isolation: str
    Init: bool
    Sysctls: dict[str, str]
    CapabilityAdd: list[str]
    CapabilityDrop: list[str]
    Ulimits: list[Ulimit]


class Limit(TypedDict, total=False):
    NanoCPUs: int
    MemoryBytes: int
    Pids: int


class TaskResources(TypedDict, total=False):
    Limits: Limit
    Reservations: ResourceObject
    MemorySwappiness: int


class TaskRestartPolicy(TypedDict, total=False):
    Condition: str
    Delay: int
    MaxAttempts: int
    Window: int


class PlacementPreferencesItemSpread(TypedDict, total=False):
    SpreadDescriptor: str


class PlacementPreferencesItem(TypedDict, total=False):
    Spread: PlacementPreferencesItemSpread


class Placement(TypedDict, total=False):
    Constraints: list[str]
    Preferences: list[PlacementPreferencesItem]
    MaxReplicas: int
    Platforms: list[Platform]


class NetworkAttachmentConfig(TypedDict, total=False):
    Target: str
    Aliases: list[str]
    DriverOpts: dict[str, str]


class Driver(TypedDict, total=False):
    Name: str
    Options: dict[str, str]


class TaskSpec(TypedDict, total=False):
    ContainerSpec: ContainerSpec
    Resources: TaskResources
    RestartPolicy: TaskRestartPolicy
    Placement: Placement
    ForceUpdate: int
    Runtime: str
    Networks: list[NetworkAttachmentConfig]
    LogDriver: Driver


class ServiceModeReplicated(TypedDict, total=False):
    Replicas: int


class ServiceModeReplicatedJob(TypedDict, total=False):
    MaxConcurrent: int
    TotalCompletions: int


class ServiceMode(TypedDict, total=False):
    Replicated: ServiceModeReplicated
    Global: dict[str, Any]
    ReplicatedJob: ServiceModeReplicatedJob
    GlobalJob: dict[str, Any]


class UpdateConfig(TypedDict, total=False):
    Parallelism: int
    Delay: int
    FailureAction: str
    Monitor: int
    MaxFailureRatio: float
    Order: str


class EndpointPortConfig(TypedDict, total=False):
    Name: str
    Protocol: str
    TargetPort: int
    PublishedPort: int
    PublishMode: str


class EndpointSpec(TypedDict, total=False):
    Mode: str
    Ports: list[EndpointPortConfig]


class ServiceSpec(TypedDict, total=False):
    Name: Filled[str]
    Labels: dict[str, str]
    TaskTemplate: Filled[TaskSpec]
    Mode: ServiceMode
    UpdateConfig: UpdateConfig
    RollbackConfig: UpdateConfig
    Networks: list[NetworkAttachmentConfig]
    EndpointSpec: EndpointSpec


class ServiceEndpoint(TypedDict, total=False):
    Spec: EndpointSpec
    Ports: list[EndpointPortConfig]


class UpdateStatus(TypedDict, total=False):
    State: str
    StartedAt: str
    CompletedAt: str
    Message: str


class ServiceTaskCounts(TypedDict, total=False):
    RunningTasks: int
    DesiredTasks: int
    CompletedTasks: int


class JobStatus(TypedDict, total=False):
    JobIteration: ObjectVersion


class Service(SwarmObject, total=False):
    Spec: Filled[ServiceSpec]
    PreviousSpec: ServiceSpec
    Endpoint: ServiceEndpoint
    UpdateStatus: UpdateStatus
    ServiceStatus: ServiceTaskCounts
    JobStatus: JobStatus


class ServiceCreateResponse(TypedDict, total=False):
    ID: Filled[str]
    Warnings: list[str]


class ServiceUpdateResponse(TypedDict, total=False):
    Warnings: list[str]


class PortStatus(TypedDict, total=False):
    Ports: list[EndpointPortConfig]


class TaskStatus(TypedDict, total=False):
    Timestamp: str
    State: str
    Message: str
    Err: str
    PortStatus: PortStatus


class Task(SwarmObject, total=False):
    Name: str
    Labels: dict[str, str]
    Spec: Filled[TaskSpec]
    ServiceID: str
    Slot: int
    NodeID: str
    Status: TaskStatus
    DesiredState: str
    JobIteration: ObjectVersion


class ConfigSpec(TypedDict, total=False):
    Name: Filled[str]
    Labels: dict[str, str]
    Data: Base64
    Templating: Driver


class SecretSpec(ConfigSpec, total=False):
    Driver: Driver


class Secret(SwarmObject, total=False):
    Spec: Filled[SecretSpec]


class Config(SwarmObject, total=False):
    Spec: Filled[ConfigSpec]


class UnlockKey(TypedDict, total=False):
    UnlockKey: Filled[str]


class CreatedObject(TypedDict, total=False):
    ID: Filled[str]
