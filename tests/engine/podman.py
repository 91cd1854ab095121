"""A real Podman service: Debian's podman speaking the API of docker."""

from __future__ import annotations

import resource
from collections.abc import Mapping
from pathlib import Path

from tests.engine.debian import Suite, find_program, install, link_against, locked, program
from tests.engine.machine import in_new_network, need_root
from tests.engine.service import EngineService

_LIBRARIES = (
    *("libc6", "libgcc-s1", "libseccomp2", "libsubid5", "libgpgme11t64", "libassuan9"),
    *("libgpg-error0", "libsqlite3-0", "libglib2.0-0t64", "libsystemd0", "libpcre2-8-0"),
    *("libacl1", "libattr1", "libaudit1", "libselinux1", "libpam0g", "libcrypt1"),
    *("libsemanage2", "libsepol2", "libbz2-1.0", "libcap-ng0", "libcap2", "libatomic1", "zlib1g"),
)
"""What the programs of a newer podman need beside them."""


class Podman(EngineService):
    """A podman in a network namespace of its own, its storage and settings in its directory.

    Podman has no health checks without systemd: a container with one stays "starting".
    """

    def __init__(self, directory: Path, *, suite: str = "", dies_with_parent: bool = False) -> None:
        super().__init__(directory, dies_with_parent=dies_with_parent)
        self._suite = Suite(suite) if suite else None

    def command(self) -> list[str]:
        need_root("starting podman")
        podman = self._fetch()
        self._write_settings()
        (self.directory / "engine.sock").unlink(missing_ok=True)
        return in_new_network([podman, "system", "service", "--time=0", self.host])

    def environ(self) -> Mapping[str, str]:
        return {
            **super().environ(),
            "CONTAINERS_CONF": str(self.directory / "containers.conf"),
            "CONTAINERS_STORAGE_CONF": str(self.directory / "storage.conf"),
            "CONTAINERS_REGISTRIES_CONF": str(self.directory / "registries.conf"),
            "PODMAN_IGNORE_CGROUPSV1_WARNING": "1",
        }

    def _fetch(self) -> str:
        for command, package in (("ip", "iproute2"), ("iptables", "iptables"), ("runc", "runc")):
            program(command, package)
        if find_program("catatonit") is None and not Path("/usr/libexec/podman/catatonit").exists():
            install("catatonit")
        if self._suite is None:
            if not Path("/usr/lib/podman/netavark").exists():
                install("netavark", "aardvark-dns")
            return program("podman", "podman")
        return unpack_podman(self._suite)

    def _write_settings(self) -> None:
        programs, conmon = "/usr/lib/podman", "/usr/bin/conmon"
        newer_settings = ("", "")
        if self._suite is not None:
            programs = self._suite.program("podman-run")
            conmon = f"{programs}/conmon"
            newer_settings = ("retry = 0", 'firewall_driver = "iptables"')
        files = {
            "containers.conf": f"""
                [containers]
                cgroupns = "host"
                log_driver = "k8s-file"
                log_size_max = 10485760
                # Podman's own limits fail where root may not raise them.
                default_ulimits = ["{_limit("nofile")}", "{_limit("nproc")}"]
                [engine]
                cgroup_manager = "cgroupfs"
                events_logger = "file"
                runtime = "runc"
                init_path = "/usr/bin/catatonit"
                conmon_path = ["{conmon}"]
                helper_binaries_dir = ["{programs}", "/usr/lib/podman", "/usr/libexec/podman"]
                tmp_dir = "{self.directory}/tmp"
                volume_path = "{self.directory}/volumes"
                {newer_settings[0]}
                [network]
                network_backend = "netavark"
                network_config_dir = "{self.directory}/networks"
                default_subnet = "10.97.0.0/24"
                {newer_settings[1]}
                """,
            "storage.conf": f"""
                [storage]
                driver = "overlay"
                graphroot = "{self.directory}/storage"
                runroot = "{self.directory}/run"
                """,
            "registries.conf": """
                unqualified-search-registries = ["docker.io"]
                [[registry]]
                location = "127.0.0.1"
                insecure = true
                """,
        }
        for name in ("networks", "tmp", "volumes"):
            (self.directory / name).mkdir(exist_ok=True)
        for name, text in files.items():
            (self.directory / name).write_text(text)


def unpack_podman(suite: Suite) -> str:
    """Unpack podman and its helpers with all their libraries; return the path of podman."""
    suite.unpack(["podman", "conmon", "netavark", "aardvark-dns", *_LIBRARIES])
    libraries, ready = suite.root / "podman-libraries", suite.root / "podman-run"
    with locked(suite.root):
        if not (ready / "podman").exists():
            libraries.mkdir(exist_ok=True)
            for library in (suite.root / "usr").rglob("*.so*"):
                if library.is_file():
                    (libraries / library.name).write_bytes(library.read_bytes())
                    (libraries / library.name).chmod(0o755)
            for path in (
                "lib/podman/netavark",
                "lib/podman/aardvark-dns",
                "bin/conmon",
                "bin/podman",
            ):
                binary = suite.root / "usr" / path
                link_against(binary, libraries, ready / binary.name)
    return str(ready / "podman")


def _limit(name: str) -> str:
    """The hard limit of this process, in the words of containers.conf."""
    number = {"nofile": resource.RLIMIT_NOFILE, "nproc": resource.RLIMIT_NPROC}[name]
    hard = resource.getrlimit(number)[1]
    highest = 32768 if name == "nproc" else 1048576
    value = highest if hard == resource.RLIM_INFINITY else min(hard, highest)
    return f"{name}={value}:{value}"
