"""`python -m pydock.cli.completion FOLDER`: write all completion scripts into a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from pydock.cli.completion.scripts import SHELLS, script


def write_all(folder: Path) -> None:
    """Write the script of each shell under the name that the shell looks for."""
    for shell, (_, name) in SHELLS.items():
        (folder / name).write_text(script(shell), "utf-8")


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
