"""Options of `inspect` for what makes a container again: --as-run, --as-create, --as-compose."""

from collections.abc import Mapping

from pydock.cli.app import App
from pydock.cli.command import combined, own_option
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH

as_options = combined(
    own_option("as-run", "", SWITCH, "Print the command line of run that makes a container again"),
    own_option("as-create", "", SWITCH, "Print the command line of create that makes it again"),
    own_option("as-compose", "", SWITCH, "Print a Compose file that makes containers again"),
    own_option("no-name", "", SWITCH, "Leave the container's name out of it"),
)


def chosen_form(app: App, forms: Mapping[str, bool], *, no_name: bool) -> str:
    """Return the form that is chosen, "" for none. PydockError for several, or one and a format."""
    chosen = [form for form, is_given in forms.items() if is_given]
    options = [f"--as-{form}" for form in chosen]
    options += [f"--{key}" for key in ("format", "size") if app.given(key)]
    if chosen and len(options) > 1:
        raise PydockError(f"conflicting options: {options[0]} and {options[1]}")
    if no_name and not chosen:
        raise PydockError("--no-name requires --as-run, --as-create or --as-compose")
    return chosen[0] if chosen else ""
