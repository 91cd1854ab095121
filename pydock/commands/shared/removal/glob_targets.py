"""Globs and `--dry-run` of `rm`, `rmi`, `volume rm` and `network rm`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.cli.command import own_option
from pydock.commands.shared.batch import for_each
from pydock.errors import NotFound, PydockError, Reported
from pydock.options.globs import is_glob, matches, matches_any_name, matches_image
from pydock.options.value_types import SWITCH

if TYPE_CHECKING:
    from pydock.views.removal import ImageRemovals

dry_run_option = own_option("dry-run", "", SWITCH, "Show what would be removed, and remove nothing")


class Targets:
    """The names to remove, and the IDs of those that a glob matched."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        self._ids: dict[str, str] = {}

    def add(self, name: str, id: str) -> None:
        """Add a name that a glob matches, unless it is there."""
        if name not in self.names:
            self.names.append(name)
            self._ids[name] = id

    def id(self, name: str) -> str:
        """Return the ID to remove; the name itself for one that the user gave."""
        return self._ids.get(name, name)


def expanded(
    app: App, arguments: Sequence[str], kind: str, *, force: bool = False, dry_run: bool = False
) -> Targets:
    """Return the arguments with globs replaced by the names of "containers" etc. that they match.

    A glob that is the name of an object is that name. One that matches nothing is an error before
    anything is removed, unless `force` ignores it. Wildcards alone, as `*`, prompt.
    """
    if not any(map(is_glob, arguments)):
        return Targets(arguments)
    is_match = matches_image if kind == "images" else matches
    existing = list(_NAMES[kind](app.engine))
    targets = Targets([])
    prompts = False
    for text in arguments:
        if not is_glob(text) or any(text == name for name, _ in existing):
            targets.names.append(text)
            continue
        found = [(name, id) for name, id in existing if is_match(name, text)]
        if not found and not force:
            raise PydockError(f'no {kind.removesuffix("s")} matches "{text}"')
        prompts = prompts or (bool(found) and matches_any_name(text))
        for name, id in found:
            targets.add(name, id)
    if prompts and not dry_run:
        _confirm(app, kind, targets.names)
    return targets


def _confirm(app: App, kind: str, names: Iterable[str]) -> None:
    """Prompt before the removal of all objects of a kind; Reported unless confirmed."""
    from pydock.commands.shared.prompt import confirm

    lines = "\n".join(f"  {name}" for name in names)
    question = f"WARNING! This will remove these {kind}:\n{lines}\n"
    if not confirm(app, f"{question}Are you sure you want to continue?"):
        raise Reported(1)


def _containers(engine: Engine) -> Iterator[tuple[str, str]]:
    from pydock.api import containers
    from pydock.views.removal import main_name

    return ((main_name(item), item["Id"]) for item in containers.ls(engine, all=True))


def _images(engine: Engine) -> Iterator[tuple[str, str]]:
    from pydock.api import images

    for item in images.ls(engine):
        for name in item.get("RepoTags") or ():
            if name != "<none>:<none>":
                yield name, name


def _networks(engine: Engine) -> Iterator[tuple[str, str]]:
    from pydock.api import networks
    from pydock.views.removal import PREDEFINED_NETWORKS

    for item in networks.ls(engine):
        if item["Name"] not in PREDEFINED_NETWORKS and not item.get("Ingress"):
            yield item["Name"], item["Id"]


def _volumes(engine: Engine) -> Iterator[tuple[str, str]]:
    from pydock.api import volumes

    return ((item["Name"], item["Name"]) for item in volumes.ls(engine).get("Volumes") or ())


_NAMES: dict[str, Callable[[Engine], Iterator[tuple[str, str]]]] = {
    "containers": _containers,
    "images": _images,
    "networks": _networks,
    "volumes": _volumes,
}


def show_removals(
    app: App, names: Sequence[str], lines_of: Callable[[str], Iterable[str]], *, force: bool
) -> int:
    """Print the lines of `--dry-run` for each name, and why others would be refused.

    `force` ignores missing objects.
    """

    def show(name: str) -> None:
        try:
            app.print(*lines_of(name))
        except NotFound:
            if not force:
                raise

    return for_each(app, names, show)


def image_lines(engine: Engine, removals: ImageRemovals, text: str) -> list[str]:
    """Return the lines of `rmi --dry-run` for an image by name or ID."""
    from pydock.api import images
    from pydock.oci import reference

    found = images.inspect(engine, text)
    if reference.is_image_id(text):
        return removals.removal(found, "")
    name = reference.parse(text).with_default_tag().familiar
    is_id = name not in (found.get("RepoTags") or ()) and found["Id"].startswith(f"sha256:{text}")
    return removals.removal(found, "" if is_id else name)
