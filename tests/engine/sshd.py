"""A real sshd on loopback that leads to an engine, and the settings with which ssh reaches it."""

from __future__ import annotations

import getpass
import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.engine.debian import SYSTEM_PATH, program
from tests.engine.machine import need_root
from tests.engine.program import Program
from tests.engine.service import Service


class Sshd(Service):
    """The far side of ssh://: its sessions find `docker` in PATH and an engine at `host`.

    Nothing of the user's ~/.ssh is read or written: the keys and the settings are in the
    directory, and `bin/ssh` there is an ssh that uses them.
    """

    def __init__(
        self, directory: Path, *, port: int, docker: Path, host: str, dies_with_parent: bool = False
    ) -> None:
        super().__init__(directory, dies_with_parent=dies_with_parent)
        self._port = port
        self._docker = docker
        self._engine_host = host

    @property
    def address(self) -> str:
        """Return the value for DOCKER_HOST."""
        return f"ssh://{getpass.getuser()}@127.0.0.1:{self._port}"

    @property
    def path(self) -> Path:
        """The directory to put first into PATH, so that `ssh` is the one with the settings."""
        return self.directory / "bin"

    def leading(self, program: Program) -> Program:
        """The client, with its way to the engine through this sshd."""
        program.environ["DOCKER_HOST"] = self.address
        program.environ["PATH"] = f"{self.path}:{program.environ['PATH']}"
        return program

    def command(self) -> list[str]:
        need_root("starting sshd")
        server = program("sshd", "openssh-server")
        ssh = program("ssh", "openssh-client")
        directory = self.directory
        directory.chmod(0o755)
        for name in ("bin", "far"):
            (directory / name).mkdir(exist_ok=True)
        Path("/run/sshd").mkdir(exist_ok=True)
        for key in ("host_key", "key"):
            if not (directory / key).exists():
                subprocess.run(
                    ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", directory / key],
                    check=True,
                )
        far = directory / "far" / "docker"
        far.unlink(missing_ok=True)
        far.symlink_to(self._docker)
        (directory / "settings").write_text(
            f"Port {self._port}\nListenAddress 127.0.0.1\nHostKey {directory}/host_key\n"
            f"PidFile {directory}/pid\nAuthorizedKeysFile {directory}/key.pub\n"
            "PasswordAuthentication no\nKbdInteractiveAuthentication no\nUsePAM no\n"
            "StrictModes no\nPermitRootLogin prohibit-password\nMaxStartups 100\n"
            f'SetEnv "PATH={directory}/far:{os.environ["PATH"]}" '
            f'"DOCKER_HOST={self._engine_host}"\n'
        )
        host_key = " ".join((directory / "host_key.pub").read_text().split()[:2])
        (directory / "known_hosts").write_text(f"[127.0.0.1]:{self._port} {host_key}\n")
        (directory / "client").write_text(
            f"Host *\n  IdentityFile {directory}/key\n  IdentitiesOnly yes\n"
            f"  UserKnownHostsFile {directory}/known_hosts\n  StrictHostKeyChecking yes\n"
        )
        wrapper = directory / "bin" / "ssh"
        wrapper.write_text(
            f'#!/bin/sh\nexec {shlex.quote(ssh)} -F {shlex.quote(str(directory))}/client "$@"\n'
        )
        wrapper.chmod(0o755)
        return [server, "-D", "-e", "-f", str(directory / "settings")]

    def environ(self) -> Mapping[str, str]:
        return {**os.environ, "PATH": f"{os.environ.get('PATH', '')}:{SYSTEM_PATH}"}

    def answers(self) -> bool:
        command = [str(self.path / "ssh"), "-o", "ConnectTimeout=2", "-p", str(self._port)]
        command += ["127.0.0.1", "true"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
