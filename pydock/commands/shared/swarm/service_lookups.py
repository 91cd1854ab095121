"""Resolve names in a ServiceSpec: networks, secrets, configs and image digests."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydock.api import networks, registry
from pydock.api.engine import Engine
from pydock.api.secrets_configs import configs, secrets
from pydock.api.types.containers import OCIPlatform
from pydock.cli.app import App
from pydock.commands.shared.image.image_reference import parse_reference
from pydock.errors import PydockError, reported_value_errors
from pydock.oci import reference
from pydock.oci.reference import InvalidReference, Reference
from pydock.spec.service.references import with_ids

Json = dict[str, Any]


def network_id(engine: Engine, name: str) -> str:
    """ID of a network of the swarm; ApiError 404 if it is missing."""
    return str(networks.inspect(engine, name, scope="swarm")["Id"])


def add_ids(engine: Engine, kind: str, references: Sequence[Json]) -> list[Json]:
    """Add IDs to references to secrets or configs (`kind`); PydockError for a missing one."""
    if not references:
        return []
    by_name = {"name": list(dict.fromkeys(one[f"{kind.title()}Name"] for one in references))}
    found = secrets.ls(engine, by_name) if kind == "secret" else configs.ls(engine, by_name)
    ids = {one["Spec"]["Name"]: one["ID"] for one in found}
    with reported_value_errors():
        return with_ids(kind, references, ids)


def identify(engine: Engine, spec: Json) -> None:
    """Replace names by IDs in a new ServiceSpec; PydockError for a missing object."""
    task = spec["TaskTemplate"]
    container = task["ContainerSpec"]
    for attachment in task.get("Networks", ()):
        attachment["Target"] = network_id(engine, attachment["Target"])
    task.get("Networks", []).sort(key=lambda one: str(one["Target"]))
    for kind, field in (("secret", "Secrets"), ("config", "Configs")):
        if field in container:
            container[field] = add_ids(engine, kind, container[field])
    credential_spec = (container.get("Privileges") or {}).get("CredentialSpec") or {}
    identify_credential_spec(credential_spec, container.get("Configs", ()))


def identify_credential_spec(credential_spec: Json, found: Sequence[Json]) -> None:
    """Replace the name of a credential spec's config by its ID."""
    for config in found:
        if config["ConfigName"] == credential_spec.get("Config"):
            credential_spec["Config"] = config["ConfigID"]
            return


def registry_auth(app: App, image: str) -> str:
    """The credentials for an image's registry; PydockError for an invalid image name."""
    return app.credentials.get_for(parse_reference(image)).header()


def add_default_tag(spec: Mapping[str, Any]) -> None:
    """Add the default tag to the image: `busybox:latest` for `busybox`."""
    container = (spec.get("TaskTemplate") or {}).get("ContainerSpec") or {}
    if image := _parsed(container.get("Image", "")):
        container["Image"] = image.with_default_tag().familiar


def _parsed(text: str) -> Reference | None:
    """The parsed image; None if it is invalid, which the engine reports."""
    try:
        return reference.parse(text)
    except InvalidReference:
        return None


def resolve_digest(engine: Engine, spec: Json, auth: str) -> list[str]:
    """Add the image's digest and platforms, so that all nodes run the same; or return a warning."""
    task = spec["TaskTemplate"]
    name = (task.get("ContainerSpec") or {}).get("Image", "")
    try:
        answer = registry.distribution(engine, name, auth)
    except PydockError:
        return [
            f"image {name} could not be accessed on a registry to record\n"
            f"its digest. Each node will access {name} independently,\n"
            "possibly leading to different nodes running different\n"
            "versions of the image.\n"
        ]
    image = _parsed(name)
    if image and not image.digest:
        digest = answer["Descriptor"]["digest"]
        task["ContainerSpec"]["Image"] = image._replace(digest=digest).familiar
    platforms = [_platform(one) for one in answer.get("Platforms") or ()]
    if platforms:
        task["Placement"] = {**(task.get("Placement") or {}), "Platforms": platforms}
    return []


def _platform(platform: OCIPlatform) -> Json:
    """A platform in the swarm's form; nodes and images name arm differently."""
    architecture = platform.get("architecture", "")
    found = {"OS": platform.get("os", "")}
    return found if architecture.lower() == "arm" else {"Architecture": architecture, **found}
