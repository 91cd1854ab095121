"""Rows of `network ls`."""

from collections.abc import Mapping
from typing import Any

from pydock.views.columns import LabelledView, time_of, truth
from pydock.views.listing import column
from pydock.views.shorten import short_id

Json = Mapping[str, Any]


class NetworkView(LabelledView):
    go_type = "*network.networkContext"
    default_columns = ("ID", "Name", "Driver", "Scope")
    raw_lines = (("network_id", "ID"), ("name", "Name"), ("driver", "Driver"), ("scope", "Scope"))

    def __init__(self, network: Json, *, truncate: bool) -> None:
        self.network = network
        self.truncate = truncate

    @property
    def labels(self) -> Mapping[str, str]:
        return self.network.get("Labels") or {}

    @column("CREATED AT")
    def CreatedAt(self) -> str:
        return str(time_of(self.network.get("Created")))

    @column("DRIVER")
    def Driver(self) -> str:
        return str(self.network.get("Driver") or "")

    @column("NETWORK ID")
    def ID(self) -> str:
        id: str = self.network.get("Id") or ""
        return short_id(id) if self.truncate else id

    @column("IPV4")
    def IPv4(self) -> str:
        return truth(self.network.get("EnableIPv4"))

    @column("IPV6")
    def IPv6(self) -> str:
        return truth(self.network.get("EnableIPv6"))

    @column("INTERNAL")
    def Internal(self) -> str:
        return truth(self.network.get("Internal"))

    @column("NAME")
    def Name(self) -> str:
        return str(self.network.get("Name") or "")

    @column("SCOPE")
    def Scope(self) -> str:
        return str(self.network.get("Scope") or "")
