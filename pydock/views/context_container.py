"""Rows of `ps --contexts`: containers of several engines."""

from collections.abc import Mapping
from typing import Any

from pydock.views.container import RAW_LINES, ContainerView
from pydock.views.listing import column


class ContextContainerView(ContainerView):
    default_columns = ("Context", *ContainerView.default_columns)
    raw_lines = (("context", "Context"), *RAW_LINES)

    def __init__(self, context: str, container: Mapping[str, Any], *, truncate: bool) -> None:
        super().__init__(container, truncate=truncate)
        self.context = context

    @column("CONTEXT")
    def Context(self) -> str:
        return self.context
