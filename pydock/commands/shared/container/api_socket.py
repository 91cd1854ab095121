"""`--use-api-socket`: give a container the API socket and the user's registry credentials."""

import io
import json
import tarfile
from typing import Any

from pydock.api import archive
from pydock.cli.app import App
from pydock.errors import PydockError

_SOCKET = "/var/run/docker.sock"
_CONFIG_DIRECTORY = "/run/secrets/docker"


def mount_api_socket(app: App, body: dict[str, Any]) -> bytes:
    """Mount the API socket; return a config.json for `copy_credentials`, or nothing."""
    mount = {"Type": "bind", "Source": _SOCKET, "Target": _SOCKET, "BindOptions": {}}
    body["HostConfig"].setdefault("Mounts", []).append(mount)
    variables = body.get("Env", [])
    credentials = app.credentials.all()
    if not credentials or any(text.startswith("DOCKER_CONFIG=") for text in variables):
        return b""
    body["Env"] = [*variables, f"DOCKER_CONFIG={_CONFIG_DIRECTORY}"]
    auths = {server: auth.entry() for server, auth in sorted(credentials.items())}
    return json.dumps({"auths": auths}, indent="\t").encode()


def copy_credentials(app: App, container: str, credentials: bytes) -> None:
    """Write the result of `mount_api_socket` as config.json of a container, or warn."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.USTAR_FORMAT) as file:
        entry = tarfile.TarInfo(f"{_CONFIG_DIRECTORY}/config.json")
        entry.size, entry.mode = len(credentials), 0o600
        file.addfile(entry, io.BytesIO(credentials))
    try:
        archive.put(app.engine, container, "/", [tar.getvalue()])
    except PydockError as error:
        reason = f"injecting docker config.json into container failed: {error.message}"
        app.warn(f"WARNING: {reason}")
