"""`docker compose cp`: copy files between containers of a project and this machine."""

from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.compose.command_options import dry_run_option, index_option
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH


@define(
    ["[OPTIONS] SERVICE:SRC_PATH DEST_PATH|-", "[OPTIONS] SRC_PATH|- SERVICE:DEST_PATH"], exactly(2)
)
@option("all", "", SWITCH, "Include containers of run")
@option("archive", "a", SWITCH, "Preserve user and group ids")
@dry_run_option
@option("follow-link", "L", SWITCH, "Follow symbolic links in SRC_PATH")
@index_option
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    all: bool,
    archive: bool,
    dry_run: bool,
    follow_link: bool,
    index: int,
) -> None:
    """Copy files from a container of a service, or into all of its containers."""
    from pydock.archive.copy_paths import split_container
    from pydock.commands.shared.compose.containers import list_containers, one_container
    from pydock.commands.shared.compose.delegation import run_command
    from pydock.commands.shared.compose.opening import name_scope
    from pydock.progress.events import DONE, WORKING, Event

    for text, name in zip(arguments, ("source", "destination"), strict=True):
        if not text:
            raise PydockError(f"{name} can not be empty")
    (source, source_path), (target, target_path) = map(split_container, arguments)
    if source and target:
        raise PydockError("copying between services is not supported")
    if not (source or target):
        raise PydockError("unknown copy direction")
    scope = name_scope(app, dry_run=dry_run)
    service = source or target
    if index > 0:
        found = [one_container(scope, service, index, all=True, one_off=False)]
    else:
        found = list_containers(scope, [service], one_off=None if all else False)
        found.sort(key=lambda one: (one.is_one_off, one.number))
    if not found:
        raise PydockError(f'no container found for service "{service}"')
    with scope.shown("Copying"):
        for one in found[:1] if source else found:
            if source:
                text = f"copy {one.name}:{source_path} to {target_path}"
                paths = (f"{one.id}:{source_path}", target_path)
            else:
                text = f"copy {source_path} to {one.name}:{target_path}"
                paths = (source_path, f"{one.id}:{target_path}")
            scope.show(Event(one.name, "Copying", WORKING, text))
            if not scope.dry_run:
                run_command(
                    app, "container cp", paths,
                    archive=archive, follow_link=follow_link, quiet=True,
                )  # fmt: skip
            scope.show(Event(one.name, "Copied", DONE, text))
