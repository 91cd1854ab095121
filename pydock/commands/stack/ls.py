"""`docker stack ls`: list stacks."""

from collections import Counter

from pydock.api import services
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.commands.shared.listing import format_option
from pydock.compose.stack.namespace import STACK_LABEL
from pydock.errors import PydockError
from pydock.views.listing import Listing
from pydock.views.natural_order import natural_key
from pydock.views.stack import StackView


@define("[OPTIONS]", no_arguments, api_since="1.25")
@format_option
def command(app: App, arguments: tuple[str, ...], *, format: str) -> None:
    """List the stacks of the swarm."""
    listing = Listing(StackView, format)
    counts: Counter[str] = Counter()
    for service in services.ls(app.engine, {"label": [STACK_LABEL]}):
        labels = service["Spec"].get("Labels") or {}
        if STACK_LABEL not in labels:
            raise PydockError(f"cannot get label {STACK_LABEL} for service {service['ID']}")
        counts[labels[STACK_LABEL]] += 1
    names = sorted(counts, key=natural_key)
    app.write(listing.text(StackView(name, counts[name]) for name in names))
