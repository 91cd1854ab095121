"""Helpers of the commands that create and update services."""

import os
from typing import Any

from pydock.cli.app import App
from pydock.commands.shared.swarm.service_lookups import add_default_tag, resolve_digest
from pydock.config.small_file import read_small_file
from pydock.spec.request_context import RequestContext
from pydock.spec.version_rules import SERVICE_CREATE

Json = dict[str, Any]

#: tasks report their progress since this API version
_WAIT_API = SERVICE_CREATE["detach"].api_since
#: clients resolve digests since this API version; engines did before
_PIN_API = SERVICE_CREATE["no-resolve-image"].api_since


def request_context(app: App) -> RequestContext:
    """The environment of the options: this process and the engine."""
    return RequestContext(
        environ=app.environ,
        working_directory=_working_directory(),
        read_file=read_small_file,
        api_version=app.engine.api_version,
    )


def _working_directory() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 (pathlib takes too long to load)
    except OSError:
        return ""


def resolve_image(app: App, spec: Json, auth: str, resolve: bool) -> list[str]:
    """Add the default tag to a ServiceSpec's image and, to `resolve`, its digest; warnings."""
    add_default_tag(spec)
    if resolve and app.engine.at_least(_PIN_API):
        return resolve_digest(app.engine, spec, auth)
    return []


def wait_unless_detached(app: App, service: str, detach: bool, *, quiet: bool = False) -> None:
    """Wait for the tasks of a service to converge, unless detached (API 1.29)."""
    if detach or not app.engine.at_least(_WAIT_API):
        return
    from pydock.commands.shared.swarm.service_wait import wait_for_tasks

    app.stdout.flush()
    wait_for_tasks(app, service, quiet=quiet)
