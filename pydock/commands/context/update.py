"""`docker context update`: update a context."""

from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.context.lookup import endpoint_of_context
from pydock.commands.shared.context.settings_option import docker_option
from pydock.config.context_settings import context_endpoint
from pydock.config.context_store import ENDPOINT, check_name


@define("[OPTIONS] CONTEXT", exactly(1), complete="contexts")
@option("description", help="Description of the context")
@docker_option
def command(
    app: App, arguments: tuple[str, ...], *, description: str, docker: dict[str, str]
) -> None:
    """Update the description or the endpoint of a context.

    --docker takes the same settings as `context create`.
    """
    (name,) = arguments
    check_name(name)
    store = app.endpoint_resolver.store
    context = store.get(name).changed(description=description or None)
    certificates = None
    if docker:
        found = context_endpoint(docker, lambda other: endpoint_of_context(app, other))
        context = context.changed(host=found.host, skip_tls_verify=found.skip_tls_verify)
        others = {key: files for key, files in store.certificates(name).items() if key != ENDPOINT}
        certificates = {**others, **found.stored()}
    store.save(context, certificates)
    app.print(name)
    app.warn(f'Successfully updated context "{name}"')
