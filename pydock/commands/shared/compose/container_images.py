"""The images of a project's containers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pydock.api import images
from pydock.commands.shared.compose.containers import list_containers
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.compose.workers import each_of
from pydock.commands.shared.image.image_reference import parse_reference
from pydock.compose.observed import Container
from pydock.errors import PydockError
from pydock.golang.units import human_size
from pydock.views.columns import time_ago, time_of
from pydock.views.shorten import short_id


class ContainerImage(NamedTuple):
    """The image of a container, as `compose images` lists it."""

    container: str
    id: str
    repository: str
    tag: str
    platform: str
    size_bytes: int
    created: str
    tagged_at: str

    def cells(self) -> tuple[str, ...]:
        """Return the cells of the table."""
        return (
            self.container, self.repository or "<none>", self.tag or "<none>", self.platform,
            short_id(self.id), human_size(self.size_bytes, 3), time_ago(self.tagged_at),
        )  # fmt: skip

    def fields(self) -> dict[str, str | int]:
        """Return the object of JSON."""
        return {
            "ID": self.id,
            "ContainerName": self.container,
            "Repository": self.repository,
            "Tag": self.tag,
            "Platform": self.platform,
            "Size": self.size_bytes,
            "LastTagTime": self.created if time_of(self.tagged_at).is_zero() else self.tagged_at,
        }


def images_of_containers(scope: Scope, services: Sequence[str]) -> list[ContainerImage]:
    """Return the images of a project's containers, sorted by the names of these."""
    found: list[ContainerImage] = []

    def look_up(container: Container) -> None:
        image = images.inspect(scope.engine, container.image)
        try:
            reference = parse_reference(container.image).with_default_tag()
            repository, tag = reference.familiar_name, reference.tag
        except PydockError:  # an ID
            repository = tag = ""
        parts = (image.get("Os"), image.get("Architecture"), image.get("Variant"))
        found.append(
            ContainerImage(
                container.name,
                image["Id"],
                repository,
                tag,
                "/".join(part for part in parts if part),
                image.get("Size") or 0,
                image.get("Created") or "",
                (image.get("Metadata") or {}).get("LastTagTime") or "",
            )
        )

    each_of(list_containers(scope, services, one_off=None), look_up)
    return sorted(found)
