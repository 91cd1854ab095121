"""What a person types for an image or a platform, with docker's refusals."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.errors import NotSupported, PydockError
from pydock.oci.platform import parse_platform
from pydock.oci.reference import InvalidReference, Reference, parse


def reference_of(text: str) -> Reference:
    """The image named by a text; PydockError in docker's words when it names none."""
    try:
        return parse(text)
    except InvalidReference as error:
        raise PydockError(str(error)) from None


def platform_of(text: str, failure: str = "") -> dict[str, str] | None:
    """The platform in an option's value, None for "". The PydockError begins with `failure`."""
    try:
        return parse_platform(text) if text else None
    except ValueError as error:
        raise PydockError(f"{failure}{error}") from None


def wanted_platform(app: App, platform: str) -> str:
    """The value of `--platform`, or of DOCKER_DEFAULT_PLATFORM when the option is not given."""
    return platform if app.given("platform") else app.environ.get("DOCKER_DEFAULT_PLATFORM", "")


def refuse_all_tags(app: App, wanted: bool) -> None:
    """NotSupported on Podman, which takes a name without a tag for that of `latest`."""
    if wanted and app.engine.is_podman:
        raise NotSupported('"--all-tags" is not supported by Podman: it takes one tag at a time')


def refuse_content_trust(app: App, disabled: bool) -> None:
    """NotSupported when the person wants signatures of Notary checked or made.

    Going on without them would be less safe than what was asked for.
    """
    variable = app.environ.get("DOCKER_CONTENT_TRUST", "").lower()
    wanted = not disabled if app.given("disable_content_trust") else variable in ("1", "t", "true")
    if wanted:
        raise NotSupported(
            "content trust (Notary) is not supported: use --disable-content-trust, or unset"
            " DOCKER_CONTENT_TRUST"
        )
