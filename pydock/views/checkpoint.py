"""Rows of `checkpoint ls`."""

from collections.abc import Mapping
from typing import Any

from pydock.views.listing import View, column


class CheckpointView(View):
    go_type = "*checkpoint.checkpointContext"
    default_columns = ("Name",)

    def __init__(self, checkpoint: Mapping[str, Any]) -> None:
        self.checkpoint = checkpoint

    @column("CHECKPOINT NAME")
    def Name(self) -> str:
        return str(self.checkpoint.get("Name") or "")
