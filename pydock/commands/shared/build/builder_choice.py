"""Which builder builds: BuildKit, where the engine has it, or the engine's classic one.

A third one, the buildx plugin, takes the command line over before it is read: see
pydock.cli.plugins.
"""

from __future__ import annotations

from collections.abc import Collection

from pydock.cli.app import App
from pydock.cli.click_tree import flag_error
from pydock.config.buildkit_variable import buildkit_requested
from pydock.errors import NotSupported

#: options that the classic builder does not have, by key
ONLY_BUILDKIT = (
    "allow", "annotation", "attest", "build_context", "builder", "cache_to", "call", "check",
    "debug", "load", "metadata_file", "no_cache_filter", "output", "progress", "provenance", "push",
    "sbom", "secret", "ssh",
)  # fmt: skip

#: engines have it since this version, and say so in their ping since API 1.42
_FIRST_API = "1.39"
_BUILDKIT = "2"


def builds_with_buildkit(app: App, given: Collection[str]) -> bool:
    """Whether BuildKit builds, for options that were `given`, by key.

    It does where the engine offers it, and where it is asked for by DOCKER_BUILDKIT=1 or by an
    option that only it has; DOCKER_BUILDKIT=0 turns it off. Raises UsageError for such an
    option then, and NotSupported where an engine that is asked for it cannot have it.
    """
    wanted = buildkit_requested(app.environ)
    needed = sorted("--" + key.replace("_", "-") for key in set(given) & set(ONLY_BUILDKIT))
    if wanted is False:
        if needed:
            raise flag_error(
                f"unknown flag: {needed[0]} (it is BuildKit's, which DOCKER_BUILDKIT=0 turns off)"
            )
        return False
    if app.engine.ping.builder_version == _BUILDKIT:
        return True
    if not wanted and not needed:
        return False
    what = f'"{needed[0]}"' if needed else "DOCKER_BUILDKIT=1"
    if app.engine.ping.os_type == "windows" or "libpod" in app.engine.ping.server.lower():
        raise NotSupported(f"{what} needs BuildKit, which this engine does not have")
    if not app.engine.at_least(_FIRST_API):
        raise NotSupported(
            f"{what} needs BuildKit, which requires API version {_FIRST_API}, but the Docker"
            f" daemon API version is {app.engine.api_version_text}"
        )
    return True
