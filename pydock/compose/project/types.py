"""The canonical form of a project, as `compose config --format json` shows it.

All dictionaries hold plain values of JSON, in the order that is written. A key that is missing has
its zero value. Sizes are decimal texts ("1048576"), durations Go's ("1m30s"), modes octal texts.
Extensions (x-) stand in them too, behind the fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypedDict

Json = dict[str, Any]


class FileReference(TypedDict, total=False):
    """A config or secret that a service or build mounts."""

    source: str
    target: str
    uid: str
    gid: str
    mode: str


class Ulimit(TypedDict, total=False):
    soft: int
    hard: int


class Build(TypedDict, total=False):
    context: str
    dockerfile: str
    dockerfile_inline: str
    entitlements: list[str]
    args: dict[str, str | None]
    provenance: str
    sbom: str
    #: "id" or "id: path"
    ssh: list[str]
    labels: dict[str, str]
    cache_from: list[str]
    cache_to: list[str]
    no_cache: bool
    additional_contexts: dict[str, str]
    pull: bool
    #: "name=address"
    extra_hosts: list[str]
    isolation: str
    network: str
    target: str
    secrets: list[FileReference]
    shm_size: str
    tags: list[str]
    ulimits: dict[str, Ulimit | int]
    platforms: list[str]
    privileged: bool


class Hook(TypedDict, total=False):
    """A command that runs in a container after its start or before its stop."""

    command: list[str] | None
    user: str
    privileged: bool
    working_dir: str
    environment: dict[str, str | None]


class Watch(TypedDict, total=False):
    path: str
    #: sync, rebuild, restart, sync+restart, sync+exec
    action: str
    target: str
    exec: Hook
    include: list[str]
    ignore: list[str]
    initial_sync: bool


class Develop(TypedDict, total=False):
    watch: list[Watch]


class Dependency(TypedDict, total=False):
    #: service_started, service_healthy, service_completed_successfully
    condition: str
    restart: bool
    required: bool


class DeviceRequest(TypedDict, total=False):
    capabilities: list[str]
    driver: str
    #: -1 for all
    count: int
    device_ids: list[str]
    options: dict[str, str]


class Resource(TypedDict, total=False):
    cpus: float
    memory: str
    pids: int
    devices: list[DeviceRequest]
    generic_resources: list[Json]


class Resources(TypedDict, total=False):
    limits: Resource
    reservations: Resource


class RestartPolicy(TypedDict, total=False):
    condition: str
    delay: str
    max_attempts: int
    window: str


class Deploy(TypedDict, total=False):
    mode: str
    replicas: int
    labels: dict[str, str]
    update_config: Json
    rollback_config: Json
    resources: Resources
    restart_policy: RestartPolicy
    placement: Json
    endpoint_mode: str


class Device(TypedDict, total=False):
    source: str
    target: str
    permissions: str


class HealthCheck(TypedDict, total=False):
    test: list[str]
    timeout: str
    interval: str
    retries: int
    start_period: str
    start_interval: str
    disable: bool


class Logging(TypedDict, total=False):
    driver: str
    options: dict[str, str]


class Attachment(TypedDict, total=False):
    """A network of a service."""

    aliases: list[str]
    driver_opts: dict[str, str]
    gw_priority: int
    interface_name: str
    ipv4_address: str
    ipv6_address: str
    link_local_ips: list[str]
    mac_address: str
    priority: int


class Port(TypedDict, total=False):
    name: str
    mode: str
    host_ip: str
    target: int
    #: a port or range; missing for a port that the engine chooses
    published: str
    protocol: str
    app_protocol: str


class Mount(TypedDict, total=False):
    #: bind, volume, tmpfs, cluster, npipe, image
    type: str
    #: a path, an image, or the key of a volume; missing for an anonymous volume
    source: str
    target: str
    read_only: bool
    consistency: str
    #: selinux, propagation, create_host_path, recursive
    bind: Json
    #: labels, nocopy, subpath
    volume: Json
    #: size, mode
    tmpfs: Json
    #: subpath
    image: Json


class Service(TypedDict, total=False):
    profiles: list[str]
    annotations: dict[str, str]
    attach: bool
    build: Build
    develop: Develop
    blkio_config: Json
    cap_add: list[str]
    cap_drop: list[str]
    cgroup_parent: str
    cgroup: str
    cpu_count: int
    cpu_percent: float
    cpu_period: int
    cpu_quota: int
    cpu_rt_period: int
    cpu_rt_runtime: int
    cpus: float
    cpuset: str
    cpu_shares: int
    #: missing: the image's; empty: none
    command: list[str]
    configs: list[FileReference]
    container_name: str
    credential_spec: Json
    depends_on: dict[str, Dependency]
    deploy: Deploy
    device_cgroup_rules: list[str]
    devices: list[Device]
    dns: list[str]
    dns_opt: list[str]
    dns_search: list[str]
    domainname: str
    #: missing: the image's; empty: none
    entrypoint: list[str]
    provider: Json
    #: None: unset, although the image or an env file sets it
    environment: dict[str, str | None]
    #: missing once they are resolved into `environment`
    env_file: list[Any]
    expose: list[str]
    extends: Json
    external_links: list[str]
    #: "name=address"
    extra_hosts: list[str]
    group_add: list[str]
    gpus: list[DeviceRequest]
    hostname: str
    healthcheck: HealthCheck
    image: str
    init: bool
    ipc: str
    isolation: str
    labels: dict[str, str]
    label_file: list[str]
    links: list[str]
    logging: Logging
    mem_limit: str
    mem_reservation: str
    memswap_limit: str
    mem_swappiness: str
    mac_address: str
    models: dict[str, Any]
    network_mode: str
    #: by the key of the network; None: no settings
    networks: dict[str, Attachment | None]
    oom_kill_disable: bool
    oom_score_adj: int
    pid: str
    pids_limit: int
    platform: str
    ports: list[Port]
    privileged: bool
    pull_policy: str
    read_only: bool
    restart: str
    runtime: str
    scale: int
    secrets: list[FileReference]
    security_opt: list[str]
    shm_size: str
    stdin_open: bool
    stop_grace_period: str
    stop_signal: str
    storage_opt: dict[str, str]
    sysctls: dict[str, str]
    tmpfs: list[str]
    tty: bool
    ulimits: dict[str, Ulimit | int]
    use_api_socket: bool
    user: str
    userns_mode: str
    uts: str
    volumes: list[Mount]
    volumes_from: list[str]
    working_dir: str
    post_start: list[Hook]
    pre_stop: list[Hook]


class Network(TypedDict, total=False):
    name: str
    driver: str
    driver_opts: dict[str, str]
    #: driver, config: a list of subnet, gateway, ip_range, aux_addresses
    ipam: Json
    external: bool
    internal: bool
    attachable: bool
    labels: dict[str, str]
    enable_ipv4: bool
    enable_ipv6: bool


class Volume(TypedDict, total=False):
    name: str
    driver: str
    driver_opts: dict[str, str]
    external: bool
    labels: dict[str, str]


class FileObject(TypedDict, total=False):
    """A config or secret."""

    name: str
    file: str
    #: name of the variable that has the content
    environment: str
    #: of a config; of a secret with `environment` too, which is never shown
    content: str
    external: bool
    labels: dict[str, str]
    driver: str
    driver_opts: dict[str, str]
    template_driver: str


@dataclass(frozen=True)
class Project:
    """The merged files of a project, its variables resolved, the services of its profiles."""

    name: str
    services: dict[str, Service]
    networks: dict[str, Network] = field(default_factory=dict)
    volumes: dict[str, Volume] = field(default_factory=dict)
    secrets: dict[str, FileObject] = field(default_factory=dict)
    configs: dict[str, FileObject] = field(default_factory=dict)
    models: dict[str, Json] = field(default_factory=dict)
    #: extensions (x-) of the top level
    extensions: Json = field(default_factory=dict)
    #: services of profiles that are not enabled, or that were not selected
    disabled_services: dict[str, Service] = field(default_factory=dict)
    #: enabled profiles
    profiles: tuple[str, ...] = ()
    #: absolute path of the project directory
    working_directory: str = ""
    #: absolute paths, "-" for standard input
    config_files: tuple[str, ...] = ()
    #: variables: the process's, then those of env files
    environment: Mapping[str, str] = field(default_factory=dict)
    #: absolute paths of the files of variables that the user named, in place of .env
    env_files: tuple[str, ...] = ()
