"""`docker context ls`: list contexts."""

from collections.abc import Iterator

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.commands.shared.context.lookup import DEFAULT_DESCRIPTION
from pydock.commands.shared.listing import format_option, quiet_option
from pydock.config.context_store import DEFAULT_CONTEXT, Context
from pydock.errors import ConfigError
from pydock.views.context import TABLE, ContextView
from pydock.views.listing import Listing
from pydock.views.natural_order import natural_key

OVERRIDDEN = (
    "Warning: DOCKER_HOST environment variable overrides the active context. To use {}, either "
    "set the global --context flag, or unset DOCKER_HOST environment variable."
)


@define("[OPTIONS]", no_arguments)
@format_option
@quiet_option("Show context names only")
def command(app: App, arguments: tuple[str, ...], *, format: str, quiet: bool) -> None:
    """List contexts. A star marks the current one."""
    listing = Listing(ContextView, "" if quiet else format, quiet=quiet)
    if listing.is_table and not listing.is_custom:
        listing = Listing(ContextView, TABLE)
    rows = sorted(_rows(app), key=lambda row: natural_key(row.name))
    app.write(listing.text(rows))
    resolver = app.endpoint_resolver
    if app.environ.get("DOCKER_HOST") and resolver.context_name == DEFAULT_CONTEXT:
        app.warn(OVERRIDDEN.format("a context"))


def _rows(app: App) -> Iterator[ContextView]:
    resolver = app.endpoint_resolver
    current = resolver.context_name
    names = {DEFAULT_CONTEXT}
    yield _row(resolver.default_context().changed(description=DEFAULT_DESCRIPTION), current)
    for context in resolver.store.all():
        names.add(context.name)
        yield _row(context, current)
    if current not in names:
        try:
            resolver.store.get(current)
        except ConfigError as error:
            yield ContextView(current, is_current=True, error=error.message)


def _row(context: Context, current: str) -> ContextView:
    return ContextView(
        context.name,
        is_current=context.name == current,
        description=context.description,
        endpoint=context.host,
        error="" if context.has_endpoint else "cannot find docker endpoint in context",
    )
