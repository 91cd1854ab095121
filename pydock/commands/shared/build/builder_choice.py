"""Choose the builder: the engine's BuildKit, or its classic builder.

The buildx plugin, a third one, takes over the command line before this: see pydock.cli.plugins.
"""

from collections.abc import Collection
from io import BufferedReader, RawIOBase, TextIOWrapper
from typing import NamedTuple

from pydock.build.buildkit_syntax import Feature, buildkit_feature
from pydock.build.dockerfile import context_directory, find_dockerfile, read_dockerfile
from pydock.build.input_stream import DOCKERFILE_LIMIT_BYTES, STDIN, InputStream
from pydock.cli.app import App
from pydock.cli.pflag import FlagError
from pydock.config.buildkit_variable import buildkit_requested
from pydock.errors import CannotConnect, NotSupported, PydockError, requirement

#: keys of options that require BuildKit
ONLY_BUILDKIT = (
    "allow", "annotation", "attest", "build_context", "builder", "cache_to", "call", "check",
    "debug", "load", "metadata_file", "no_cache_filter", "output", "progress", "provenance", "push",
    "sbom", "secret", "ssh",
)  # fmt: skip

#: BuildKit exists since this API version; announced in the ping since API 1.42
_FIRST_API = "1.39"
_BUILDKIT = "2"

#: engines since this version have a frontend with here-documents and COPY --link
_NEWER_FRONTEND_API = "1.42"


class Builder(NamedTuple):
    """The builder to use, and what the classic one's refusal is to be followed by."""

    is_buildkit: bool
    advice: str = ""


def choose_builder(app: App, given: Collection[str], argument: str, dockerfile: str) -> Builder:
    """Return the builder of `build -f DOCKERFILE ARGUMENT`, for options `given` by key.

    BuildKit if the engine offers it, or if DOCKER_BUILDKIT=1, an option or the Dockerfile
    requires it; DOCKER_BUILDKIT=0 turns it off. Raises FlagError for such an option
    then, and NotSupported if the engine does not have what is required.
    """
    requested = buildkit_requested(app.environ)
    needed = sorted("--" + key.replace("_", "-") for key in set(given) & set(ONLY_BUILDKIT))
    if requested is False:
        if needed:
            raise FlagError(
                f"unknown flag: {needed[0]} (requires BuildKit, disabled by DOCKER_BUILDKIT=0)"
            )
        feature = _feature(app, argument, dockerfile)
        return Builder(False, _advice(feature) if feature and not _why_lacking(app) else "")
    try:
        if app.engine.ping.builder_version == _BUILDKIT:
            return Builder(True)
    except CannotConnect:
        if requested or needed:
            raise
        return Builder(False)  # as in docker, errors of the context are reported first
    why_lacking = _why_lacking(app)
    if requested or needed:
        if why_lacking:
            what = f'"{needed[0]}"' if needed else "DOCKER_BUILDKIT=1"
            raise NotSupported(f"{what} requires BuildKit, which {why_lacking}")
        return Builder(True)
    feature = None if why_lacking else _feature(app, argument, dockerfile)
    if feature:
        text = f"Building with BuildKit, which {_where(feature)} requires."
        if not (feature.is_in_first_frontend or app.engine.at_least(_NEWER_FRONTEND_API)):
            text += " For this engine, the file must begin with # syntax=docker/dockerfile:1."
        app.warn(text)
    return Builder(feature is not None)


def _why_lacking(app: App) -> str:
    """Why the engine cannot build with BuildKit; "" where it can."""
    if app.engine.ping.os_type == "windows" or app.engine.ping.is_podman:
        return "this engine does not have"
    if not app.engine.at_least(_FIRST_API):
        return requirement(_FIRST_API, app.engine.api_version_text)
    return ""


def _advice(feature: Feature) -> str:
    return f"{_where(feature)} requires BuildKit: build without DOCKER_BUILDKIT=0."


def _where(feature: Feature) -> str:
    return f"{feature.text} in line {feature.line} of the Dockerfile"


def _feature(app: App, argument: str, dockerfile: str) -> Feature | None:
    """Return what requires BuildKit in a local Dockerfile; None if it cannot be read."""
    if argument == STDIN or dockerfile == STDIN:
        return _feature_on_stdin(app, argument, dockerfile)
    try:
        found = find_dockerfile(context_directory(argument), dockerfile)
        if found.is_outside and not dockerfile:
            return None
        return buildkit_feature(read_dockerfile(found, DOCKERFILE_LIMIT_BYTES))
    except PydockError:
        return None


def _feature_on_stdin(app: App, argument: str, dockerfile: str) -> Feature | None:
    """The same for a Dockerfile on standard input, which the build then reads once more."""
    assert isinstance(app.stdin.buffer, BufferedReader)
    stream = InputStream(app.stdin.buffer.read1)
    feature = None
    if argument != dockerfile and (dockerfile == STDIN or not stream.is_archive()):
        feature = buildkit_feature(stream.peek(DOCKERFILE_LIMIT_BYTES))
    app.stdin = TextIOWrapper(BufferedReader(_Replayed(stream)))
    return feature


class _Replayed(RawIOBase):
    """A stream, with what was looked at still in it."""

    def __init__(self, stream: InputStream) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._stream.readinto(buffer)
