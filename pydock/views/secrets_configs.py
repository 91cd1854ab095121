"""Rows of `secret ls` and `config ls`."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from pydock.views.columns import LabelledView, time_ago
from pydock.views.listing import column

Json = Mapping[str, Any]


class ConfigView(LabelledView):
    go_type = "*config.configContext"
    default_columns: ClassVar[Sequence[str]] = ("ID", "Name", "CreatedAt", "UpdatedAt")

    def __init__(self, stored: Json) -> None:
        self.stored = stored

    @property
    def labels(self) -> Mapping[str, str]:
        return self.spec.get("Labels") or {}

    @property
    def spec(self) -> Json:
        found: Json = self.stored.get("Spec") or {}
        return found

    @column("CREATED")
    def CreatedAt(self) -> str:
        return time_ago(self.stored.get("CreatedAt"))

    @column("ID")
    def ID(self) -> str:
        return str(self.stored.get("ID") or "")

    @column("NAME")
    def Name(self) -> str:
        return str(self.spec.get("Name") or "")

    @column("UPDATED")
    def UpdatedAt(self) -> str:
        return time_ago(self.stored.get("UpdatedAt"))


class SecretView(ConfigView):
    go_type = "*secret.secretContext"
    default_columns = ("ID", "Name", "Driver", "CreatedAt", "UpdatedAt")

    @column("DRIVER")
    def Driver(self) -> str:
        return str((self.spec.get("Driver") or {}).get("Name") or "")
