"""`inspect --as-run`, `--as-create` and `--as-compose`: what makes a container again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydock.api import containers, images, system
from pydock.cli.app import App
from pydock.cli.command import load
from pydock.errors import NotFound, PydockError
from pydock.oci.platform import normalized
from pydock.options.security import PROFILE_FILE, seccomp_profile
from pydock.spec.container_from_inspect import ContainerDefaults, body_from_inspect
from pydock.spec.container_to_options import CommandLine, is_detached, options_from_body, words

if TYPE_CHECKING:
    from pydock.api.types.containers import ContainerInspect
    from pydock.api.types.images import ImageInspect
    from pydock.cli.command import Command

Json = dict[str, Any]


def describe(app: App, names: Sequence[str], form: str, *, with_name: bool) -> int:
    """Print what makes the containers again, then all errors; status 1 if any."""
    if app.engine.is_podman:
        app.warn("WARNING: Podman reports its own defaults among the options of containers")
    errors: list[str] = []
    services: dict[str, Json] = {}
    for name in names:
        try:
            container = containers.inspect_as_given(app.engine, name)
            image, defaults = defaults_of(app, container)
        except PydockError as error:
            errors.append(error.message)
            continue
        own_name = str(container["Name"]).removeprefix("/")
        body = body_from_inspect(container, defaults)
        if form == "compose":
            services[own_name] = _service(app, body, own_name, with_name)
        else:
            query = [("name", own_name)] if with_name else []
            if platform := other_platform(image, defaults):
                query.append(("platform", platform))
            app.print(_line(app, form, body, own_name, query))
        _warn_of_image(app, own_name, container, image)
    if services:
        app.write(_compose_file(services))
    app.warn(*errors)
    return 1 if errors else 0


def defaults_of(
    app: App, container: ContainerInspect
) -> tuple[ImageInspect | None, ContainerDefaults]:
    """Return the image of a container, None if it is removed, and what sets its defaults."""
    image = image_or_none(app, container.get("Image", ""))
    config: Any = (image or {}).get("Config") or {}
    info: Any = system.info(app.engine)
    return image, ContainerDefaults(config, info, app.engine.api_version)


def image_or_none(app: App, name: str) -> ImageInspect | None:
    """Return an image as the engine reports it, None if there is none of that name or ID."""
    try:
        return images.inspect(app.engine, name, raw=True)
    except NotFound:
        return None


def _warn_of_image(
    app: App, name: str, container: ContainerInspect, image: ImageInspect | None
) -> None:
    """Warn where the name of the image stands for another one, or its defaults are unknown."""
    if image is None:
        app.warn(f"WARNING: {name}: its image is removed, so its defaults are among the options")
        return
    reference = container["Config"].get("Image", "")
    current = image_or_none(app, reference)
    if current is None or current.get("Id") != image.get("Id"):
        what = "no image any more" if current is None else "another image now"
        app.warn(f"WARNING: {name}: {reference} is {what}, it was made from {image.get('Id', '')}")


#: options that only `run` has
_OF_RUN = ("detach", "detach-keys", "sig-proxy")


def _line(app: App, form: str, body: Json, name: str, query: list[tuple[str, str]]) -> str:
    """Return a command line for a shell; warns of what no option expresses."""
    from shlex import quote

    declared = load(f"container {form}")
    kinds = {option.long: option.kind for option in declared.options}
    found = options_from_body(body, {key: kinds[key] for key in kinds if key not in _OF_RUN})
    _warn_of_differences(app, declared, body, found, name)
    streams = [("detach", "true")] if form == "run" and is_detached(body) else []
    options = words([*query, *streams, *found.options], kinds)
    line = [*options, found.image, *found.command]
    return " ".join([app.program, form, *map(quote, line)])


def other_platform(image: ImageInspect | None, defaults: ContainerDefaults) -> str:
    """Return the platform of an image that is not the engine's, "" for the engine's."""
    if image is None or not image.get("Architecture"):
        return ""
    info, fields = defaults.info, {**image}
    parts = (fields.get(key) for key in ("Os", "Architecture", "Variant"))
    found = "/".join(str(part) for part in parts if part)
    try:
        engine = normalized(f"{info.get('OSType', '')}/{info.get('Architecture', '')}")
        return "" if normalized(found).startswith(engine) else found
    except ValueError:
        return ""


def _warn_of_differences(
    app: App, declared: Command, body: Json, found: CommandLine, name: str
) -> None:
    """Make the request of the options, and warn where it differs from the body."""
    from pydock.cli.pflag import parse
    from pydock.spec.container import create_body
    from pydock.spec.request_context import RequestContext

    kinds = {option.long: option.kind for option in declared.options}
    profile = _seccomp_profile(body)
    context = RequestContext(
        environ={},
        working_directory="",
        read_file=lambda path: profile.encode("utf-8", "surrogateescape"),
        api_version=app.engine.api_version,
        os_type=app.engine.ping.os_type,
    )
    line = [*words(found.options, kinds), found.image, *found.command]
    try:
        parsed = parse(declared.options, line, interspersed=False)
        values: Any = parsed.values
        made = create_body(values, found.image, parsed.rest[1:], context)
    except ValueError as error:
        app.warn(f"WARNING: {name}: {error}")
        return
    for path, value in differences(body, made):
        text = json.dumps(value, ensure_ascii=False)
        app.warn(f"WARNING: {name}: no option sets {path} to {text}")
    for variable in body.get("Env") or ():
        if "=" not in variable:
            app.warn(f"WARNING: {name}: {variable} is unset, unless it is in the environment")
    _warn_of_profile(app, body, name)


def differences(body: Json, made: Json) -> list[tuple[str, Any]]:
    """Return the path and value of each field that a request made of its options lacks."""
    found = []
    for path, one, other in (
        ("", body, made),
        ("HostConfig.", body["HostConfig"], made["HostConfig"]),
    ):
        for field in sorted({*one, *other} - {"HostConfig"} - _STREAMS):
            value = _normal(one.get(field))
            if value != _normal(other.get(field)):
                found.append((path + field, value))
    return found


#: without effect once a container exists
_STREAMS = {"AttachStdin", "AttachStdout", "AttachStderr", "StdinOnce"}


def _normal(value: Any) -> Any:
    """Return a value without what engines and clients may leave out."""
    if isinstance(value, dict):
        items = {key: _normal(item) for key, item in value.items()}
        return {key: item for key, item in items.items() if item is not None} or None
    if isinstance(value, list):
        return [_normal(item) for item in value] or None
    return value if value not in ("", 0, False) else None


def _seccomp_profile(body: Json) -> str:
    options = body["HostConfig"].get("SecurityOpt") or ()
    return next(filter(None, map(seccomp_profile, options)), "")


def _warn_of_profile(app: App, body: Json, name: str) -> None:
    for index, option in enumerate(body["HostConfig"].get("SecurityOpt") or ()):
        if seccomp_profile(option):
            template = f"{{{{index .HostConfig.SecurityOpt {index}}}}}"
            app.warn(
                f"WARNING: {name}: its seccomp profile must be in {PROFILE_FILE}:",
                f"  {app.program} inspect -f '{template}' {name} | cut -c9- >{PROFILE_FILE}",
            )


def _service(app: App, body: Json, name: str, with_name: bool) -> Json:
    """Return the service of a Compose file; warns of what no key expresses."""
    from pydock.spec.container_to_compose import compose_service, unsupported_fields

    service = compose_service(body)
    for field, value in unsupported_fields(body).items():
        app.warn(f"WARNING: {name}: no key sets {field} to {json.dumps(value)}")
    _warn_of_profile(app, body, name)
    return {"container_name": name, **service} if with_name else service


def _compose_file(services: dict[str, Json]) -> str:
    from pydock.compose.yaml_writer import write_yaml
    from pydock.spec.container_to_compose import external_objects

    objects: dict[str, Json] = {}
    for service in services.values():
        for kind, found in external_objects(service).items():
            objects.setdefault(kind, {}).update(found)
    return write_yaml({"services": services, **objects})
