"""Rows of `node ls`."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from pydock.views.listing import View, column
from pydock.views.pretty import sentence_case

Json = Mapping[str, Any]


class NodeView(View):
    go_type = "*node.nodeContext"
    default_columns = (
        "ID", "Hostname", "Status", "Availability", "ManagerStatus", "EngineVersion",
    )  # fmt: skip
    raw_blanks = True
    raw_lines = (
        ("node_id", "ID"),
        ("hostname", "Hostname"),
        ("status", "Status"),
        ("availability", "Availability"),
        ("manager_status", "ManagerStatus"),
    )

    def __init__(self, node: Json, own_swarm: Json) -> None:
        """`own_swarm` is `Swarm` of the engine's GET /info."""
        self.node = node
        self.own_swarm = own_swarm

    @property
    def about(self) -> Json:
        found: Json = self.node.get("Description") or {}
        return found

    #: a star marks the node of the engine
    cells: ClassVar[Mapping[str, Callable[[Any], str]]] = {
        "ID": lambda row: f"{row.ID()} {'*' if row.Self() else ' '}"
    }

    @column("AVAILABILITY")
    def Availability(self) -> str:
        return sentence_case((self.node.get("Spec") or {}).get("Availability") or "")

    @column("ENGINE VERSION")
    def EngineVersion(self) -> str:
        return str((self.about.get("Engine") or {}).get("EngineVersion") or "")

    @column("HOSTNAME")
    def Hostname(self) -> str:
        return str(self.about.get("Hostname") or "")

    @column("ID")
    def ID(self) -> str:
        return str(self.node.get("ID") or "")

    @column("MANAGER STATUS")
    def ManagerStatus(self) -> str:
        """Empty for a worker."""
        status = self.node.get("ManagerStatus") or {}
        return "Leader" if status.get("Leader") else sentence_case(status.get("Reachability") or "")

    @column("")
    def Self(self) -> bool:
        return bool(self.own_swarm.get("NodeID") == self.node.get("ID"))

    @column("STATUS")
    def Status(self) -> str:
        return sentence_case((self.node.get("Status") or {}).get("State") or "")

    @column("TLS STATUS")
    def TLSStatus(self) -> str:
        """Whether the certificates of the node are from the current root of the swarm."""
        here = (self.own_swarm.get("Cluster") or {}).get("TLSInfo") or {}
        there = self.about.get("TLSInfo") or {}
        if not any(here.values()) or not any(there.values()):
            return "Unknown"
        return "Ready" if here == there else "Needs Rotation"
