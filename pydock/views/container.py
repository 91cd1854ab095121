"""Rows of `docker ps`, from GET /containers/json."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar

from pydock.golang.reflect import Nil, Object
from pydock.golang.strconv.quoting import quote
from pydock.golang.time.instant import local
from pydock.golang.units import human_size
from pydock.views.columns import LabelledView, ago
from pydock.views.listing import View, column, own_column
from pydock.views.ports import ports_text
from pydock.views.shorten import ellipsis, short_id

RAW_LINES = (
    ("container_id", "ID"),
    ("image", "Image"),
    ("command", "Command"),
    ("created_at", "CreatedAt"),
    ("state", "State"),
    ("status", "Status"),
    ("names", "Names"),
    ("labels", "Labels"),
    ("ports", "Ports"),
)

_ADDRESSES = ("IPAddress", "GlobalIPv6Address")
_HEALTH = ("healthy", "starting", "unhealthy")

COMMAND_WIDTH = 20
MOUNT_WIDTH = 15


class ContainerView(LabelledView):
    go_type = "*formatter.ContainerContext"
    default_columns: ClassVar[Sequence[str]] = (
        "ID", "Image", "Command", "RunningFor", "Status", "Ports", "Names",
    )  # fmt: skip
    raw_lines: ClassVar[Sequence[tuple[str, str]]] = RAW_LINES
    least_widths: ClassVar[Mapping[str, int]] = {
        "Command": 7, "Ports": 10, "RunningFor": 7, "Image": 10, "Status": 7, "Size": 6,
        "Names": 10,
    }  # fmt: skip

    def __init__(self, container: Mapping[str, Any], *, truncate: bool = True) -> None:
        self.container = container
        self.truncate = truncate

    @property
    def labels(self) -> Mapping[str, str]:
        return self.container.get("Labels") or {}

    def later(self, seconds: float) -> View:
        """Return the row with the age in its status that many seconds later."""
        from pydock.views.ages import aged

        later = {**self.container, "Status": aged(self.Status(), seconds)}
        return ContainerView(later, truncate=self.truncate)

    @column("CONTAINER ID")
    def ID(self) -> str:
        id: str = self.container.get("Id") or ""
        return short_id(id) if self.truncate else id

    @column("NAMES")
    def Names(self) -> str:
        names: list[str] = [name.removeprefix("/") for name in self.container.get("Names") or ()]
        if self.truncate:
            for name in names:
                if "/" not in name:  # a name with another slash is that of a link
                    return name
        return ",".join(names)

    @column("IMAGE")
    def Image(self) -> str:
        image: str = self.container.get("Image") or ""
        id: str = self.container.get("ImageID") or ""
        if not image:
            return "<no image>"
        if not self.truncate:
            return image
        if id and short_id(id) == short_id(image):
            return short_id(id)
        return _familiar_name(image)

    @column("COMMAND")
    def Command(self) -> str:
        return _command_text(self.container.get("Command") or "", self.truncate)

    @column("CREATED AT")
    def CreatedAt(self) -> str:
        return str(local(self.container.get("Created") or 0))

    @column("CREATED")
    def RunningFor(self) -> str:
        return ago(self.container.get("Created") or 0)

    @column("PLATFORM")
    def Platform(self) -> Object | Nil:
        manifest = self.container.get("ImageManifestDescriptor") or {}
        platform = manifest.get("platform")
        return PlatformView(platform) if platform else Nil(PlatformView.go_type)

    @column("PORTS")
    def Ports(self) -> str:
        return ports_text(self.container.get("Ports") or ())

    @column("STATE")
    def State(self) -> str:
        state: str | None = self.container.get("State")
        return _state(self.Status()) if state is None else state

    @column("STATUS")
    def Status(self) -> str:
        return self.container.get("Status") or ""

    @column("HEALTH STATUS")
    def HealthStatus(self) -> str:
        """The health; before API 1.52 it stands in the status alone: "Up 3 minutes (healthy)"."""
        known: str = (self.container.get("Health") or {}).get("Status") or ""
        if known:
            return known
        text = self.Status().partition("(")[2]
        health = text.removesuffix(")").removeprefix("health: ")
        return health if text.endswith(")") and health in _HEALTH else ""

    @column("SIZE")
    def Size(self) -> str:
        own = human_size(self.container.get("SizeRw") or 0, 3)
        all_bytes = self.container.get("SizeRootFs") or 0
        return f"{own} (virtual {human_size(all_bytes, 3)})" if all_bytes > 0 else own

    @column("MOUNTS")
    def Mounts(self) -> str:
        names = [mount.get("Name") or mount.get("Source") or "" for mount in self._mounts]
        return ",".join(ellipsis(name, MOUNT_WIDTH) if self.truncate else name for name in names)

    @column("LOCAL VOLUMES")
    def LocalVolumes(self) -> str:
        return str(sum(mount.get("Driver") == "local" for mount in self._mounts))

    @column("NETWORKS")
    def Networks(self) -> str:
        return ",".join(self.networks)

    @own_column("IP ADDRESSES")
    def IPs(self) -> str:
        """The addresses in its networks, in the order of their names."""
        endpoints = [self._endpoints[name] or {} for name in self.networks]
        addresses = [one.get(key) for one in endpoints for key in _ADDRESSES]
        return ",".join(address for address in addresses if address)

    @property
    def networks(self) -> Sequence[str]:
        return sorted(self._endpoints)

    @property
    def _endpoints(self) -> Mapping[str, Any]:
        return (self.container.get("NetworkSettings") or {}).get("Networks") or {}

    @property
    def _mounts(self) -> Sequence[Mapping[str, Any]]:
        return self.container.get("Mounts") or ()


@lru_cache(maxsize=1024)  # many containers have the same few images
def _familiar_name(image: str) -> str:
    name = image.partition("@")[0]
    for prefix in ("index.docker.io/", "docker.io/", "library/"):
        name = name.removeprefix(prefix)
    return name


@lru_cache(maxsize=1024)  # and commands
def _command_text(command: str, truncate: bool) -> str:
    return quote(ellipsis(command, COMMAND_WIDTH) if truncate else command)


def _state(status: str) -> str:
    """Return the state of a status, "Up 3 minutes (Paused)": it is absent before API 1.23."""
    if status.endswith("(Paused)"):
        return "paused"
    first = status.partition(" ")[0]
    return {"": "created", "Up": "running"}.get(first, first.lower())


class PlatformView(Object):
    """The platform of a container's image: linux/arm64/v8."""

    go_type = "*formatter.Platform"

    def __init__(self, platform: Mapping[str, Any]) -> None:
        self.platform = platform

    def __str__(self) -> str:
        parts = (self.platform.get(key) or "" for key in ("os", "architecture", "variant"))
        return "/".join(part for part in parts if part)

    def as_json(self) -> Mapping[str, Any]:
        return self.platform
