"""`docker swarm init`: initialize a swarm."""

from pydock.api import swarm
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.swarm.instructions import (
    print_join_command,
    print_unlock_command,
    unlock_key,
)
from pydock.commands.shared.swarm.options import node_options, spec_options
from pydock.errors import ApiError, PydockError, reported_value_errors
from pydock.options.value_types import SWITCH, Uint
from pydock.spec.swarm import Networks, SwarmInitOptions, swarm_init_body
from pydock.spec.version_rules import SWARM_INIT

_NEEDS_ADDRESS = (
    "could not choose an IP address to advertise",
    "could not find the system's IP address",
)


@define("[OPTIONS]", no_arguments, api_since="1.24", rules=SWARM_INIT)
@option("data-path-port", "", Uint(32), "Port for data traffic: 1024 to 49151, or 0 for 4789")
@option(
    "default-addr-pool",
    "",
    Networks(),
    "Address pool for overlay networks, in CIDR form",
    default_text="[]",
)
@option(
    "default-addr-pool-mask-length",
    "",
    Uint(32, 24),
    "Prefix length of subnets of the address pool",
)
@option("force-new-cluster", "", SWITCH, "Create a single-manager swarm from the current state")
@node_options
@spec_options
def command(app: App, arguments: tuple[str, ...], options: SwarmInitOptions) -> None:
    """Initialize a swarm with this engine as its first manager.

    Examples:
      pydock swarm init
      pydock swarm init --advertise-addr eth0 --autolock
    """
    with reported_value_errors():
        body = swarm_init_body(options, app.flags_given)
    try:
        node = swarm.init(app.engine, body)
    except ApiError as error:
        if any(text in error.reason for text in _NEEDS_ADDRESS):
            raise PydockError(f"{error.message} - specify one with --advertise-addr") from None
        raise
    app.print(f"Swarm initialized: current node ({node}) is now a manager.", "")
    print_join_command(app, node, "worker")
    app.print(
        f"To add a manager to this swarm, run '{app.program} swarm join-token manager' and follow"
        " the instructions.",
        "",
    )
    if options["autolock"]:
        print_unlock_command(app, unlock_key(app))
