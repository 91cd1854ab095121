"""A plugin of the engine as a row of `plugin ls`."""

from __future__ import annotations

from typing import Any

from pydock.views.listing import View, column
from pydock.views.shorten import ellipsis

Json = dict[str, Any]
SHORT_ID = 12
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

    def __init__(self, plugin: Json, *, truncates: bool) -> None:
        self.plugin = plugin
        self.truncates = truncates

    @column("DESCRIPTION")
    def Description(self) -> str:
        text = str((self.plugin.get("Config") or {}).get("Description", ""))
        text = text.replace("\n", "").replace("\r", "")
        return ellipsis(text, DESCRIPTION_WIDTH) if self.truncates else text

    @column("ENABLED")
    def Enabled(self) -> bool:
        return bool(self.plugin.get("Enabled"))

    @column("ID")
    def ID(self) -> str:
        found = str(self.plugin.get("Id", ""))
        return found[:SHORT_ID] if self.truncates else found

    @column("NAME")
    def Name(self) -> str:
        return str(self.plugin.get("Name", ""))

    @column("IMAGE")
    def PluginReference(self) -> str:
        return str(self.plugin.get("PluginReference", ""))
