"""BuildRequest: a build by BuildKit, from options to solve request; it names files only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from pydock.oci.reference import Reference
from pydock.oci.registry_auth import Auth
from pydock.options.build.caches import Cache
from pydock.options.build.outputs import Export
from pydock.options.build.secrets import Secret, SshAgent


@dataclass(frozen=True)
class Directory:
    """Local directory; the engine requests the files that it needs."""

    path: str


@dataclass(frozen=True)
class Remote:
    """Context that the engine fetches, as BuildKit spells it: a git or http(s) URL,
    `docker-image://NAME`, `target:STAGE`; or `oci-layout://DIRECTORY[:TAG][@DIGEST]`, an image in
    a local directory."""

    url: str


@dataclass(frozen=True)
class Archive:
    """Tar stream, compressed or not; the engine reads all of it."""

    stream: BinaryIO


@dataclass(frozen=True)
class DockerfilePath:
    """Path of a Dockerfile, whose ignore file is beside it; "" for the default name.

    Local if the context is a directory or an archive, else relative to the fetched context.
    """

    path: str = ""


@dataclass(frozen=True)
class DockerfileText:
    """Content of a Dockerfile from standard input or a URL."""

    content: bytes


@dataclass(frozen=True)
class Ulimit:
    name: str
    soft: int
    hard: int


class RegistryCredentials(Protocol):
    """Finds the logins for a registry (`localhost:5000`, or the Hub's key in config.json)."""

    def find_one(self, server: str, images: Collection[Reference] | None) -> Auth:
        """Return the one login for images of a registry, if only one can be sent; None: any."""

    def find_for(self, image: Reference) -> Auth:
        """Return the login for an image."""

    def needs_several(self, server: str, images: Collection[Reference] | None) -> bool:
        """Return whether images of a registry have several logins; None: any."""

    def has_namespaces(self) -> bool:
        """Return whether any registry has logins for some of its repositories."""


@dataclass(frozen=True)
class BuildRequest:
    """One build; `build_options.build_request` makes it of options, the command adds the inputs.

    A `context` of None has no files; `contexts` are the named ones. `extra_hosts` are
    `name:address`. `attests` are parameters by kind of attestation (`provenance`: `mode=max`).
    `call` is a frontend method in place of a build (`outline`, `targets`, `lint`). Without
    exports the result stays in the build cache.
    """

    context: Directory | Remote | Archive | None = None
    dockerfile: DockerfilePath | DockerfileText = field(default_factory=DockerfilePath)
    credentials: RegistryCredentials | None = None
    contexts: Mapping[str, Directory | Remote] = field(default_factory=dict)
    build_args: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    target: str = ""
    platforms: tuple[str, ...] = ()
    no_cache: bool = False
    no_cache_stages: tuple[str, ...] = ()
    pull: bool = False
    network: str = ""
    extra_hosts: tuple[str, ...] = ()
    shm_size_bytes: int = 0
    ulimits: tuple[Ulimit, ...] = ()
    cgroup_parent: str = ""
    secrets: tuple[Secret, ...] = ()
    ssh_agents: tuple[SshAgent, ...] = ()
    exports: tuple[Export, ...] = ()
    cache_from: tuple[Cache, ...] = ()
    cache_to: tuple[Cache, ...] = ()
    entitlements: tuple[str, ...] = ()
    attests: Mapping[str, str] = field(default_factory=dict)
    call: str = ""
