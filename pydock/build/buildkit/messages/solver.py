"""pb: positions in the source of a build, from BuildKit's build graph."""

from dataclasses import dataclass

from pydock.build.buildkit.protobuf import Message, blob, boolean, child, integer, text


@dataclass
class Position(Message):
    """Lines count from 1, characters from 0."""

    line: int = integer(1)
    character: int = integer(2)


@dataclass
class Range(Message):
    start: Position | None = child(1, Position)
    end: Position | None = child(2, Position)


@dataclass
class SourceInfo(Message):
    """A file of the build's definition: its name and all of its content."""

    filename: str = text(1)
    data: bytes = blob(2)
    language: str = text(4)


@dataclass
class ProgressGroup(Message):
    """Steps that are displayed as one."""

    id: str = text(1)
    name: str = text(2)
    weak: bool = boolean(3)
