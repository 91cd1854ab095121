"""Images of a project's services: those that are here, and those that must be pulled."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from pydock.api import images
from pydock.api.types.images import ImageInspect
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.compose.workers import each_of
from pydock.compose.errors import ComposeError
from pydock.compose.project.types import Project, Service
from pydock.errors import ApiError, NotFound, PydockError
from pydock.golang.strconv.quoting import quote
from pydock.golang.time.duration import SECOND, parse_duration
from pydock.progress.events import DONE, ERROR, WARNING, WORKING, Event

if TYPE_CHECKING:
    from pydock.progress.json_stream import Message
    from pydock.transport import StreamResponse


class LocalImage(NamedTuple):
    """An image of the engine: its ID, and when it was last tagged or pulled."""

    id: str
    tagged_at: str = ""


def require_images_named(project: Project) -> None:
    """Raise ComposeError for a service without an image."""
    for name, service in project.services.items():
        if not (service.get("image") or service.get("build") or service.get("provider")):
            raise ComposeError(f"invalid service {quote(name)}. Must specify either image or build")


def local_images(scope: Scope) -> dict[str, LocalImage]:
    """Return the images of the project's services that the engine has, by their names."""
    project = scope.required_project
    platforms: dict[str, str] = {}
    for name, service in project.services.items():
        platforms[scope.image_name(name, service)] = service.get("platform", "")
    for service in project.services.values():
        for mount in service.get("volumes", []):
            if mount["type"] == "image":
                platforms.setdefault(mount.get("source", ""), "")
    found: dict[str, LocalImage] = {}

    def look_up(image: str) -> None:
        inspected = inspect_image(scope, image)
        if inspected is not None and _is_for(inspected, platforms[image]):
            tagged_at = (inspected.get("Metadata") or {}).get("LastTagTime") or ""
            found[image] = LocalImage(inspected["Id"], tagged_at)

    each_of(platforms, look_up)
    return found


def inspect_image(scope: Scope, image: str) -> ImageInspect | None:
    """Return an image of the engine, None if it is missing."""
    try:
        return images.inspect(scope.engine, image)
    except NotFound:
        return None
    except ApiError as error:
        raise PydockError(f"unable to get image '{image}': {error.message}") from None


def _is_for(image: ImageInspect, platform: str) -> bool:
    if not platform:
        return True
    from pydock.oci.platform import parse_platform

    required = parse_platform(platform)
    if (image.get("Os"), image.get("Architecture")) != (required["os"], required["architecture"]):
        return False
    variant = required.get("variant", "")
    return not variant or (image.get("Variant") or "") in ("", variant)


def pull_required(scope: Scope, found: dict[str, LocalImage], *, quiet: bool) -> None:
    """Pull the images that policies require, and add them to those that were found."""
    project = scope.required_project
    pulled: dict[str, Service] = {}
    for name, service in project.services.items():
        if _must_pull(service, found):
            pulled[name] = service
        for number, mount in enumerate(service.get("volumes", [])):
            if mount["type"] == "image" and mount.get("source") not in found:
                pulled[f"{name}:volume {number}"] = {"image": mount.get("source", "")}

    def pull(name: str) -> None:
        service = pulled[name]
        try:
            id = pull_image(scope, name, service, quiet=quiet)
        except PydockError:
            if not _is_built(service, project.services.values()):
                raise
        else:
            found[service["image"]] = LocalImage(id)

    if pulled:
        with scope.shown():
            each_of(pulled, pull, scope.limit)


def _must_pull(service: Service, found: Mapping[str, LocalImage]) -> bool:
    image = service.get("image", "")
    policy = service.get("pull_policy", "")
    if not image or service.get("provider") or policy in ("never", "build"):
        return False
    if policy == "always" or image not in found:
        return True
    age = _refresh_seconds(policy)
    if age is None:
        return False
    from pydock.views.columns import time_of

    return time.time() > time_of(found[image].tagged_at).seconds + age


def _refresh_seconds(policy: str) -> float | None:
    """Return the age at which an image is pulled again, None for other policies. ComposeError."""
    policy = {"daily": "every_1d", "weekly": "every_1w"}.get(policy, policy)
    if not policy.startswith("every_"):
        return None
    text = re.sub(r"(\d+)w", lambda found: f"{int(found[1]) * 7 * 24}h", policy[len("every_") :])
    text = re.sub(r"(\d+)d", lambda found: f"{int(found[1]) * 24}h", text)
    try:
        return parse_duration(text) / SECOND
    except ValueError as error:
        raise ComposeError(str(error)) from None


def _is_built(service: Service, others: Iterable[Service]) -> bool:
    """Return whether a service's image can be built, by itself or by another service."""
    if service.get("build"):
        return True
    image = service.get("image")
    return any(other.get("image") == image and other.get("build") for other in others)


def pull_image(scope: Scope, name: str, service: Service, *, quiet: bool = False) -> str:
    """Pull the image of a service; return its ID. Raises PydockError."""
    from pydock.commands.shared.image.image_reference import parse_reference

    show = scope.show
    show(Event(name, "", WORKING, "Pulling"))
    if scope.dry_run:
        show(Event(name, "", DONE, "Pulled"))
        return ""
    try:
        reference = parse_reference(service["image"]).with_default_tag()
        default = scope.required_project.environment.get("DOCKER_DEFAULT_PLATFORM", "")
        answer = images.pull(
            scope.engine,
            reference.name,
            reference.digest or reference.tag,
            platform=service.get("platform") or default,
            auth=scope.app.credentials.get_for(reference).header(),
        )
        for message in layer_messages(answer):
            if not quiet:
                show(layer_event(message, message.id, parent=name))
        inspected = images.inspect(scope.engine, service["image"])
    except PydockError as error:
        state, text = (WARNING, "Warning") if service.get("build") else (ERROR, "Error")
        show(Event(name, getattr(error, "reason", error.message), state, text))
        raise
    show(Event(name, "", DONE, "Pulled"))
    return inspected["Id"]


def layer_messages(answer: StreamResponse) -> Iterator[Message]:
    """Yield what a pull or push does with each layer. Raises StreamError."""
    from pydock.progress.json_stream import decode

    with answer:
        for message in decode(answer.chunks()):
            if message.id and message.progress is not None:
                yield message


def layer_event(message: Message, id: str, *, parent: str = "") -> Event:
    """Return the event of a message about a layer."""
    from pydock.progress.json_stream import Progress
    from pydock.progress.plain_text import transfer_text

    progress = message.progress or Progress()
    state = DONE if message.status.startswith(_FINAL) else WORKING
    return Event(id, transfer_text(progress), state, message.status, parent, progress)


#: steps of a layer that are its last
_FINAL = (
    "Already exists", "Pull complete", "Pushed", "Layer already exists", "Download complete",
    "Mounted from",
)  # fmt: skip
