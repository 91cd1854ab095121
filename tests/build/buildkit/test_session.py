"""What a session serves: what the request allows, and nothing else."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from pydock.build.buildkit.grpc import Client, Code
from pydock.build.buildkit.messages.control import BytesMessage
from pydock.build.buildkit.messages.session import HealthCheckRequest, HealthCheckResponse
from pydock.build.buildkit.services.content import Store
from pydock.build.buildkit.session import Session
from pydock.oci.layout import Layout
from pydock.oci.registry_auth import Auth
from pydock.options.build.outputs import Export
from pydock.options.build.secrets import Secret, SshAgent
from pydock.spec.build_request import (
    Archive,
    BuildRequest,
    Directory,
    DockerfilePath,
    DockerfileText,
    Remote,
)
from tests.build.buildkit.wires import ask, pipes, status_of

HEALTH = "/grpc.health.v1.Health/Check"
FILES = "/moby.filesync.v1.FileSync/DiffCopy"
AUTH = "/moby.filesync.v1.Auth/Credentials"
SECRETS = "/moby.buildkit.secrets.v1.Secrets/GetSecret"
RESULTS = "/moby.filesync.v1.FileSend/DiffCopy"
UPLOAD = "/moby.upload.v1.Upload/Pull"
CHECK, FORWARD = "/moby.sshforward.v1.SSH/CheckAgent", "/moby.sshforward.v1.SSH/ForwardAgent"
ALL = {HEALTH, FILES, AUTH, SECRETS, RESULTS, UPLOAD, CHECK, FORWARD}

GIT = Remote("https://example.com/a.git")


class NoPasswords:
    def find_one(self, server: str, images: object) -> Auth:
        return Auth()

    def find_for(self, image: object) -> Auth:
        return Auth()

    def needs_several(self, server: str, images: object) -> bool:
        return False

    def has_namespaces(self) -> bool:
        return False


@pytest.mark.parametrize(
    ("given", "served"),
    [
        ({"context": GIT}, set()),
        ({"context": GIT, "dockerfile": DockerfilePath("sub/Dockerfile")}, set()),
        ({"context": Directory("/c")}, {FILES}),
        ({"context": None}, {FILES}),
        ({"context": GIT, "dockerfile": DockerfileText(b"")}, {FILES}),
        ({"context": GIT, "contexts": {"a": Directory("/a")}}, {FILES}),
        ({"context": GIT, "contexts": {"a": GIT}}, set()),
        ({"context": Archive(io.BytesIO())}, {UPLOAD}),
        ({"context": GIT, "credentials": NoPasswords()}, {AUTH}),
        ({"context": GIT, "secrets": (Secret("a", "/a"),)}, {SECRETS}),
        ({"context": GIT, "exports": (Export("moby"),)}, set()),
        ({"context": GIT, "exports": (Export("local", destination="/out"),)}, {RESULTS}),
        ({"context": GIT, "exports": (Export("oci", {"tar": "false"}, "/out"),)}, set()),
        ({"context": GIT, "exports": (Export("oci", open_file=io.BytesIO),)}, {RESULTS}),
    ],
)
def test_what_is_served(given: dict[str, Any], served: set[str]) -> None:
    session = Session(BuildRequest(**given), {}, print)
    methods = {HEALTH, *served}
    assert set(session.handlers) == methods
    assert session.headers["X-Docker-Expose-Session-Grpc-Method"] == sorted(methods)
    ours, theirs = pipes()
    session.serve(ours)
    client = Client(theirs)
    client.start()
    for method in ALL - methods:
        assert status_of(client.call(method, BytesMessage, BytesMessage()))[0] == Code.UNIMPLEMENTED
    assert ask(client, HEALTH, HealthCheckRequest(), HealthCheckResponse).status == 1
    client.close()
    session.close()


def test_blobs_are_served(tmp_path: Path) -> None:
    stores = {"local:x": Store(Layout(str(tmp_path)), is_writable=True)}
    served = Session(BuildRequest(GIT), {}, print, stores).handlers
    methods = {path.rpartition("/")[2] for path in served if "content" in path}
    assert methods == {"Info", "Read", "Write", "Abort"}


def test_an_agent_is_served(tmp_path: Path) -> None:
    import socket

    with socket.socket(socket.AF_UNIX) as agent:
        agent.bind(str(tmp_path / "agent"))
        environ = {"SSH_AUTH_SOCK": str(tmp_path / "agent")}
        session = Session(BuildRequest(GIT, ssh_agents=(SshAgent("default"),)), environ, print)
        assert set(session.handlers) == {HEALTH, CHECK, FORWARD}
        session.close()


@pytest.mark.parametrize(
    ("given", "dockerfile", "url"),
    [
        ({"context": Directory("/c")}, "Dockerfile", ""),
        ({"context": Directory("/c"), "dockerfile": DockerfilePath("/d/x.file")}, "x.file", ""),
        ({"context": Directory("/c"), "dockerfile": DockerfileText(b"")}, "Dockerfile", ""),
        ({"context": GIT}, "Dockerfile", GIT.url),
        ({"context": GIT, "dockerfile": DockerfilePath("a/b")}, "a/b", GIT.url),
        ({"context": GIT, "dockerfile": DockerfilePath("/a/b")}, "b", GIT.url),
    ],
)
def test_where_dockerfile_and_context_are(given: dict[str, Any], dockerfile: str, url: str) -> None:
    session = Session(BuildRequest(**given), {}, print)
    assert (session.dockerfile, session.context_url) == (dockerfile, url)


def test_the_same_directory_is_known_again() -> None:
    def key(path: str) -> object:
        headers = Session(BuildRequest(Directory(path)), {}, print).headers
        return headers["X-Docker-Expose-Session-Sharedkey"]

    assert key("/a") == key("/a/.") != key("/b")
