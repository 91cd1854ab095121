"""The provenance that the engine keeps of a build's results."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydock.build.buildkit.endpoints import BuildEndpoints
from pydock.build.buildkit.grpc import CallFailed, Client
from pydock.build.buildkit.messages.content import ReadRequest, ReadResponse
from pydock.build.buildkit.messages.history import (
    BuildHistoryEvent,
    BuildHistoryRequest,
    BuildResultInfo,
)
from pydock.golang.unmarshal import unmarshal

_LISTEN = "/moby.buildkit.v1.Control/ListenBuildHistory"
_READ = "/containerd.services.content.v1.Content/Read"
_PREDICATE = "in-toto.io/predicate-type"
_PROVENANCE = "https://slsa.dev/provenance/"
_VERSION_1 = f"{_PROVENANCE}v1"
_BUILD_TYPE = "https://mobyproject.org/buildkit@v1"
#: keys of a build's metadata in SLSA 1, and in SLSA 0.2
_TIMES = {
    "invocationId": "buildInvocationID",
    "startedOn": "buildStartedOn",
    "finishedOn": "buildFinishedOn",
}
#: far more than any provenance, also with the whole build graph
_LIMIT_BYTES = 16 << 20
#: keys for a reproduction of the build step by step
DETAILS = ("buildConfig", "metadata")


def provenance(
    engine: BuildEndpoints, ref: str, *, with_details: bool = False
) -> dict[str, Mapping[str, Any]]:
    """Return the provenance by platform ("" if for one); empty before BuildKit 0.11."""
    connection = engine.open_grpc()
    if connection is None:
        return {}
    client = Client(connection)
    try:
        client.start()
        return kept(client, ref, () if with_details else DETAILS)
    except CallFailed:
        return {}
    finally:
        client.close()


def kept(client: Client, ref: str, left_out: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """As `provenance`, with a started client; raises CallFailed."""
    found = {
        platform: _provenance(client, result, left_out)
        for platform, result in _results(client, ref).items()
    }
    return {platform: made for platform, made in found.items() if made}


def _results(client: Client, ref: str) -> dict[str, BuildResultInfo]:
    call = client.call(_LISTEN, BuildHistoryEvent, BuildHistoryRequest(ref, early_exit=True))
    found: dict[str, BuildResultInfo] = {}
    while (event := call.answer()) is not None:
        record = event.record
        if record is not None and record.ref == ref:
            found = dict(record.results)
            if record.result is not None and len(found) < 2:
                found = {"": record.result}
    return found


def _provenance(
    client: Client, result: BuildResultInfo, left_out: Sequence[str]
) -> Mapping[str, Any]:
    for one in result.attestations:
        kind = one.annotations.get(_PREDICATE, "")
        if kind.startswith(_PROVENANCE) and one.size < _LIMIT_BYTES:
            statement = _read(client, one.digest, one.size)
            predicate = statement.get("predicate", statement)
            if not isinstance(predicate, dict):
                return {}
            if kind == _VERSION_1:
                predicate = version_0_2(predicate)
            return {key: value for key, value in predicate.items() if key not in left_out}
    return {}


def version_0_2(predicate: Mapping[str, Any]) -> dict[str, Any]:
    """Convert a predicate of SLSA 1, which newer engines keep, to SLSA 0.2, which buildx writes."""
    definition, run = _object(predicate, "buildDefinition"), _object(predicate, "runDetails")
    external = _object(definition, "externalParameters")
    environment = dict(_object(definition, "internalParameters"))
    build_config = environment.pop("buildConfig", None)
    source = dict(_object(external, "configSource"))
    if "path" in source:
        source["entryPoint"] = source.pop("path")
    found: dict[str, Any] = {
        "builder": {"id": _object(run, "builder").get("id", "")},
        "buildType": _BUILD_TYPE,
    }
    dependencies = definition.get("resolvedDependencies")
    if isinstance(dependencies, list) and dependencies:
        found["materials"] = [
            {key: one[key] for key in ("uri", "digest") if key in one}
            for one in dependencies
            if isinstance(one, dict)
        ]
    found["invocation"] = {
        "configSource": source,
        "parameters": _object(external, "request"),
        "environment": {"platform": environment.pop("builderPlatform", ""), **environment},
    }
    if build_config is not None:
        found["buildConfig"] = build_config
    if metadata := _object(run, "metadata"):
        found["metadata"] = _metadata_0_2(metadata)
    return found


def _metadata_0_2(metadata: Mapping[str, Any]) -> dict[str, Any]:
    complete = _object(metadata, "buildkit_completeness")
    found = {name: metadata[key] for key, name in _TIMES.items() if key in metadata}
    found["completeness"] = {
        "parameters": complete.get("request", False),
        "environment": True,
        "materials": complete.get("resolvedDependencies", False),
    }
    found["reproducible"] = metadata.get("buildkit_reproducible", False)
    found[f"{_BUILD_TYPE}#metadata"] = _object(metadata, "buildkit_metadata")
    if metadata.get("buildkit_hermetic"):
        found[f"{_BUILD_TYPE}#hermetic"] = True
    return found


def _object(parent: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return the object of a key; an empty one for a value of another kind."""
    value = parent.get(key)
    return value if isinstance(value, dict) else {}


def _read(client: Client, digest: str, size: int) -> dict[str, Any]:
    call = client.call(_READ, ReadResponse, ReadRequest(digest))
    data = bytearray()
    while (piece := call.answer()) is not None and len(data) < size:
        data += piece.data
    try:
        return unmarshal(dict[str, Any], bytes(data), fill=False) or {}
    except ValueError:
        return {}
