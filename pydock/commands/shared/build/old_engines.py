"""Work-arounds for the builders of old engines."""

import re
from collections.abc import Iterable, Iterator

from pydock.api import images
from pydock.api.engine import Engine
from pydock.build.dockerfile import DEFAULT_NAME
from pydock.oci.reference import parse

_BUILT = re.compile(rb"Successfully built ([0-9a-f]{12,64})")
_LONGEST_BYTES = 128


def require_dockerfile(engine: Engine, name: str) -> None:
    """NotSupported for another Dockerfile name before API 1.17."""
    if name not in ("", DEFAULT_NAME):
        engine.require("1.17", f"a Dockerfile name other than {DEFAULT_NAME}")


def names_for_build(engine: Engine, names: list[str]) -> tuple[list[str], list[str]]:
    """Names for the build request (one before API 1.22), and names to add afterwards."""
    return (names, []) if engine.supports("1.22") else (names[:1], names[1:])


def add_name(engine: Engine, image: str, name: str) -> None:
    """Add a name to the built image."""
    reference = parse(name).with_default_tag()
    images.tag(engine, image, reference.name, reference.tag)


class ImageIdFinder:
    """Passes build output through and finds the image ID in it (before API 1.30)."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self._short = ""

    def __iter__(self) -> Iterator[bytes]:
        tail = b""
        for chunk in self._chunks:
            read = tail + chunk
            for match in _BUILT.finditer(read):
                self._short = match[1].decode()
            tail = read[-_LONGEST_BYTES:]
            yield chunk

    def full_id(self, engine: Engine) -> str:
        """The full image ID; "" if the output has none."""
        return str(images.inspect(engine, self._short)["Id"]) if self._short else ""
