"""A build from its request to its result, by the endpoints that the engine has.

BuildKit's own API (POST /grpc, API 1.39) supports everything. Without it the engine's POST /build
with version 2 supports fewer options. The session uses POST /session (API 1.31), or is a call
of BuildKit's API where an engine no longer has that endpoint.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING

from pydock.api import build as api
from pydock.api.engine import Engine
from pydock.build.buildkit import build_endpoint
from pydock.build.buildkit.blob_stores import note_written, with_stores
from pydock.build.buildkit.control import Control
from pydock.build.buildkit.frontend_attributes import frontend_attributes
from pydock.build.buildkit.grpc import Client
from pydock.build.buildkit.messages.control import StatusResponse
from pydock.build.buildkit.result import BuildResult
from pydock.build.buildkit.session import OnStatus, Session
from pydock.build.buildkit.workers import with_host_gateway
from pydock.errors import ApiError, NotSupported
from pydock.spec.build_request import BuildRequest

if TYPE_CHECKING:
    from pydock.transport import Hijacked

#: statuses for a missing endpoint or an unknown upgrade
_MISSING = (400, 404, 405, 501)


def build(
    engine: Engine, request: BuildRequest, environ: Mapping[str, str], on_status: OnStatus
) -> BuildResult:
    """Build what the request says; `on_status` is called with all update, in any thread, never in
    two at once.

    `environ` holds secrets that are variables, and the place of the person's ssh agent.
    Raises BuildFailed; BuildCancelled for ctrl-C, once the engine has ended the build;
    NotSupported for an engine that cannot; and errors of the connection. When it returns or
    raises, nothing of the build is left in this process.
    """
    with ExitStack() as open_things:
        tell = _one_at_a_time(on_status)
        request, stores = with_stores(request)
        session = Session(request, environ, tell, stores)
        open_things.callback(session.close)
        client = None
        if pipe := _offered(lambda: api.open_buildkit(engine)):
            client = Client(pipe)
            open_things.callback(client.close)
            client.start()
        result = _build(engine, request, session, client, tell)
        note_written(request, result.response)
        return result


def _one_at_a_time(on_status: OnStatus) -> OnStatus:
    lock = threading.Lock()

    def tell(update: StatusResponse) -> None:
        with lock:
            on_status(update)

    return tell


def _build(
    engine: Engine,
    request: BuildRequest,
    session: Session,
    client: Client | None,
    on_status: OnStatus,
) -> BuildResult:
    if client is not None:
        request = with_host_gateway(client, request)
    session_pipe = _offered(lambda: api.open_session(engine, session.headers))
    if client is None:
        if session_pipe is None:
            raise NotSupported(
                "the engine has no BuildKit: it knows neither POST /grpc nor POST /session"
                " (DOCKER_BUILDKIT=0 builds without)"
            )
        session.serve(session_pipe)
        return build_endpoint.build(engine, request, session, on_status)
    control = Control(client)
    session.serve(session_pipe or control.session_pipe(session))
    attrs = frontend_attributes(request, session.dockerfile, session.context_url)
    return control.build(request, session, attrs, on_status)


def _offered(hijack: Callable[[], Hijacked]) -> Hijacked | None:
    """The connection; None when the engine has no such thing."""
    try:
        return hijack()
    except ApiError as error:
        if error.status in _MISSING:
            return None
        raise
