"""Rows of `docker history`: the layers of an image, newest first."""

from collections.abc import Mapping
from typing import Any

from pydock.golang.time.instant import local
from pydock.golang.units import human_size
from pydock.views.columns import ago
from pydock.views.listing import View, column
from pydock.views.shorten import ellipsis, short_id

UNKNOWN = "N/A"
#: 2000-01-01: reproducible builds set earlier times
_FIRST_REAL_SECONDS = 946684800
_COMMAND_WIDTH = 45

EXACT_COLUMNS = ("ID", "CreatedAt", "CreatedBy", "Size", "Comment")


class HistoryView(View):
    go_type = "*image.historyContext"
    default_columns = ("ID", "CreatedSince", "CreatedBy", "Size", "Comment")

    def __init__(
        self, layer: Mapping[str, Any], *, truncate: bool = True, human: bool = True
    ) -> None:
        """`human` selects rounded sizes and relative times."""
        self.layer = layer
        self.truncate = truncate
        self.human = human

    @column("IMAGE")
    def ID(self) -> str:
        id: str = self.layer.get("Id") or ""
        return short_id(id) if self.truncate else id

    @column("CREATED AT")
    def CreatedAt(self) -> str:
        return local(self._created_seconds).rfc3339()

    @column("CREATED")
    def CreatedSince(self) -> str:
        if not self.human:
            return self.CreatedAt()
        if self._created_seconds <= _FIRST_REAL_SECONDS:
            return UNKNOWN
        return ago(self._created_seconds)

    @column("CREATED BY")
    def CreatedBy(self) -> str:
        command = (self.layer.get("CreatedBy") or "").replace("\t", " ")
        return ellipsis(command, _COMMAND_WIDTH) if self.truncate else command

    @column("SIZE")
    def Size(self) -> str:
        size_bytes = self.layer.get("Size") or 0
        return human_size(size_bytes, 3) if self.human else str(size_bytes)

    @column("COMMENT")
    def Comment(self) -> str:
        return self.layer.get("Comment") or ""

    @property
    def _created_seconds(self) -> int:
        return self.layer.get("Created") or 0
