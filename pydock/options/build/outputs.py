"""Exports of a build: `--output`, `--load` and `--push`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from pydock.golang.csv import split_fields
from pydock.golang.strconv.numbers import parse_bool
from pydock.options.build.csv_fields import pairs

STDOUT = "-"
LOCAL, TAR, IMAGE, DOCKER, OCI = "local", "tar", "image", "docker", "oci"
CACHE_ONLY = "cacheonly"
_REGISTRY = "registry"


@dataclass
class Export:
    """One result of a build: BuildKit's exporter type and attributes, and its local destination."""

    type: str
    attrs: dict[str, str] = field(default_factory=dict)
    #: path of a directory or file, `-` for standard output, "" for neither
    destination: str = ""
    #: opens the file of the destination when the engine sends it
    open_file: Callable[[], BinaryIO] | None = None

    @property
    def is_directory(self) -> bool:
        """Is the destination a local directory?"""
        return self.type == LOCAL or self.is_layout

    @property
    def is_layout(self) -> bool:
        """Is the result an OCI layout in a directory?"""
        return self.type in (OCI, DOCKER) and not self._is_tar

    @property
    def is_file(self) -> bool:
        """Is the destination, if any, a single local file?"""
        return self.type == TAR or (self.type in (OCI, DOCKER) and self._is_tar)

    @property
    def pushes(self) -> bool:
        """Is the result pushed to a registry?"""
        return self.is_on("push")

    def is_on(self, attribute: str) -> bool:
        """Is this boolean attribute true?"""
        try:
            return parse_bool(self.attrs.get(attribute, ""))
        except ValueError:
            return False

    @property
    def _is_tar(self) -> bool:
        try:
            return parse_bool(self.attrs.get("tar", ""))
        except ValueError:
            return True


def parse_output(text: str) -> Export | None:
    """Parse `--output`: `type=TYPE,dest=PATH,...`, a directory, or `-` for a tar. ValueError."""
    if not text:
        return None
    fields = split_fields(text)
    if fields == [text] and not text.startswith("type="):
        return Export(TAR if text == STDOUT else LOCAL, destination=text)
    attrs = dict(pairs(text))
    kind = attrs.pop("type", "")
    if not kind:
        raise ValueError("type is required for output")
    return Export(kind, attrs, attrs.pop("dest", ""))


def with_load_and_push(exports: Iterable[Export], *, load: bool, push: bool) -> list[Export]:
    """Add the exports that `--load` and `--push` stand for, unless present."""
    found = list(exports)
    if push:
        images = [export for export in found if export.type == IMAGE]
        if not images:
            images = [Export(IMAGE)]
            found += images
        for image in images:
            image.attrs["push"] = "true"
    if load and not any(export.type == DOCKER and not export.destination for export in found):
        found.append(Export(DOCKER))
    return found


def with_destination(export: Export) -> Export:
    """Return the export with its default destination; ValueError for a missing or invalid one."""
    if export.type == _REGISTRY:
        export = Export(IMAGE, {**export.attrs, "push": "true"}, export.destination)
    if export.is_directory:
        if not export.destination:
            raise ValueError(f"dest is required for {export.type} exporter")
        if export.destination == STDOUT:
            raise ValueError(f"dest cannot be stdout for {export.type} exporter")
    elif export.is_file and not export.destination and export.type != DOCKER:
        export.destination = STDOUT
    return export
