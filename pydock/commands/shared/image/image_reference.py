"""Parse image names and platforms of a command line, with docker's error messages."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.cli.command import Body, option
from pydock.errors import NotSupported, PydockError, reported_value_errors
from pydock.oci.platform import normalized, parse_platform
from pydock.oci.reference import Reference, parse
from pydock.options.value_types import STRINGS
from pydock.spec.version_rules import IMAGE_INSPECT, IMAGE_SAVE, Rule

B = TypeVar("B", bound=Body)


def platforms_option(verb: str) -> Callable[[B], B]:
    """--platform of a command that takes several."""
    text = f"Platforms to {verb}, such as linux/amd64,linux/arm64"
    return option("platform", "", STRINGS, text, complete="platforms")


def parse_reference(text: str) -> Reference:
    """Parse an image reference; PydockError if it is invalid."""
    with reported_value_errors():
        return parse(text)


def platform_option(text: str, failure: str = "") -> dict[str, str] | None:
    """Parse a platform, None for ""; `failure` is the prefix of the PydockError."""
    with reported_value_errors(failure):
        return parse_platform(text) if text else None


def require_platform_of_save(engine: Engine) -> None:
    """Raise NotSupported for an engine that cannot save an image of one platform."""
    rule = IMAGE_SAVE["platform"]
    if not engine.at_least(rule.api_since):
        raise NotSupported(f'"--platform" {engine.requirement(rule.api_since)}')


def inspects_platform(engine: Engine) -> bool:
    """Return whether the engine inspects an image of one platform."""
    return engine.at_least(IMAGE_INSPECT["platform"].api_since)


def platform_list(engine: Engine, texts: Iterable[str], several: Rule) -> list[dict[str, str]]:
    """Parse the platforms of `save` and `load`; `several` is the rule for more than one."""
    platforms = [found for text in texts if (found := platform_option(text, "invalid platform: "))]
    if len(platforms) > 1 and not engine.at_least(several.api_since):
        requirement = engine.requirement(several.api_since)
        raise NotSupported(f'several values of "--platform" {requirement}')
    return platforms


def platform_or_default(app: App, platform: str) -> str:
    """The value of `--platform` or, without the option, of DOCKER_DEFAULT_PLATFORM."""
    return platform if app.given("platform") else app.environ.get("DOCKER_DEFAULT_PLATFORM", "")


def normalized_platform(text: str) -> str:
    """Return a platform in its normal form, "" for ""; PydockError for an invalid one."""
    with reported_value_errors():
        return normalized(text) if text else ""


def transfer_reference(app: App, name: str, *, all_tags: bool, quiet: bool) -> Reference:
    """Return the image to pull or push, with the default tag. PydockError, NotSupported."""
    image = parse_reference(name)
    if not image.is_name_only:
        if all_tags:
            raise PydockError("tag can't be used with --all-tags/-a")
        return image
    if all_tags:
        if app.engine.is_podman:
            raise NotSupported('"--all-tags" is not supported by Podman')
        return image
    image = image.with_default_tag()
    if not quiet:
        app.print(f"Using default tag: {image.tag}")
    return image
