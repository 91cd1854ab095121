"""Advice below "Cannot connect": sockets of other engines that answer, and permissions."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

PING_TIMEOUT_SECONDS = 0.5


class EngineSocket(NamedTuple):
    """The default socket of an engine."""

    engine: str
    path: str


def advice(url: str, environ: Mapping[str, str], cause: OSError, *, is_default: bool) -> str:
    """Return advice or ""; other engines are named, and pinged, for the default one only."""
    path = url.removeprefix("unix://")
    if path == url:
        return ""
    found = candidates(environ, os.getuid()) if is_default else []
    if isinstance(cause, PermissionError):
        answering = [candidate for candidate in found if _answers(candidate.path)]
        return "\n".join([_about_permission(path), *_names(answering)])
    if not is_default:
        return ""
    if isinstance(cause, ConnectionRefusedError):
        return _about_others(found, "no engine listens at the default socket")
    return "" if Path(path).exists() else _about_others(found, "the default socket does not exist")


def candidates(environ: Mapping[str, str], user_id: int) -> list[EngineSocket]:
    """Return the default sockets of known engines, each path once."""
    home = environ.get("HOME") or os.path.expanduser("~")  # noqa: PTH111
    runtime = environ.get("XDG_RUNTIME_DIR") or f"/run/user/{user_id}"
    config = environ.get("XDG_CONFIG_HOME") or f"{home}/.config"
    found = [
        EngineSocket("rootless Docker", f"{runtime}/docker.sock"),
        EngineSocket("Podman", f"{runtime}/podman/podman.sock"),
        EngineSocket("Podman of root", "/run/podman/podman.sock"),
        EngineSocket("Docker Desktop", f"{home}/.docker/desktop/docker.sock"),
        EngineSocket("Docker Desktop", f"{home}/.docker/run/docker.sock"),
        EngineSocket("Colima", f"{home}/.colima/default/docker.sock"),
        EngineSocket("Colima", f"{config}/colima/default/docker.sock"),
        EngineSocket("Rancher Desktop", f"{home}/.rd/docker.sock"),
        EngineSocket("OrbStack", f"{home}/.orbstack/run/docker.sock"),
    ]
    return list({candidate.path: candidate for candidate in found}.values())


def _about_others(found: list[EngineSocket], reason: str) -> str:
    answering = [candidate for candidate in found if _answers(candidate.path)]
    lines = [f"No engine is configured, and {reason}."]
    if not answering:
        engines = ", ".join(dict.fromkeys(candidate.engine for candidate in found))
        return "\n".join([*lines, f"No other engine answers here either; tried: {engines}."])
    return "\n".join([*lines, *_names(answering)])


def _names(answering: list[EngineSocket]) -> list[str]:
    """Return lines that name the engines, if there are any."""
    width = max((len(candidate.path) for candidate in answering), default=0)
    lines = [
        f"  export DOCKER_HOST=unix://{candidate.path:<{width}}  # {candidate.engine}"
        for candidate in answering
    ]
    return ["Other engines answer on this machine. To use one, run:", *lines] if lines else []


def _answers(path: str) -> bool:
    if not Path(path).is_socket():
        return False
    from pydock.errors import PydockError
    from pydock.transport import Endpoint
    from pydock.transport.open_transport import open_transport

    transport = open_transport(Endpoint(f"unix://{path}"))
    try:
        answer = transport.request("GET", "/_ping", timeout_seconds=PING_TIMEOUT_SECONDS)
    except PydockError:
        return False
    finally:
        transport.close()
    return answer.status == 200


def _about_permission(path: str) -> str:
    """Return the group that may use the socket, unless that is root."""
    try:
        import grp
        import stat

        found = Path(path).stat()
        if found.st_gid == 0 or not found.st_mode & stat.S_IWGRP:
            raise LookupError
        group = grp.getgrgid(found.st_gid).gr_name
    except (ImportError, LookupError, OSError):
        return "Only another user, usually root, may use this socket: run the command as that user."
    return (
        f'Members of the group "{group}" may use this socket. To become one, run\n'
        f"  sudo usermod -aG {group} $USER\n"
        "and log in again. Access to the socket equals root access to this machine."
    )
