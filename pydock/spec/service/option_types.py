"""Options of `service create` and `update` beside those that version rules copy into fields."""

from typing import Any, Literal, TypeAlias

from pydock.options.networks import Attachment
from pydock.spec.health_check import HealthOptions

Json = dict[str, Any]


class ServiceOptions(HealthOptions):
    """Options of both commands."""

    cap_add: list[str]
    cap_drop: list[str]
    credential_spec: Json | None
    detach: bool
    endpoint_mode: str
    init: bool
    log_driver: str
    log_opt: list[str]
    max_concurrent: int | None
    memory_swap: int
    memory_swappiness: int
    no_resolve_image: bool
    quiet: bool
    replicas: int | None
    replicas_max_per_node: int
    stop_grace_period: int | None
    with_registry_auth: bool


class ServiceCreateOptions(ServiceOptions):
    config: list[Json]
    constraint: list[str]
    container_label: list[str]
    dns: list[str]
    dns_option: list[str]
    dns_search: list[str]
    dotenv_file: list[str]
    env: list[str]
    env_file: list[str]
    generic_resource: list[str]
    host: list[str]
    label: list[str]
    mode: str
    mount: list[Json]
    name: str
    network: list[Attachment]
    placement_pref: list[Json]
    publish: list[Json]
    secret: list[Json]
    sysctl: list[str]


class ServiceUpdateOptions(ServiceOptions):
    """Beside `--NAME-add` and `--NAME-rm` of each ListOption."""

    force: bool
    rollback: bool


ListOption: TypeAlias = Literal[
    "config", "constraint", "container_label", "dns", "dns_option", "dns_search", "env",
    "generic_resource", "group", "host", "label", "mount", "network", "placement_pref", "publish",
    "secret", "sysctl", "ulimit",
]  # fmt: skip
