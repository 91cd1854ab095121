"""`docker inspect`: show details of any object of the engine."""

from collections.abc import Sequence
from functools import cached_property

from pydock.api import inspect_any
from pydock.api.engine import Json
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.container.description_options import as_options, chosen_form
from pydock.commands.shared.inspect import inspect_each, inspect_format_option
from pydock.errors import ApiError, PydockError
from pydock.options.value_types import SWITCH
from pydock.spec.version_rules import SYSTEM_INSPECT

#: statuses of engines without this kind of object
_NOT_FOUND = (404, 405, 501)
_REFUSALS = ("This node is not a swarm manager", "not supported", "invalid reference format")


@define("[OPTIONS] NAME|ID [NAME|ID...]", at_least(1), complete="containers", rules=SYSTEM_INSPECT)
@inspect_format_option
@option("size", "s", SWITCH, "Include file sizes of containers")
@option("type", "", help="Kind of object", complete=f"choices:{','.join(inspect_any.KINDS)}")
@as_options
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    as_compose: bool,
    as_create: bool,
    as_run: bool,
    format: str,
    no_name: bool,
    size: bool,
    type: str,
) -> int:
    """Show details of one or more objects: containers, images, networks, volumes and others.

    The first kind with an object of this name is used. For containers a command line or a Compose
    file that makes them again can be printed instead; it leaves out what equals the defaults of the
    image and the engine, and warnings report what it cannot express.

    Examples:
      pydock inspect --as-run web
      pydock inspect --as-compose web db >compose.yml
    """
    if app.given("type") and type not in inspect_any.KINDS:
        known = ", ".join(f'"{kind}"' for kind in sorted(inspect_any.KINDS))
        what = f'unknown type: "{type}"' if type else "type is empty"
        raise PydockError(f"{what}: must be one of {known}")
    forms = {"run": as_run, "create": as_create, "compose": as_compose}
    if form := chosen_form(app, forms, no_name=no_name):
        from pydock.commands.shared.container.description import describe

        if type not in ("", "container"):
            raise PydockError(f"--as-{form} is about containers, not of type {type}")
        return describe(app, arguments, form, with_name=not no_name)
    search = _Search(app, type, size)
    return inspect_each(app, arguments, search.find, format, search.announce)


class _Search:
    """Finds objects of all kinds, or of one kind."""

    def __init__(self, app: App, kind: str, size: bool) -> None:
        self.app = app
        self.kind = kind
        self.size = size

    def announce(self, names: Sequence[str]) -> None:
        kind = self.kind or inspect_any.KINDS[0]
        inspect_any.prefetch(self.app.engine, kind, names, size=self.size)

    def find(self, name: str) -> tuple[str, Json]:
        """Kind and JSON of an object; PydockError if it does not exist."""
        if self.kind:
            return self.found(self.kind, name)
        for kind in inspect_any.KINDS:
            if kind in inspect_any.SWARM_KINDS and not self.manages_swarm:
                continue
            try:
                return self.found(kind, name)
            except ApiError as error:
                if error.status not in _NOT_FOUND and not _is_refusal(error):
                    raise
        raise PydockError(f"error: no such object: {name}")

    def found(self, kind: str, name: str) -> tuple[str, Json]:
        value = inspect_any.inspect(self.app.engine, kind, name, size=self.size)
        if self.size and kind != "container":
            self.app.warn(f"WARNING: --size ignored for {kind}")
        return kind, value

    @cached_property
    def manages_swarm(self) -> bool:
        """Whether the engine is a swarm manager; an error of the engine is a warning."""
        from pydock.api import system

        try:
            info = system.info(self.app.engine)
        except PydockError as error:
            self.app.warn(error.message)
            return False
        return bool((info.get("Swarm") or {}).get("ControlAvailable"))


def _is_refusal(error: ApiError) -> bool:
    """Return whether the engine has no such kind of objects, or none with a name of this form."""
    return any(text in error.reason for text in _REFUSALS)
