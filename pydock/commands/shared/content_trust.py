"""Content trust (Notary), removed in docker 29: the deprecated option, and the refusal."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import option
from pydock.errors import NotSupported
from pydock.options.value_types import Switch

content_trust_option = option(
    "disable-content-trust",
    kind=Switch(True),
    help="Skip image verification",
    deprecated="support for docker content trust was removed",
)


def refuse_content_trust(app: App) -> None:
    """Raise NotSupported when DOCKER_CONTENT_TRUST requests signature verification.

    The deprecated option overrides the variable.
    """
    variable = app.environ.get("DOCKER_CONTENT_TRUST", "").lower()
    if variable in ("1", "t", "true") and not app.given("disable_content_trust"):
        raise NotSupported("content trust (Notary) is not supported: unset DOCKER_CONTENT_TRUST")
