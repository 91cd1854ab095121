"""The package as people install it: the wheel and the sdist, each in a fresh environment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pydock import __version__

CHECKOUT = Path(__file__).parents[1]
COMPLETIONS = {
    "share/bash-completion/completions/pydock": "pydock",
    "share/zsh/site-functions/_pydock": "_pydock",
    "share/fish/vendor_completions.d/pydock.fish": "pydock.fish",
}


class Environment:
    """A virtual environment in a folder; the pip that runs these tests serves it too."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._checked(sys.executable, "-m", "venv", "--without-pip", folder)

    def run(self, program: str, *arguments: str | Path) -> str:
        """What a program of the environment prints, run beside no checkout."""
        return self._checked(self.folder / "bin" / program, *arguments)

    def pip(self, command: str, *arguments: str | Path) -> None:
        python = self.folder / "bin" / "python"
        self._checked(
            sys.executable, "-m", "pip", "--quiet", "--python", python, command, *arguments
        )

    def install(self, *packages: str | Path) -> None:
        self.pip("install", "--no-compile", *packages)

    def _checked(self, *argv: str | Path) -> str:
        done = subprocess.run(argv, cwd=self.folder.parent, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def files(self) -> set[str]:
        """All files but what Python compiled."""
        return {
            str(path.relative_to(self.folder))
            for path in self.folder.rglob("*")
            if path.is_file() and path.suffix != ".pyc"
        }


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the built wheel and sdist."""
    builder = Environment(tmp_path_factory.mktemp("builder"))
    builder.install("hatchling")
    built = tmp_path_factory.mktemp("packages")
    subprocess.run(
        [builder.folder / "bin" / "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", built],
        cwd=CHECKOUT,
        check=True,
        capture_output=True,
    )
    return built


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_installed_it_works_and_uninstalled_it_is_gone(
    packages: Path, tmp_path: Path, kind: str
) -> None:
    (package,) = packages.glob(kind)
    environment = Environment(tmp_path / "fresh")
    environment.install("click>=8.1", "requests-unixsocket>=0.4.1", "rich>=13")
    before = environment.files()

    environment.install(package)
    assert environment.run("pydock", "--help").startswith("Usage:  pydock [OPTIONS] COMMAND\n")
    assert __version__ in environment.run("python", "-m", "pydock", "--version")
    script = environment.run("pydock", "completion", "bash")
    assert script == (CHECKOUT / "completions" / "pydock").read_text("utf-8")
    for path, name in COMPLETIONS.items():
        assert (environment.folder / path).read_bytes() == (
            CHECKOUT / "completions" / name
        ).read_bytes()

    environment.pip("uninstall", "--yes", "pydock-cli")
    assert environment.files() == before
