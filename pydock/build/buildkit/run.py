"""A build from its request to its result, by the endpoints that the engine has.

BuildKit's own API (POST /grpc, API 1.39; HTTP/2 itself, API 1.53) supports everything. Without it
the engine's POST /build with version 2 supports fewer options. The session uses POST /session (API
1.31), or is a call of BuildKit's API where an engine no longer has that endpoint.
"""

import threading
from collections.abc import Mapping
from contextlib import ExitStack

from pydock.build.buildkit import build_endpoint
from pydock.build.buildkit.blob_stores import note_written, with_stores
from pydock.build.buildkit.control import Control
from pydock.build.buildkit.endpoints import BuildEndpoints
from pydock.build.buildkit.frontend_attributes import frontend_attributes
from pydock.build.buildkit.grpc import Client
from pydock.build.buildkit.messages.control import StatusResponse
from pydock.build.buildkit.result import BuildFailed, BuildResult
from pydock.build.buildkit.session import OnStatus, Session
from pydock.build.buildkit.workers import with_host_gateway
from pydock.errors import NotSupported
from pydock.spec.build_request import BuildRequest


def build(
    engine: BuildEndpoints, request: BuildRequest, environ: Mapping[str, str], on_status: OnStatus
) -> BuildResult:
    """Execute a build request; `on_status` is called with each update, in one thread at a time.

    `environ` holds secrets that are variables, and the socket of the user's ssh agent. Raises
    BuildFailed; BuildCancelled for ctrl-C, once the engine has ended the build; NotSupported; and
    errors of the connection. When it returns or raises, no thread or file of the build remains.
    """
    with ExitStack() as stack:
        report = _one_at_a_time(on_status)
        request, stores = with_stores(request)
        session = Session(request, environ, report, stores)
        stack.callback(session.close)
        client = None
        if connection := engine.open_grpc():
            client = Client(connection)
            stack.callback(client.close)
            client.start()
        try:
            result = _build(engine, request, session, client, report)
        except BuildFailed as error:
            raise _with_reason(error, session.results.failure()) from None
        session.results.check()
        note_written(request, result.response)
        return result


def _with_reason(error: BuildFailed, reason: str) -> BuildFailed:
    """Return the error with the reason why a result could not be written, if it is without it."""
    if not reason or reason in error.message:
        return error
    return BuildFailed(f"{error.message}: {reason}", error.vertex, error.sources)


def _one_at_a_time(on_status: OnStatus) -> OnStatus:
    lock = threading.Lock()

    def report(update: StatusResponse) -> None:
        with lock:
            on_status(update)

    return report


def _build(
    engine: BuildEndpoints,
    request: BuildRequest,
    session: Session,
    client: Client | None,
    on_status: OnStatus,
) -> BuildResult:
    if client is not None:
        request = with_host_gateway(client, request)
    connection = engine.open_session(session.headers)
    if client is None:
        if connection is None:
            raise NotSupported(
                "the engine has no BuildKit: neither POST /grpc nor POST /session is supported"
                " (DOCKER_BUILDKIT=0 builds without it)"
            )
        session.serve(connection)
        return build_endpoint.build(engine, request, session, on_status)
    control = Control(client)
    session.serve(connection or control.open_session(session))
    attrs = frontend_attributes(request, session.dockerfile, session.context_url)
    return control.build(request, session, attrs, on_status)
