"""The package as users install it: wheel and sdist, in a fresh environment."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest

from pydock import __version__
from pydock.cli.manual import page

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[1]
COMPLETIONS = {
    "share/bash-completion/completions/pydock": "pydock",
    "share/zsh/site-functions/_pydock": "_pydock",
    "share/fish/vendor_completions.d/pydock.fish": "pydock.fish",
}


class Environment:
    """A virtual environment in a directory; the pip that runs these tests serves it too."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._checked(sys.executable, "-m", "venv", "--without-pip", directory)

    def run(self, program: str, *arguments: str | Path, cwd: Path | None = None) -> str:
        """What a program of the environment prints, run beside no checkout unless `cwd` is one."""
        return self._checked(self.directory / "bin" / program, *arguments, cwd=cwd)

    def pip(self, command: str, *arguments: str | Path) -> None:
        python = self.directory / "bin" / "python"
        self._checked(
            sys.executable, "-m", "pip", "--quiet", "--python", python, command, *arguments
        )

    def install(self, *packages: str | Path) -> None:
        self.pip("install", "--no-compile", *packages)

    def _checked(self, *argv: str | Path, cwd: Path | None = None) -> str:
        done = subprocess.run(
            argv, cwd=cwd or self.directory.parent, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def files(self) -> set[str]:
        """All files but what Python compiled."""
        return {
            str(path.relative_to(self.directory))
            for path in self.directory.rglob("*")
            if path.is_file() and path.suffix != ".pyc"
        }


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A fresh environment with what pydock needs, and what builds it, but without pydock."""
    found = Environment(tmp_path_factory.mktemp("environment") / "fresh")
    needed = [line for line in requires("pydock-cli") or () if "extra ==" not in line]
    found.install("hatchling", "twine", *needed)
    return found


@pytest.mark.parametrize(("kind", "ending"), [("wheel", ".whl"), ("sdist", ".tar.gz")])
def test_an_installed_package_works_and_uninstalls(
    environment: Environment, tmp_path: Path, kind: str, ending: str
) -> None:
    before = environment.files()
    environment.run("hatchling", "build", "-t", kind, "-d", tmp_path, cwd=CHECKOUT)
    (package,) = tmp_path.glob(f"*{ending}")

    environment.run("twine", "check", "--strict", package)
    environment.install("--no-build-isolation", package)
    assert environment.run("pydock", "--help").startswith("Usage:  pydock [OPTIONS] COMMAND\n")
    assert __version__ in environment.run("python", "-m", "pydock", "--version")
    script = environment.run("pydock", "completion", "bash")
    assert script == (CHECKOUT / "completions" / "pydock").read_text("utf-8")
    for path, name in COMPLETIONS.items():
        assert (environment.directory / path).read_bytes() == (
            CHECKOUT / "completions" / name
        ).read_bytes()

    run_page = environment.directory / "share/man/man1/pydock-run.1"
    assert run_page.read_text("utf-8") == (page("run") or pytest.fail("no page")).roff()
    assert (environment.directory / "share/man/man5/pydock-config.json.5").exists()
    assert not list(environment.directory.rglob("build_hook.py"))

    environment.pip("uninstall", "--yes", "pydock-cli")
    assert environment.files() == before
