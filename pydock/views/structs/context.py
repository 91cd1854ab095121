"""Shapes of `docker context inspect`."""

SHAPES = {
    "context.contextWithTLSListing": """
        +store.Metadata; TLSMaterial map[][]string; Storage store.StorageInfo
    """,
    "store.Metadata": "Name string; Metadata any ?; Endpoints map[]docker.EndpointMeta ?",
    "store.StorageInfo": "MetadataPath string; TLSPath string",
    "docker.EndpointMeta": "Host string ?; SkipTLSVerify bool",
}
