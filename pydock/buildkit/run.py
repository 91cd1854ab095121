"""A build from its request to its result, in the way that the engine offers.

BuildKit's own interface (POST /grpc, API 1.39) can do everything. Without it the engine's
POST /build with version 2 builds too, with fewer options. The session goes over POST
/session (API 1.31), or within BuildKit's interface where an engine has that no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack

from pydock.api.engine import Engine
from pydock.buildkit.attributes import frontend_attributes
from pydock.buildkit.control import Control, OnStatus
from pydock.buildkit.grpc import Client
from pydock.buildkit.http2 import Pipe
from pydock.buildkit.request import BuildRequest
from pydock.buildkit.result import BuildResult
from pydock.buildkit.session import Session
from pydock.errors import ApiError, ConnectionLost, NotSupported, PydockError

_UPGRADE = {"Upgrade": "h2c"}
#: what engines answer to a path that they do not have, or to an upgrade that they do not know
_MISSING = (400, 404, 405, 501)


def build(
    engine: Engine, request: BuildRequest, environ: Mapping[str, str], on_status: OnStatus
) -> BuildResult:
    """Build what the request says; `on_status` is called, in this thread, with all news.

    `environ` holds secrets that are variables, and the place of the person's ssh agent.
    Raises BuildFailed; BuildCancelled for ctrl-C, once the engine has ended the build;
    NotSupported for an engine without BuildKit; and errors of the connection. When it
    returns or raises, nothing of the build is left in this process.
    """
    with ExitStack() as open_things:
        session = Session(request, environ)
        open_things.callback(session.close)
        control_pipe = _hijacked(engine, "/grpc")
        if control_pipe is None:
            raise NotSupported("the engine cannot build with BuildKit: it answers neither /grpc")
        client = Client(control_pipe)
        open_things.callback(client.close)
        client.start()
        control = Control(client)
        session.serve(_hijacked(engine, "/session", session) or control.session_pipe(session))
        attrs = frontend_attributes(request, session.dockerfile, session.context_url)
        try:
            return control.build(request, session, attrs, on_status)
        except PydockError as error:
            lost = session.failure() or client.connection.failure()
            if isinstance(lost, ConnectionLost) and lost is not error:
                raise lost from error
            raise


def _hijacked(engine: Engine, path: str, session: Session | None = None) -> Pipe | None:
    """A connection that speaks HTTP/2 from now on; None when the engine has nothing there."""
    headers = {**_UPGRADE, **(session.headers if session else {})}
    try:
        return engine.hijack("POST", path, headers=headers)
    except ApiError as error:
        if error.status in _MISSING:
            return None
        raise
