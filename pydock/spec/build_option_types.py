"""The options of `build`."""

from typing import Any, TypedDict


class BuildOptions(TypedDict):
    """Values by key; each builder parses some of the texts in its own way."""

    add_host: list[str]
    allow: list[str]
    annotation: list[str]
    attest: list[str]
    build_arg: list[str]
    build_arg_file: list[str]
    build_context: list[str]
    builder: str
    cache_from: list[str]
    cache_to: list[str]
    call: str
    cgroup_parent: str
    check: bool
    compress: bool
    cpu_period: int
    cpu_quota: int
    cpu_shares: int
    cpuset_cpus: str
    cpuset_mems: str
    debug: bool
    disable_content_trust: bool
    file: str
    force_rm: bool
    iidfile: str
    isolation: str
    label: list[str]
    load: bool
    memory: int
    memory_swap: int
    metadata_file: str
    network: str
    no_cache: bool
    no_cache_filter: list[str]
    output: list[str]
    platform: list[str]
    progress: str | None
    provenance: str
    pull: bool
    push: bool
    quiet: bool
    rm: bool
    sbom: str
    secret: list[str]
    security_opt: list[str]
    shm_size: int
    squash: bool
    ssh: list[str]
    tag: list[str]
    target: str
    ulimit: list[dict[str, Any]]
