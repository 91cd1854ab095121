"""The images that a build request names: only their registries get credentials."""

# ruff: noqa: PTH118 (names of any bytes)

import os
from collections.abc import Iterable

from pydock.build.buildkit.frontend_attributes import serves_dockerfile
from pydock.build.dockerfile import DEFAULT_NAME
from pydock.build.dockerfile_images import images_of_dockerfile, references
from pydock.build.input_stream import DOCKERFILE_LIMIT_BYTES
from pydock.oci.reference import Reference
from pydock.options.build.caches import REGISTRY
from pydock.spec.build_request import BuildRequest, Directory, DockerfileText, Remote

_IMAGE_CONTEXT = "docker-image://"
_SBOM, _GENERATOR = "sbom", "generator="
#: image of the default generator of SBOMs
_DEFAULT_GENERATOR = "docker/buildkit-syft-scanner"


def named_images(request: BuildRequest) -> frozenset[Reference] | None:
    """Return the images of the build; None for any: a registry is named by a variable."""
    if not serves_dockerfile(request):
        return None
    of_dockerfile = images_of_dockerfile(_dockerfile(request), request.build_args)
    return None if of_dockerfile is None else references((*of_dockerfile, *_images(request)))


def _images(request: BuildRequest) -> Iterable[str]:
    """Yield the images that the command line names."""
    for context in request.contexts.values():
        if isinstance(context, Remote) and context.url.startswith(_IMAGE_CONTEXT):
            yield context.url.removeprefix(_IMAGE_CONTEXT)
    for cache in (*request.cache_from, *request.cache_to):
        if cache.type == REGISTRY and cache.attrs.get("ref"):
            yield cache.attrs["ref"]
    for export in request.exports:
        yield from filter(None, export.attrs.get("name", "").split(","))
    if _SBOM in request.attests:
        fields = request.attests[_SBOM].split(",")
        named = [field.removeprefix(_GENERATOR) for field in fields if _GENERATOR in field]
        yield from named or [_DEFAULT_GENERATOR]


def _dockerfile(request: BuildRequest) -> bytes:
    """Return the content of a local Dockerfile; b"" for one that cannot be read."""
    dockerfile = request.dockerfile
    if isinstance(dockerfile, DockerfileText):
        return dockerfile.content
    paths = [dockerfile.path]
    if not dockerfile.path:
        directory = request.context.path if isinstance(request.context, Directory) else ""
        paths = [os.path.join(directory, name) for name in (DEFAULT_NAME, DEFAULT_NAME.lower())]
    for path in paths:
        try:
            with open(path, "rb", opener=_without_blocking) as file:
                return file.read(DOCKERFILE_LIMIT_BYTES)
        except OSError:
            continue
    return b""


def _without_blocking(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)
