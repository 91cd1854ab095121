"""`docker port`: list the published ports of a container."""

from collections.abc import Iterable

from pydock.api import containers
from pydock.api.types.containers import PortBinding
from pydock.cli.app import App
from pydock.cli.command import between, define
from pydock.errors import PydockError, reported_value_errors
from pydock.options.ports import container_port
from pydock.views.natural_order import natural_key


@define("CONTAINER [PRIVATE_PORT[/PROTO]]", between(1, 2), complete="containers")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """List the published ports of a container, or the addresses of one port."""
    name, *private_ports = arguments
    settings = containers.inspect(app.engine, name).get("NetworkSettings") or {}
    ports = settings.get("Ports") or {}
    if private_ports and private_ports[0]:
        with reported_value_errors():
            lines = _addresses(ports.get(container_port(private_ports[0])) or ())
        if not lines:
            raise PydockError(f"no public port '{private_ports[0]}' published for {name}")
    else:
        lines = [
            f"{port} -> {address}"
            for port, bindings in ports.items()
            for address in _addresses(bindings or ())
        ]
    app.print(*sorted(lines, key=natural_key))


def _addresses(bindings: Iterable[PortBinding]) -> list[str]:
    """Host addresses of a port: 127.0.0.1:8080, [::]:8080."""
    found = []
    for binding in bindings:
        ip, port = binding.get("HostIp") or "", binding.get("HostPort") or ""
        found.append(f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}")
    return found
