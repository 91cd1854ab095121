"""`prune` of listed objects: with a table of them, removed one by one if they have not changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from pydock.api import build, containers, images, networks, system, volumes
from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.commands.shared.prompt import confirm
from pydock.commands.shared.removal.prune import removed_lines
from pydock.errors import ApiError, NotFound, PydockError, reported_value_errors
from pydock.golang.units import human_size
from pydock.options.filters import Filters
from pydock.spec.prune import (
    Candidate,
    PruneOptions,
    Scope,
    conditions,
    parse_plan,
    plan_text,
    selected,
)
from pydock.views import prune as views
from pydock.views.listing import Listing
from pydock.views.removal import main_name
from pydock.views.usage import usage_of

if TYPE_CHECKING:
    from pydock.api.types.containers import ContainerSummary

_SURE = "Are you sure you want to continue?"
_HEADINGS = {
    "container": "Deleted Containers:",
    "network": "Deleted Networks:",
    "volume": "Deleted Volumes:",
    "image": "Deleted Images:",
    "build cache": "Deleted build cache objects:",
}
#: options that a plan has decided
_DECIDED = ("all", "filter", "keep", "keep_tag", "larger_than", "name", "older_than", "plan")


def prune_selected(
    app: App, scope: Scope, options: PruneOptions, filters: Filters, question: str
) -> int:
    """List the objects; write a plan, or remove them after the prompt. Returns the status.

    `question` is docker's, at whose end the list is inserted.
    """
    if options["apply"]:
        going = _planned(app, scope, options["apply"])
    else:
        with reported_value_errors():
            required = conditions(options, filters, time.time())
        going = _unused(app.engine, scope, lambda found: selected(found, required))
    if options["plan"]:
        _write_plan(options["plan"], going)
    if options["plan"] or options["dry_run"] or not going:
        app.write(_table(going))
        return 0
    warning = question.removesuffix(_SURE).rstrip()
    if not (options["force"] or confirm(app, f"{warning}\n\n{_table(going)}\n{_SURE}")):
        return 0
    return _remove(app, scope, going)


def _table(going: Collection[Candidate]) -> str:
    if not going:
        return "There is nothing to remove.\n"
    table = Listing(views.CandidateView).text([views.CandidateView(one) for one in going])
    return f"{table}{views.total_line(going)}\n"


def _unused(
    engine: Engine, scope: Scope, select: Callable[[list[Candidate]], list[Candidate]]
) -> list[Candidate]:
    """Return the selected objects; those that only selected containers use are unused too."""
    going: list[Candidate] = []
    users: list[ContainerSummary] = []
    if set(scope.kinds) & {"container", "volume", "image"}:
        users = list(containers.ls(engine, all=True, size="container" in scope.kinds))
    if "container" in scope.kinds:
        going += select(views.stopped_containers(users))
        ids = {one.id for one in going}
        users = [user for user in users if user["Id"] not in ids]
    if "network" in scope.kinds:
        going += select(views.unused_networks(_inspected_networks(engine)))
    if "volume" in scope.kinds:
        items = volumes.ls(engine).get("Volumes") or ()
        found = system.disk_usage(engine, verbose=True, kind="volume")
        sizes = views.volume_sizes(usage_of(found, "Volume").items)
        going += select(views.unused_volumes(items, users, sizes, named=scope.named_volumes))
    if "image" in scope.kinds:
        unused = views.unused_images(images.ls(engine), users, tagged=scope.tagged_images)
        going += select(unused)
    if "build cache" in scope.kinds:
        found = system.disk_usage(engine, verbose=True, kind="build-cache")
        entries = usage_of(found, "BuildCache").items
        cache = select(views.unused_cache(entries, all=scope.all_cache))
        going += views.without_parents(cache, entries)
    return going


def _inspected_networks(engine: Engine) -> Iterable[Mapping[str, object]]:
    """Yield all networks with their containers, which lists lack since API 1.28."""
    for item in networks.ls(engine):
        with suppress(ApiError):  # removed meanwhile
            yield networks.inspect(engine, item["Id"])


def _write_plan(path: str, going: Iterable[Candidate]) -> None:
    from pydock.commands.shared.output_file import output_file

    with output_file(path, "failed to write the plan") as file:
        file.write(plan_text(going).encode("utf-8", "surrogateescape"))


def _planned(app: App, scope: Scope, path: str) -> list[Candidate]:
    """Return the objects of a plan; PydockError unless all are as they were, and unused."""
    for key in _DECIDED:
        if app.given(key):
            option = key.replace("_", "-")
            raise PydockError(f"conflicting options: --apply and --{option}")
    from pydock.config.small_file import read_small_file
    from pydock.golang.os_errors import os_reason

    try:
        planned = parse_plan(read_small_file(path))
    except OSError as error:
        raise PydockError(f"open {path}: {os_reason(error)}") from None
    except ValueError as error:
        raise PydockError(f"cannot apply {path}: {error}") from None
    others = sorted({one.kind for one in planned} - set(scope.kinds))
    if others:
        raise PydockError(f"cannot apply {path}: it has objects of another command ({others[0]})")

    def select(found: list[Candidate]) -> list[Candidate]:
        return [one for one in found if any(one.is_same(other) for other in planned)]

    widest = Scope(scope.kinds, named_volumes=True, tagged_images=True, all_cache=True)
    going = _unused(app.engine, widest, select)
    changed = [one for one in planned if not any(one.is_same(other) for other in going)]
    if changed:
        names = "; ".join(f"{one.kind} {one.shown}" for one in changed)
        raise PydockError(
            f"cannot apply {path}: since it was written these are gone, in use or changed: {names}"
        )
    return going


def _remove(app: App, scope: Scope, going: Collection[Candidate]) -> int:
    """Remove the objects, but those that have changed; print what went and why others stay."""
    kept: list[str] = []
    gone: list[Candidate] = []
    for kind in scope.kinds:
        removed, problems = _remove_all(app, kind, [one for one in going if one.kind == kind])
        gone += removed
        kept += problems
        if removed:
            app.print("")
    if list(scope.kinds) != ["network"]:
        space = sum(max(0, one.size_bytes) for one in gone)
        app.print(f"Total reclaimed space: {views.up_to(gone)}{human_size(space)}")
    app.warn(*kept)
    return int(bool(kept))


def _remove_all(
    app: App, kind: str, remaining: list[Candidate]
) -> tuple[list[Candidate], list[str]]:
    """Remove objects of one kind; return the removed ones and why others stay.

    Entries of the build cache go after those that are made of them: as long as some go, the
    refused ones get another request.
    """
    gone: list[Candidate] = []
    while True:
        problems: list[str] = []
        refused: list[Candidate] = []
        for one in remaining:
            try:
                lines = _REMOVE[kind](app.engine, one)
            except NotFound:  # removed meanwhile
                continue
            except ApiError as error:
                lines, problem = [], error.reason
            except _ObjectChanged as error:
                lines, problem = [], error.message
            else:
                problem = "it is in use"
            if lines:
                app.print(*([] if gone else [_HEADINGS[kind]]), *lines)
                gone.append(one)
            else:
                refused.append(one)
                problems.append(f"{kind} {one.shown} stays: {problem}")
        if kind != "build cache" or not refused or len(refused) == len(remaining):
            return gone, problems
        remaining = refused


class _ObjectChanged(PydockError):
    """The object is no longer what the list shows."""


def _remove_container(engine: Engine, one: Candidate) -> list[str]:
    containers.rm(engine, one.id)
    return [one.id]


def _remove_network(engine: Engine, one: Candidate) -> list[str]:
    networks.rm(engine, one.id)
    return list(one.names)


def _remove_volume(engine: Engine, one: Candidate) -> list[str]:
    """Remove a volume, unless another one has its name by now."""
    found = views.unused_volumes([volumes.inspect(engine, one.id)], (), {}, named=True)
    if not any(one.is_same(other) for other in found):
        raise _ObjectChanged("another volume has its name")
    volumes.rm(engine, one.id)
    return list(one.names)


def _remove_image(engine: Engine, one: Candidate) -> list[str]:
    """Remove the tags of an image, with the last one itself, unless it has others or is used."""
    tags = views.tags_of(images.inspect(engine, one.id))
    if set(tags) != set(one.names):
        raise _ObjectChanged(
            f"it has other tags now ({', '.join(tags)})" if tags else "it has no tag now"
        )
    users = [main_name(u) for u in containers.ls(engine, all=True) if u.get("ImageID") == one.id]
    if users:
        raise _ObjectChanged(f"it is used by {', '.join(users)}")
    lines: list[str] = []
    for name in tags or [one.id]:
        try:
            lines += removed_lines(images.rm(engine, name))
        except ApiError as error:
            if lines:
                raise _ObjectChanged(f"{error.reason} (after {', '.join(lines)})") from None
            raise
    return lines


def _remove_cache(engine: Engine, one: Candidate) -> list[str]:
    answer = build.prune(engine, {"id": [one.id]}, all=True)
    return list(answer.get("CachesDeleted") or ())


_REMOVE: Mapping[str, Callable[[Engine, Candidate], list[str]]] = {
    "container": _remove_container,
    "network": _remove_network,
    "volume": _remove_volume,
    "image": _remove_image,
    "build cache": _remove_cache,
}
