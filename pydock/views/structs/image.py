"""Shapes of `docker image inspect`."""

from __future__ import annotations

from pydock.views.structs.container import CONFIG

SHAPES = {
    **CONFIG,
    "image.InspectResponse": """
        ID string Id; RepoTags []string; RepoDigests []string; Parent string; Comment string;
        Created string ?; Container string ?; ContainerConfig *container.Config ?;
        DockerVersion string; Author string; Config *v1.DockerOCIImageConfig;
        Architecture string; Variant string ?; Os string; OsVersion string ?; Size int;
        VirtualSize int ?; GraphDriver storage.DriverData; RootFS image.RootFS;
        Metadata image.Metadata; Descriptor *v1.Descriptor ?; Manifests []image.ManifestSummary ?
    """,
    "v1.DockerOCIImageConfig": "+v1.ImageConfig; +v1.DockerOCIImageConfigExt",
    "v1.ImageConfig": """
        User string ?; ExposedPorts map[]struct{} ?; Env []string ?; Entrypoint []string ?;
        Cmd []string ?; Volumes map[]struct{} ?; WorkingDir string ?; Labels map[]string ?;
        StopSignal string ?; ArgsEscaped bool ?
    """,
    "v1.DockerOCIImageConfigExt": """
        Healthcheck *v1.HealthcheckConfig ?; OnBuild []string ?; Shell []string ?
    """,
    "image.RootFS": "Type string ?; Layers []string ?",
    "image.Metadata": "LastTagTime time",
    "image.ManifestSummary": """
        ID string; Descriptor v1.Descriptor; Available bool; Size image.ManifestSize;
        Kind string; ImageData any ?; AttestationData any ?
    """,
    "image.ManifestSize": "Content int; Total int",
}
