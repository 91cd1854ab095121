"""A network as a row of `network ls`."""

from __future__ import annotations

from typing import Any

from pydock.golang.time.instant import Time
from pydock.views.columns import joined_labels, truth
from pydock.views.listing import View, column, lookup

Json = dict[str, Any]
SHORT_ID = 12


class NetworkView(View):
    go_type = "*network.networkContext"
    default_columns = ("ID", "Name", "Driver", "Scope")
    raw_lines = (
        ("network_id", "ID"),
        ("name", "Name"),
        ("driver", "Driver"),
        ("scope", "Scope"),
    )

    def __init__(self, network: Json, *, truncates: bool) -> None:
        self.network = network
        self.truncates = truncates

    @column("CREATED AT")
    def CreatedAt(self) -> str:
        return str(Time.parse(self.network["Created"]))

    @column("DRIVER")
    def Driver(self) -> str:
        return str(self.network.get("Driver", ""))

    @column("NETWORK ID")
    def ID(self) -> str:
        found = str(self.network.get("Id", ""))
        return found[:SHORT_ID] if self.truncates else found

    @column("IPV4")
    def IPv4(self) -> str:
        return truth(self.network.get("EnableIPv4"))

    @column("IPV6")
    def IPv6(self) -> str:
        return truth(self.network.get("EnableIPv6"))

    @column("INTERNAL")
    def Internal(self) -> str:
        return truth(self.network.get("Internal"))

    @column("LABELS")
    def Labels(self) -> str:
        return joined_labels(self.network.get("Labels"))

    @column("NAME")
    def Name(self) -> str:
        return str(self.network.get("Name", ""))

    @column("SCOPE")
    def Scope(self) -> str:
        return str(self.network.get("Scope", ""))

    @lookup
    def Label(self, name: str) -> str:
        return str((self.network.get("Labels") or {}).get(name, ""))
