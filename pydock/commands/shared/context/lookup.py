"""Look up contexts with their certificates, the default context included."""

from pydock.cli.app import App
from pydock.config.context_settings import ContextEndpoint
from pydock.config.context_store import DEFAULT_CONTEXT, ENDPOINT, Certificates, Context, check_name
from pydock.errors import ConfigError

#: docker's description of the context of options and environment
DEFAULT_DESCRIPTION = "Current DOCKER_HOST based configuration"


def load_context(app: App, name: str) -> tuple[Context, Certificates]:
    """Return a context and its certificates; ConfigError if it cannot be read."""
    if name != DEFAULT_CONTEXT:
        return app.endpoint_resolver.store.get(name), app.endpoint_resolver.store.certificates(name)
    files = app.endpoint_resolver.default_certificates()
    return app.endpoint_resolver.default_context(), {ENDPOINT: files} if files else {}


def endpoint_of_context(app: App, name: str) -> ContextEndpoint:
    """Return the endpoint of a context, to copy it to another one."""
    context, certificates = load_context(app, name)
    return ContextEndpoint(context.host, context.skip_tls_verify, certificates.get(ENDPOINT, {}))


def check_name_available(app: App, name: str) -> None:
    """ConfigError if the name is invalid or in use."""
    check_name(name)
    try:
        taken = app.endpoint_resolver.store.find(name) is not None
    except ConfigError as error:
        raise ConfigError(f"error while getting existing contexts: {error.message}") from None
    if taken:
        raise ConfigError(f'context "{name}" already exists')
