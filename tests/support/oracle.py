"""The docker client that pydock is compared with: the one place that chooses it."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

RECORDED_VERSION = "28.2.2"
"""The version of docker that all comparisons are recorded with."""

NEWEST_VERSION = "29.7.2"
"""The version that pydock follows where it differs from the recorded one."""


def docker_of_recorded_version() -> str | None:
    """Return the path of the first docker client on the PATH of exactly that version, or None."""
    return docker_of_version(RECORDED_VERSION)


@cache
def docker_of_version(version: str) -> str | None:
    """Return the path of the first docker client of a version on the PATH, or None."""
    for directory in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = shutil.which("docker", path=directory)
        if path is not None and _version(path).startswith(f"Docker version {version},"):
            return path
    return None


def _version(path: str) -> str:
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    return done.stdout
