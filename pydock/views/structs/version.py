"""What `version --format` works on: docker's system.versionInfo."""

SHAPES = {
    "system.versionInfo": "Client system.clientVersion; Server *types.Version",
    "system.clientVersion": (
        "Platform *system.platformInfo ?; Version string; APIVersion string ApiVersion;"
        "DefaultAPIVersion string; GitCommit string; GoVersion string; Os string; Arch string;"
        "BuildTime string ?; Context string"
    ),
    "system.platformInfo": "Name string",
    "types.Version": (
        "Platform types.Platform; Components []types.ComponentVersion ?; Version string;"
        "APIVersion string ApiVersion; MinAPIVersion string ?; GitCommit string;"
        "GoVersion string; Os string; Arch string; KernelVersion string ?; Experimental bool ?;"
        "BuildTime string ?"
    ),
    "types.Platform": "Name string",
    "types.ComponentVersion": "Name string; Version string; Details map[]string ?",
}
