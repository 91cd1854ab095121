"""The provenance that an engine keeps of a build."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pydock.build.buildkit.grpc import CallFailed, Code, ServerCall
from pydock.build.buildkit.messages.content import ReadRequest, ReadResponse
from pydock.build.buildkit.messages.history import (
    BuildHistoryEvent,
    BuildHistoryRecord,
    BuildHistoryRequest,
    BuildResultInfo,
    Descriptor,
)
from pydock.build.buildkit.provenance import DETAILS, kept
from tests.build.buildkit.wires import serving

LISTEN = "/moby.buildkit.v1.Control/ListenBuildHistory"
READ = "/containerd.services.content.v1.Content/Read"
PREDICATE = {"builder": {"id": ""}, "buildType": "x", "buildConfig": 1, "metadata": 2}
STATEMENT = json.dumps({"_type": "x", "predicate": PREDICATE}).encode()
SHORT = {"builder": {"id": ""}, "buildType": "x"}


def result(kind: str = "https://slsa.dev/provenance/v0.2", size: int = 10**6) -> BuildResultInfo:
    sbom = Descriptor("application/vnd.in-toto+json", "sha256:1", 9, {"in-toto.io/x": "y"})
    made = Descriptor(
        "application/vnd.in-toto+json", "sha256:2", size, {"in-toto.io/predicate-type": kind}
    )
    return BuildResultInfo([sbom, made])


def found(record: BuildHistoryRecord | None, content: bytes = STATEMENT, **more: Any) -> Any:
    """What is reported of a build "it" by an engine that has this of it."""

    def listen(call: ServerCall) -> None:
        request = call.receive(BuildHistoryRequest)
        assert request == BuildHistoryRequest("it", early_exit=True)
        if record is not None:
            call.send(BuildHistoryEvent(record))

    def read(call: ServerCall) -> None:
        request = call.receive(ReadRequest)
        assert request and request.digest == "sha256:2"
        for start in range(0, len(content), 50):
            call.send(ReadResponse(start, content[start : start + 50]))

    with serving({LISTEN: listen, READ: read}) as client:
        return kept(client, "it", more.get("left_out", DETAILS))


def test_of_one_platform() -> None:
    assert found(BuildHistoryRecord("it", result())) == {"": SHORT}


def test_of_several_platforms() -> None:
    record = BuildHistoryRecord("it", result(), {"linux/amd64": result(), "linux/arm64": result()})
    assert found(record) == {"linux/amd64": SHORT, "linux/arm64": SHORT}


def test_with_details() -> None:
    assert found(BuildHistoryRecord("it", result()), left_out=()) == {"": PREDICATE}


PREDICATE_1 = {
    "buildDefinition": {
        "buildType": "y",
        "resolvedDependencies": [{"uri": "pkg:a", "digest": {"sha256": "1"}, "name": "n"}, 3],
        "externalParameters": {
            "configSource": {"uri": "https://x", "digest": {"sha1": "2"}, "path": "Dockerfile"},
            "request": {"frontend": "f"},
        },
        "internalParameters": {
            "buildConfig": {"llbDefinition": []},
            "builderPlatform": "linux/amd64",
            "dockerfileVersion": "1.26.0",
            "custom": 1,
        },
    },
    "runDetails": {
        "builder": {"id": "b"},
        "metadata": {
            "invocationId": "i",
            "startedOn": "2026-01-01T00:00:00Z",
            "finishedOn": "2026-01-01T00:00:01Z",
            "buildkit_metadata": {"vcs": {}},
            "buildkit_hermetic": True,
            "buildkit_completeness": {"request": True, "resolvedDependencies": False},
        },
    },
}


@pytest.mark.parametrize(
    ("left_out", "details"),
    [
        (DETAILS, {}),
        (
            (),
            {
                "buildConfig": {"llbDefinition": []},
                "metadata": {
                    "buildInvocationID": "i",
                    "buildStartedOn": "2026-01-01T00:00:00Z",
                    "buildFinishedOn": "2026-01-01T00:00:01Z",
                    "completeness": {"parameters": True, "environment": True, "materials": False},
                    "reproducible": False,
                    "https://mobyproject.org/buildkit@v1#metadata": {"vcs": {}},
                    "https://mobyproject.org/buildkit@v1#hermetic": True,
                },
            },
        ),
    ],
)
def test_of_a_newer_engine(left_out: tuple[str, ...], details: dict[str, object]) -> None:
    record = BuildHistoryRecord("it", result("https://slsa.dev/provenance/v1"))
    content = json.dumps({"_type": "x", "predicate": PREDICATE_1}).encode()
    assert found(record, content, left_out=left_out) == {
        "": {
            "builder": {"id": "b"},
            "buildType": "https://mobyproject.org/buildkit@v1",
            "materials": [{"uri": "pkg:a", "digest": {"sha256": "1"}}],
            "invocation": {
                "configSource": {
                    "uri": "https://x",
                    "digest": {"sha1": "2"},
                    "entryPoint": "Dockerfile",
                },
                "parameters": {"frontend": "f"},
                "environment": {
                    "platform": "linux/amd64",
                    "dockerfileVersion": "1.26.0",
                    "custom": 1,
                },
            },
            **details,
        }
    }


@pytest.mark.parametrize(
    ("record", "content"),
    [
        (None, STATEMENT),
        (BuildHistoryRecord("another", result()), STATEMENT),
        (BuildHistoryRecord("it"), STATEMENT),
        (BuildHistoryRecord("it", result("https://spdx.dev/Document")), STATEMENT),
        (BuildHistoryRecord("it", result(size=1 << 40)), STATEMENT),
        (BuildHistoryRecord("it", result()), b""),
        (BuildHistoryRecord("it", result()), b"[]"),
        (BuildHistoryRecord("it", result()), b'{"predicate": 3}'),
    ],
)
def test_nothing_of_use(record: BuildHistoryRecord | None, content: bytes) -> None:
    assert found(record, content) == {}


def test_an_engine_that_keeps_nothing() -> None:
    def listen(call: ServerCall) -> None:
        raise CallFailed(Code.UNIMPLEMENTED, "no history")

    with serving({LISTEN: listen}) as client, pytest.raises(CallFailed):
        kept(client, "it", ())
