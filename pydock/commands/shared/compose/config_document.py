"""The merged files that `compose config` prints, with digests of images or without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydock.cli.app import App
from pydock.commands.shared.compose.project_loading import load_unresolved
from pydock.compose.errors import ComposeError
from pydock.errors import PydockError
from pydock.golang.strconv.quoting import quote
from pydock.oci import reference
from pydock.oci.reference import InvalidReference

if TYPE_CHECKING:
    from pydock.compose.project.loading import LoadOptions


def document(
    app: App,
    load: LoadOptions,
    services: Sequence[str],
    *,
    format: str,
    with_digests: bool,
    images_only: bool,
) -> str:
    """Return the merged files as YAML or JSON. Raises ComposeError."""
    if not load.interpolate:
        from pydock.compose.project.loading import load_model

        model = load_model(load)
        if with_digests:
            _resolve_images(app, model.get("services", {}))
        if images_only:
            model = {"services": _images(model.get("services", {}))}
        return _model_document(model, format)
    from pydock.compose.project.consistency import check_container_names
    from pydock.compose.project.rendering import as_json, as_yaml
    from pydock.compose.project.types import Project

    project = load_unresolved(app, load, services, resolve_first=True)
    if with_digests:
        _resolve_images(app, project.services)
    if load.check_consistency:
        check_container_names(project)
    if images_only:
        project = Project("", _images(project.services))
    _check_format(format)
    return (as_json if format == "json" else as_yaml)(project).replace("$", "$$")


def _images(services: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: {"image": service["image"]} if "image" in service else {}
        for name, service in services.items()
    }


def _resolve_images(app: App, services: Mapping[str, Any]) -> None:
    """Add the digests of the registry to the images of services, which change."""
    known: dict[str, str] = {}
    for service in services.values():
        image = service.get("image")
        if image:
            if image not in known:
                known[image] = _resolved(app, image)
            service["image"] = known[image]


def _resolved(app: App, image: str) -> str:
    """Return the full name of an image with its digest, which the engine looks up."""
    from pydock.api import registry

    try:
        parsed = reference.parse(image).with_default_tag()
    except InvalidReference as error:
        raise ComposeError(str(error)) from None
    if parsed.digest:
        return str(parsed._replace(tag=""))
    try:
        auth = app.credentials.get_for(parsed).header()
        answer = registry.distribution(app.engine, str(parsed), auth)
    except PydockError as error:
        reason = f"failed to resolve digest for {parsed}: {error.message}"
        raise PydockError(reason, error.exit_status) from None
    return str(parsed._replace(digest=answer["Descriptor"]["digest"]))


def _check_format(format: str) -> None:
    if format not in ("yaml", "json"):
        raise ComposeError(f"unsupported format {quote(format)}")


def _model_document(model: Mapping[str, Any], format: str) -> str:
    from pydock.compose.yaml_writer import write_yaml
    from pydock.golang import gojson

    _check_format(format)
    return gojson.encode(model, 2, html=True) if format == "json" else write_yaml(model)
