"""A secret or a config as a row of `secret ls` or `config ls`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, ClassVar

from pydock.golang.time.instant import Time
from pydock.golang.units import human_duration
from pydock.views.columns import joined_labels
from pydock.views.listing import View, column, lookup

Json = dict[str, Any]


class ConfigView(View):
    go_type = "*config.configContext"
    default_columns: ClassVar[Sequence[str]] = ("ID", "Name", "CreatedAt", "UpdatedAt")

    def __init__(self, stored: Json) -> None:
        self.stored = stored

    @property
    def spec(self) -> Json:
        found: Json = self.stored.get("Spec") or {}
        return found

    @column("CREATED")
    def CreatedAt(self) -> str:
        return _ago(self.stored["CreatedAt"])

    @column("ID")
    def ID(self) -> str:
        return str(self.stored["ID"])

    @column("LABELS")
    def Labels(self) -> str:
        return joined_labels(self.spec.get("Labels"))

    @column("NAME")
    def Name(self) -> str:
        return str(self.spec.get("Name", ""))

    @column("UPDATED")
    def UpdatedAt(self) -> str:
        return _ago(self.stored["UpdatedAt"])

    @lookup
    def Label(self, name: str) -> str:
        return str((self.spec.get("Labels") or {}).get(name, ""))


class SecretView(ConfigView):
    go_type = "*secret.secretContext"
    default_columns = ("ID", "Name", "Driver", "CreatedAt", "UpdatedAt")

    @column("DRIVER")
    def Driver(self) -> str:
        return str((self.spec.get("Driver") or {}).get("Name", ""))


def _ago(text: str) -> str:
    return f"{human_duration(time.time() - Time.parse(text).seconds)} ago"
