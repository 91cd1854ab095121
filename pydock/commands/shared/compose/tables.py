"""Tables and JSON of `compose ls` and `compose images`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydock.cli.app import App
from pydock.compose.errors import ComposeError
from pydock.golang.strconv.quoting import quote

_COLUMN_WIDTH = 20


def print_rows(
    app: App,
    format: str,
    heads: Sequence[str],
    rows: Sequence[tuple[Sequence[str], Mapping[str, Any]]],
) -> None:
    """Print rows as a table, of their cells, or as JSON, of their objects. Raises ComposeError."""
    if format.lower() in ("", "table", "pretty"):
        from pydock.golang.tabwriter import align

        lines = [heads, *(cells for cells, _ in rows)]
        app.write(align("".join("\t".join(cells) + "\n" for cells in lines), _COLUMN_WIDTH))
    elif format == "json":
        from pydock.golang.gojson import encode

        app.print(encode([dict(fields) for _, fields in rows], sort_keys=False))
    else:
        raise ComposeError(f"format value {quote(format)} could not be parsed: parsing failed")
