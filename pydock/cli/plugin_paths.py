"""Where docker's command-line plugins may be. Loads nothing, for the help page's sake."""

from __future__ import annotations

import os

TYPE_CHECKING = False  # as typing's, which takes too long to load, like collections.abc
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PREFIX = "docker-"

#: first words that may mean a plugin although pydock has them itself
MAYBE_PLUGINS = ("build", "builder", "help", "image")

#: where the system's packages put plugins; the person's own come first
SYSTEM_FOLDERS = (
    "/usr/local/lib/docker/cli-plugins",
    "/usr/local/libexec/docker/cli-plugins",
    "/usr/lib/docker/cli-plugins",
    "/usr/libexec/docker/cli-plugins",
)


def candidates(folders: Iterable[str]) -> dict[str, list[str]]:
    """What is called docker-NAME in the folders: names, and all paths with the first one first."""
    found: dict[str, list[str]] = {}
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in entries if not entry.is_dir())
        except OSError:
            continue
        for name in names:
            if name.startswith(PREFIX):
                path = f"{folder}/{name}"
                found.setdefault(name.removeprefix(PREFIX), []).append(path)
    return found


def may_exist(environ: Mapping[str, str]) -> bool:
    """Whether there can be any plugin; a quick look, which loads no configuration."""
    own = environ.get("DOCKER_CONFIG") or f"{environ.get('HOME', '')}/.docker"
    if candidates([f"{own}/cli-plugins", *SYSTEM_FOLDERS]):
        return True
    try:
        with open(f"{own}/config.json", "rb") as file:  # noqa: PTH123 (pathlib loads slowly)
            return b"cliPluginsExtraDirs" in file.read()
    except OSError:
        return False
