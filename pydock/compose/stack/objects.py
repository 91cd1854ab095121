"""Networks, secrets and configs of a project for the API."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.compose.errors import ComposeError
from pydock.compose.stack.namespace import scoped, with_stack_label
from pydock.golang.os_errors import path_error
from pydock.options.environment import ReadFile

if TYPE_CHECKING:
    from pydock.compose.stack.project import Project

Json = dict[str, Any]

DEFAULT_NETWORK = "default"

#: networks of every engine
BUILT_IN_NETWORKS = ("default", "bridge", "host", "none")


class Networks(NamedTuple):
    """Networks of the services of a project."""

    #: bodies of POST /networks/create
    created: list[Json]
    #: names of required existing networks
    external: list[str]


def networks(project: Project, stack: str) -> Networks:
    """Return the networks that services use."""
    used: dict[str, None] = {}
    for service in project.services.values():
        used.update(dict.fromkeys(service.get("networks") or (DEFAULT_NETWORK,)))
    found = Networks([], [])
    for name in sorted(used):
        network = project.networks.get(name, {})
        if network.get("external"):
            found.external.append(network["name"])
        else:
            found.created.append(_network(network, name, stack))
    return found


def _network(network: Json, name: str, stack: str) -> Json:
    body: Json = {
        "Name": network.get("name") or scoped(stack, name),
        "Driver": network.get("driver") or "overlay",
        "Options": network.get("driver_opts"),
        "Labels": with_stack_label(stack, network.get("labels")),
        "Internal": network.get("internal", False),
        "Attachable": network.get("attachable", False),
    }
    if ipam := network.get("ipam"):
        pools = [{"Subnet": pool.get("subnet", "")} for pool in ipam.get("config", ())]
        body["IPAM"] = {"Driver": ipam.get("driver", ""), "Config": pools}
    return body


def secrets(project: Project, stack: str, read_file: ReadFile) -> list[Json]:
    """Return SecretSpecs of secrets that are not external. Raises ComposeError."""
    found = []
    for name, secret in _own(project.secrets):
        spec = _file_object(secret, name, stack)
        if "driver" in secret:
            spec["Driver"] = {"Name": secret["driver"], "Options": secret.get("driver_opts")}
        else:
            spec["Data"] = _data(secret, read_file)
        found.append(spec)
    return found


def configs(project: Project, stack: str, read_file: ReadFile) -> list[Json]:
    """Return ConfigSpecs of configs that are not external. Raises ComposeError."""
    return [
        {**_file_object(config, name, stack), "Data": _data(config, read_file)}
        for name, config in _own(project.configs)
    ]


def _own(section: dict[str, Json]) -> list[tuple[str, Json]]:
    return sorted((name, item) for name, item in section.items() if not item.get("external"))


def _file_object(item: Json, name: str, stack: str) -> Json:
    spec: Json = {
        "Name": item.get("name") or scoped(stack, name),
        "Labels": with_stack_label(stack, item.get("labels")),
    }
    if "template_driver" in item:
        spec["Templating"] = {"Name": item["template_driver"]}
    return spec


def _data(item: Json, read_file: ReadFile) -> str:
    try:
        return b64encode(read_file(item["file"])).decode()
    except OSError as error:
        raise ComposeError(path_error(error, item["file"])) from None
