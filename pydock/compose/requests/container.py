"""The body of the request that creates a container of a service."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pydock.compose.errors import ComposeError
from pydock.compose.project.service_parts import HealthCheck
from pydock.compose.project.types import Project, Service
from pydock.compose.requests.endpoints import networking
from pydock.compose.requests.mounts import mount_fields
from pydock.compose.requests.resources import resource_fields, restart_policy
from pydock.compose.requests.versions import EngineVersions, adapt
from pydock.golang.time.duration import SECOND, parse_duration
from pydock.options.environment import ReadFile
from pydock.options.resources import capabilities
from pydock.options.security import security
from pydock.spec.version_rules import COMPOSE_SERVICE

Json = dict[str, Any]

#: fields of a service that the engine reads under another name, of Config and of HostConfig
_CONFIG = {
    "hostname": "Hostname",
    "domainname": "Domainname",
    "user": "User",
    "tty": "Tty",
    "stdin_open": "OpenStdin",
    "working_dir": "WorkingDir",
    "stop_signal": "StopSignal",
}
_HOST_CONFIG = {
    "annotations": "Annotations",
    "ipc": "IpcMode",
    "cgroup": "CgroupnsMode",
    "read_only": "ReadonlyRootfs",
    "sysctls": "Sysctls",
    "volumes_from": "VolumesFrom",
    "dns": "Dns",
    "dns_search": "DnsSearch",
    "dns_opt": "DnsOptions",
    "storage_opt": "StorageOpt",
    "userns_mode": "UsernsMode",
    "uts": "UTSMode",
    "privileged": "Privileged",
    "pid": "PidMode",
    "isolation": "Isolation",
    "runtime": "Runtime",
    "group_add": "GroupAdd",
    "oom_score_adj": "OomScoreAdj",
}


class CreateRequest(NamedTuple):
    """A container to create: query and body, and the networks that it is connected to after it."""

    name: str
    body: Json
    platform: str
    further_networks: dict[str, Json]

    @property
    def with_all_networks(self) -> Json:
        """The body with the endpoints of all networks, which engines may take one at a time."""
        networks = self.body.get("NetworkingConfig", {}).get("EndpointsConfig", {})
        endpoints = {"EndpointsConfig": {**networks, **self.further_networks}}
        return {**self.body, "NetworkingConfig": endpoints}


class ContainerSettings(NamedTuple):
    """What a container is created from, besides its service."""

    name: str
    image: str
    #: the name that stays, when the container replaces another one
    alias: str
    labels: Mapping[str, str]
    engine: EngineVersions
    read: ReadFile
    links: Sequence[str] = ()
    proxies: Mapping[str, str] = {}
    #: mounts of the container that is replaced, and the volumes of its image
    inherited: Sequence[Json] = ()
    image_volumes: Sequence[str] = ()
    use_aliases: bool = True
    attach_stdin: bool = False
    auto_remove: bool = False
    warn: Callable[[str], object] = lambda text: None


def create_request(
    project: Project, name: str, service: Service, settings: ContainerSettings
) -> CreateRequest:
    """Return the request for a container of the service `name`.

    Raises ComposeError, and NotSupported for what the engine does not have.
    """
    aliases = [settings.alias, name] if settings.use_aliases else [settings.alias]
    networks = networking(
        project, service, settings.engine,
        aliases=aliases, links=settings.links, own_aliases=settings.use_aliases,
    )  # fmt: skip
    mounts = mount_fields(
        project, service, settings.inherited, settings.image_volumes, settings.warn
    )
    if not settings.engine.has("volumes.image") and any(
        mount["Type"] == "image" for mount in mounts.get("Mounts", [])
    ):
        raise ComposeError("volume with type=image require Docker Engine v28 or later")
    body = _config(service, settings)
    if networks.mac_address:
        body["MacAddress"] = networks.mac_address
    body["HostConfig"] = {**_host_config(service, settings), **mounts, "NetworkMode": networks.mode}
    if networks.endpoints:
        body["NetworkingConfig"] = {"EndpointsConfig": networks.endpoints}
    platform = service.get("platform") or project.environment.get("DOCKER_DEFAULT_PLATFORM", "")
    sent = platform if settings.engine.has("platform") else ""
    request = CreateRequest(settings.name, body, sent, networks.further)
    adapt(f"services.{name}", request.with_all_networks, COMPOSE_SERVICE, settings.engine)
    return request


def _config(service: Service, settings: ContainerSettings) -> Json:
    values: Json = dict(service)
    body = {sent: values[key] for key, sent in _CONFIG.items() if values.get(key)}
    body |= {
        "Image": settings.image,
        "Labels": dict(settings.labels),
        "AttachStdout": True,
        "AttachStderr": True,
    }
    if settings.attach_stdin:
        body |= {"AttachStdin": True, "StdinOnce": bool(service.get("stdin_open"))}
    for key, sent in (("command", "Cmd"), ("entrypoint", "Entrypoint")):
        if values.get(key) is not None:
            body[sent] = values[key]
    environment = {**settings.proxies, **service.get("environment", {})}
    if environment:
        body["Env"] = [
            key if value is None else f"{key}={value}" for key, value in environment.items()
        ]
    exposed = [*service.get("expose", []), *_ports(service)]
    if exposed:
        body["ExposedPorts"] = {port: {} for port in exposed}
    if service.get("network_mode") == "disabled":
        body["NetworkDisabled"] = True
    if "healthcheck" in service:
        body["Healthcheck"] = _health_check(service["healthcheck"], settings.engine)
    if "stop_grace_period" in service:
        body["StopTimeout"] = parse_duration(service["stop_grace_period"]) // SECOND
    return body


def _host_config(service: Service, settings: ContainerSettings) -> Json:
    values: Json = dict(service)
    body = {sent: values[key] for key, sent in _HOST_CONFIG.items() if values.get(key)}
    body |= resource_fields(service)
    if settings.auto_remove:
        body["AutoRemove"] = True
    for key, sent in (("cap_add", "CapAdd"), ("cap_drop", "CapDrop")):
        if values.get(key):
            body[sent] = capabilities(values[key])
    if "init" in service:
        body["Init"] = service["init"]
    policy = restart_policy(service)
    if policy:
        body["RestartPolicy"] = policy
    if service.get("shm_size"):
        body["ShmSize"] = int(service["shm_size"])
    ports = _ports(service)
    if ports:
        body["PortBindings"] = ports
    if service.get("extra_hosts"):
        body["ExtraHosts"] = [host.replace("=", ":", 1) for host in service["extra_hosts"]]
    if service.get("security_opt"):
        try:
            body |= security(service["security_opt"], settings.read)
        except ValueError as error:
            raise ComposeError(str(error)) from None
    if service.get("tmpfs"):
        parted = [one.partition(":") for one in service["tmpfs"]]
        body["Tmpfs"] = {path: options for path, _, options in parted}
    if service.get("logging"):
        logging = service["logging"]
        body["LogConfig"] = {
            "Type": logging.get("driver", ""),
            "Config": logging.get("options") or {},
        }
    if settings.links:
        body["Links"] = list(settings.links)
    return body


def _ports(service: Service) -> dict[str, list[Json]]:
    """Return the bindings of published ports: "80/tcp" to a list of addresses."""
    bindings: dict[str, list[Json]] = {}
    for port in service.get("ports", []):
        binding = {"HostIp": port.get("host_ip", ""), "HostPort": str(port.get("published", ""))}
        key = f"{port['target']}/{port.get('protocol', '')}"
        bindings.setdefault(key, []).append(
            {field: value for field, value in binding.items() if value}
        )
    return bindings


def _health_check(check: HealthCheck, engine: EngineVersions) -> Json:
    test = ["NONE"] if check.get("disable") else check.get("test", [])
    if "start_interval" in check:
        if not engine.has("healthcheck.start_interval"):
            raise ComposeError(
                "can't set healthcheck.start_interval as feature require Docker Engine v25 or later"
            )
        if "start_period" not in check:
            raise ComposeError(
                "healthcheck.start_interval requires healthcheck.start_period to be set"
            )
    found: Json = {"Test": test, "Retries": check.get("retries", 0)}
    durations: Json = dict(check)
    for key, sent in (
        ("interval", "Interval"), ("timeout", "Timeout"), ("start_period", "StartPeriod"),
        ("start_interval", "StartInterval"),
    ):  # fmt: skip
        if key in durations:
            found[sent] = parse_duration(durations[key])
    return {key: value for key, value in found.items() if value}
