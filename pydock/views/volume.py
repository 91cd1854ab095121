"""Rows of `volume ls`, and of `system df -v`, which has their sizes."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydock.golang.units import human_size
from pydock.views.columns import LabelledView
from pydock.views.listing import column

Json = Mapping[str, Any]
UNKNOWN = "N/A"


class VolumeView(LabelledView):
    go_type = "*formatter.volumeContext"
    default_columns = ("Driver", "Name")
    quiet_column = "Name"
    least_widths: ClassVar[Mapping[str, int]] = {"Driver": 6, "Name": 12}
    raw_lines = (("name", "Name"), ("driver", "Driver"))

    def __init__(self, volume: Json) -> None:
        self.volume = volume

    @property
    def labels(self) -> Mapping[str, str]:
        return self.volume.get("Labels") or {}

    @property
    def spec(self) -> Json:
        """The spec of a cluster volume (API 1.42); empty for others."""
        found: Json = (self.volume.get("ClusterVolume") or {}).get("Spec") or {}
        return found

    @column("AVAILABILITY")
    def Availability(self) -> str:
        return str(self.spec.get("Availability") or "") if self.is_clustered else UNKNOWN

    @column("DRIVER")
    def Driver(self) -> str:
        return str(self.volume.get("Driver") or "")

    @column("GROUP")
    def Group(self) -> str:
        return str(self.spec.get("Group") or "") if self.is_clustered else UNKNOWN

    @column("LINKS")
    def Links(self) -> str:
        usage = self.volume.get("UsageData")
        return str(usage.get("RefCount") or 0) if usage else UNKNOWN

    @column("MOUNTPOINT")
    def Mountpoint(self) -> str:
        return str(self.volume.get("Mountpoint") or "")

    @column("VOLUME NAME")
    def Name(self) -> str:
        return str(self.volume.get("Name") or "")

    @column("SCOPE")
    def Scope(self) -> str:
        return str(self.volume.get("Scope") or "")

    @column("SIZE")
    def Size(self) -> str:
        usage = self.volume.get("UsageData")
        return human_size(usage.get("Size") or 0) if usage else UNKNOWN

    @column("STATUS")
    def Status(self) -> str:
        """The state of a cluster volume."""
        if not self.is_clustered:
            return UNKNOWN
        cluster = self.volume["ClusterVolume"]
        if not (cluster.get("Info") or {}).get("VolumeID"):
            return "pending creation"
        count = len(cluster.get("PublishStatus") or ())
        if not count:
            return "created"
        return f"in use ({count} node{'' if count == 1 else 's'})"

    @property
    def is_clustered(self) -> bool:
        return bool(self.volume.get("ClusterVolume"))
