"""Shapes of responses about images and registries."""

from typing import Any, TypedDict

from pydock.api.types.containers import ImageConfig, OCIDescriptor, OCIPlatform
from pydock.golang.unmarshal import Filled


class ManifestSize(TypedDict, total=False):
    Total: int
    Content: int


class ManifestImageData(TypedDict, total=False):
    Platform: OCIPlatform
    Containers: list[str]
    Size: dict[str, Any]


class ImageManifestSummary(TypedDict, total=False):
    ID: Filled[str]
    Descriptor: Filled[OCIDescriptor]
    Available: bool
    Size: ManifestSize
    Kind: Filled[str]
    ImageData: ManifestImageData


class ImageSummary(TypedDict, total=False):
    Id: Filled[str]
    ParentId: str
    RepoTags: list[str]
    RepoDigests: list[str]
    Created: int
    Size: int
    SharedSize: int
    Labels: dict[str, str]
    Containers: int
    Manifests: list[ImageManifestSummary]
    Descriptor: OCIDescriptor


class RootFS(TypedDict, total=False):
    Type: str
    Layers: list[str]


class ImageInspect(TypedDict, total=False):
    Id: Filled[str]
    Descriptor: OCIDescriptor
    Manifests: list[ImageManifestSummary]
    RepoTags: list[str]
    RepoDigests: list[str]
    Comment: str
    Created: str
    Config: ImageConfig
    Architecture: str
    Variant: str
    Os: str
    Size: int
    RootFS: RootFS
    Metadata: dict[str, Any]
    Identity: dict[str, Any]


class Attestation(TypedDict, total=False):
    Descriptor: OCIDescriptor
    PredicateType: str
    Statement: dict[str, Any]


class ImageHistoryItem(TypedDict, total=False):
    Id: Filled[str]
    Created: int
    CreatedBy: str
    Size: int
    Comment: str


class ImageDeleteItem(TypedDict, total=False):
    Untagged: str
    Deleted: str


class ImagePrune(TypedDict, total=False):
    ImagesDeleted: list[ImageDeleteItem]
    SpaceReclaimed: int


class ImageSearchItem(TypedDict, total=False):
    description: str
    is_official: bool
    name: str
    star_count: int


class DistributionInspect(TypedDict, total=False):
    Descriptor: Filled[OCIDescriptor]
    Platforms: list[OCIPlatform]
