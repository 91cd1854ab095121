"""What becomes of a build: `--output`, `--load` and `--push`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pydock.golang.csv import split_fields
from pydock.golang.strconv.numbers import parse_bool
from pydock.options.build.csv_fields import pairs

STDOUT = "-"
LOCAL, TAR, IMAGE, DOCKER, OCI = "local", "tar", "image", "docker", "oci"
CACHE_ONLY = "cacheonly"
_REGISTRY = "registry"


@dataclass
class Output:
    """A result to make: BuildKit's type and attributes, and the file or folder it goes to."""

    type: str
    attrs: dict[str, str] = field(default_factory=dict)
    destination: str = ""

    @property
    def is_folder(self) -> bool:
        """Does it become a folder of this machine?"""
        return self.type == LOCAL or (self.type in (DOCKER, OCI) and not self._is_tar)

    @property
    def is_file(self) -> bool:
        """Can it become one file of this machine?"""
        return self.type == TAR or (self.type in (DOCKER, OCI) and self._is_tar)

    @property
    def pushes(self) -> bool:
        """Does it go to a registry?"""
        return self.is_on("push")

    def is_on(self, attribute: str) -> bool:
        """Is this attribute switched on?"""
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


def parse_output(text: str) -> Output | None:
    """One `--output`: `type=TYPE,dest=PATH,...`, a folder, or `-` for a tar to standard output.

    None for an empty text. ValueError in docker's words.
    """
    if not text:
        return None
    fields = split_fields(text)
    if fields == [text] and not text.startswith("type="):
        return Output(TAR if text == STDOUT else LOCAL, destination=text)
    attrs = dict(pairs(text))
    kind = attrs.pop("type", "")
    if not kind:
        raise ValueError("type is required for output")
    return Output(kind, attrs, attrs.pop("dest", ""))


def with_load_and_push(outputs: Iterable[Output], *, load: bool, push: bool) -> list[Output]:
    """The outputs and what `--load` and `--push` are short for, unless that is among them."""
    found = list(outputs)
    if push:
        images = [output for output in found if output.type == IMAGE]
        if not images:
            images = [Output(IMAGE)]
            found += images
        for image in images:
            image.attrs["push"] = "true"
    if load and not any(output.type == DOCKER and not output.destination for output in found):
        found.append(Output(DOCKER))
    return found


def checked(output: Output) -> Output:
    """The output with its destination as it is meant; ValueError when that cannot be."""
    if output.type == _REGISTRY:
        output = Output(IMAGE, {**output.attrs, "push": "true"}, output.destination)
    if output.is_folder:
        if not output.destination:
            raise ValueError(f"dest is required for {output.type} exporter")
        if output.destination == STDOUT:
            raise ValueError(f"dest cannot be stdout for {output.type} exporter")
    elif output.is_file and not output.destination and output.type != DOCKER:
        output.destination = STDOUT
    return output
