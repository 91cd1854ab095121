"""`python -m pydock.cli.completion DIRECTORY`: write all completion scripts there."""

import sys
from pathlib import Path

from pydock.cli.completion.scripts import SHELLS, script


def write_all(directory: Path) -> None:
    """Write the script of each shell under the name that the shell loads."""
    for shell, (_, name) in SHELLS.items():
        (directory / name).write_text(script(shell), "utf-8")


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
