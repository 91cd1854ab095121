"""`docker version`: show the versions of client and engine."""

import platform
from collections.abc import Mapping
from typing import Any

from pydock.api import system
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.client_info import client_version, parsed_template, render
from pydock.errors import ExitStatus, PydockError


@define("[OPTIONS]", no_arguments)
@option(
    "format", "f", help="Output format: 'json' or a Go template", complete="choices:json+fields"
)
def command(app: App, arguments: tuple[str, ...], *, format: str) -> int:
    """Show the versions of the client, the API and the engine."""
    if format and format != "json":
        parsed_template(format, "version")
    client = client_version(app)
    server, error = None, ""
    try:
        server = with_components(system.version(app.engine))
    except PydockError as failure:
        error = failure.message
    if format:
        try:
            render(app, format, "version", {"Client": client, "Server": server}, "version")
        except PydockError as failure:  # a connection error comes before a missing field
            if not error or failure.exit_status == ExitStatus.INVALID_TEMPLATE:
                raise
    else:
        app.print(*client_lines(client))
        if server:
            app.print("", *server_lines(server))
    if error:
        app.warn(error)
    return 1 if error else 0


def client_lines(client: Mapping[str, Any]) -> list[str]:
    api = client["ApiVersion"]
    if api != client["DefaultAPIVersion"]:
        api = f"{api} (downgraded from {client['DefaultAPIVersion']})"
    facts = {
        "Version": client["Version"],
        "Program": client["Platform"]["Name"],
        "API version": api,
        "Python version": platform.python_version(),
        "OS/Arch": f"{client['Os']}/{client['Arch']}",
        "Context": client["Context"],
    }
    return ["Client:", *_lines(facts, " ", 19)]


def server_lines(server: Mapping[str, Any]) -> list[str]:
    """Lines about the engine and its components."""
    name = (server.get("Platform") or {}).get("Name", "")
    lines = [f"Server: {name}" if name else "Server:"]
    for part in server["Components"]:
        details = part.get("Details") or {}
        lines.append(f" {part['Name']}:")
        facts = {"Version": part.get("Version", "")}
        if part["Name"] == "Engine":
            least = details.get("MinAPIVersion")
            api = details.get("ApiVersion", "")
            facts["API version"] = f"{api} (minimum version {least})" if least else api
            facts["Go version"] = details.get("GoVersion", "")
            facts["Git commit"] = details.get("GitCommit", "")
            facts["Built"] = details.get("BuildTime", "")
            if details.get("Os"):  # since API 1.18
                facts["OS/Arch"] = f"{details.get('Os', '')}/{details.get('Arch', '')}"
            facts["Experimental"] = details.get("Experimental", "")
        else:
            facts.update(sorted(details.items()))
        lines += _lines(facts, "  ", 18)
    return lines


def _lines(facts: Mapping[str, Any], indent: str, width: int) -> list[str]:
    return [f"{indent}{key + ':':<{width}}{value}" for key, value in facts.items()]


def with_components(server: Mapping[str, Any]) -> dict[str, Any]:
    """The response of GET /version, with the component that engines before API 1.35 omit."""
    parts = [dict(part) for part in server.get("Components") or ()]
    if not parts:
        keys = ("ApiVersion", "Arch", "BuildTime", "GitCommit", "GoVersion", "KernelVersion", "Os")
        details = {key: server.get(key, "") for key in (*keys, "MinAPIVersion")}
        details["Experimental"] = "true" if server.get("Experimental") else "false"
        parts = [{"Name": "Engine", "Version": server.get("Version", ""), "Details": details}]
    for part in parts:
        details = part.get("Details") or {}
        if details.get("BuildTime"):
            part["Details"] = {**details, "BuildTime": build_time(details["BuildTime"])}
    return {**server, "Components": parts}


def build_time(text: str) -> str:
    """RFC 3339 as "Thu May  7 21:09:36 2026"; other text unchanged."""
    import time

    from pydock.golang.time.instant import Time

    try:
        return time.asctime(time.gmtime(Time.parse(text).seconds))
    except ValueError:
        return text
