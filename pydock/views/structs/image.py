"""Shapes of `docker image inspect`."""

from pydock.views.structs.container import CONFIG

SHAPES = {
    **CONFIG,
    "image.InspectResponse": """
        ID string Id; RepoTags []string; RepoDigests []string; Comment string ?; Created string ?;
        Author string ?; Config *v1.DockerOCIImageConfig; Architecture string; Variant string ?;
        Os string; OsVersion string ?; Size int; GraphDriver *storage.DriverData ?;
        RootFS image.RootFS; Metadata image.Metadata; Descriptor *v1.Descriptor ?;
        Manifests []image.ManifestSummary ?; Identity *image.Identity ?; Parent string ~;
        DockerVersion string ~; VirtualSize int ~; Container string ~;
        ContainerConfig *container.Config ~
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
        Kind string; ImageData *image.ImageProperties ?;
        AttestationData *image.AttestationProperties ?
    """,
    "image.ManifestSize": "Content int; Total int",
    "image.ImageProperties": """
        Platform v1.Platform; Identity *image.Identity ?; Size image.UnpackedSize;
        Containers []string
    """,
    "image.UnpackedSize": "Unpacked int",
    "image.AttestationProperties": "For string",
    "image.Identity": """
        Signature []image.SignatureIdentity ?; Pull []image.PullIdentity ?;
        Build []image.BuildIdentity ?
    """,
    "image.PullIdentity": "Repository string ?",
    "image.BuildIdentity": "Ref string ?; CreatedAt time",
    "image.SignatureIdentity": """
        Name string ?; Timestamps []image.SignatureTimestamp ?; KnownSigner string ?;
        DockerReference string ?; Signer *image.SignerIdentity ?; SignatureType string ?;
        Error string ?; Warnings []string ?
    """,
    "image.SignatureTimestamp": "Type string; URI string; Timestamp time",
    "image.SignerIdentity": """
        CertificateIssuer string; SubjectAlternativeName string; Issuer string ?;
        BuildSignerURI string ?; BuildSignerDigest string ?; RunnerEnvironment string ?;
        SourceRepositoryURI string ?; SourceRepositoryDigest string ?;
        SourceRepositoryRef string ?; SourceRepositoryIdentifier string ?;
        SourceRepositoryOwnerURI string ?; SourceRepositoryOwnerIdentifier string ?;
        BuildConfigURI string ?; BuildConfigDigest string ?; BuildTrigger string ?;
        RunInvocationURI string ?; SourceRepositoryVisibilityAtSigning string ?
    """,
}
