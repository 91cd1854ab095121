"""`docker context create`: create a context."""

from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.context.lookup import (
    DEFAULT_DESCRIPTION,
    check_name_available,
    endpoint_of_context,
    load_context,
)
from pydock.commands.shared.context.settings_option import docker_option
from pydock.config.context_settings import context_endpoint
from pydock.config.context_store import DEFAULT_CONTEXT, Context
from pydock.errors import PydockError


@define("[OPTIONS] CONTEXT", exactly(1))
@option("description", help="Description of the context")
@docker_option
@option("from", help="Context to copy from", complete="contexts")
def command(
    app: App, arguments: tuple[str, ...], *, description: str, docker: dict[str, str], from_: str
) -> None:
    """Create a context: a named engine endpoint.

    --docker takes comma-separated settings: host=ADDRESS, the PEM files ca=, cert= and key=,
    skip-tls-verify=true, and from=CONTEXT. Without --docker, the context of --from or the
    current context is copied.
    """
    (name,) = arguments
    store = app.endpoint_resolver.store
    check_name_available(app, name)
    if docker and from_:
        raise PydockError("cannot use --docker flag when --from is set")
    if docker:
        found = context_endpoint(docker, lambda other: endpoint_of_context(app, other))
        context = Context.create(name, host=found.host, skip_tls_verify=found.skip_tls_verify)
        certificates = found.stored()
    else:
        source = from_ or app.endpoint_resolver.context_name
        context, certificates = load_context(app, source)
        if source == DEFAULT_CONTEXT:
            context = context.changed(description=DEFAULT_DESCRIPTION)
    store.save(context.changed(name=name, description=description or None), certificates)
    app.print(name)
    app.warn(f'Successfully created context "{name}"')
