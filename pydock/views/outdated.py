"""Rows of `outdated`: images beside the tags of their registries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from pydock.views.listing import View, column
from pydock.views.natural_order import natural_key
from pydock.views.shorten import short_id

OUTDATED = "outdated"
RATE_LIMITED = "rate limited"
UNREACHABLE = "unreachable"
REFUSED = "refused"
FAILED = "failed"
MISSING = "not in registry"
CURRENT = "up to date"
PINNED = "pinned"
LOCAL = "local"

#: what could not be compared
FAILURES = (RATE_LIMITED, UNREACHABLE, REFUSED, FAILED)
_ORDER = (OUTDATED, *FAILURES, MISSING, CURRENT, PINNED, LOCAL)


class OutdatedView(View):
    go_type = "*formatter.outdatedContext"
    default_columns = ("Image", "Status", "Containers", "LocalDigest", "RegistryDigest")
    quiet_column = "Image"
    least_widths: ClassVar[dict[str, int]] = {"Containers": 10, "Image": 12}

    def __init__(
        self,
        image: str,
        id: str,
        containers: Sequence[str],
        status: str,
        local_digest: str,
        registry_digest: str = "",
        detail: str = "",
        *,
        truncate: bool = True,
    ) -> None:
        self.image = image
        self.id = id
        self.containers = containers
        self.status = status
        self.local_digest = local_digest
        self.registry_digest = registry_digest
        self.detail = detail
        self.truncate = truncate

    @property
    def order(self) -> Any:
        """The key of the default order: what needs attention first, then by name."""
        return _ORDER.index(self.status), natural_key(self.image)

    @column("IMAGE")
    def Image(self) -> str:
        return self.image

    @column("IMAGE ID")
    def ID(self) -> str:
        return short_id(self.id) if self.truncate else self.id

    @column("STATUS")
    def Status(self) -> str:
        return self.status

    @column("CONTAINERS")
    def Containers(self) -> str:
        return ", ".join(self.containers)

    @column("LOCAL")
    def LocalDigest(self) -> str:
        return short_id(self.local_digest) if self.truncate else self.local_digest

    @column("REGISTRY")
    def RegistryDigest(self) -> str:
        return short_id(self.registry_digest) if self.truncate else self.registry_digest

    @column("DETAIL")
    def Detail(self) -> str:
        return self.detail
