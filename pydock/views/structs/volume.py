"""Shapes of `docker volume inspect`."""

SHAPES = {
    "volume.Volume": """
        ClusterVolume any ?; CreatedAt string ?; Driver string; Labels map[]string;
        Mountpoint string; Name string; Options map[]string; Scope string; Status map[]any ?;
        UsageData *volume.UsageData ?
    """,
    "volume.UsageData": "RefCount int; Size int",
}
