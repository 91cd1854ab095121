"""Options of `create` from the body of POST /containers/create: `container` in reverse.

Options that CONTAINER_CREATE copies into fields are read from there by the type of the option; the
others have a function each. A test compares both with the options that are declared.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pydock.options import devices, mounts, networks, ports, restart, security
from pydock.options.key_values import pair_texts
from pydock.options.value_types import Kind
from pydock.spec.health_check import FIELDS as HEALTH_FIELDS
from pydock.spec.version_rules import CONTAINER_CREATE

Json = dict[str, Any]

#: options that are no property of a container, or that other options express
WITHOUT_REVERSE = (
    "cidfile",
    "disable-content-trust",
    "dotenv-file",
    "env-file",
    "help",
    "kernel-memory",
    "label-file",
    "name",
    "platform",
    "pull",
    "quiet",
    "use-api-socket",
)


class CommandLine(NamedTuple):
    """A command line without quotes: texts by long option, image, command."""

    options: list[tuple[str, str]]
    image: str
    command: list[str]


def options_from_body(body: Json, kinds: Mapping[str, Kind]) -> CommandLine:
    """Return the command line whose create request has this body; `kinds` by long option."""
    found = []
    for option, kind in kinds.items():
        if option in REVERSED:
            value = REVERSED[option](body)
        elif option in WITHOUT_REVERSE:
            continue
        else:
            value = field_value(body, CONTAINER_CREATE[option].field)
        if value is not None and value != kind.initial():
            found += [(option, text) for text in kind.texts(value)]
    command = [*(body.get("Entrypoint") or ())[1:], *(body.get("Cmd") or ())]
    return CommandLine(found, body.get("Image", ""), command)


def field_value(body: Json, path: str) -> Any:
    """Return the value at a path such as `HostConfig.Memory`, None for an empty one."""
    for key in path.split("."):
        body = body.get(key) or {}
    return body if body != {} else None


def _host(body: Json, field: str) -> Any:
    return (body.get("HostConfig") or {}).get(field)


def _of_body(field: str) -> Callable[[Json], Any]:
    return lambda body: body.get(field)


def _of_host(field: str) -> Callable[[Json], Any]:
    return lambda body: _host(body, field)


def _of_log(field: str) -> Callable[[Json], Any]:
    return lambda body: (_host(body, "LogConfig") or {}).get(field)


def _pairs(read: Callable[[Json], Any]) -> Callable[[Json], list[str]]:
    return lambda body: pair_texts(read(body) or {})


def _attach(body: Json) -> list[str]:
    """Return the streams of --attach; [] for those that are attached by default, and for none."""
    streams = [name for name in ("stdout", "stderr") if body.get(f"Attach{name.title()}")]
    implies_stdin = bool(body.get("OpenStdin"))
    if len(streams) == 2 and bool(body.get("AttachStdin")) == implies_stdin:
        return []
    return ["stdin", *streams] if body.get("AttachStdin") and not implies_stdin else streams


def is_detached(body: Json) -> bool:
    """Return whether no stream is attached, as `run --detach` creates it."""
    return not any(body.get(f"Attach{name}") for name in ("Stdin", "Stdout", "Stderr"))


def _entrypoint(body: Json) -> str | None:
    entrypoint = body.get("Entrypoint")
    return entrypoint[0] if entrypoint else None


def _exposed(body: Json) -> list[str]:
    published = _host(body, "PortBindings") or {}
    exposed = (port for port in body.get("ExposedPorts") or () if port not in published)
    return [port.removesuffix("/tcp") for port in exposed]


def _health(field: str) -> Callable[[Json], Any]:
    return lambda body: (body.get("Healthcheck") or {}).get(field)


def _health_command(body: Json) -> str:
    """Return the command of a health check; that of one without a shell in quotes for a shell."""
    kind, *words = _health("Test")(body) or [""]
    if kind == "CMD-SHELL":
        return " ".join(words)
    if kind != "CMD":
        return ""
    import shlex

    return shlex.join(words)


def endpoints_of(body: Json) -> dict[str, Json]:
    """Return the EndpointSettings by network, the first network first."""
    mode = _host(body, "NetworkMode") or networks.DEFAULT
    found = (body.get("NetworkingConfig") or {}).get("EndpointsConfig") or {}
    return {mode: {}, **found}


#: settings of the first network that have no option of their own
_LONG_FORM_ONLY = ("DriverOpts", "GwPriority")


def attachments_of(body: Json) -> list[networks.Attachment]:
    """Return the networks of a body with their settings, the first network first."""
    return [networks.Attachment(*item) for item in endpoints_of(body).items()]


def _attachments(body: Json) -> list[networks.Attachment]:
    first, *others = attachments_of(body)
    if _has_own_options(first):
        first = first._replace(endpoint={})
    if not networks.is_user_defined(first.network):
        others = []  # which `network connect` added
    return [] if first == (networks.DEFAULT, {}) else [first, *others]


def _has_own_options(first: networks.Attachment) -> bool:
    return not any(first.endpoint.get(field) for field in _LONG_FORM_ONLY)


def _first_network(field: str) -> Callable[[Json], Any]:
    """Return what reads a setting of the first network, if its options express all of them."""

    def read(body: Json) -> Any:
        first = attachments_of(body)[0]
        if not _has_own_options(first):
            return None
        parent, _, name = field.rpartition(".")
        holder = first.endpoint.get(parent) or {} if parent else first.endpoint
        return holder.get(name)

    return read


def _links(body: Json) -> list[str]:
    first = next(iter(endpoints_of(body).values()))
    return list(dict.fromkeys([*(_host(body, "Links") or ()), *(first.get("Links") or ())]))


def _volumes(body: Json) -> list[str]:
    return [*(_host(body, "Binds") or ()), *(body.get("Volumes") or ())]


REVERSED: Mapping[str, Callable[[Json], Any]] = {
    "attach": _attach,
    "cap-add": _of_host("CapAdd"),
    "cap-drop": _of_host("CapDrop"),
    "device": lambda body: devices.device_texts(
        _host(body, "Devices") or (), _host(body, "DeviceRequests") or ()
    ),
    "entrypoint": _entrypoint,
    "env": _of_body("Env"),
    "expose": _exposed,
    "gpus": lambda body: devices.gpu_requests(_host(body, "DeviceRequests") or ()),
    "health-cmd": _health_command,
    **{key.replace("_", "-"): _health(field) for key, field in HEALTH_FIELDS.items()},
    "init": _of_host("Init"),
    "interactive": _of_body("OpenStdin"),
    "ip": _first_network("IPAMConfig.IPv4Address"),
    "ip6": _first_network("IPAMConfig.IPv6Address"),
    "label": _pairs(_of_body("Labels")),
    "link": _links,
    "link-local-ip": _first_network("IPAMConfig.LinkLocalIPs"),
    "log-driver": _of_log("Type"),
    "log-opt": _pairs(_of_log("Config")),
    "mac-address": _first_network("MacAddress"),
    "memory-swappiness": _of_host("MemorySwappiness"),
    "mount": _of_host("Mounts"),
    "network": _attachments,
    "network-alias": _first_network("Aliases"),
    "no-healthcheck": lambda body: _health("Test")(body) == ["NONE"],
    "publish": lambda body: ports.publish_texts(_host(body, "PortBindings") or {}),
    "restart": lambda body: restart.policy_text(_host(body, "RestartPolicy") or {}) or None,
    "rm": _of_host("AutoRemove"),
    "security-opt": lambda body: security.security_texts(body.get("HostConfig") or {}),
    "stop-timeout": _of_body("StopTimeout"),
    "storage-opt": _pairs(_of_host("StorageOpt")),
    "tmpfs": lambda body: mounts.tmpfs_texts(_host(body, "Tmpfs") or {}),
    "tty": _of_body("Tty"),
    "volume": _volumes,
}


def words(options: Sequence[tuple[str, str]], kinds: Mapping[str, Kind]) -> list[str]:
    """Return the words of options on a command line."""
    found = []
    for option, text in options:
        bare = kinds[option].bare
        if bare is None:
            found += [f"--{option}", text]
        else:
            found.append(f"--{option}" if text == bare else f"--{option}={text}")
    return found
