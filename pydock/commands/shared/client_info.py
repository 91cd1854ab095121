"""The client's part of `version` and `info`, and their --format."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydock import DOCKER_VERSION, __version__
from pydock.api.engine import MAX_API_VERSION
from pydock.cli.app import App
from pydock.errors import ExitStatus, PydockError

if TYPE_CHECKING:
    from pydock.golang.template import Template

#: Go's architecture names that differ from uname's
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64", "armv7l": "arm", "i686": "386"}


def client_version(app: App) -> dict[str, Any]:
    """The client's part of `version`: the docker version that pydock follows, and its own name."""
    import os

    machine = os.uname().machine
    return {
        "Platform": {"Name": f"pydock {__version__}"},
        "Version": DOCKER_VERSION,
        "ApiVersion": app.engine.api_version_text,
        "DefaultAPIVersion": f"{MAX_API_VERSION[0]}.{MAX_API_VERSION[1]}",
        "Os": sys.platform,
        "Arch": _ARCHITECTURES.get(machine, machine),
        "Context": context_name(app),
    }


def context_name(app: App) -> str:
    return app.endpoint_resolver.context_name


def parsed_template(format: str, name: str) -> Template:
    """Parse a template; PydockError with INVALID_TEMPLATE if it is invalid."""
    from pydock.golang.template import Template, TemplateError

    try:
        return Template(format, name)
    except TemplateError as error:
        raise PydockError(
            f"template parsing error: {error.message}", ExitStatus.INVALID_TEMPLATE
        ) from None


def render(app: App, format: str, kind: str, value: Mapping[str, Any], name: str = "") -> None:
    """Print a value with a template, or as "json"; PydockError for an invalid template."""
    from pydock.golang import gojson
    from pydock.golang.template import TemplateError
    from pydock.views.structs import typed

    if format == "json":
        app.print(gojson.encode(typed(kind, value)))
        return
    template = parsed_template(format, name)
    try:
        app.print(template.render(typed(kind, value)))
    except TemplateError as error:
        app.print(error.output)
        raise PydockError(error.message) from None
