"""Rows of `service ls` and `stack services`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydock.oci.reference import without_digest
from pydock.views.listing import View, column
from pydock.views.natural_order import natural_key
from pydock.views.shorten import short_id

Json = Mapping[str, Any]

#: key of the API's ServiceMode -> its name in tables
MODES = {
    "Global": "global",
    "Replicated": "replicated",
    "ReplicatedJob": "replicated job",
    "GlobalJob": "global job",
}


def mode_of(service: Json) -> str:
    """Return the mode of a service as a key of MODES, or ""."""
    mode: Json = _spec(service).get("Mode") or {}
    return next((key for key in MODES if mode.get(key) is not None), "")


def is_job(service: Json) -> bool:
    """Return whether the service is a job."""
    return mode_of(service) in ("ReplicatedJob", "GlobalJob")


def by_name(services: Iterable[Json]) -> list[Json]:
    """Sort services by name."""
    return sorted(services, key=lambda service: natural_key(_spec(service).get("Name") or ""))


def _spec(service: Json) -> Json:
    spec: Json = service.get("Spec") or {}
    return spec


class ServiceView(View):
    """A row; the numbers of tasks are those of `ServiceStatus`."""

    go_type = "*service.serviceContext"
    default_columns = ("ID", "Name", "Mode", "Replicas", "Image", "Ports")
    raw_blanks = True
    raw_lines = (
        ("id", "ID"),
        ("name", "Name"),
        ("mode", "Mode"),
        ("replicas", "Replicas"),
        ("image", "Image"),
        ("ports", "Ports"),
    )

    def __init__(self, service: Json) -> None:
        self.service = service
        self.spec: Json = _spec(service)
        self.template: Json = self.spec.get("TaskTemplate") or {}

    @column("ID")
    def ID(self) -> str:
        return short_id(str(self.service.get("ID") or ""))

    @column("IMAGE")
    def Image(self) -> str:
        container = self.template.get("ContainerSpec") or {}
        return without_digest(str(container.get("Image") or ""))

    @column("MODE")
    def Mode(self) -> str:
        return MODES.get(mode_of(self.service)) or ""

    @column("NAME")
    def Name(self) -> str:
        return str(self.spec.get("Name") or "")

    @column("PORTS")
    def Ports(self) -> str:
        ports = (self.service.get("Endpoint") or {}).get("Ports") or ()
        return ", ".join(map(str, port_ranges(ports)))

    @column("REPLICAS")
    def Replicas(self) -> str:
        """Running and desired tasks, "2/3", and the completed tasks of a job."""
        status = self.service.get("ServiceStatus") or {}
        desired, completed = status.get("DesiredTasks") or 0, status.get("CompletedTasks") or 0
        text = f"{status.get('RunningTasks') or 0}/{desired}"
        mode = mode_of(self.service)
        if mode == "ReplicatedJob":
            total = self.spec["Mode"][mode].get("TotalCompletions") or 0
            return f"{text} ({completed}/{total} completed)"
        if mode == "GlobalJob":
            return f"{text} ({completed}/{desired + completed} completed)"
        most = (self.template.get("Placement") or {}).get("MaxReplicas") or 0
        return f"{text} (max {most} per node)" if most and mode == "Replicated" else text


class PortRange(NamedTuple):
    """Consecutive published ports, and their target ports."""

    first: int
    last: int
    first_target: int
    last_target: int
    protocol: str

    def __str__(self) -> str:
        published = _span(self.first, self.last)
        return f"*:{published}->{_span(self.first_target, self.last_target)}/{self.protocol}"

    def extended(self, published: int, target: int, protocol: str) -> PortRange | None:
        """Return the range with another port, or None if that port begins a new range."""
        if protocol != self.protocol or not 0 <= published - self.last <= 1:
            return None
        if not 0 <= target - self.last_target <= 1:
            return None
        if self.first_target != self.last_target and target == self.last_target:
            return None  # else 81->81, 82->81 would read as 81-82->81-82
        return self._replace(last=published, last_target=target)


def port_ranges(ports: Iterable[Json]) -> Iterator[PortRange]:
    """Yield the ports that all nodes publish, merged into ranges."""
    in_order = sorted(
        ports, key=lambda one: (one.get("Protocol") or "", one.get("PublishedPort") or 0)
    )
    current: PortRange | None = None
    for port in in_order:
        if port.get("PublishMode") != "ingress":
            continue
        published, target = port.get("PublishedPort") or 0, port.get("TargetPort") or 0
        protocol = port.get("Protocol") or ""
        extended = current.extended(published, target, protocol) if current else None
        if current and not extended:
            yield current
        current = extended or PortRange(published, published, target, target, protocol)
    if current:
        yield current


def _span(first: int, last: int) -> str:
    return f"{first}-{last}" if last > first else str(first)
