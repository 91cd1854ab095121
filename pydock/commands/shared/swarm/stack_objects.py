"""Check stack names, and remove the objects of a stack."""

from collections.abc import Callable, Iterable

from pydock.api.engine import Engine, Json
from pydock.cli.app import App
from pydock.errors import PydockError
from pydock.golang.strconv.quoting import quote


def check_stack_name(stack: str) -> None:
    """PydockError for a name of blanks and quotation marks only."""
    if not stack.strip("'\" \t\n\v\f\r\x85\xa0"):
        raise PydockError(f"invalid stack name: {quote(stack)}")


def remove_objects(
    app: App, kind: str, rm: Callable[[Engine, str], None], found: Iterable[Json]
) -> bool:
    """Remove services, networks, secrets or configs; False if a removal failed."""
    done = True
    for item in found:
        app.print(f"Removing {kind} {item.get('Name') or item['Spec']['Name']}")
        id = item.get("ID") or item["Id"]
        try:
            rm(app.engine, id)
        except PydockError as error:
            app.warn(f"Failed to remove {kind} {id}: {error.message}")
            done = False
    return done
