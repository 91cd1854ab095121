"""`compose watch`: files of this machine are compared with what they were, and services updated."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from pydock.api import archive, images
from pydock.archive.tar_headers import END, encode, file_content, from_stat, packed
from pydock.build.ignore import IgnoreRules, read_ignore_file
from pydock.commands.shared.compose.building import build_services
from pydock.commands.shared.compose.containers import list_containers
from pydock.commands.shared.compose.convergence import CreateSettings, create_project
from pydock.commands.shared.compose.file_changes import FileChanges
from pydock.commands.shared.compose.hooks import run_hook
from pydock.commands.shared.compose.output import LineBuffer
from pydock.commands.shared.compose.restarting import restart_services
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.compose.starting import start_services
from pydock.commands.shared.compose.watch_rules import (
    REBUILD,
    RESTART,
    SYNC_EXEC,
    SYNC_RESTART,
    SYNCING,
    watch_rules,
)
from pydock.compose.observed import ALL
from pydock.compose.project.types import Service
from pydock.compose.requests import labels
from pydock.config.small_file import read_small_file
from pydock.errors import PydockError
from pydock.golang.strconv.quoting import quote

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class Watcher:
    """Follows the files of a project's rules."""

    def __init__(
        self,
        scope: Scope,
        log: Callable[[str], None],
        write: Callable[[bytes], None],
        *,
        prunes: bool,
        quiet: bool,
    ) -> None:
        """`log` takes lines about what is done, `write` the output of commands in containers.

        Raises ComposeError without any rule.
        """
        self._scope = scope
        self._log = log
        self._write = write
        self._prunes = prunes
        self._quiet = quiet
        self._rules = watch_rules(scope.required_project, _ignore_file)
        #: services that are restarted now
        self.restarting: Sequence[str] = ()
        self._changes = FileChanges(rule.path for rule in self._rules)

    def run(self) -> None:
        """Update services until interrupted."""
        state = self._changes.look()
        for rule in self._rules:
            if rule.copies_first:
                found = {path: rule.mapped(path) for path in state}
                paths = {path: target for path, target in found.items() if target}
                self._copy(rule.service, paths)
        self._log("Watch enabled")
        while True:
            self.wait_and_update()

    def wait_and_update(self) -> None:
        """Wait for changes, and update what they concern."""
        changed = self._changes.wait()
        try:
            self._update(sorted(changed))
        except PydockError as error:
            self._scope.warn(f"Error handling changed files: {error.message}")

    def _update(self, changed: Sequence[str]) -> None:
        copied: dict[str, dict[str, str]] = {}
        rebuilt: dict[str, None] = {}
        restarted: dict[str, None] = {}
        executed: dict[int, None] = {}
        for path in changed:
            for number, rule in enumerate(self._rules):
                target = rule.mapped(path)
                if target is None:
                    continue
                if rule.action == REBUILD:
                    rebuilt[rule.service] = None
                if rule.action in SYNCING:
                    copied.setdefault(rule.service, {})[path] = target
                if rule.action in (RESTART, SYNC_RESTART):
                    restarted[rule.service] = None
                if rule.action == SYNC_EXEC:
                    executed[number] = None
        if rebuilt:
            self._rebuild(list(rebuilt))
        for service, paths in copied.items():
            self._log(f"Syncing service {quote(service)} after {len(paths)} changes were detected")
            self._copy(service, paths)
        if restarted:
            self.restarting = list(restarted)
            try:
                restart_services(self._scope, self.restarting)
            finally:
                self.restarting = ()
            self._log(f"service(s) {_shown(restarted)} restarted")
        for number in executed:
            rule = self._rules[number]
            for container in list_containers(self._scope, [rule.service], all=False):
                run_hook(self._scope, container, rule.exec, lambda _, data: self._write(data))

    def _copy(self, service: str, paths: Mapping[str, str]) -> None:
        """Copy files into the containers of a service, and remove those that are gone."""
        gone: list[str] = []
        for path, target in paths.items():
            if not os.path.lexists(path) and not (gone and target.startswith(f"{gone[-1]}/")):
                gone.append(target)
        for container in list_containers(self._scope, [service]):
            if gone:
                hook = {"command": ["rm", "-rf", *gone]}
                run_hook(self._scope, container, hook, None)  # type: ignore[arg-type]
            archive.put(self._scope.engine, container.id, "/", packed(_archive(paths)))

    def _rebuild(self, services: Sequence[str]) -> None:
        scope = self._scope
        self._log(f"Rebuilding service(s) {_shown(services)} after changes were detected...")
        try:
            with TextIOWrapper(
                _LoggedLines(self._log), "utf-8", "surrogateescape", write_through=True
            ) as output:
                built = build_services(scope, services, {"quiet": self._quiet}, output)
        except PydockError as error:
            self._log(f"Build failed. Error: {error.message}")
            return
        if self._prunes:
            self._prune({image.id for image in built.values()})
        self._log(f"service(s) {_shown(services)} successfully built")
        settings = CreateSettings(
            confirm=lambda question: False,
            provide_images=lambda found: None,
            services=services,
            recreate=ALL,
        )
        create_project(scope, settings)
        start_services(scope)

    def _prune(self, kept: set[str]) -> None:
        """Remove images of the project that lost their names to the new ones."""
        label = f"{labels.PROJECT}={self._scope.name}"
        filters = {"dangling": ["true"], "label": [label]}
        for image in images.ls(self._scope.engine, filters=filters):
            if image["Id"] not in kept:
                with suppress(PydockError):  # a container uses it
                    images.rm(self._scope.engine, image["Id"])


class _LoggedLines(BytesIO):
    """A stream whose lines are logged."""

    def __init__(self, log: Callable[[str], None]) -> None:
        self._log = log
        self._lines = LineBuffer()

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer) -> int:
        for line in self._lines.add(bytes(data)):
            self._log(line.decode("utf-8", "surrogateescape"))
        return len(bytes(data))


def _archive(paths: Mapping[str, str]) -> Iterator[bytes]:
    """Yield a tar archive of the files that exist, under their names in the containers."""
    for path, target in paths.items():
        with suppress(OSError):  # it has just been removed
            yield from _archived(path, os.fsencode(target).lstrip(b"/"))
    yield END


def _archived(path: str, name: bytes) -> Iterator[bytes]:
    """Yield a file of root's; nothing for a socket."""
    found = os.lstat(path)
    link_name = os.fsencode(os.readlink(path)) if stat.S_ISLNK(found.st_mode) else b""  # noqa: PTH115
    entry = from_stat(name, found, link_name)
    if entry is None:
        return
    entry.uid = entry.gid = 0
    if not stat.S_ISREG(found.st_mode):
        yield encode(entry)
        return
    with Path(path).open("rb") as file:
        entry.size = os.fstat(file.fileno()).st_size  # it may just be written
        yield encode(entry)
        yield from file_content(file.fileno(), entry)


def _shown(services: Iterable[str]) -> str:
    return f"[{' '.join(map(quote, services))}]"


def _ignore_file(service: Service) -> IgnoreRules:
    """Return the rules of the ignore file of a service's build."""
    context = service.get("build", {}).get("context")
    if not context:
        return IgnoreRules()
    try:
        return read_ignore_file(read_small_file(f"{context}/.dockerignore"))
    except OSError:
        return IgnoreRules()
