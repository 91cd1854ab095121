"""Rows of `context ls`."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydock.golang.reflect import MISSING, Member
from pydock.views.listing import View, column
from pydock.views.shorten import ellipsis

ERROR_WIDTH = 45

#: template of the table; a star marks the current context
TABLE = (
    r"table {{.Name}}{{if .Current}} *{{end}}\t{{.Description}}\t{{.DockerEndpoint}}\t{{.Error}}"
)


class ContextView(View):
    go_type = "*formatter.clientContextContext"
    quiet_column = "Name"
    # "Current" has no header in docker
    members: ClassVar[Mapping[str, Member]] = {"Current": Member(lambda row: row.is_current)}
    headers: ClassVar[Mapping[str, Any]] = {"Current": MISSING}

    def __init__(
        self,
        name: str,
        *,
        is_current: bool = False,
        description: str = "",
        endpoint: str = "",
        error: str = "",
    ) -> None:
        self.name = name
        self.is_current = is_current
        self.description = description
        self.endpoint = endpoint
        self.error = error

    @column("DESCRIPTION")
    def Description(self) -> str:
        return self.description

    @column("DOCKER ENDPOINT")
    def DockerEndpoint(self) -> str:
        return self.endpoint

    @column("ERROR")
    def Error(self) -> str:
        return ellipsis(self.error, ERROR_WIDTH)

    @column("NAME")
    def Name(self) -> str:
        return self.name
