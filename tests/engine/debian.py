"""Programs of Debian packages: of this release, installed; of a newer one, only unpacked."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.engine.machine import Unavailable, cache_directory, need_root

SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
POLICY = Path("/usr/sbin/policy-rc.d")


def program(command: str, package: str) -> str:
    """The path of a program, after installing its package when it is missing.

    Raises Unavailable when it is missing and cannot be installed.
    """
    found = find_program(command)
    if found is None:
        need_root(f"installing {package}")
        install(package)
        found = find_program(command)
    if found is None:
        raise Unavailable(f"the package {package} has no program {command}")
    return found


def find_program(command: str) -> str | None:
    """The path of a program in PATH or in the system's own directories, which PATH may lack."""
    return shutil.which(command, path=f"{os.environ.get('PATH', '')}:{SYSTEM_PATH}")


def install(*packages: str) -> None:
    """Install packages with apt, starting none of their services."""
    if shutil.which("apt-get") is None:
        raise Unavailable(f"{' '.join(packages)} missing, and this system has no apt-get")
    command = ["apt-get", "-oDPkg::Lock::Timeout=300", "install", "--yes"]
    command += ["--no-install-recommends", *packages]
    print(f"Installing {' '.join(packages)} ...", file=sys.stderr, flush=True)
    with locked(cache_directory() / "installing"), services_kept_down():
        try:
            _apt(command)
        except Unavailable:
            _apt(["apt-get", "update"])
            _apt(command)


@contextmanager
def services_kept_down() -> Iterator[None]:
    """Forbid packages to start services, by the file that Debian's policy has for that."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


class Suite:
    """A Debian suite whose packages are unpacked into a directory of ours, never installed.

    It has package lists of its own: those of the system are neither read nor written.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.root = cache_directory() / name / "root"
        self._apt_directory = cache_directory() / name / "apt"

    def unpack(self, packages: Sequence[str]) -> None:
        """Download packages and unpack them below `root`, each once."""
        done = {package: self._apt_directory / f"{package}.unpacked" for package in packages}
        with locked(self._apt_directory):
            wanted = [package for package in packages if not done[package].exists()]
            if not wanted:
                return
            options = self._options()
            debs = self._apt_directory / "debs"
            shutil.rmtree(debs, ignore_errors=True)
            debs.mkdir()
            _apt(["apt-get", *options, "download", *wanted], directory=debs)
            self.root.mkdir(exist_ok=True)
            for deb in sorted(debs.glob("*.deb")):
                subprocess.run(["dpkg", "-x", str(deb), str(self.root)], check=True)
            shutil.rmtree(debs)
            for package in wanted:
                done[package].touch()

    def _options(self) -> list[str]:
        """Options of apt-get for the private package lists, which are fetched when missing."""
        directory = self._apt_directory
        sources = directory / "sources"
        options = [
            f"-oDir::Etc::SourceList={os.devnull}",
            f"-oDir::Etc::SourceParts={sources}",
            f"-oDir::State::Lists={directory / 'lists'}",
            f"-oDir::Cache={directory / 'cache'}",
            f"-oDir::State::status={os.devnull}",
            "-oAPT::Sandbox::User=root",
        ]
        if not (directory / "updated").exists():
            for name in ("lists/partial", "cache/archives/partial", "sources"):
                (directory / name).mkdir(parents=True, exist_ok=True)
            (sources / "suite.sources").write_text(
                f"Types: deb\nURIs: {_mirror()}\nSuites: {self.name}\n"
                f"Components: main\nSigned-By: {_keyring()}\n"
            )
            _apt(["apt-get", *options, "update"])
            (directory / "updated").touch()
        return options

    def program(self, path: str) -> str:
        """The path of an unpacked file, given as it is in the package."""
        return str(self.root / path)


def link_against(binary: Path, libraries: Path, target: Path) -> None:
    """Copy a program of a newer release so that it runs with that release's libraries.

    Its loader and the search path of its libraries are written into the copy; `libraries`
    is a flat directory that holds both.
    """
    patchelf = program("patchelf", "patchelf")
    loader = next(libraries.glob("ld-linux*.so*"))
    target.parent.mkdir(parents=True, exist_ok=True)
    command = [patchelf, "--set-interpreter", str(loader), "--force-rpath"]
    command += ["--set-rpath", str(libraries), "--output", str(target), str(binary)]
    subprocess.run(command, check=True)
    target.chmod(0o755)


def static_busybox() -> Path:
    """A busybox that needs no libraries: the installed one, else an unpacked one."""
    status = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${db:Status-Abbrev}", "busybox-static"],
        capture_output=True,
        text=True,
        check=False,
    )
    if status.stdout.startswith("ii"):
        return Path("/bin/busybox")
    directory = cache_directory() / "busybox"
    binaries = (directory / "bin/busybox", directory / "usr/bin/busybox")
    with locked(directory):
        if not any(binary.exists() for binary in binaries):
            print("Downloading busybox-static ...", file=sys.stderr, flush=True)
            # Unpacked: installing it would remove the busybox that another package may need.
            _apt(["apt-get", "download", "busybox-static"], directory=directory)
            for deb in directory.glob("busybox-static_*.deb"):
                subprocess.run(["dpkg", "-x", str(deb), str(directory)], check=True)
                deb.unlink()
    return next(binary for binary in binaries if binary.exists())


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Keep other test runs from filling the same directory of the cache."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _mirror() -> str:
    """The Debian mirror that apt is configured with."""
    command = [
        "apt-get",
        "indextargets",
        "--format",
        "$(LABEL) $(REPO_URI)",
        "Identifier: Packages",
    ]
    targets = subprocess.run(command, capture_output=True, text=True, check=True)
    for line in targets.stdout.splitlines():
        label, _, address = line.partition(" ")
        if label == "Debian":
            return address
    raise Unavailable("apt has no Debian mirror yet: run apt-get update")


def _keyring() -> str:
    files = subprocess.run(
        ["dpkg", "-L", "debian-archive-keyring"], capture_output=True, text=True, check=True
    )
    for line in files.stdout.splitlines():
        if line.endswith(("/debian-archive-keyring.gpg", "/debian-archive-keyring.pgp")):
            return line
    raise Unavailable("the keys of Debian's archive are missing: debian-archive-keyring")


def _apt(command: Sequence[str], directory: Path | None = None) -> None:
    environ: Mapping[str, str] = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    done = subprocess.run(
        list(command),
        cwd=directory,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        words = done.stderr.strip().splitlines() or ["no reason given"]
        raise Unavailable(f"{' '.join(command[:1])} {command[-1]} failed: {words[-1]}")
