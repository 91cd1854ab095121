"""Shapes of responses about volumes."""

from typing import Any, TypedDict

from pydock.golang.unmarshal import Filled


class ObjectVersion(TypedDict, total=False):
    Index: Filled[int]


class SwarmObject(TypedDict, total=False):
    ID: Filled[str]
    Version: Filled[ObjectVersion]
    CreatedAt: str
    UpdatedAt: str


class AccessModeSecretsItem(TypedDict, total=False):
    Key: str
    Secret: str


class Topology(TypedDict, total=False):
    Segments: dict[str, str]


class AccessModeAccessibilityRequirements(TypedDict, total=False):
    Requisite: list[Topology]
    Preferred: list[Topology]


class AccessModeCapacityRange(TypedDict, total=False):
    RequiredBytes: int
    LimitBytes: int


class AccessMode(TypedDict, total=False):
    Scope: str
    Sharing: str
    MountVolume: dict[str, Any]
    Secrets: list[AccessModeSecretsItem]
    AccessibilityRequirements: AccessModeAccessibilityRequirements
    CapacityRange: AccessModeCapacityRange
    Availability: str


class ClusterVolumeSpec(TypedDict, total=False):
    Availability: str
    Group: str
    AccessMode: AccessMode


class ClusterVolumeInfo(TypedDict, total=False):
    VolumeID: str


class PublishStatus(TypedDict, total=False):
    NodeID: str
    State: str


class ClusterVolume(SwarmObject, total=False):
    Spec: Filled[ClusterVolumeSpec]
    Info: ClusterVolumeInfo
    PublishStatus: list[PublishStatus]


class UsageData(TypedDict, total=False):
    Size: int
    RefCount: int


class Volume(TypedDict, total=False):
    Name: Filled[str]
    Driver: str
    Mountpoint: str
    CreatedAt: str
    Status: Any
    Labels: dict[str, str]
    Scope: str
    ClusterVolume: ClusterVolume
    Options: dict[str, str]
    UsageData: UsageData


class VolumeListResponse(TypedDict, total=False):
    Volumes: list[Volume]
    Warnings: list[str]


class VolumePrune(TypedDict, total=False):
    VolumesDeleted: list[str]
    SpaceReclaimed: int
