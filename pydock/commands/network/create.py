"""`docker network create`: create a network."""

from pydock.api import networks
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.errors import reported_value_errors
from pydock.options.environment import LABELS
from pydock.options.value_types import IP_NET_SLICE, IP_SLICE, MAP, STRINGS, SWITCH, String, Switch
from pydock.spec.network import NetworkCreateOptions, network_create_body
from pydock.spec.version_rules import NETWORK_CREATE


@define("[OPTIONS] NETWORK", exactly(1), api_since="1.21", rules=NETWORK_CREATE)
@option("attachable", kind=SWITCH, help="Allow manual container attachment (swarm)")
@option(
    "aux-address",
    kind=MAP,
    help="Auxiliary addresses of the driver (name=address)",
    default_text="map[]",
)
@option("config-from", help="Configuration-only network to use", complete="networks")
@option("config-only", kind=SWITCH, help="Create a configuration-only network")
@option("driver", "d", String("bridge"), "Network driver", complete="network-drivers")
@option("gateway", kind=IP_SLICE, help="Gateway of the subnet (IPv4 or IPv6)")
@option("ingress", kind=SWITCH, help="Create the routing-mesh network of the swarm")
@option("internal", kind=SWITCH, help="Restrict external access")
@option("ip-range", kind=IP_NET_SLICE, help="Address range within the subnet")
@option("ipam-driver", "", String("default"), "IPAM driver")
@option("ipam-opt", kind=MAP, help="IPAM driver options (key=value)", default_text="map[]")
@option("ipv4", "", Switch(True), "Enable IPv4 addresses")
@option("ipv6", kind=SWITCH, help="Enable IPv6 addresses")
@option("label", kind=LABELS, help="Labels of the network (key=value)")
@option("opt", "o", MAP, "Driver options (key=value)", default_text="map[]")
@option("scope", help="Scope of the network", complete="choices:global,local,swarm")
@option("subnet", kind=STRINGS, help="Subnet in CIDR form, such as 10.1.0.0/16")
def command(app: App, arguments: tuple[str, ...], options: NetworkCreateOptions) -> None:
    """Create a network and print its ID."""
    with reported_value_errors():
        body = network_create_body(arguments[0], options, app.flags_given)
    app.print(networks.create(app.engine, body)["Id"])
