"""`docker stack deploy`: deploy or update a stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.swarm.compose_files import (
    compose_file_option,
    load_project,
    read_sources,
)
from pydock.commands.shared.swarm.service_changes import wait_unless_detached
from pydock.commands.shared.swarm.stack_deploy import RESOLVE, Deployment
from pydock.commands.shared.swarm.stack_objects import check_stack_name
from pydock.compose.stack.notices import ForbiddenProperties, deprecated, unsupported
from pydock.errors import PydockError
from pydock.oci import reference
from pydock.oci.reference import InvalidReference
from pydock.options.value_types import SWITCH, String, Switch
from pydock.spec.version_rules import STACK_DEPLOY

if TYPE_CHECKING:
    from pydock.compose.stack.loading import Source
    from pydock.compose.stack.project import Project


@define("[OPTIONS] STACK", exactly(1), api_since="1.25", complete="stacks", rules=STACK_DEPLOY)
@compose_file_option
@option("detach", "d", Switch(True), "Exit without waiting for the services to converge")
@option("prune", kind=SWITCH, help="Remove services that are no longer in the files")
@option("quiet", "q", SWITCH, "Suppress progress output")
@option(
    "resolve-image",
    kind=String("always"),
    help='When to resolve image digests in the registry: "always", "changed" or "never"',
    complete=f"choices:{','.join(RESOLVE)}",
)
@option("with-registry-auth", kind=SWITCH, help="Send your registry credentials to the nodes")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    compose_file: list[str],
    detach: bool,
    prune: bool,
    quiet: bool,
    resolve_image: str,
    with_registry_auth: bool,
) -> None:
    """Deploy a stack, or update it to its current Compose files.

    Examples:
      pydock stack deploy -c compose.yml shop
      pydock stack deploy -c compose.yml -c production.yml --prune --detach=false shop
    """
    stack = arguments[0]
    check_stack_name(stack)
    sources = read_sources(app, compose_file)
    project = _loaded(app, compose_file, sources)
    if resolve_image not in RESOLVE:
        raise PydockError(f"invalid option {resolve_image} for flag --resolve-image")
    if detach and not app.given("detach"):
        app.warn(
            "Since --detach=false was not specified, tasks will be created in the background.",
            "In a future release, --detach=false will become the default.",
        )
    deployment = Deployment(app, project, stack, resolve_image, with_registry_auth)
    failed = []
    for service in deployment.run(prune=prune):
        try:
            wait_unless_detached(app, service, detach, quiet=quiet)
        except PydockError as error:
            failed.append(f"{service}: {error.message}")
    if failed:
        raise PydockError("\n".join(failed))


def _loaded(app: App, paths: list[str], sources: list[Source]) -> Project:
    """Load the project; warn about ignored properties. PydockError for unsupported ones."""
    try:
        project = load_project(app, paths, sources)
    except ForbiddenProperties as error:
        raise PydockError(
            f"compose file contains unsupported options:\n\n{error.listed}\n"
        ) from None
    documents = [source.document for source in sources]
    if ignored := unsupported(documents):
        app.warn(f"Ignoring unsupported options: {', '.join(ignored)}", "")
    if ignored_deprecated := deprecated(documents):
        app.warn("Ignoring deprecated options:", "", ignored_deprecated, "")
    for name, service in sorted(project.services.items()):
        problem = _problem_with(service.get("image", ""))
        if problem:
            raise PydockError(f"invalid image reference for service {name}: {problem}")
    return project


def _problem_with(image: str) -> str:
    if not image:
        return "no image specified"
    try:
        reference.parse(image)
    except InvalidReference as error:
        return str(error)
    return ""
