"""`docker push`: upload an image to a registry."""

from typing import Any

from pydock.api import images
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.image.content_trust import content_trust_option, refuse_content_trust
from pydock.commands.shared.image.image_reference import platform_option, transfer_reference
from pydock.commands.shared.note import note
from pydock.commands.shared.streams import show_progress
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH
from pydock.spec.version_rules import IMAGE_PUSH


@define("[OPTIONS] NAME[:TAG]", exactly(1), complete="images", rules=IMAGE_PUSH)
@option("all-tags", "a", SWITCH, "Push all tags of the repository")
@content_trust_option
@option(
    "platform",
    help="Platform to push, such as linux/amd64, without the image index",
    complete="platforms",
)
@option("quiet", "q", SWITCH, "Print the image name only")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    all_tags: bool,
    disable_content_trust: bool,
    platform: str,
    quiet: bool,
) -> None:
    """Upload an image to a registry.

    Examples:
      pydock push registry.example.com/me/app:2
      pydock push -a me/app
    """
    parsed = platform_option(platform, f"Invalid platform {platform}")
    if parsed:
        note(
            app,
            "Using --platform pushes only the specified platform manifest of a multi-platform"
            " image index.",
            "Other components, like attestations, will not be included.",
            "To push the complete multi-platform image, remove the --platform flag.",
            "",
        )
    image = transfer_reference(app, arguments[0], all_tags=all_tags, quiet=quiet)
    if image.digest:
        raise PydockError("cannot push a digest reference")
    refuse_content_trust(app, disable_content_trust)
    auth = app.credentials.get_for(image).header()
    answer = images.push(app.engine, image.name, image.tag, platform=parsed, auth=auth)
    hints: list[tuple[str, ...]] = []
    try:
        show_progress(app, answer, quiet=quiet, on_aux=lambda aux: hints.extend(_hints(aux)))
    finally:
        for lines in hints:
            note(app, *lines)
    if quiet:
        app.print(str(image))


def _hints(aux: Any) -> list[tuple[str, ...]]:
    """Notes for an auxiliary message of the engine about missing platforms."""
    facts = aux if isinstance(aux, dict) else {}
    hints: list[tuple[str, ...]] = []
    if facts.get("manifestPushedInsteadOfIndex"):
        index, pushed = facts.get("originalIndex") or {}, facts.get("selectedManifest") or {}
        hints.append(
            (
                "Not all multiplatform-content is present and only the available single-platform"
                " image was pushed",
                f"{index.get('digest', '')} -> {pushed.get('digest', '')}",
            )
        )
    if facts.get("contentMissing"):
        hints.append(
            (
                "The image is an index of several platforms, and some of them are neither here nor"
                " in the registry.",
                "Pull what is missing and try again, or push one platform with --platform.",
            )
        )
    return hints
