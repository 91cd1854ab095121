"""What to build, as the command line means it and before any engine has been asked.

Nothing here has been read or opened yet, except what stands for itself: a secret is a file's
name or a variable's, never its content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from pydock.oci.registry_auth import Auth
from pydock.options.build.caches import Cache
from pydock.options.build.secrets import Secret, SshAgent


@dataclass(frozen=True)
class Directory:
    """A directory of this machine, sent to the engine as far as it asks for files of it."""

    path: str


@dataclass(frozen=True)
class Remote:
    """Something that the engine fetches: a git or http(s) URL, `docker-image://NAME`,
    `target:STAGE`, in BuildKit's own spelling; or `oci-layout://DIRECTORY[:TAG][@DIGEST]`, an image
    in a directory of this machine."""

    url: str


@dataclass(frozen=True)
class Archive:
    """A tar, compressed or not, of which the engine reads the whole."""

    stream: BinaryIO


@dataclass(frozen=True)
class DockerfilePath:
    """A Dockerfile, and its ignore file beside it: a path of this machine when the context is a
    directory or an archive, else one in what is fetched; empty for the usual name."""

    path: str = ""


@dataclass(frozen=True)
class DockerfileText:
    """A Dockerfile that is no file: its content, which came from standard input."""

    content: bytes


class Output(Protocol):
    """Where a result goes that is one file: opened when the engine sends it, once."""

    def __call__(self) -> BinaryIO: ...


@dataclass(frozen=True)
class Export:
    """What to make of the result: a type (`image`, `moby`, `local`, `tar`, `oci`, `docker`) with
    BuildKit's own attributes; a `directory` for `local`, and for an image that is to be no tar; an
    `output` for the types that are a file.
    """

    type: str
    attrs: Mapping[str, str] = field(default_factory=dict)
    directory: str = ""
    output: Output | None = None


@dataclass(frozen=True)
class Ulimit:
    name: str
    soft: int
    hard: int


class Passwords(Protocol):
    """Finds what is known for a registry (`localhost:5000`, or the Hub's key in config.json)."""

    def find(self, server: str) -> Auth: ...


@dataclass(frozen=True)
class BuildRequest:
    """A whole build. A `context` of None has no files.

    `contexts` are named ones. `extra_hosts` are `name:address`. `attests` are kinds of
    attestations with their parameters (`provenance`: `mode=max`); `call` is a question to the
    frontend in place of a build (`outline`, `targets`, `lint`). Without exports nothing is kept
    but the cache.
    """

    context: Directory | Remote | Archive | None
    dockerfile: DockerfilePath | DockerfileText = field(default_factory=DockerfilePath)
    passwords: Passwords | None = None
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
