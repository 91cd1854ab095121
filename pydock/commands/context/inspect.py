"""`docker context inspect`: show details of contexts."""

from typing import Any

from pydock.cli.app import App
from pydock.cli.command import define
from pydock.commands.shared.context.lookup import load_context
from pydock.commands.shared.inspect import inspect_format_option
from pydock.config.context_store import DEFAULT_CONTEXT
from pydock.errors import PydockError
from pydock.golang import gojson
from pydock.views.inspection import Inspection
from pydock.views.structs.context import completed

IN_MEMORY = "<IN MEMORY>"


@define("[OPTIONS] [CONTEXT] [CONTEXT...]", lambda count: "", complete="contexts")
@inspect_format_option
def command(app: App, arguments: tuple[str, ...], *, format: str) -> int:
    """Show details of one or more contexts (default: the current one)."""
    inspection = Inspection(format)
    found, errors = [], []
    for name in arguments or (app.endpoint_resolver.context_name,):
        try:
            details = _details(app, name)
            if inspection.has_template:
                inspection.add("context", details)
            found.append(completed(details))
        except PydockError as error:
            errors.append(error.message)
    if inspection.has_template:
        app.write(inspection.text())
    else:
        indent = 0 if format else 4
        app.print(gojson.encode(found, indent, html=True, sort_keys=False))
    app.warn(*errors)
    return 1 if errors else 0


def _details(app: App, name: str) -> dict[str, Any]:
    """JSON of a context, with docker's fields."""
    context, certificates = load_context(app, name)
    stored = name != DEFAULT_CONTEXT
    store = app.endpoint_resolver.store
    details: dict[str, Any] = {"Name": context.name, "Metadata": context.metadata}
    if context.endpoints:
        details["Endpoints"] = context.endpoints
    details["TLSMaterial"] = {endpoint: sorted(files) for endpoint, files in certificates.items()}
    details["Storage"] = {
        "MetadataPath": str(store.meta_directory(name)) if stored else IN_MEMORY,
        "TLSPath": str(store.tls_directory(name)) if stored else IN_MEMORY,
    }
    return details
