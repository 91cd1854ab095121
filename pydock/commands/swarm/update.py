"""`docker swarm update`: update the settings of the swarm."""

from collections.abc import Mapping
from typing import Any

from pydock.api import swarm
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.commands.shared.swarm.instructions import print_unlock_command, unlock_key
from pydock.commands.shared.swarm.options import spec_options
from pydock.spec.swarm import SpecOptions, updated_swarm_spec
from pydock.spec.version_rules import SWARM_UPDATE


@define("[OPTIONS]", no_arguments, api_since="1.24", needs_options=True, rules=SWARM_UPDATE)
@spec_options
def command(app: App, arguments: tuple[str, ...], options: SpecOptions) -> None:
    """Update the settings of the swarm."""
    found = swarm.inspect(app.engine)
    root = (found.get("TLSInfo") or {}).get("TrustRoot", "")
    spec = updated_swarm_spec(found["Spec"], options, app.flags_given, root)
    swarm.update(app.engine, found["Version"]["Index"], spec)
    app.print("Swarm updated.")
    if _locks(spec) and not _locks(found["Spec"]):
        print_unlock_command(app, unlock_key(app))


def _locks(spec: Mapping[str, Any]) -> bool:
    return bool((spec.get("EncryptionConfig") or {}).get("AutoLockManagers"))
