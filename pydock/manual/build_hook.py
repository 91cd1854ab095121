"""Hatch's hook: generates the man pages when a wheel is built, to be installed below share/man."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManPages(BuildHookInterface[Any]):
    """Adds the man pages to the wheel; an editable installation has none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        self._directory = tempfile.TemporaryDirectory(prefix="pydock-man-")
        directory = Path(self._directory.name)
        subprocess.run(
            [sys.executable, "-m", "pydock.cli.manual", directory], cwd=self.root, check=True
        )
        for page in directory.rglob("*.*"):
            build_data["shared_data"][str(page)] = f"share/man/{page.relative_to(directory)}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self._directory.cleanup()
