"""A stand-in for a manager of a swarm that keeps what it creates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.parity import running_stack as running
from tests.parity.recorder import Recorder, Request

Json = dict[str, Any]

KINDS = ("services", "networks", "secrets", "configs")
_TIME = "2024-01-02T03:04:05Z"


class Manager(Recorder):
    """Creates, changes, finds and removes; it runs nothing."""

    def __init__(self, socket: Path) -> None:
        super().__init__(socket)
        self.forget()

    def forget(self) -> None:
        """Be the manager of a new swarm. It has networks of its own, and one stack that runs."""
        self.requests.clear()
        self.is_manager = True
        #: the credentials of requests about services and images
        self.credentials: list[str] = []
        #: names of services that have changed meanwhile, and of things that cannot be removed
        self.out_of_date: set[str] = set()
        self.kept: set[str] = set()
        #: how many more times the tasks of all stacks are found running
        self.lives = 0
        self.things: dict[str, dict[str, Json]] = {kind: {} for kind in KINDS}
        for name, scope in (("swarm-wide", "swarm"), ("of-one-engine", "local")):
            self.things["networks"][name] = {"Name": name, "Id": name, "Scope": scope}
        for service in running.SERVICES:
            self.things["services"][service["Spec"]["Name"]] = service

    def answer(self, request: Request, headers: Mapping[str, str]) -> tuple[int, Any]:
        _, kind, *rest = request.path.split("/")
        if kind == "distribution" or request.path == "/services/create":
            self.credentials.append(headers.get("X-Registry-Auth", ""))
        if kind == "info":
            return 200, {"Swarm": {"ControlAvailable": self.is_manager}}
        if kind == "distribution":
            if "missing" in request.path:
                return 404, {"message": "no such image"}
            platforms = [{"architecture": "amd64", "os": "linux"}]
            return 200, {"Descriptor": {"digest": "sha256:" + "b" * 64}, "Platforms": platforms}
        if kind == "tasks" and self.lives:
            self.lives -= 1
            return 200, running.TASKS
        if kind == "tasks" and not rest:
            return 200, [task for task in running.TASKS if _fits(task, request)]
        if kind == "nodes":
            return 200, running.NODES[rest[0]] if rest else list(running.NODES.values())
        if kind not in KINDS:
            return super().answer(request, headers)
        if not rest:
            return 200, [item for item in self.things[kind].values() if _fits(item, request)]
        return self.answer_about(kind, rest, request)

    def answer_about(self, kind: str, rest: list[str], request: Request) -> tuple[int, Any]:
        if rest[-1] == "create":
            return 201, self.create(kind, request.body)
        found = next(
            (i for i in self.things[kind].values() if rest[0] in (_name(i), i["Id"])), None
        )
        if found is None:
            return 404, {"message": f"{kind[:-1]} {rest[0]} not found"}
        if rest[-1] == "update" and _name(found) in self.out_of_date:
            return 500, {"message": "rpc error: code = Unknown desc = update out of sequence"}
        if request.method == "DELETE" and _name(found) in self.kept:
            return 409, {"message": "in use"}
        if rest[-1] == "update":
            found["Spec"] = request.body
            found["Version"] = {"Index": found["Version"]["Index"] + 1}
            return 200, {"Warnings": None}
        if request.method == "DELETE":
            del self.things[kind][_name(found)]
            return 204, b""
        return 200, found

    def create(self, kind: str, body: Json) -> Json:
        name = body["Name"]
        id = f"id-of-{kind[:-1]}-{name}"
        item = {"ID": id, "Id": id, "Version": {"Index": 10}, "CreatedAt": _TIME}
        item |= {"UpdatedAt": _TIME}
        item |= {**body, "Scope": "swarm"} if kind == "networks" else {"Spec": body}
        self.things[kind][name] = item
        return {"ID": id, "Id": id}


def _name(item: Json) -> str:
    return str(item.get("Name") or item["Spec"]["Name"])


def _fits(item: Json, request: Request) -> bool:
    filters: Json = request.query.get("filters", {})
    labels = item.get("Labels") or item.get("Spec", {}).get("Labels") or {}
    values = {f"{key}={value}" for key, value in labels.items()} | set(labels)
    names = filters.get("name")
    return values.issuperset(filters.get("label", ())) and (not names or _name(item) in names)
