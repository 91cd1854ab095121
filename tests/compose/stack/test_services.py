"""From the normal form to what the API creates."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import pytest

from pydock.compose.errors import ComposeError
from pydock.compose.stack import objects
from pydock.compose.stack.notices import (
    ForbiddenProperties,
    check_forbidden,
    deprecated,
    unsupported,
)
from pydock.compose.stack.services import service_specs
from tests.compose.stack.conftest import Load, read_file

Json = dict[str, Any]


def spec_of(load_texts: Load, service: str, rest: str = "", api: tuple[int, int] = (1, 50)) -> Json:
    project = load_texts(f"services: {{web: {service}}}\n{rest}")
    return service_specs(project, "shop", api)["web"]


def part(spec: Json, path: str) -> Any:
    value: Any = spec
    for key in path.split("."):
        value = value[key]
    return value


@pytest.mark.parametrize(
    ("service", "path", "value"),
    [
        ("{}", "Name", "shop_web"),
        ("{image: a:1, deploy: {labels: [x=y]}}", "Labels",
         {"x": "y", "com.docker.stack.namespace": "shop", "com.docker.stack.image": "a:1"}),
        ("{labels: [x=y]}", "TaskTemplate.ContainerSpec.Labels",
         {"x": "y", "com.docker.stack.namespace": "shop"}),
        ("{entrypoint: a, command: b c}", "TaskTemplate.ContainerSpec.Command", ["a"]),
        ("{entrypoint: a, command: b c}", "TaskTemplate.ContainerSpec.Args", ["b", "c"]),
        ("{environment: {B: 1, A: , C: ''}}", "TaskTemplate.ContainerSpec.Env", ["A", "B=1", "C="]),
        ("{extra_hosts: ['a:::1']}", "TaskTemplate.ContainerSpec.Hosts", ["::1 a"]),
        ("{init: false}", "TaskTemplate.ContainerSpec.Init", False),
        ("{stop_grace_period: 1m}", "TaskTemplate.ContainerSpec.StopGracePeriod", 60 * 10**9),
        ("{dns: a}", "TaskTemplate.ContainerSpec.DNSConfig",
         {"Nameservers": ["a"], "Search": None}),
        ("{ulimits: {b: 2, a: {soft: 1, hard: 2}, c: 0}}", "TaskTemplate.ContainerSpec.Ulimits",
         [{"Name": "a", "Hard": 2, "Soft": 1}, {"Name": "b", "Hard": 2, "Soft": 2},
          {"Name": "c", "Hard": 0, "Soft": 0}]),
        ("{cap_add: [all, x], cap_drop: [x]}", "TaskTemplate.ContainerSpec.CapabilityAdd", ["ALL"]),
        ("{healthcheck: {disable: true}}", "TaskTemplate.ContainerSpec.Healthcheck",
         {"Test": ["NONE"]}),
        ("{logging: {driver: x}}", "TaskTemplate.LogDriver", {"Name": "x", "Options": None}),
        ("{restart: always}", "TaskTemplate.RestartPolicy", {"Condition": "any"}),
        ("{restart: 'on-failure:3'}", "TaskTemplate.RestartPolicy",
         {"Condition": "on-failure", "MaxAttempts": 3}),
        ("{restart: always, deploy: {restart_policy: {delay: 0s}}}", "TaskTemplate.RestartPolicy",
         {"Delay": 0}),
        ("{deploy: {resources: {limits: {cpus: '0.5', memory: 1k, pids: 3}}}}",
         "TaskTemplate.Resources.Limits", {"NanoCPUs": 500000000, "MemoryBytes": 1024, "Pids": 3}),
        ("{deploy: {placement: {preferences: [{spread: a}]}}}",
         "TaskTemplate.Placement.Preferences", [{"Spread": {"SpreadDescriptor": "a"}}]),
        ("{}", "Mode", {"Replicated": {}}),
        ("{deploy: {replicas: 0}}", "Mode", {"Replicated": {"Replicas": 0}}),
        ("{deploy: {mode: global}}", "Mode", {"Global": {}}),
        ("{deploy: {mode: replicated-job, replicas: 2}}", "Mode",
         {"ReplicatedJob": {"MaxConcurrent": 2, "TotalCompletions": 2}}),
        ("{deploy: {update_config: {}}}", "UpdateConfig.Parallelism", 1),
        ("{deploy: {update_config: {parallelism: 0}}}", "UpdateConfig.Parallelism", 0),
        ("{deploy: {endpoint_mode: DNSRR}}", "EndpointSpec.Mode", "dnsrr"),
        ("{ports: ['90:1', '80:2']}", "EndpointSpec.Ports",
         [{"Protocol": "tcp", "TargetPort": target, "PublishedPort": published,
           "PublishMode": "ingress"} for published, target in ((80, 2), (90, 1))]),
        ("{}", "TaskTemplate.Networks",
         [{"Target": "shop_default", "Aliases": ["web"], "DriverOpts": None}]),
    ],
)  # fmt: skip
def test_fields_of_a_specification(service: str, path: str, value: Any, load_texts: Load) -> None:
    assert part(spec_of(load_texts, service), path) == value


def test_networks(load_texts: Load) -> None:
    rest = "networks: {a: {name: z}, b: , h: {external: true, name: host}, unused: {}}"
    spec = spec_of(load_texts, "{networks: {a: {aliases: [x]}, b: , h: }}", rest)
    assert [(one["Target"], one["Aliases"]) for one in spec["TaskTemplate"]["Networks"]] == [
        ("host", []), ("shop_b", ["web"]), ("z", ["x", "web"]),
    ]  # fmt: skip
    old = spec_of(load_texts, "{networks: [b]}", rest, (1, 28))
    assert [one["Target"] for one in old["Networks"]] == ["shop_b"]


def test_references_to_secrets_and_configs(load_texts: Load) -> None:
    spec = spec_of(
        load_texts,
        "{secrets: [b, {source: a, target: /t, uid: '1', mode: 0}], credential_spec: {config: c}}",
        "secrets: {a: {external: true, name: zz}, b: {file: x}}\nconfigs: {c: {file: x}}",
    )
    container = spec["TaskTemplate"]["ContainerSpec"]
    assert container["Secrets"] == [
        {"File": {"Name": "b", "UID": "0", "GID": "0", "Mode": 0o444}, "SecretName": "shop_b"},
        {"File": {"Name": "/t", "UID": "1", "GID": "0", "Mode": 0}, "SecretName": "zz"},
    ]
    assert container["Configs"] == [{"Runtime": {}, "ConfigName": "shop_c"}]
    assert container["Privileges"]["CredentialSpec"]["Config"] == "shop_c"


VOLUMES = """
volumes: {v: {driver: d, driver_opts: {a: 1}, labels: [l=m]}, e: {external: true}, n: {name: z}}
"""


@pytest.mark.parametrize(
    ("mount", "body"),
    [
        ("/x", {"Type": "volume", "Source": "", "Target": "/x"}),
        (
            "{type: volume, source: v, target: /x, volume: {nocopy: true}}",
            {"Source": "shop_v", "VolumeOptions": {
                "NoCopy": True,
                "Labels": {"l": "m", "com.docker.stack.namespace": "shop"},
                "DriverConfig": {"Name": "d", "Options": {"a": "1"}},
            }},
        ),
        (
            "{type: volume, source: e, target: /x}",
            {"Source": "e", "VolumeOptions": {"NoCopy": False}},
        ),
        ("{type: volume, source: n, target: /x}", {"Source": "z"}),
        (
            "{type: bind, source: /a, target: /x, bind: {propagation: shared}}",
            {"Type": "bind", "Source": "/a", "BindOptions": {"Propagation": "shared"}},
        ),
        ("{type: tmpfs, target: /x, tmpfs: {size: 9}}", {"TmpfsOptions": {"SizeBytes": 9}}),
        ("{type: cluster, source: v, target: /x}", {"Source": "shop_v", "ClusterOptions": {}}),
        ("{type: cluster, source: 'group:g', target: /x}", {"Source": "group:g"}),
    ],
)  # fmt: skip
def test_mounts(mount: str, body: Json, load_texts: Load) -> None:
    spec = spec_of(load_texts, f"{{volumes: [{mount}]}}", VOLUMES)
    (found,) = spec["TaskTemplate"]["ContainerSpec"]["Mounts"]
    assert found | body == found


@pytest.mark.parametrize(
    ("service", "message"),
    [
        ("{networks: [n]}", 'undefined network "n"'),
        ("{volumes: ['vol:/x']}", 'undefined volume "vol"'),
        ("{secrets: [s]}", 'undefined secret "s"'),
        ("{credential_spec: {config: c}}", 'undefined config "c"'),
        ("{credential_spec: {file: a, registry: b}}",
         'invalid credential spec: cannot specify both "File" and "Registry"'),
        ("{volumes: [{type: tmpfs, source: a}]}", "invalid tmpfs source, source must be empty"),
        ("{volumes: [{type: cluster}]}", "invalid cluster source, source cannot be empty"),
        ("{volumes: [{type: volume, tmpfs: {}}]}",
         "tmpfs options are incompatible with type volume"),
        ("{volumes: [{type: other}]}",
         "volume type must be volume, bind, tmpfs, npipe, or cluster"),
        ("{deploy: {mode: other}}", "unknown mode: other"),
        ("{deploy: {mode: global, replicas: 1}}",
         "replicas can only be used with replicated or replicated-job mode"),
        ("{deploy: {resources: {limits: {cpus: many}}}}",
         "failed to parse many as a rational number"),
        ("{restart: other}", "invalid restart policy: unknown policy 'other'"
         " (must be one of 'no', 'always', 'on-failure', or 'unless-stopped')"),
        ("{healthcheck: {disable: true, test: a}}",
         "test and disable can't be set at the same time"),
    ],
)  # fmt: skip
def test_what_does_not_go_together(service: str, message: str, load_texts: Load) -> None:
    with pytest.raises(ComposeError) as caught:
        spec_of(load_texts, service)
    assert caught.value.message == f"service web: {message}"


def test_networks_to_create(load_texts: Load) -> None:
    project = load_texts(
        "services: {a: {networks: [n, e]}, b: {}}\n"
        "networks:\n"
        "  n: {driver: d, ipam: {config: [{subnet: 1.2.3.0/24}]}, labels: [x=y]}\n"
        "  e: {external: true, name: there}\n  unused: {}\n"
    )
    found = objects.networks(project, "shop")
    assert found.external == ["there"]
    assert [(one["Name"], one["Driver"]) for one in found.created] == [
        ("shop_default", "overlay"), ("shop_n", "d"),
    ]  # fmt: skip
    assert found.created[1]["IPAM"] == {"Driver": "", "Config": [{"Subnet": "1.2.3.0/24"}]}
    assert found.created[1]["Labels"] == {"x": "y", "com.docker.stack.namespace": "shop"}


def test_secrets_and_configs_to_create(load_texts: Load) -> None:
    project = load_texts(
        "secrets: {b: {file: one.txt}, a: {driver: d, driver_opts: {o: 1}}, e: {external: true}}\n"
        "configs: {c: {file: sub/two.txt, name: real, template_driver: golang}}\n"
    )
    driven, stored = objects.secrets(project, "shop", read_file)
    assert driven["Driver"] == {"Name": "d", "Options": {"o": "1"}}
    assert "Data" not in driven
    assert (stored["Name"], b64decode(stored["Data"])) == ("shop_b", b"first")
    (config,) = objects.configs(project, "shop", read_file)
    assert (config["Name"], b64decode(config["Data"])) == ("real", b"second")
    assert config["Templating"] == {"Name": "golang"}


def test_the_file_of_a_secret_is_missing(load_texts: Load) -> None:
    project = load_texts("secrets: {a: {file: nowhere}}")
    with pytest.raises(ComposeError, match="open /srv/nowhere: no such file or directory"):
        objects.secrets(project, "shop", read_file)


def test_notices() -> None:
    documents: list[Json] = [
        {"services": {"a": {"restart": "x", "container_name": "y"}, "b": {"build": "."}}},
        {"services": {"a": {"restart": "z"}}},
        {"services": 3},
    ]
    assert unsupported(documents) == ["build", "restart"]
    assert deprecated(documents) == "container_name: Setting the container name is not supported."
    with pytest.raises(ForbiddenProperties) as caught:
        check_forbidden({"services": {"a": {"mem_limit": 1, "cpuset": 1}}})
    assert caught.value.listed == (
        "cpuset: Set resource limits using deploy.resources\n\n"
        "mem_limit: Set resource limits using deploy.resources"
    )
