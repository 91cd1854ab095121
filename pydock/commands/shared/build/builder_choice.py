"""Choose the builder: the engine's BuildKit, or its classic builder.

The buildx plugin, a third one, takes over the command line before this: see pydock.cli.plugins.
"""

from __future__ import annotations

from collections.abc import Collection

from pydock.cli.app import App
from pydock.cli.pflag import FlagError
from pydock.config.buildkit_variable import buildkit_requested
from pydock.errors import NotSupported

#: keys of options that require BuildKit
ONLY_BUILDKIT = (
    "allow", "annotation", "attest", "build_context", "builder", "cache_to", "call", "check",
    "debug", "load", "metadata_file", "no_cache_filter", "output", "progress", "provenance", "push",
    "sbom", "secret", "ssh",
)  # fmt: skip

#: BuildKit exists since this API version; announced in the ping since API 1.42
_FIRST_API = "1.39"
_BUILDKIT = "2"


def builds_with_buildkit(app: App, given: Collection[str]) -> bool:
    """Whether to build with BuildKit; `given` are the keys of the options on the command line.

    True if the engine offers it, or if DOCKER_BUILDKIT=1 or an option of BuildKit requests it.
    Raises FlagError for such an option with DOCKER_BUILDKIT=0, and NotSupported if the engine
    has no BuildKit.
    """
    wanted = buildkit_requested(app.environ)
    needed = sorted("--" + key.replace("_", "-") for key in set(given) & set(ONLY_BUILDKIT))
    if wanted is False:
        if needed:
            raise FlagError(
                f"unknown flag: {needed[0]} (requires BuildKit, disabled by DOCKER_BUILDKIT=0)"
            )
        return False
    if app.engine.ping.builder_version == _BUILDKIT:
        return True
    if not wanted and not needed:
        return False
    what = f'"{needed[0]}"' if needed else "DOCKER_BUILDKIT=1"
    if app.engine.ping.os_type == "windows" or "libpod" in app.engine.ping.server.lower():
        raise NotSupported(f"{what} requires BuildKit, which this engine does not have")
    if not app.engine.at_least(_FIRST_API):
        raise NotSupported(
            f"{what} requires BuildKit, which requires API version {_FIRST_API}, but the Docker"
            f" daemon API version is {app.engine.api_version_text}"
        )
    return True
