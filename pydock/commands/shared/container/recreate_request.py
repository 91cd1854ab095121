"""The request that makes a container again with the changes of `recreate`, and their difference."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.cli.command import default_values, load
from pydock.commands.shared.container.create_options import request_context
from pydock.commands.shared.container.description import defaults_of, image_or_none, other_platform
from pydock.commands.shared.dotenv_files import add_dotenv_variables
from pydock.errors import PydockError, reported_value_errors
from pydock.oci.reference import is_image_id
from pydock.spec.container import ChangeableOptions, CreateRequest, create_body, query_platform
from pydock.spec.container_change import (
    OF_NETWORKS,
    attachments_to_change,
    changed_body,
    exact_body,
)
from pydock.spec.container_from_inspect import body_from_inspect
from pydock.spec.container_to_options import options_from_body, words
from pydock.spec.container_versions import adapt

if TYPE_CHECKING:
    from pydock.api.types.containers import ContainerInspect
    from pydock.cli.app import App

Json = dict[str, Any]


class RecreateOptions(ChangeableOptions):
    """Options of `recreate`."""

    dry_run: bool
    image: str
    pull: bool


class RecreatePlan(NamedTuple):
    """The request of the new container, and the bodies before and after the changes."""

    request: CreateRequest
    #: platform of the image if it is pulled
    platform: str
    before: Json
    after: Json


#: options that are no change of the container's own
_OF_THE_COMMAND = {"dry-run", "help", "image", "pull", "quiet"}


def planned_request(
    app: App, container: ContainerInspect, options: RecreateOptions
) -> RecreatePlan:
    """Return the request without a name. Raises PydockError for invalid or conflicting options."""
    image, defaults = defaults_of(app, container)
    before = exact_body(body_from_inspect(container, defaults), container)
    reference = _image(app, container, options)
    given = {key.replace("_", "-") for key in app.flags_given} - _OF_THE_COMMAND
    values = _create_options(options)
    if given & OF_NETWORKS and "network" not in given:
        values["network"] = attachments_to_change(before, app.flags_given)
    context = request_context(app)
    with reported_value_errors():
        add_dotenv_variables(app, values)
        change = create_body(values, reference, [], context)
        after = changed_body(before, change, given)
    after["Image"] = reference
    body = deepcopy(after)
    further = adapt(body, context)
    platform = options["platform"]
    if not (platform or options["image"]):
        platform = other_platform(image, defaults)
    request = CreateRequest(body, "", query_platform(platform, context), further)
    return RecreatePlan(request, platform, before, after)


def _create_options(options: RecreateOptions) -> Any:
    """Return the options of `create`, with defaults for those that `recreate` lacks."""
    defaults = default_values("container create")
    given: Mapping[str, Any] = options
    return {**{key: given.get(key, value) for key, value in defaults.items()}, "pull": "missing"}


def _image(app: App, container: ContainerInspect, options: RecreateOptions) -> str:
    """Return the name of the image; its ID where the name stands for another one by now."""
    name = str(container["Config"].get("Image", ""))
    if options["image"]:
        name = options["image"]
    elif not options["pull"]:
        current = image_or_none(app, name)
        if current is None or current.get("Id") != container.get("Image"):
            app.warn(f"{name} is another image now: it is left as it is, see --image")
            return str(container.get("Image", ""))
    if options["pull"] and is_image_id(name):
        raise PydockError("an image without a name cannot be pulled: see --image")
    return name


def show_difference(app: App, name: str, plan: RecreatePlan, *, pull: bool) -> None:
    """Print the options and the image that a new container would lose and get."""
    kinds = {option.long: option.kind for option in load("container create").options}
    before, after = (options_from_body(body, kinds) for body in (plan.before, plan.after))
    lost = [one for one in before.options if one not in after.options]
    new = [one for one in after.options if one not in before.options]
    lines = [f"- {' '.join(words([one], kinds))}" for one in lost]
    lines += [f"+ {' '.join(words([one], kinds))}" for one in new]
    if before.image != after.image:
        lines += [f"- {before.image}", f"+ {after.image}"]
    if pull:
        lines.append(f"pull {after.image}")
    app.print(name, *(lines or ["no change of its options"]))
