"""`compose pull` and `compose push`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.api import images
from pydock.commands.shared.compose.images import (
    LocalImage,
    layer_event,
    layer_messages,
    local_images,
    pull_image,
)
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.compose.workers import each_of
from pydock.commands.shared.image.image_reference import parse_reference
from pydock.errors import PydockError
from pydock.progress.events import DONE, Event

if TYPE_CHECKING:
    from pydock.compose.project.types import Service


def pull_images(
    scope: Scope, policy: str, *, quiet: bool, skips_buildable: bool, ignores_failures: bool
) -> None:
    """Pull the images of a project's services, each once. Raises PydockError."""
    project = scope.required_project
    found = local_images(scope)
    pulled: dict[str, str] = {}
    for name, service in project.services.items():
        reason = _reason_to_skip(service, policy, found, skips_buildable=skips_buildable)
        image = service.get("image", "")
        if not reason and image in pulled:
            reason = f"Skipped - Image is already being pulled by {pulled[image]}"
        if reason:
            scope.show(Event(name, "", DONE, reason))
        else:
            pulled[image] = name
    failed: list[str] = []

    def pull(name: str) -> None:
        service = project.services[name]
        try:
            pull_image(scope, name, service, quiet=quiet)
        except PydockError:
            if service.get("build"):
                failed.append(name)
            elif not ignores_failures:
                raise

    each_of(list(pulled.values()), pull, scope.limit)
    if failed:
        scope.note(
            "WARNING: Some service image(s) must be built from source by running:\n"
            f"    docker compose build {' '.join(sorted(failed))}"
        )


def _reason_to_skip(
    service: Service, policy: str, found: dict[str, LocalImage], *, skips_buildable: bool
) -> str:
    """Return why an image is not pulled, "" to pull it."""
    image = service.get("image", "")
    if not image:
        return "Skipped - No image to be pulled"
    policy = policy or service.get("pull_policy", "")
    if policy in ("never", "build"):
        return "Skipped"
    if policy in ("missing", "if_not_present") and image in found:
        reference = parse_reference(image)
        if reference.digest or reference.tag not in ("", "latest"):
            return "Skipped - Image is already present locally"
    if service.get("build") and skips_buildable:
        return "Skipped - Image can be built"
    return ""


def push_images(scope: Scope, *, quiet: bool, ignores_failures: bool) -> None:
    """Push the images that services build, and their tags. Raises PydockError."""
    project = scope.required_project
    names: dict[str, str] = {}
    for name, service in project.services.items():
        if not service.get("build") or not service.get("image"):
            scope.show(Event(name, "", DONE, "Skipped"))
            continue
        for image in (service["image"], *service["build"].get("tags", [])):
            names.setdefault(image, name)

    def push(image: str) -> None:
        try:
            if not scope.dry_run:
                _push(scope, image, quiet=quiet)
        except PydockError as error:
            if not ignores_failures:
                raise
            failed.append(f"Pushing {names[image]}: {error.message}")

    failed: list[str] = []
    each_of(list(names), push, scope.limit)
    for text in failed:
        scope.note(text)


def _push(scope: Scope, image: str, *, quiet: bool) -> None:
    reference = parse_reference(image).with_default_tag()
    auth = scope.app.credentials.get_for(reference).header()
    answer = images.push(scope.engine, reference.name, reference.tag, auth=auth)
    for message in layer_messages(answer):
        if not quiet:
            scope.show(layer_event(message, f"Pushing {image}: {message.id}"))
