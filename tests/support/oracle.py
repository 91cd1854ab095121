"""The docker client that pydock is compared with: the one place that chooses it."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

RECORDED_VERSION = "28.2.2"
"""The version of docker that pydock follows: any other one prints and sends other things."""


@cache
def docker_of_recorded_version() -> str | None:
    """Return the path of the first docker client on the PATH of exactly that version, or None."""
    for directory in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = shutil.which("docker", path=directory)
        if path is not None and _version(path).startswith(f"Docker version {RECORDED_VERSION},"):
            return path
    return None


def _version(path: str) -> str:
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    return done.stdout
