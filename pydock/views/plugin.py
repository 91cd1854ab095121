"""Rows of `plugin ls`."""

from collections.abc import Mapping
from typing import Any

from pydock.views.listing import View, column
from pydock.views.shorten import ellipsis, short_id

Json = Mapping[str, Any]
DESCRIPTION_WIDTH = 45


class PluginView(View):
    go_type = "*plugin.pluginContext"
    default_columns = ("ID", "Name", "Description", "Enabled")
    raw_lines = (
        ("plugin_id", "ID"),
        ("name", "Name"),
        ("description", "Description"),
        ("enabled", "Enabled"),
    )

    def __init__(self, plugin: Json, *, truncate: bool) -> None:
        self.plugin = plugin
        self.truncate = truncate

    @column("DESCRIPTION")
    def Description(self) -> str:
        text = str((self.plugin.get("Config") or {}).get("Description") or "")
        text = text.replace("\n", "").replace("\r", "")
        return ellipsis(text, DESCRIPTION_WIDTH) if self.truncate else text

    @column("ENABLED")
    def Enabled(self) -> bool:
        return bool(self.plugin.get("Enabled"))

    @column("ID")
    def ID(self) -> str:
        id: str = self.plugin.get("Id") or ""
        return short_id(id) if self.truncate else id

    @column("NAME")
    def Name(self) -> str:
        return str(self.plugin.get("Name") or "")

    @column("IMAGE")
    def PluginReference(self) -> str:
        return str(self.plugin.get("PluginReference") or "")
