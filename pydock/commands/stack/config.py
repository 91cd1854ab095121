"""`docker stack config`: print merged Compose files."""

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.swarm.compose_files import (
    compose_file_option,
    load_project,
    read_sources,
)
from pydock.options.value_types import SWITCH


@define("[OPTIONS]", no_arguments, api_since="1.25")
@compose_file_option
@option("skip-interpolation", kind=SWITCH, help="Do not substitute variables")
def command(
    app: App, arguments: tuple[str, ...], *, compose_file: list[str], skip_interpolation: bool
) -> None:
    """Print the merged content of Compose files in canonical form.

    Examples:
      pydock stack config -c compose.yml -c production.yml
    """
    sources = read_sources(app, compose_file)
    project = load_project(app, compose_file, sources, interpolate=not skip_interpolation)
    app.write(project.as_yaml())
