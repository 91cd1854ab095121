"""Parse image names and platforms of a command line, with docker's error messages."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.errors import NotSupported, PydockError
from pydock.oci.platform import parse_platform
from pydock.oci.reference import InvalidReference, Reference, parse


def parse_reference(text: str) -> Reference:
    """Parse an image reference; PydockError if it is invalid."""
    try:
        return parse(text)
    except InvalidReference as error:
        raise PydockError(str(error)) from None


def platform_option(text: str, failure: str = "") -> dict[str, str] | None:
    """Parse a platform, None for ""; `failure` is the prefix of the PydockError."""
    try:
        return parse_platform(text) if text else None
    except ValueError as error:
        raise PydockError(f"{failure}{error}") from None


def platform_or_default(app: App, platform: str) -> str:
    """The value of `--platform` or, without the option, of DOCKER_DEFAULT_PLATFORM."""
    return platform if app.given("platform") else app.environ.get("DOCKER_DEFAULT_PLATFORM", "")


def refuse_all_tags(app: App, wanted: bool) -> None:
    """NotSupported for --all-tags on Podman, which takes a missing tag for `latest`."""
    if wanted and app.engine.is_podman:
        raise NotSupported('"--all-tags" is not supported by Podman')
