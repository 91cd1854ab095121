"""The fields of services, networks, volumes, secrets, configs and models, in order."""

from __future__ import annotations

from pydock.compose.project.decoders import hosts, many_options
from pydock.compose.project.service_parts import (
    ATTACHMENT,
    BLKIO,
    BOOLEAN,
    BUILD,
    DEPENDENCIES,
    DEPLOY,
    DEVELOP,
    DEVICE_REQUESTS,
    FILE_REFERENCES,
    GIVEN_BOOLEAN,
    GIVEN_DURATION,
    GIVEN_INTEGER,
    HEALTH_CHECK,
    HOOK,
    INTEGER,
    MOUNT,
    NUMBER,
    PAIRS,
    PORT,
    SIZE,
    TEXT,
    TEXTS,
    ULIMITS,
    VARIABLES,
    EnvFile,
    command_field,
    given,
)
from pydock.compose.project.shape import Field, ListOf, MapOf, Shape

SERVICE = Shape(
    {
        "profiles": TEXTS,
        "annotations": PAIRS,
        "attach": GIVEN_BOOLEAN,
        "build": given(BUILD),
        "develop": given(DEVELOP),
        "blkio_config": given(BLKIO),
        "cap_add": TEXTS,
        "cap_drop": TEXTS,
        "cgroup_parent": TEXT,
        "cgroup": TEXT,
        "cpu_count": INTEGER,
        "cpu_percent": NUMBER,
        "cpu_period": INTEGER,
        "cpu_quota": INTEGER,
        "cpu_rt_period": INTEGER,
        "cpu_rt_runtime": INTEGER,
        "cpus": NUMBER,
        "cpuset": TEXT,
        "cpu_shares": INTEGER,
        "command": command_field(),
        "configs": FILE_REFERENCES,
        "container_name": TEXT,
        "credential_spec": given(Shape({"config": TEXT, "file": TEXT, "registry": TEXT})),
        "depends_on": DEPENDENCIES,
        "deploy": given(DEPLOY),
        "device_cgroup_rules": TEXTS,
        "devices": Field(ListOf(Shape({"source": TEXT, "target": TEXT, "permissions": TEXT}))),
        "dns": TEXTS,
        "dns_opt": TEXTS,
        "dns_search": TEXTS,
        "domainname": TEXT,
        "entrypoint": command_field(),
        "provider": given(Shape({"type": TEXT, "options": Field(many_options)})),
        "environment": VARIABLES,
        "env_file": Field(ListOf(EnvFile())),
        "expose": TEXTS,
        "extends": given(Shape({"file": TEXT, "service": TEXT})),
        "external_links": TEXTS,
        "extra_hosts": Field(hosts),
        "group_add": TEXTS,
        "gpus": DEVICE_REQUESTS,
        "hostname": TEXT,
        "healthcheck": given(HEALTH_CHECK),
        "image": TEXT,
        "init": GIVEN_BOOLEAN,
        "ipc": TEXT,
        "isolation": TEXT,
        "labels": PAIRS,
        "label_file": TEXTS,
        "links": TEXTS,
        "logging": given(Shape({"driver": TEXT, "options": PAIRS})),
        "mem_limit": SIZE,
        "mem_reservation": SIZE,
        "memswap_limit": SIZE,
        "mem_swappiness": SIZE,
        "mac_address": TEXT,
        "models": Field(MapOf(Shape({"endpoint_var": TEXT, "model_var": TEXT}), optional=True)),
        "network_mode": TEXT,
        "networks": Field(MapOf(ATTACHMENT, optional=True)),
        "oom_kill_disable": BOOLEAN,
        "oom_score_adj": INTEGER,
        "pid": TEXT,
        "pids_limit": INTEGER,
        "platform": TEXT,
        "ports": Field(ListOf(PORT)),
        "privileged": BOOLEAN,
        "pull_policy": TEXT,
        "read_only": BOOLEAN,
        "restart": TEXT,
        "runtime": TEXT,
        "scale": GIVEN_INTEGER,
        "secrets": FILE_REFERENCES,
        "security_opt": TEXTS,
        "shm_size": SIZE,
        "stdin_open": BOOLEAN,
        "stop_grace_period": GIVEN_DURATION,
        "stop_signal": TEXT,
        "storage_opt": PAIRS,
        "sysctls": PAIRS,
        "tmpfs": TEXTS,
        "tty": BOOLEAN,
        "ulimits": ULIMITS,
        "use_api_socket": BOOLEAN,
        "user": TEXT,
        "userns_mode": TEXT,
        "uts": TEXT,
        "volumes": Field(ListOf(MOUNT)),
        "volumes_from": TEXTS,
        "working_dir": TEXT,
        "post_start": Field(ListOf(HOOK)),
        "pre_stop": Field(ListOf(HOOK)),
    }
)

NETWORK = Shape(
    {
        "name": TEXT,
        "driver": TEXT,
        "driver_opts": PAIRS,
        "ipam": Field(
            Shape(
                {
                    "driver": TEXT,
                    "config": Field(
                        ListOf(
                            Shape(
                                {
                                    "subnet": TEXT,
                                    "gateway": TEXT,
                                    "ip_range": TEXT,
                                    "aux_addresses": PAIRS,
                                }
                            )
                        )
                    ),
                }
            ),
            json_zero={},
        ),
        "external": BOOLEAN,
        "internal": BOOLEAN,
        "attachable": BOOLEAN,
        "labels": PAIRS,
        "enable_ipv4": GIVEN_BOOLEAN,
        "enable_ipv6": GIVEN_BOOLEAN,
    }
)

VOLUME = Shape(
    {"name": TEXT, "driver": TEXT, "driver_opts": PAIRS, "external": BOOLEAN, "labels": PAIRS}
)

FILE_OBJECT = Shape(
    {
        "name": TEXT,
        "file": TEXT,
        "environment": TEXT,
        "content": TEXT,
        "external": BOOLEAN,
        "labels": PAIRS,
        "driver": TEXT,
        "driver_opts": PAIRS,
        "template_driver": TEXT,
    }
)

MODEL = Shape({"name": TEXT, "model": TEXT, "context_size": INTEGER, "runtime_flags": TEXTS})
