"""`pydock forward`: local ports that lead to ports of a container."""

from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.container.abandoned_helpers import remove_abandoned
from pydock.commands.shared.container.helper_container import require_linux, toolbox_image
from pydock.commands.shared.container.port_forwarder import (
    Listener,
    PortForwarder,
    listen_on_port,
    listen_on_unix,
)
from pydock.errors import PydockError, reported_value_errors
from pydock.options.forwards import parse_forward
from pydock.options.value_types import STRING
from pydock.terminal.unwinding import unwinding_signals


@define(
    "[OPTIONS] CONTAINER [[IP:]LOCAL:]PORT...",
    at_least(2),
    complete="containers:running -",
    engine_since="1.20",
)
@option("image", "", STRING, "Image of the helper container", complete="images")
@option("unix", "", STRING, "Unix socket to create instead of a local port", complete="files")
def command(app: App, arguments: tuple[str, ...], *, image: str, unix: str) -> None:
    """Forward local ports to ports of a running container until interrupted.

    The ports need not be published, and may listen on 127.0.0.1 in the container alone. It works
    over every connection to an engine, ssh and TLS included. LOCAL is PORT by default, and 0 picks
    a free port; IP is 127.0.0.1. As root on the machine of the engine pydock connects to the ports
    itself; elsewhere, and with --image, a helper container in the network of the container does:
    with socat where its image has that, which is quicker, else with nc.

    Examples:
      pydock forward db 5432
      pydock forward web 8080:80 [::1]:8443:443
      pydock forward --unix ./redis.sock cache 6379
    """
    name, *texts = arguments
    with reported_value_errors():
        forwards = [parse_forward(text) for text in texts]
    if unix and (len(texts) > 1 or ":" in texts[0]):
        raise PydockError("--unix takes one PORT, without a local one")
    require_linux(app, app.engine)
    tools = toolbox_image(app, image)
    with unwinding_signals(), PortForwarder(app, name, tools, use_helper=bool(image)) as forwarder:
        forwarder.require_running()
        for forward in forwards:
            listener: Listener
            if unix:
                listener = listen_on_unix(unix, forward.port)
            else:
                listener = listen_on_port(forward.ip, forward.local_port, forward.port)
            forwarder.add(listener)
        remove_abandoned(app, app.engine)
        forwarder.prepare()
        app.print(*forwarder.lines())
        app.stdout.flush()
        forwarder.run()
