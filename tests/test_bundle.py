"""The single file works as the installed program does, with nothing beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pydock.bundle.__main__ import bundle, main
from pydock.cli.completion.scripts import script

pytestmark = pytest.mark.slow

#: fails where the program writes a file, whichever way
GUARD = """
import os, sys
def refuse(event, arguments):
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (
        os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if event in ("os.mkdir", "os.rename", "tempfile.mkstemp", "tempfile.mkdtemp") or (
            writes and arguments[0] not in ("/dev/null", "/dev/tty")):
        os.write(2, f"writes: {event} {arguments}".encode())
        os._exit(99)
sys.addaudithook(refuse)
"""


@pytest.fixture(scope="module")
def single_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bundle") / "docker"
    out.write_bytes(bundle())
    return out


def run(file: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the file without site-packages, and with no other variables."""
    return subprocess.run(
        [sys.executable, "-s", "-S", file, *arguments],
        capture_output=True,
        text=True,
        env={"DOCKER_CONFIG": "/nonexistent", **environ},
        cwd="/",
    )


def test_it_is_written_as_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, single_file: Path
) -> None:
    monkeypatch.setattr(sys, "argv", ["bundle", str(tmp_path / "pydock")])
    main()
    assert os.access(tmp_path / "pydock", os.X_OK)
    assert (tmp_path / "pydock").read_bytes() == single_file.read_bytes()  # reproducible
    assert zipfile.is_zipfile(tmp_path / "pydock")


def test_it_keeps_the_name_it_is_called_by(single_file: Path, tmp_path: Path) -> None:
    assert run(single_file, "ps", "--help").stdout.startswith("Usage:  docker ps [OPTIONS]\n")
    (tmp_path / "pydock").symlink_to(single_file)
    assert run(tmp_path / "pydock", "ps", "--help").stdout.startswith("Usage:  pydock ps ")


def test_it_has_the_files_of_the_package(single_file: Path) -> None:
    assert run(single_file, "completion", "zsh").stdout == script("zsh")
    assert "DOCKER_HOST" in run(single_file, "help", "--man", "environment").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["-H", "tcp://127.0.0.1:1", "ps"],  # requests and urllib3
        ["-H", "unix:///nonexistent", "run", "--rm", "busybox"],
        ["-H", "unix:///nonexistent", "pull", "busybox"],  # rich
        ["-H", "unix:///nonexistent", "stats"],
    ],
)
def test_all_that_a_command_needs_is_in_it(single_file: Path, arguments: list[str]) -> None:
    done = run(single_file, *arguments)
    assert "onnect to the" in done.stderr
    assert "Error:" not in done.stderr


def test_compose_files_are_read_with_what_is_in_it(single_file: Path, tmp_path: Path) -> None:
    (tmp_path / "compose.yml").write_text("services: {web: {image: nginx}}\n")
    done = run(single_file, "stack", "config", "-c", str(tmp_path / "compose.yml"))
    assert "image: nginx\n" in done.stdout


def test_every_module_of_it_loads(single_file: Path) -> None:
    code = f"""
import os, runpy, sys
sys.argv = [{str(single_file)!r}, "--version"]
os._exit = lambda status: None
runpy.run_path(sys.argv[0], run_name="__main__")
finder = next(one for one in sys.meta_path if type(one).__name__ == "Bundle")
names = [name for name in finder._modules if name.split(".")[0] in ("pydock", "h2")]
for name in names:
    if "__main__" not in name:
        __import__(name)
print(len(names), "pygments" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True)
    assert done.stderr == ""
    count, has_pygments = done.stdout.split()[-2:]
    assert int(count) > 500
    assert has_pygments == "False"


def test_another_python_runs_the_source(tmp_path: Path) -> None:
    file = tmp_path / "pydock"
    file.write_bytes(bundle(magic=b"none"))
    assert run(file, "volume", "--help").stdout.startswith("Usage:  pydock volume COMMAND\n")
    done = run(file, "-H", "unix:///nonexistent", "ps")
    assert "onnect to the" in done.stderr


def test_it_writes_nothing_without_a_home_or_temporary_directory(
    single_file: Path, tmp_path: Path
) -> None:
    start = "sys.argv[:1] = []\nimport runpy\nrunpy.run_path(sys.argv[0], run_name='__main__')"
    code = f"{GUARD}\n{start}"
    for arguments in (["--version"], ["images"], ["-H", "tcp://127.0.0.1:1", "pull", "busybox"]):
        done = subprocess.run(
            [sys.executable, "-S", "-c", code, single_file, *arguments],
            env={"TMPDIR": "/nonexistent", "DOCKER_HOST": "unix:///nonexistent"},
            cwd="/",
            capture_output=True,
            text=True,
        )
        assert "writes" not in done.stderr
        assert done.returncode == (0 if arguments == ["--version"] else 1)


def test_it_starts_as_quickly_as_the_package(single_file: Path) -> None:
    """The time of the processor, the least of several runs; half as much again is allowed."""
    package = [sys.executable, "-s", "-m", "pydock"]
    file = [sys.executable, "-s", str(single_file)]

    def seconds(argv: list[str]) -> float:
        before = os.times()
        subprocess.run([*argv, "-H", "unix:///nonexistent", "ps"], capture_output=True)
        after = os.times()
        return after.children_user + after.children_system - before[2] - before[3]

    seconds(package), seconds(file)
    found = [(seconds(package), seconds(file)) for _ in range(7)]
    assert min(times[1] for times in found) < 1.5 * min(times[0] for times in found)
