"""POST /containers/create, from the options of `run` and `create`.

Most fields of options that were not given are left out. `version_rules` has the fields that are
copied from options, and `container_versions` adapts the body to older engines.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from pydock.errors import reported_value_errors
from pydock.oci.platform import normalized
from pydock.options import (
    devices,
    environment,
    logging,
    mounts,
    networks,
    ports,
    resources,
    restart,
    security,
)
from pydock.options.key_values import strict_key_values, without_empty
from pydock.spec.container_versions import adapt, is_met
from pydock.spec.health_check import HealthOptions, health_check
from pydock.spec.request_context import RequestContext
from pydock.spec.version_rules import CONTAINER_CREATE, copied

Json = dict[str, Any]


class ChangeableOptions(HealthOptions, networks.FirstNetworkOptions):
    """Options of `create` and `recreate` beside those that CONTAINER_CREATE copies into fields."""

    cap_add: list[str]
    cap_drop: list[str]
    cgroupns: str
    device: list[str]
    dotenv_file: list[str]
    entrypoint: str | None
    env: list[str]
    env_file: list[str]
    expose: list[str]
    gpus: list[Json]
    init: bool | None
    interactive: bool
    label: list[str]
    label_file: list[str]
    log_driver: str
    log_opt: list[str]
    memory_swappiness: int
    mount: list[Json]
    network: list[networks.Attachment]
    pid: str
    platform: str
    publish: list[str]
    quiet: bool
    restart: str
    security_opt: list[str]
    stop_timeout: int | None
    storage_opt: list[str]
    tmpfs: list[str]
    tty: bool
    userns: str
    uts: str
    volume: list[str]


class CreateOptions(ChangeableOptions):
    """Options of `create`."""

    attach: list[str]
    cidfile: str
    disable_content_trust: bool
    name: str
    pull: str
    rm: bool
    use_api_socket: bool


class RunOptions(CreateOptions):
    """Options of `run`."""

    detach: bool
    detach_keys: str
    sig_proxy: bool


class CreateRequest(NamedTuple):
    """Body and query of the creation, and networks to connect afterwards."""

    body: Json
    name: str
    platform: str
    further_networks: Mapping[str, Json] = {}


def container_create_request(
    values: CreateOptions, image: str, command: Sequence[str], context: RequestContext
) -> CreateRequest:
    """Return the request for options by key. Raises ValueError, NotSupported."""
    body = create_body(values, image, command, context)
    further = adapt(body, context)
    platform = query_platform(values["platform"], context)
    return CreateRequest(body, values["name"], platform, further)


def create_body(
    values: CreateOptions, image: str, command: Sequence[str], context: RequestContext
) -> Json:
    """Return the body for an engine of today; options are checked in docker's order. ValueError."""
    if values["mac_address"]:
        networks.check_mac(values["mac_address"])
    resources.check_swappiness(values["memory_swappiness"])
    volumes = mounts.parse_volumes(values["volume"], context.working_directory)
    published = ports.parse_ports(values["publish"], values["expose"])
    found = devices.parse_devices(values["device"], values["gpus"], context.os_type)
    body = _config(values, context)
    _check_namespaces(values)
    host = _host_config(values, context)
    check = health_check(values)
    if values["rm"] and not restart.is_none(host["RestartPolicy"]):
        raise ValueError("conflicting options: cannot specify both --restart and --rm")
    endpoints = networks.endpoints(values["network"], values)

    body |= without_empty(
        {
            "Cmd": list(command),
            "ExposedPorts": published.exposed,
            "Volumes": volumes.anonymous,
            "Healthcheck": check,
            "NetworkingConfig": without_empty({"EndpointsConfig": endpoints}),
        }
    )
    host |= without_empty(
        {
            "Binds": volumes.binds,
            "PortBindings": published.bindings,
            "Devices": found.mappings,
            "DeviceRequests": found.requests,
        }
    )
    return body | {"Image": image, "HostConfig": host}


@contextmanager
def _naming(option: str) -> Iterator[None]:
    """Let an error of files name their option."""
    try:
        yield
    except ValueError as error:
        raise ValueError(f"--{option}: {error}") from None


def _config(values: CreateOptions, context: RequestContext) -> Json:
    """Return the fields beside HostConfig that depend on one option each."""
    variables = environment.with_proxies(values["env"], context.proxies)
    with _naming("env-file"):
        variables = environment.environment(
            variables, values["env_file"], context.environ, context.read_file
        )
    with _naming("label-file"):
        labels = environment.labels(values["label"], values["label_file"], context.read_file)
    config = without_empty({**copied(values, CONTAINER_CREATE), "Env": variables, "Labels": labels})
    # an empty value differs from none
    if values["entrypoint"] is not None:
        config["Entrypoint"] = [values["entrypoint"]]
    if values["stop_timeout"] is not None:
        config["StopTimeout"] = values["stop_timeout"]
    return config | _streams(values)


def _host_config(values: CreateOptions, context: RequestContext) -> Json:
    """Return the fields of HostConfig that depend on one option each."""
    policy = restart.restart_policy(values["restart"])
    log = logging.log_config(values["log_driver"], values["log_opt"])
    secured = security.security(values["security_opt"], context.read_file)
    host = {
        **copied(values, CONTAINER_CREATE, "HostConfig"),
        "StorageOpt": strict_key_values(values["storage_opt"], "invalid storage option"),
        "Mounts": mounts.with_absolute_sources(values["mount"], context.working_directory),
        "Tmpfs": mounts.tmpfs_options(values["tmpfs"]),
        "CapAdd": resources.capabilities(values["cap_add"]),
        "CapDrop": resources.capabilities(values["cap_drop"]),
        "NetworkMode": networks.network_mode(values["network"]),
        "LogConfig": log,
        "ConsoleSize": context.console_size,
    }
    host = _NEVER_NULL | without_empty(host) | secured
    host["RestartPolicy"] = policy
    if values["memory_swappiness"] != -1:
        host["MemorySwappiness"] = values["memory_swappiness"]
    if values["init"] is not None:
        host["Init"] = values["init"]
    if values["rm"] and is_met("rm", context):
        host["AutoRemove"] = True
    return host


#: fields that docker always sends: scripts rely on them in `inspect`
_NEVER_NULL: Json = {
    "BlkioDeviceReadBps": [],
    "BlkioDeviceReadIOps": [],
    "BlkioDeviceWriteBps": [],
    "BlkioDeviceWriteIOps": [],
    "BlkioWeightDevice": [],
    "Devices": [],
    "DnsOptions": [],
    "DnsSearch": [],
    "PortBindings": {},
    "Ulimits": [],
}


def check_stream(text: str) -> str:
    """Return the name of a stream of `--attach` in lower case. Raises ValueError."""
    name = text.lower()
    if name not in ("stdin", "stdout", "stderr"):
        raise ValueError("valid streams are STDIN, STDOUT and STDERR")
    return name


def _streams(values: CreateOptions) -> Json:
    """Return the fields of attached streams: those of --attach, or standard output and error."""
    attached = values["attach"] or ["stdout", "stderr"]
    stdin = values["interactive"] or "stdin" in attached
    return {
        "AttachStdin": stdin,
        "AttachStdout": "stdout" in attached,
        "AttachStderr": "stderr" in attached,
        "OpenStdin": values["interactive"],
        "StdinOnce": values["interactive"],
        "Tty": values["tty"],
    }


def _check_namespaces(values: CreateOptions) -> None:
    pid = values["pid"]
    if pid not in ("", "host") and not (pid.startswith("container:") and pid != "container:"):
        raise ValueError("--pid: invalid PID mode")
    if values["uts"] not in ("", "host"):
        raise ValueError("--uts: invalid UTS mode")
    if values["userns"] not in ("", "host"):
        raise ValueError("--userns: invalid USER mode")
    if values["cgroupns"] not in ("", "host", "private"):
        raise ValueError("--cgroupns: invalid CGROUP mode")


def query_platform(text: str, context: RequestContext) -> str:
    """Return the platform of the query, `os/architecture[/variant]`. Raises PydockError.

    "" for none, and for older engines, which have it in the request that pulls alone.
    """
    if not text or not is_met("platform in the query", context):
        return ""
    with reported_value_errors():
        return normalized(text)
