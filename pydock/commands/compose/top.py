"""`docker compose top`: list the processes of a project's containers."""

from pydock.cli.app import App
from pydock.cli.command import any_number, define
from pydock.commands.shared.compose.command_options import dry_run_option

_LEAST_WIDTH, _PADDING = 4, 2


@define("[SERVICES...]", any_number)
@dry_run_option
def command(app: App, arguments: tuple[str, ...], *, dry_run: bool) -> None:
    """List the processes of the running containers of services."""
    from pydock.api import containers
    from pydock.commands.shared.compose.containers import list_containers
    from pydock.commands.shared.compose.opening import name_scope

    scope = name_scope(app, dry_run=dry_run)
    found = list_containers(scope, arguments, all=False, one_off=None)
    rows: list[dict[str, str]] = []
    heads = {"SERVICE": None, "#": None}
    for one in sorted(found, key=lambda one: one.name):
        listed = containers.top(app.engine, one.id)
        titles = listed.get("Titles") or []
        heads |= dict.fromkeys(titles)
        first = {"SERVICE": one.service or one.name, "#": str(one.number or "")}
        for process in listed.get("Processes") or []:
            rows.append(first | dict(zip(titles, process, strict=False)))
    if not rows:
        return
    names = [name for name in heads if name != "CMD"] + ["CMD"] * ("CMD" in heads)
    lines = [names, *([row.get(name, "-") for name in names] for row in rows)]
    columns = zip(*lines, strict=True)
    widths = [max(_LEAST_WIDTH, max(map(len, column)) + _PADDING) for column in columns]
    for *cells, last in lines:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=False))
        app.print("".join(padded) + last)
