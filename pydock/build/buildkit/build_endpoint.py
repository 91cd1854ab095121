"""A build by the engine's POST /build, for engines with a session but without POST /grpc."""

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from pydock.build.buildkit.endpoints import BuildEndpoints, BuildResponse, Query
from pydock.build.buildkit.messages.control import StatusResponse
from pydock.build.buildkit.result import BuildCancelled, BuildFailed, BuildResult
from pydock.build.buildkit.session import OnStatus, Session, new_id
from pydock.errors import NotSupported, ProtocolError
from pydock.golang.unmarshal import UnmarshalError, unmarshal
from pydock.options.build.outputs import Export
from pydock.spec.build_request import BuildRequest
from pydock.spec.classic_build import json_parameter

_DEFAULT_EXPORTER = "moby"
#: marks an attestation that is added by default where an image can have one
_IF_POSSIBLE = "inline-only=true"


def build_query(request: BuildRequest, session: Session, build_id: str) -> Query:
    """Return the query of POST /build, version 2; NotSupported for options it lacks."""
    _check(request)
    export = request.exports[0] if request.exports else Export("")
    return {
        "session": session.id,
        "buildid": build_id,
        "remote": session.context_url or "client-session",
        "dockerfile": session.dockerfile,
        "t": [name for name in export.attrs.get("name", "").split(",") if name],
        "outputs": _outputs(export),
        "buildargs": json_parameter(request.build_args),
        "labels": json_parameter(request.labels),
        "cachefrom": json_parameter([cache.attrs.get("ref", "") for cache in request.cache_from]),
        "target": request.target or None,
        "platform": ",".join(request.platforms) or None,
        "nocache": request.no_cache or None,
        "pull": request.pull or None,
        "networkmode": request.network or None,
        "extrahosts": list(request.extra_hosts),
        "shmsize": request.shm_size_bytes or None,
        "ulimits": json_parameter(
            [{"Name": u.name, "Soft": u.soft, "Hard": u.hard} for u in request.ulimits]
        ),
        "cgroupparent": request.cgroup_parent or None,
    }


def build(
    engine: BuildEndpoints, request: BuildRequest, session: Session, on_status: OnStatus
) -> BuildResult:
    """Build, passing updates on. Raises BuildFailed, BuildCancelled (ctrl-C), NotSupported."""
    build_id = new_id()
    query = build_query(request, session, build_id)
    with engine.build(query) as answer:
        try:
            return _follow(answer, on_status)
        except KeyboardInterrupt:
            engine.cancel(build_id)
            raise BuildCancelled from None


def _follow(answer: BuildResponse, on_status: OnStatus) -> BuildResult:
    response: dict[str, str] = {}
    for message in _messages(answer):
        if error := message.get("errorDetail") or message.get("error"):
            reason = error.get("message", "") if isinstance(error, dict) else error
            raise BuildFailed(f"failed to solve: {reason}")
        aux = message.get("aux")
        if message.get("id") == "moby.buildkit.trace" and isinstance(aux, str):
            on_status(StatusResponse.decode(_decoded(aux)))
        elif message.get("id") == "moby.image.id" and isinstance(aux, dict):
            response["containerimage.digest"] = str(aux.get("ID", ""))
    return BuildResult(response)


def _messages(answer: BuildResponse) -> Iterator[dict[str, Any]]:
    for line in answer.lines():
        if line.strip():
            try:
                yield unmarshal(dict[str, Any], line) or {}
            except UnmarshalError as error:
                raise ProtocolError(f"invalid response from engine: POST /build: {error}") from None


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ProtocolError(
            "invalid response from engine: POST /build: an update is not base64"
        ) from None


def _check(request: BuildRequest) -> None:
    """Raise NotSupported for options that this endpoint lacks."""
    too_much = {
        "named build contexts": request.contexts,
        "attestations": [a for a in request.attests.values() if _IF_POSSIBLE not in a],
        "questions to the frontend": request.call,
        "several outputs": request.exports[1:],
        "building some stages without the cache": request.no_cache_stages,
        "exporting a cache": request.cache_to,
        "entitlements": request.entitlements,
        "a cache other than images": [c for c in request.cache_from if c.type != "registry"],
    }
    for what, given in too_much.items():
        if given:
            raise NotSupported(
                f"{what} need BuildKit's own interface (POST /grpc), which the engine does not have"
            )


def _outputs(export: Export) -> str | None:
    if export.type in ("", _DEFAULT_EXPORTER):
        return None
    return json_parameter([{"Type": export.type, "Attrs": dict(export.attrs)}])
