"""`--use-api-socket`: a container that may use the engine as the person does."""

from __future__ import annotations

import io
import json
import tarfile
from typing import Any

from pydock.api import archive
from pydock.cli.app import App
from pydock.errors import PydockError

_SOCKET = "/var/run/docker.sock"
_CONFIG_FOLDER = "/run/secrets/docker"


def add_socket(app: App, body: dict[str, Any]) -> bytes:
    """Mount the engine's socket in a create request's body; the logins that go with it.

    What is returned has to be put into the container by `put_logins`; it is empty when the
    person has no logins, or says with DOCKER_CONFIG where the container finds its own.
    """
    url = app.endpoint.url
    if not url.startswith("unix://"):
        raise PydockError(
            "flag --use-api-socket can only be used with unix sockets:"
            f" docker endpoint {url} incompatible"
        )
    mount = {
        "Type": "bind",
        "Source": url.removeprefix("unix://"),
        "Target": _SOCKET,
        "BindOptions": {},
    }
    body["HostConfig"].setdefault("Mounts", []).append(mount)
    variables = body.get("Env", [])
    logins = app.credentials.all()
    if not logins or any(text.startswith("DOCKER_CONFIG=") for text in variables):
        return b""
    body["Env"] = [*variables, f"DOCKER_CONFIG={_CONFIG_FOLDER}"]
    auths = {server: auth.entry() for server, auth in sorted(logins.items())}
    return json.dumps({"auths": auths}, indent="\t").encode()


def put_logins(app: App, container: str, logins: bytes) -> None:
    """Write what `add_socket` returned as the config.json of a container."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.USTAR_FORMAT) as file:
        entry = tarfile.TarInfo(f"{_CONFIG_FOLDER}/config.json")
        entry.size, entry.mode = len(logins), 0o600
        file.addfile(entry, io.BytesIO(logins))
    try:
        archive.put(app.engine, container, "/", [tar.getvalue()])
    except PydockError as error:
        raise PydockError(
            f"injecting docker config.json into container failed: {error.message}"
        ) from None
