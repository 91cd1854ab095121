"""`--use-api-socket`: give a container the API socket and the user's registry credentials."""

import json
from typing import Any

from pydock.api import archive
from pydock.archive.tar_headers import Entry, file_archive
from pydock.cli.app import App
from pydock.errors import PydockError

_SOCKET = "/var/run/docker.sock"
_CONFIG_DIRECTORY = "/run/secrets/docker"


def mount_api_socket(app: App, body: dict[str, Any]) -> bytes:
    """Mount the API socket; return a config.json for `copy_credentials`, or nothing."""
    mount = {"Type": "bind", "Source": _SOCKET, "Target": _SOCKET, "BindOptions": {}}
    body["HostConfig"].setdefault("Mounts", []).append(mount)
    variables = body.get("Env", [])
    if not app.credentials.all() or any(text.startswith("DOCKER_CONFIG=") for text in variables):
        return b""
    body["Env"] = [*variables, f"DOCKER_CONFIG={_CONFIG_DIRECTORY}"]
    return credentials_text(app).encode()


def credentials_text(app: App) -> str:
    """Return a config.json with the user's credentials of all registries."""
    auths = {server: auth.entry() for server, auth in sorted(app.credentials.all().items())}
    return json.dumps({"auths": auths}, indent="\t")


def copy_credentials(app: App, container: str, credentials: bytes) -> None:
    """Write the result of `mount_api_socket` as config.json of a container, or warn."""
    entry = Entry(f"{_CONFIG_DIRECTORY}/config.json".encode(), mode=0o600)
    try:
        archive.put(app.engine, container, "/", [file_archive(entry, credentials)])
    except PydockError as error:
        reason = f"injecting docker config.json into container failed: {error.message}"
        app.warn(f"WARNING: {reason}")
