"""moby.buildkit.v1.frontend.LLBBridge: calls of a frontend method in place of a build."""

from dataclasses import dataclass

from pydock.build.buildkit.protobuf import Message, blob_map, boolean, child, text, text_map


@dataclass
class Result(Message):
    """The result of a frontend; of a frontend method, its values by name."""

    metadata: dict[str, bytes] = blob_map(10)


@dataclass
class AskRequest(Message):
    """LLBBridge's SolveRequest."""

    frontend: str = text(2)
    attrs: dict[str, str] = text_map(3)
    allow_result_return: bool = boolean(5)
    allow_result_array_ref: bool = boolean(6)


@dataclass
class AskResponse(Message):
    """LLBBridge's SolveResponse."""

    result: Result | None = child(3, Result)


@dataclass
class ReturnRequest(Message):
    """Ends the build, with this result."""

    result: Result | None = child(1, Result)
