"""A real dockerd: this Debian's own, installed, or that of another suite, unpacked."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.engine.debian import Suite, link_against, locked, program
from tests.engine.machine import Unavailable, in_new_network, need_root
from tests.engine.service import EngineService

BRIDGE = "pydock0"
BRIDGE_NETWORK = "10.213.98.0/24"
BRIDGE_ADDRESS = "10.213.98.1/24"
OWN_ROUTE = ("POSTROUTING", "-s", BRIDGE_NETWORK, "!", "-o", BRIDGE, "-j", "MASQUERADE")
"""The one rule of the machine's firewall that an engine on the machine's network adds."""
BUILT = "PYDOCK_TEST_DOCKERD"


class Dockerd(EngineService):
    """A dockerd with nothing shared with another one on the machine.

    Its network is a namespace of its own, where 127.0.0.1 is its own too; or, with
    `on_machine_network`, the machine's, where a bridge of its own and one firewall rule let
    its containers out and leave another dockerd's rules alone. `options` are more options of
    dockerd's own.
    """

    def __init__(
        self,
        directory: Path,
        *,
        suite: str = "",
        dies_with_parent: bool = False,
        on_machine_network: bool = False,
        options: Sequence[str] = (),
    ) -> None:
        super().__init__(directory, dies_with_parent=dies_with_parent)
        self._options = options
        self._suite = Suite(suite) if suite else None
        self._on_machine_network = on_machine_network

    def command(self) -> list[str]:
        need_root("starting dockerd")
        program("ip", "iproute2")
        program("iptables", "iptables")
        program("ps", "procps")  # which `top` runs
        daemon = self._fetch()
        no_settings = self.directory / "no-settings.json"
        no_settings.write_text("{}")
        pid_file = self.directory / "dockerd.pid"
        for left_by_a_killed_one in (pid_file, self.directory / "exec/containerd/containerd.pid"):
            left_by_a_killed_one.unlink(missing_ok=True)
        # A containerd that the machine itself runs is shared, but not its namespaces.
        own_name = f"pydock-{hashlib.sha256(bytes(self.directory)).hexdigest()[:12]}"
        argv = [daemon, f"--host={self.host}", f"--config-file={no_settings}"]
        argv += [f"--data-root={self.directory / 'data'}", f"--exec-root={self.directory / 'exec'}"]
        argv += [f"--pidfile={pid_file}", "--log-opt=max-size=10m"]
        argv += [f"--containerd-namespace={own_name}"]
        argv += [f"--containerd-plugins-namespace={own_name}-plugins", *self._options]
        if self._on_machine_network:
            make_bridge()
            return [*argv, f"--bridge={BRIDGE}", "--iptables=false", "--ip6tables=false"]
        return in_new_network(argv)

    def environ(self) -> Mapping[str, str]:
        environ = dict(super().environ())
        if self._suite is not None:
            root = self._suite.root
            environ["PATH"] = f"{root}/run:{root}/usr/sbin:{root}/usr/bin:{environ['PATH']}"
        return environ

    def stop(self) -> None:
        super().stop()
        if self._on_machine_network:
            remove_bridge()

    def _fetch(self) -> str:
        if self._suite is None:
            return program("dockerd", "docker.io")
        return unpack_dockerd(self._suite)


class BuiltDockerd(Dockerd):
    """A dockerd that was built from public sources: PYDOCK_TEST_DOCKERD is its path.

    What it starts (containerd, runc, docker-proxy, docker-init) is in its directory.
    """

    def environ(self) -> Mapping[str, str]:
        environ = dict(super().environ())
        environ["PATH"] = f"{Path(self._fetch()).parent}:{environ['PATH']}"
        return environ

    def _fetch(self) -> str:
        try:
            return os.environ[BUILT]
        except KeyError:
            raise Unavailable(f"{BUILT}, the path of a built dockerd, is not set") from None


def unpack_dockerd(suite: Suite) -> str:
    """Unpack dockerd and what it starts; return the path of dockerd.

    They run on this release's C library, except runc, which wants the newer one.
    """
    init = "tini" if suite.name == "trixie" else "tini-static"
    suite.unpack(["docker.io", "containerd", "runc", init, "libc6", "libseccomp2"])
    libraries, ready = suite.root / "runc-libraries", suite.root / "run"
    with locked(suite.root):
        if not (ready / "docker-init").is_symlink():
            libraries.mkdir(exist_ok=True)
            for pattern in ("ld-linux*.so.2", "libc.so.6", "libseccomp.so.2"):
                library = next((suite.root / "usr/lib").glob(f"*/{pattern}"))
                (libraries / library.name).write_bytes(library.read_bytes())
                (libraries / library.name).chmod(0o755)
            link_against(suite.root / "usr/sbin/runc", libraries, ready / "runc")
            (ready / "docker-init").symlink_to(suite.root / "usr/bin/tini-static")
    return suite.program("usr/sbin/dockerd")


def make_bridge() -> None:
    """Make the bridge for containers on the machine's network, and let them out."""
    ip, iptables = program("ip", "iproute2"), program("iptables", "iptables")
    if subprocess.run([ip, "link", "show", BRIDGE], capture_output=True, check=False).returncode:
        subprocess.run([ip, "link", "add", BRIDGE, "type", "bridge"], check=True)
    subprocess.run([ip, "address", "replace", BRIDGE_ADDRESS, "dev", BRIDGE], check=True)
    subprocess.run([ip, "link", "set", BRIDGE, "up"], check=True)
    if subprocess.run(
        [iptables, "-t", "nat", "-C", *OWN_ROUTE], capture_output=True, check=False
    ).returncode:
        subprocess.run([iptables, "-t", "nat", "-A", *OWN_ROUTE], check=True)


def remove_bridge() -> None:
    """Undo `make_bridge`."""
    ip, iptables = program("ip", "iproute2"), program("iptables", "iptables")
    subprocess.run([iptables, "-t", "nat", "-D", *OWN_ROUTE], capture_output=True, check=False)
    subprocess.run([ip, "link", "delete", BRIDGE], capture_output=True, check=False)
