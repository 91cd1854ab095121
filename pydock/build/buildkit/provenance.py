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
        if one.annotations.get(_PREDICATE, "").startswith(_PROVENANCE) and one.size < _LIMIT_BYTES:
            statement = _read(client, one.digest, one.size)
            predicate = statement.get("predicate", statement)
            if not isinstance(predicate, dict):
                return {}
            return {key: value for key, value in predicate.items() if key not in left_out}
    return {}


def _read(client: Client, digest: str, size: int) -> dict[str, Any]:
    call = client.call(_READ, ReadResponse, ReadRequest(digest))
    data = bytearray()
    while (piece := call.answer()) is not None and len(data) < size:
        data += piece.data
    try:
        return unmarshal(dict[str, Any], bytes(data), fill=False) or {}
    except ValueError:
        return {}
