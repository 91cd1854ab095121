"""The create request that makes an existing container again, from GET /containers/ID/json.

Fields that equal the image's, or what the engine sets by itself, are left out: they are made again
from the image and the engine, which may be others then.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydock.options import networks
from pydock.spec.version_rules import CONTAINER_CREATE

Json = dict[str, Any]


class ContainerDefaults(NamedTuple):
    """Sources of the default values of a container."""

    #: the Config of its image
    image: Mapping[str, Any]
    #: the response of GET /info
    info: Mapping[str, Any]
    #: negotiated API version
    api_version: tuple[int, int]


def body_from_inspect(container: Mapping[str, Any], defaults: ContainerDefaults) -> Json:
    """Return the body of POST /containers/create for a container like this one."""
    config, host = _moved_back(container.get("Config") or {}, container.get("HostConfig") or {})
    body = _own_config(config, host, defaults.image)
    own_names = (container.get("Id", "")[:12], *_shared_host_name(host, defaults.info))
    joins_container = str(host.get("NetworkMode") or "").startswith("container:")
    if body.get("Hostname") in own_names or joins_container:  # which has the name of that one
        body.pop("Hostname", None)
    body["HostConfig"] = _own_host_config(host, defaults)
    endpoints = _endpoints(container, body, defaults)
    if endpoints:
        body["NetworkingConfig"] = {"EndpointsConfig": endpoints}
        if links := next(iter(endpoints.values())).get("Links"):  # requests have them twice
            body["HostConfig"]["Links"] = links
    return body


def _moved_back(config: Json, host: Json) -> tuple[Json, Json]:
    """Return Config and HostConfig with the fields that older engines have in Config moved back."""
    config, host = {**config}, {**host}
    for rule in CONTAINER_CREATE.values():
        if rule.moved_to in config and rule.field.count(".") == 1:
            field = rule.field.removeprefix("HostConfig.")
            host[field] = host.get(field) or config[rule.moved_to]
            del config[rule.moved_to]
    return config, host


def _shared_host_name(host: Mapping[str, Any], info: Mapping[str, Any]) -> Sequence[str]:
    """Return the machine's name for containers that have it by their network or UTS namespace."""
    shares = host.get("NetworkMode") == "host" or host.get("UTSMode") == "host"
    return [info.get("Name", "")] if shares else []


#: fields of Config that a container has from its image alone
_OF_IMAGE = ("ArgsEscaped", "OnBuild", "Shell")


def _own_config(
    config: Mapping[str, Any], host: Mapping[str, Any], image: Mapping[str, Any]
) -> Json:
    """Return the fields of Config that do not come from the image."""
    own = {key: value for key, value in config.items() if not is_empty(value)}
    for field in (*_OF_IMAGE, *("User", "WorkingDir", "StopSignal")):
        if field in own and (field in _OF_IMAGE or own[field] == image.get(field)):
            del own[field]
    published = host.get("PortBindings") or {}
    of_ports = image.get("ExposedPorts") or {}
    of_ports = {port: value for port, value in of_ports.items() if port not in published}
    kept = {
        "Env": own_variables(config.get("Env") or [], image.get("Env") or []),
        "Labels": _difference(config.get("Labels"), image.get("Labels")),
        "ExposedPorts": _difference(config.get("ExposedPorts"), of_ports),
        "Volumes": _difference(config.get("Volumes"), image.get("Volumes")),
        "Healthcheck": _without_empty(
            _difference(config.get("Healthcheck"), image.get("Healthcheck"))
        ),
    }
    own |= _own_command(own, image)
    own = {field: value for field, value in own.items() if field not in kept}
    if config.get("StopTimeout") == 0:
        own["StopTimeout"] = 0
    return own | _without_empty(kept)


def is_empty(value: object) -> bool:
    """Is it the zero value of a field? A switch that is off is, as is a null."""
    return value in (None, "", 0, [], {})


def _difference(given: Mapping[str, Any] | None, of_image: Mapping[str, Any] | None) -> Json:
    """Return the pairs that the image does not have."""
    others = of_image or {}
    return {
        key: value
        for key, value in (given or {}).items()
        if key not in others or others[key] != value
    }


def own_variables(variables: Sequence[str], of_image: Sequence[str]) -> list[str]:
    """Return the variables that are not the image's; all, where that would change their order.

    Engines append the image's variables to those of the request.
    """
    own = [variable for variable in variables if variable not in of_image]
    names = {variable.partition("=")[0] for variable in own}
    others = [variable for variable in of_image if variable.partition("=")[0] not in names]
    return own if [*own, *others] == list(variables) else list(variables)


def _own_command(own: Json, image: Mapping[str, Any]) -> Json:
    """Return Entrypoint and Cmd as a request has them; they are taken out of `own`.

    Engines take the image's Cmd only without an Entrypoint in the request, and [""] for none.
    """
    entrypoint, command = own.pop("Entrypoint", []), own.pop("Cmd", [])
    image_entrypoint, image_command = (image.get(key) or [] for key in ("Entrypoint", "Cmd"))
    if entrypoint == image_entrypoint and (command or not image_command):
        return {"Cmd": command} if command and command != image_command else {}
    return {"Entrypoint": entrypoint or [""], **({"Cmd": command} if command else {})}


#: what engines mask and protect by themselves, and newer ones more; without privileges
_PROTECTED = {"MaskedPaths": "/proc/kcore", "ReadonlyPaths": "/proc/sysrq-trigger"}
_LABELS_OFF = ["label=disable"]
#: since this version engines default to private IPC namespaces
_PRIVATE_IPC_API = (1, 40)
_DEFAULT_SHM_BYTES = 64 << 20


def _own_host_config(host: Mapping[str, Any], defaults: ContainerDefaults) -> Json:
    """Return the fields of HostConfig that engines do not set by themselves."""
    info = defaults.info
    own = {key: value for key, value in host.items() if not is_empty(value)}
    # what the client adds, or what is of its machine alone
    for field in ("ConsoleSize", "ContainerIDFile"):
        own.pop(field, None)
    if host.get("Init") is False:
        own["Init"] = False
    if host.get("MemorySwappiness") == 0:
        own["MemorySwappiness"] = 0
    memory = host.get("Memory") or 0
    engine_values: Json = {
        "CgroupnsMode": _default_cgroup_namespace(host, info),
        "IpcMode": "private" if defaults.api_version >= _PRIVATE_IPC_API else "shareable",
        "Isolation": "default",
        "MemorySwap": 2 * memory,
        "MemorySwappiness": -1,
        "Runtime": info.get("DefaultRuntime"),
        "SecurityOpt": _LABELS_OFF if _has_no_label(host) else None,
        "ShmSize": _DEFAULT_SHM_BYTES,
    }
    for field, value in engine_values.items():
        if field in own and own[field] == value:
            del own[field]
    for field, path in _PROTECTED.items():
        if path in own.get(field, ()):
            del own[field]
        elif host.get(field) == []:
            own[field] = []
    own["NetworkMode"] = _network_mode(host)
    own["RestartPolicy"] = _without_empty(host.get("RestartPolicy") or {}) or {"Name": "no"}
    if "LogConfig" in own:
        log = _without_empty(own.pop("LogConfig"))
        if log.get("Type") == info.get("LoggingDriver"):
            del log["Type"]
        if log:
            own["LogConfig"] = log
    if "Links" in own:
        own["Links"] = [link_text(link) for link in own["Links"]]
    return own


def _default_cgroup_namespace(host: Mapping[str, Any], info: Mapping[str, Any]) -> str:
    is_private = "name=cgroupns" in (info.get("SecurityOptions") or ())
    if host.get("Privileged") and info.get("CgroupVersion") != "2":
        is_private = False
    return "private" if is_private else "host"


def _has_no_label(host: Mapping[str, Any]) -> bool:
    """Do engines turn off SELinux labels by themselves?"""
    return bool(host.get("Privileged")) or "host" in (host.get("PidMode"), host.get("IpcMode"))


def _without_empty(fields: Mapping[str, Any]) -> Json:
    return {key: value for key, value in fields.items() if not is_empty(value)}


def link_text(link: str) -> str:
    """Return a link as a request has it, `db:database`, for the response's `/db:/web/database`."""
    target, _, alias = link.partition(":")
    return f"{target.removeprefix('/')}:{alias.rpartition('/')[2]}"


def _network_mode(host: Mapping[str, Any]) -> str:
    """Return the NetworkMode; engines differ in the name of the default one."""
    mode = str(host.get("NetworkMode") or "")
    return networks.DEFAULT if mode in ("", "bridge") else mode


def _endpoints(
    container: Mapping[str, Any], body: Json, defaults: ContainerDefaults
) -> dict[str, Json]:
    """Return the EndpointSettings by network, the first network first; {} if none has settings.

    The hardware address that the whole container was given, of older engines and of inspect, moves
    into those of its first network.
    """
    found: dict[str, Json] = (container.get("NetworkSettings") or {}).get("Networks") or {}
    mode = body["HostConfig"]["NetworkMode"]
    if mode in ("host", "none") or mode.startswith("container:"):
        body.pop("MacAddress", None)
        return {}
    names = {
        name: networks.DEFAULT
        if name == "bridge"
        else mode
        if mode in (name, endpoint.get("NetworkID"))
        else name
        for name, endpoint in found.items()
    }
    own_alias = container["Id"][:12]
    given = {names[name]: _endpoint(one, own_alias, defaults) for name, one in found.items()}
    first = given.pop(mode, {})
    if mac_address := body.pop("MacAddress", ""):
        first["MacAddress"] = mac_address
    given = {mode: first, **given}
    return {} if len(given) == 1 and not first else given


def _endpoint(endpoint: Mapping[str, Any], own_alias: str, defaults: ContainerDefaults) -> Json:
    """Return the settings that were given, not those of the running endpoint."""
    fields = ("Links", "DriverOpts", "GwPriority")
    given = {
        "IPAMConfig": _without_empty(endpoint.get("IPAMConfig") or {}),
        "Aliases": [alias for alias in endpoint.get("Aliases") or () if alias != own_alias],
        **{field: endpoint.get(field) for field in fields},
    }
    if not _is_generated(endpoint, defaults.api_version):
        given["MacAddress"] = endpoint.get("MacAddress")
    return _without_empty(given)


def _is_generated(endpoint: Mapping[str, Any], api_version: tuple[int, int]) -> bool:
    """Return whether an endpoint's hardware address is, or may be, one that the engine chose.

    It reports one that was given, in a network of its own since API 1.44, before the container
    runs. Then it is the chosen one unless it differs from the IPv4 address, of which engines
    before API 1.48 make it; newer ones choose any.
    """
    if not endpoint.get("EndpointID"):
        return False
    if not (1, 44) <= api_version < (1, 48) or not endpoint.get("IPAddress"):
        return True
    numbers = map(int, endpoint["IPAddress"].split("."))
    made = ":".join(["02", "42", *(f"{number:02x}" for number in numbers)])
    return bool(endpoint.get("MacAddress") == made)
