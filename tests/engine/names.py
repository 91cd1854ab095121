"""Every engine that the tests can start, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from tests.engine.dockerd import BuiltDockerd, Dockerd
from tests.engine.podman import Podman
from tests.engine.service import EngineService

BUILT_ENGINE = "dockerd-built"

ENGINES: Mapping[str, Callable[..., EngineService]] = {
    "dockerd": Dockerd,  # of this release of Debian: 20.10 on bookworm
    "dockerd-trixie": partial(Dockerd, suite="trixie"),  # 26.1
    "dockerd-forky": partial(Dockerd, suite="forky"),  # 28.5
    "dockerd-store": partial(  # the same with the image store of containerd
        Dockerd, suite="forky", options=["--feature=containerd-snapshotter=true"]
    ),
    BUILT_ENGINE: BuiltDockerd,  # of PYDOCK_TEST_DOCKERD, newer than any package
    "podman": Podman,  # of this release of Debian: 4.3 on bookworm
    "podman-trixie": partial(Podman, suite="trixie"),  # 5.4
}
"""A name and what makes that engine: called with a directory and `dies_with_parent`."""

DEFAULT_ENGINE = "dockerd"
