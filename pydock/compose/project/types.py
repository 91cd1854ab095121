"""The canonical form of a project, as `compose config --format json` shows it.

All dictionaries hold plain values of JSON, in the order that is written. A key that is missing has
its zero value. Sizes are decimal texts ("1048576"), durations Go's ("1m30s"), modes octal texts.
Extensions (x-) stand in them too, behind the fields.
"""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, NamedTuple, TypedDict

from pydock.compose.project.service_parts import (
    Attachment,
    BlockIO,
    Build,
    Command,
    CredentialSpec,
    Dependency,
    Deploy,
    Develop,
    Device,
    DeviceRequest,
    EnvFiles,
    Extends,
    FileReference,
    GivenBoolean,
    GivenDuration,
    GivenInteger,
    HealthCheck,
    Hook,
    Hosts,
    Logging,
    ModelBinding,
    Mount,
    Port,
    Provider,
    Size,
    Ulimits,
)
from pydock.compose.project.shape import Field, shape_of

Json = dict[str, Any]


class Service(TypedDict, total=False):
    profiles: list[str]
    annotations: dict[str, str]
    attach: GivenBoolean
    build: Build
    develop: Develop
    blkio_config: BlockIO
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
    command: Command
    configs: list[FileReference]
    container_name: str
    credential_spec: CredentialSpec
    depends_on: dict[str, Dependency]
    deploy: Deploy
    device_cgroup_rules: list[str]
    devices: list[Device]
    dns: list[str]
    dns_opt: list[str]
    dns_search: list[str]
    domainname: str
    #: missing: the image's; empty: none
    entrypoint: Command
    provider: Provider
    #: None: unset, although the image or an env file sets it
    environment: dict[str, str | None]
    #: missing once they are resolved into `environment`
    env_file: EnvFiles
    expose: list[str]
    extends: Extends
    external_links: list[str]
    extra_hosts: Hosts
    group_add: list[str]
    gpus: list[DeviceRequest]
    hostname: str
    healthcheck: HealthCheck
    image: str
    init: GivenBoolean
    ipc: str
    isolation: str
    labels: dict[str, str]
    label_file: list[str]
    links: list[str]
    logging: Logging
    mem_limit: Size
    mem_reservation: Size
    memswap_limit: Size
    mem_swappiness: Size
    mac_address: str
    models: dict[str, ModelBinding | None]
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
    scale: GivenInteger
    secrets: list[FileReference]
    security_opt: list[str]
    shm_size: Size
    stdin_open: bool
    stop_grace_period: GivenDuration
    stop_signal: str
    storage_opt: dict[str, str]
    sysctls: dict[str, str]
    tmpfs: list[str]
    tty: bool
    ulimits: Ulimits
    use_api_socket: bool
    user: str
    userns_mode: str
    uts: str
    volumes: list[Mount]
    volumes_from: list[str]
    working_dir: str
    post_start: list[Hook]
    pre_stop: list[Hook]


class _Pool(TypedDict, total=False):
    subnet: str
    gateway: str
    ip_range: str
    aux_addresses: dict[str, str]


class IPAM(TypedDict, total=False):
    driver: str
    config: list[_Pool]


class Network(TypedDict, total=False):
    name: str
    driver: str
    driver_opts: dict[str, str]
    ipam: Annotated[IPAM, partial(Field, json_zero={})]
    external: bool
    internal: bool
    attachable: bool
    labels: dict[str, str]
    enable_ipv4: GivenBoolean
    enable_ipv6: GivenBoolean


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


class Model(TypedDict, total=False):
    name: str
    model: str
    context_size: int
    runtime_flags: list[str]


SERVICE, NETWORK, VOLUME = shape_of(Service), shape_of(Network), shape_of(Volume)
FILE_OBJECT, MODEL = shape_of(FileObject), shape_of(Model)


class Project(NamedTuple):
    """The merged files of a project, its variables resolved, the services of its profiles."""

    name: str
    services: Mapping[str, Service]
    networks: Mapping[str, Network] = {}
    volumes: Mapping[str, Volume] = {}
    secrets: Mapping[str, FileObject] = {}
    configs: Mapping[str, FileObject] = {}
    models: Mapping[str, Model] = {}
    #: extensions (x-) of the top level
    extensions: Mapping[str, Any] = {}
    #: services of profiles that are not enabled, or that were not selected
    disabled_services: Mapping[str, Service] = {}
    #: enabled profiles
    profiles: tuple[str, ...] = ()
    #: absolute path of the project directory
    working_directory: str = ""
    #: absolute paths, "-" for standard input
    config_files: tuple[str, ...] = ()
    #: variables: the process's, then those of env files
    environment: Mapping[str, str] = {}
    #: absolute paths of the files of variables that the user named, in place of .env
    env_files: tuple[str, ...] = ()
