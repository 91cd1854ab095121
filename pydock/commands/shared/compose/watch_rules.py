"""Which changes of files concern which services: the `develop` sections of a project."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pydock.build.ignore import IgnoreRules, compiled_rules
from pydock.compose.errors import ComposeError
from pydock.compose.project.service_parts import Hook
from pydock.compose.project.types import Project, Service

SYNC, REBUILD, RESTART, SYNC_RESTART, SYNC_EXEC = (
    "sync", "rebuild", "restart", "sync+restart", "sync+exec",
)  # fmt: skip
SYNCING = (SYNC, SYNC_RESTART, SYNC_EXEC)

#: files that editors and Go make for a moment
_EPHEMERAL = (
    "**/*___jb_old___", "**/*___jb_tmp___", "**/.idea/**", "**/.#*", "**/#*#", "**/4913", "**/*~",
    "**/.*.swp", "**/.*.swx", "**/.*.swo", "**/.*.swn", "**/.*.kate-swp", "**/*-go-tmp-umask",
    "**/.git",
)  # fmt: skip


class WatchRule(NamedTuple):
    """One trigger of a service: what happens when files below a path change."""

    service: str
    path: str
    action: str
    #: where the path is in the containers, of actions that copy
    target: str
    exec: Hook
    #: whether files are copied before they change, too
    copies_first: bool
    included: IgnoreRules
    #: rules, and the directories that these begin at
    ignored: Sequence[tuple[str, IgnoreRules]]

    def mapped(self, path: str) -> str | None:
        """Return the path in the containers of a file that has changed, None for no concern.

        The path is "" without a target.
        """
        below = _below(self.path, path)
        if below is None:
            return None
        if self.included.rules and not self.included.matches(below):
            return None
        for directory, rules in self.ignored:
            relative = _below(directory, path)
            if relative is not None and rules.matches(relative):
                return None
        return posixpath.normpath(posixpath.join(self.target, below)) if self.target else ""


def watch_rules(project: Project, ignore_file: Callable[[Service], IgnoreRules]) -> list[WatchRule]:
    """Return the rules of all services; `ignore_file` returns those of a build's context.

    Raises ComposeError for a rule that cannot be followed, and without any.
    """
    ephemeral = compiled_rules(_EPHEMERAL)
    rules = []
    for name, service in project.services.items():
        mounted = [
            mount.get("source", "") for mount in service.get("volumes", []) if "bind" in mount
        ]
        for trigger in service.get("develop", {}).get("watch", []):
            action, path = trigger.get("action", ""), trigger.get("path", "")
            if action == REBUILD and not service.get("build"):
                raise ComposeError(
                    f'can\'t watch service "{name}" with action {action} without a build context'
                )
            if action in SYNCING and any(_below(one, path) is not None for one in mounted):
                continue  # the containers see the changes themselves
            rules.append(
                WatchRule(
                    name,
                    path,
                    action,
                    trigger.get("target", ""),
                    trigger.get("exec", {}),
                    trigger.get("initial_sync", False) and action in SYNCING,
                    compiled_rules(trigger.get("include", [])),
                    (
                        (path, ephemeral),
                        (path, compiled_rules(trigger.get("ignore", []))),
                        (service.get("build", {}).get("context", ""), ignore_file(service)),
                    ),
                )
            )
    if not rules:
        raise ComposeError(
            "none of the selected services is configured for watch, consider setting a 'develop'"
            " section"
        )
    return rules


def _below(directory: str, path: str) -> str | None:
    """Return a path relative to a directory that it is in or equals, None for another one."""
    if path == directory:
        return "."
    prefix = directory.rstrip("/") + "/"
    return path.removeprefix(prefix) if path.startswith(prefix) else None
