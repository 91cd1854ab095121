"""Shapes that containers and images share: those of the OCI's image format."""

SHAPES = {
    "v1.HealthcheckConfig": """
        Test []string ?; Interval duration ?; Timeout duration ?; StartPeriod duration ?;
        StartInterval duration ?; Retries int ?
    """,
    "v1.Descriptor": """
        MediaType string mediaType; Digest string digest; Size int size; URLs []string urls ?;
        Annotations map[]string annotations ?; Data bytes data ?; Platform *v1.Platform platform ?;
        ArtifactType string artifactType ?
    """,
    "v1.Platform": """
        Architecture string architecture; OS string os; OSVersion string os.version ?;
        OSFeatures []string os.features ?; Variant string variant ?
    """,
}
