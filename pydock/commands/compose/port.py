"""`docker compose port`: print the address of a published port."""

from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.compose.command_options import dry_run_option, index_option
from pydock.errors import PydockError
from pydock.golang.strconv.quoting import quote
from pydock.options.value_types import String

_MAX_PORT = 65535


@define("[OPTIONS] SERVICE PRIVATE_PORT", exactly(2))
@dry_run_option
@index_option
@option("protocol", "", String("tcp"), "tcp or udp", complete="choices:tcp,udp")
def command(
    app: App, arguments: tuple[str, ...], *, dry_run: bool, index: int, protocol: str
) -> None:
    """Print the address at which a port of a service is published."""
    from pydock.commands.shared.compose.containers import one_summary
    from pydock.commands.shared.compose.opening import name_scope
    from pydock.compose.errors import ComposeError
    from pydock.compose.observed import observed

    service, text = arguments
    if not text.isdecimal() or int(text) > _MAX_PORT:
        raise PydockError(f"invalid port: {quote(text)}")
    port, kind = int(text), protocol.lower()
    scope = name_scope(app, dry_run=dry_run)
    container = one_summary(scope, service, index, all=True, one_off=False)
    ports = container.get("Ports") or []
    for one in ports:
        if (one.get("PrivatePort"), one.get("Type")) == (port, kind):
            app.print(f"{one.get('IP') or ''}:{one.get('PublicPort') or 0}")
            return
    others = ", ".join(f"{one.get('PublicPort') or 0}/{one.get('Type')}" for one in ports)
    raise ComposeError(f"no port {port}/{kind} for container {observed(container).name}: {others}")
