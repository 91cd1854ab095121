"""Rows of `docker search`: repositories of a registry."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydock.views.columns import truth
from pydock.views.listing import View, column
from pydock.views.shorten import ellipsis

_DESCRIPTION_WIDTH = 45


class SearchView(View):
    go_type = "*registry.searchContext"
    default_columns = ("Name", "Description", "StarCount", "IsOfficial")
    quiet_column = "Name"
    least_widths: ClassVar[Mapping[str, int]] = {"Description": 12, "IsOfficial": 8, "Name": 12}

    def __init__(self, found: Mapping[str, Any], *, truncate: bool = True) -> None:
        self.found = found
        self.truncate = truncate

    @column("NAME")
    def Name(self) -> str:
        return self.found.get("name") or ""

    @column("DESCRIPTION")
    def Description(self) -> str:
        text = self.found.get("description") or ""
        line = text.replace("\n", " ").replace("\r", " ")
        return ellipsis(line, _DESCRIPTION_WIDTH) if self.truncate else line

    @column("STARS")
    def StarCount(self) -> str:
        return str(self.found.get("star_count") or 0)

    @column("OFFICIAL")
    def IsOfficial(self) -> str:
        return "[OK]" if self.found.get("is_official") else ""

    def as_json(self) -> Any:
        return {**super().as_json(), "IsOfficial": truth(self.found.get("is_official"))}
