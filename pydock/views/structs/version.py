"""The value of `version --format`: docker's system.versionInfo."""

SHAPES = {
    "system.versionInfo": "Client system.clientVersion; Server *system.serverVersion",
    "system.clientVersion": (
        "Platform *system.platformInfo ?; Version string ?; APIVersion string ApiVersion ?;"
        "DefaultAPIVersion string ?; GitCommit string ?; GoVersion string ?; Os string ?;"
        "Arch string ?; BuildTime string ?; Context string"
    ),
    "system.platformInfo": "Name string",
    "system.serverVersion": (
        "Platform client.PlatformInfo; Version string; APIVersion string ApiVersion;"
        "MinAPIVersion string ?; Os string; Arch string; Components []system.ComponentVersion ?;"
        "GitCommit string ?; GoVersion string ?; KernelVersion string ?; Experimental bool ?;"
        "BuildTime string ?"
    ),
    "client.PlatformInfo": "Name string",
    "system.ComponentVersion": "Name string; Version string; Details map[]string ?",
}
