"""Rows of `docker compose ps`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from pydock.compose.observed import observed
from pydock.compose.requests import labels
from pydock.golang.reflect import Field, Nil, Object, Struct
from pydock.views.container import ContainerView
from pydock.views.listing import column, own_column


def _publisher(port: Mapping[str, Any]) -> Struct:
    """Return a published port as templates and JSON have it."""
    values = {
        "URL": port.get("IP") or "",
        "TargetPort": port.get("PrivatePort") or 0,
        "PublishedPort": port.get("PublicPort") or 0,
        "Protocol": port.get("Type") or "",
    }
    return Struct("api.PortPublisher", [Field(name, value, name) for name, value in values.items()])


class ComposeContainerView(ContainerView):
    go_type = "*formatter.ContainerContext"
    default_columns: ClassVar[Sequence[str]] = (
        "Name", "Image", "Command", "Service", "RunningFor", "Status", "Ports",
    )  # fmt: skip

    def __init__(
        self, container: Mapping[str, Any], state: Mapping[str, Any], *, truncate: bool = True
    ) -> None:
        """`state` is that of GET /containers/ID/json."""
        super().__init__(container, truncate=truncate)
        self._inspected = state

    @column("NAME")
    def Name(self) -> str:
        return observed(self.container).name

    @column("PROJECT")
    def Project(self) -> str:
        return self.labels.get(labels.PROJECT, "")

    @column("SERVICE")
    def Service(self) -> str:
        return self.labels.get(labels.SERVICE, "")

    @column("IMAGE")
    def Image(self) -> str:
        image: str = self.container.get("Image") or ""
        return image

    @column("EXIT CODE")
    def ExitCode(self) -> int:
        ended = self._inspected.get("Status") in ("exited", "dead")
        return (self._inspected.get("ExitCode") or 0) if ended else 0

    @column("HEALTH")
    def Health(self) -> str:
        if self._inspected.get("Status") != "running":
            return ""
        return (self._inspected.get("Health") or {}).get("Status") or ""

    @column("PUBLISHERS")
    def Publishers(self) -> list[Struct]:
        ports = self.container.get("Ports") or ()
        return [
            _publisher(one) for one in sorted(ports, key=lambda one: one.get("PrivatePort") or 0)
        ]

    @own_column("HEALTH STATUS")
    def HealthStatus(self) -> str:
        return super().HealthStatus()

    @own_column("PLATFORM")
    def Platform(self) -> Object | Nil:
        return super().Platform()
