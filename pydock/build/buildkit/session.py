"""A session: the services that the client offers to the engine during a build.

The client opens the connection with the list of its methods; from then on it is the server.
"""

# ruff: noqa: PTH118, PTH119, PTH120 (names of any bytes)

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pydock.build.buildkit.frontend_attributes import (
    CONTEXT,
    DOCKERFILE,
    serves_dockerfile,
    session_name,
)
from pydock.build.buildkit.grpc import Handler, Server
from pydock.build.buildkit.local_sources import GeneratedDirectory, LocalDirectory, Source
from pydock.build.buildkit.messages.control import StatusResponse
from pydock.build.buildkit.named_images import named_images
from pydock.build.buildkit.progress.client_step import ClientStep
from pydock.build.buildkit.services import (
    auth,
    content,
    filesend,
    filesync,
    health,
    secrets,
    ssh,
    upload,
)
from pydock.build.buildkit.services.content import Store
from pydock.build.dockerfile import DEFAULT_NAME
from pydock.errors import PydockError
from pydock.spec.build_request import Archive, BuildRequest, Directory, DockerfileText, Remote

if TYPE_CHECKING:
    from pydock.transport import ByteStream

OnStatus = Callable[[StatusResponse], None]

_HEADER = "X-Docker-Expose-Session-"


class Session:
    """Serves what one build request allows, and nothing else."""

    def __init__(
        self,
        request: BuildRequest,
        environ: Mapping[str, str],
        on_status: OnStatus,
        stores: Mapping[str, Store] | None = None,
    ) -> None:
        """`on_status` gets updates, in any thread. Raises PydockError for a useless ssh agent."""
        self.id = new_id()
        self.dockerfile, sources = _sources(request)
        self.context_url = request.context.url if isinstance(request.context, Remote) else ""
        self._key = _shared_key(request)
        self._server: Server | None = None
        self._on_status = on_status
        self._agents = ssh.SshAgents(request.ssh_agents, environ)
        self.handlers: dict[str, Handler] = {health.METHOD: health.check}
        if sources:
            self.handlers[filesync.METHOD] = filesync.FileSync(sources).diff_copy
        if isinstance(request.context, Archive):
            uploaded = upload.Upload(request.context.stream)
            self.context_url = uploaded.url
            self.handlers[upload.METHOD] = uploaded.pull
        if request.credentials:
            images = named_images(request)
            logins = auth.Auth(request.credentials, images, self._report_password)
            self.handlers[auth.METHOD] = logins.credentials
            if request.credentials.has_namespaces():
                tokens = auth.Tokens(request.credentials, images, environ)
                self.handlers[auth.AUTHORITY_METHOD] = tokens.authority
                self.handlers[auth.TOKEN_METHOD] = tokens.fetch
        if request.secrets:
            self.handlers[secrets.METHOD] = secrets.Secrets(request.secrets, environ).get_secret
        if request.ssh_agents:
            self.handlers[ssh.CHECK_METHOD] = self._agents.check
            self.handlers[ssh.FORWARD_METHOD] = self._agents.forward
        if stores:
            blobs = content.Content(stores)
            self.handlers |= {
                content.INFO_METHOD: blobs.info,
                content.READ_METHOD: blobs.read,
                content.WRITE_METHOD: blobs.write,
                content.ABORT_METHOD: blobs.abort,
            }
        self.results = filesend.ExportReceiver(request.exports)
        if self.results.are_expected:
            self.handlers[filesend.METHOD] = self.results.diff_copy

    @property
    def headers(self) -> dict[str, str | list[str]]:
        """Headers with which the connection is opened."""
        return {
            f"{_HEADER}Uuid": self.id,
            f"{_HEADER}Name": "pydock",
            f"{_HEADER}Sharedkey": self._key,
            f"{_HEADER}Grpc-Method": sorted(self.handlers),
        }

    def serve(self, pipe: ByteStream) -> None:
        """Serve the engine on a connection, in threads, until `close`."""
        self._server = Server(pipe, self.handlers)
        self._server.start()

    def failure(self) -> PydockError | None:
        """Return the error that ended the connection; None while it is open."""
        return self._server.connection.failure() if self._server else None

    def close(self) -> None:
        """End everything: the connection, its threads, agents of our own."""
        if self._server:
            self._server.close()
        self._agents.close()

    def _report_password(self, host: str) -> None:
        step = ClientStep(f"[auth] sharing credentials for {host}")
        self._on_status(step.update())
        step.complete()
        self._on_status(step.update())


def new_id() -> str:
    """Return a random ID for a session or a build."""
    return os.urandom(16).hex()


def _sources(request: BuildRequest) -> tuple[str, dict[str, Source]]:
    """Return the Dockerfile's name, and the directories that are served, by name."""
    sources: dict[str, Source] = {
        session_name(name): LocalDirectory(context.path)
        for name, context in request.contexts.items()
        if isinstance(context, Directory)
    }
    context, dockerfile = request.context, request.dockerfile
    if context is None:
        sources[CONTEXT] = GeneratedDirectory({})
    elif isinstance(context, Directory):
        sources[CONTEXT] = LocalDirectory(context.path)
    if isinstance(dockerfile, DockerfileText):
        sources[DOCKERFILE] = GeneratedDirectory({DEFAULT_NAME: dockerfile.content})
        return DEFAULT_NAME, sources
    if not serves_dockerfile(request):
        return dockerfile.path or DEFAULT_NAME, sources
    path = dockerfile.path
    if not path:
        directory = context.path if isinstance(context, Directory) else ""
        path = os.path.join(directory, DEFAULT_NAME)
    sources[DOCKERFILE] = LocalDirectory(os.path.dirname(path) or ".")
    return os.path.basename(path), sources


def _shared_key(request: BuildRequest) -> str:
    """Return the key by which the engine finds the same directory of an earlier build."""
    if not isinstance(request.context, Directory):
        return ""
    place = f"{os.uname().nodename}:{os.path.realpath(request.context.path)}"
    return hashlib.sha256(os.fsencode(place)).hexdigest()
