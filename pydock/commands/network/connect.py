"""`docker network connect`: connect a container to a network."""

from pydock.api import networks
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option, own_option
from pydock.errors import reported_value_errors
from pydock.options.hosts import LINKS
from pydock.options.value_types import IP_ADDRESS, IP_SLICE, STRINGS, Int
from pydock.spec.network import NetworkConnectOptions, endpoint_settings
from pydock.spec.version_rules import NETWORK_CONNECT


@define(
    "[OPTIONS] NETWORK CONTAINER",
    exactly(2),
    api_since="1.21",
    complete="networks containers",
    rules=NETWORK_CONNECT,
)
@option("alias", kind=STRINGS, help="Network-scoped aliases of the container")
@option("driver-opt", kind=STRINGS, help="Driver options (key=value)")
@option("gw-priority", kind=Int(), help="Gateway priority (the highest is the default gateway)")
@option("ip", kind=IP_ADDRESS, help="IPv4 address, such as 172.30.100.104")
@option("ip6", kind=IP_ADDRESS, help="IPv6 address, such as 2001:db8::33")
@option("link", help="Link to another container (name[:alias])", kind=LINKS, complete="containers")
@option("link-local-ip", kind=IP_SLICE, help="Link-local addresses of the container")
@own_option("mac-address", help="MAC address, such as 92:d0:c6:0a:29:33")
def command(app: App, arguments: tuple[str, ...], options: NetworkConnectOptions) -> None:
    """Connect a container to a network.

    Examples:
      pydock network connect backend web
      pydock network connect --ip 10.1.0.7 --alias db backend postgres
    """
    network, container = arguments
    with reported_value_errors():
        settings = endpoint_settings(options)
    networks.connect(app.engine, network, container, settings)
