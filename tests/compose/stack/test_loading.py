"""The normal form of one file: long forms, paths, environments, and what is wrong with it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pydock.compose.errors import ComposeError
from pydock.compose.stack.loading import ConfigDetails, load, parse
from pydock.compose.stack.services import service_specs
from tests.compose.stack.conftest import ENVIRON, Load, read_file


@pytest.mark.parametrize(
    ("field", "normal"),
    [
        ("command: echo \"a b\" 'c d' e\\ f # g", ["echo", "a b", "c d", "e f"]),
        ("command: [a, b c]", ["a", "b c"]),
        ('entrypoint: sh -c "echo \\"hi\\""', ["sh", "-c", 'echo "hi"']),
        ("dns: 1.1.1.1", ["1.1.1.1"]),
        ("labels: [a, b=c=d]", {"a": "", "b": "c=d"}),
        ("labels: {a: 1.0, b: 1e21, c: }", {"a": "1", "b": "1e+21", "c": ""}),
        ("environment: {A: , C: x, D: 2001-12-14}",
         {"A": None, "C": "x", "D": "2001-12-14 00:00:00 +0000 UTC"}),
        ("environment: [HOME, TAG=, A=b=c]", {"HOME": "/home/me", "TAG": "1.2", "A": "b=c"}),
        ("extra_hosts: {b: 1.2.3.4, a: '[::1]'}", ["a:::1", "b:1.2.3.4"]),
        ("extra_hosts: ['a=::1', 'b:1.2.3.4', c]", ["a:::1", "b:1.2.3.4"]),
        ("healthcheck: {test: curl x, interval: 1.5h, retries: 0}",
         {"test": ["CMD-SHELL", "curl x"], "interval": 5400 * 10**9, "retries": 0}),
        ("networks: [a, b]", {"a": None, "b": None}),
        ("ports: ['81:80/udp']",
         [{"mode": "ingress", "target": 80, "published": 81, "protocol": "udp"}]),
        ("ports: [80, {target: 81, published: 0}]",
         [{"mode": "ingress", "target": 80, "protocol": "tcp"}, {"target": 81}]),
        ("secrets: [s, {source: t, mode: 0}]", [{"source": "s"}, {"source": "t", "mode": 0}]),
        ("stop_grace_period: '0'", 0),
        ("ulimits: {a: 3, b: {soft: 1, hard: 2}, c: 0}",
         {"a": 3, "b": {"soft": 1, "hard": 2}, "c": {}}),
        ("volumes: ['named:/x:ro,nocopy']",
         [{"type": "volume", "source": "named", "target": "/x", "read_only": True,
           "volume": {"nocopy": True}}]),
        ("volumes: ['./a/../b:/x:rshared']",
         [{"type": "bind", "source": "/srv/b", "target": "/x",
           "bind": {"propagation": "rshared"}}]),
        ("volumes: ['~/a:/x']", [{"type": "bind", "source": "/home/me/a", "target": "/x"}]),
        ("volumes: ['C:\\a:/x']", [{"type": "bind", "source": "C:\\a", "target": "/x"}]),
        ("volumes: [/x]", [{"type": "volume", "target": "/x"}]),
        ("volumes: [{type: bind, source: ., target: /x}]",
         [{"type": "bind", "source": "/srv", "target": "/x"}]),
        ("deploy: {replicas: 0, resources: {limits: {cpus: '', memory: 1k}}}",
         {"replicas": 0, "resources": {"limits": {"memory": 1024}}}),
        ("init: false", False),
        ("x-own: {b: [1]}", {"b": [1]}),
    ],
)  # fmt: skip
def test_fields_of_a_service(field: str, normal: Any, load_texts: Load) -> None:
    project = load_texts(f"services:\n  web:\n    {field}\n")
    assert project.services["web"] == {field.partition(":")[0]: normal}


@pytest.mark.parametrize(
    "field",
    ["command: ''", "labels: {}", "tty: false", "deploy: {}", "dns: []", "pid: ", "user: ''"],
)
def test_zero_values_are_left_out(field: str, load_texts: Load) -> None:
    assert load_texts(f"services: {{web: {{{field}}}}}").services == {"web": {}}


def test_a_range_of_ports(load_texts: Load) -> None:
    ports = load_texts("services: {web: {ports: ['8000-8001:80', '90-91:90-91']}}").services["web"]
    assert [(one["published"], one["target"]) for one in ports["ports"]] == [
        (8000, 80), (8001, 80), (90, 90), (91, 91),
    ]  # fmt: skip


def test_the_address_of_a_port_is_ignored(load_texts: Load) -> None:
    project = load_texts("services: {web: {ports: ['[::1]:81:80']}}")
    assert project.warnings == [
        "ignoring IP-address ([::1]:81:80/tcp) service will listen on '0.0.0.0'"
    ]


def test_environment_files(load_texts: Load) -> None:
    text = "services: {web: {env_file: [one.env, /srv/two.env], environment: {C: 3}}}"
    assert load_texts(text).services["web"]["environment"] == {
        "A": "2", "HOME": "/home/me", "B": "from here", "C": "3",
    }  # fmt: skip


def test_external_objects(load_texts: Load) -> None:
    project = load_texts(
        "networks: {a: {external: true, x-own: 1}, b: {external: {name: c}}, d: {x-own: 1}}\n"
        "volumes: {a: {external: true, name: c}}\nsecrets: {a: {external: true}}\n"
    )
    assert project.networks == {
        "a": {"name": "a", "external": True, "x-own": 1},
        "b": {"name": "c", "external": True},
        "d": {},
    }
    assert project.volumes == {"a": {"name": "c", "external": True}}
    assert project.secrets == {"a": {"name": "a", "external": True}}
    assert project.warnings == [
        "network b: network.external.name is deprecated in favor of network.name"
    ]


def test_files_of_secrets_and_configs(load_texts: Load) -> None:
    project = load_texts("secrets: {a: {file: one.txt}}\nconfigs: {b: {file: ./sub/../x}}\n")
    assert project.secrets == {"a": {"file": "/srv/one.txt"}}
    assert project.configs == {"b": {"file": "/srv/x"}}


def test_no_home(load_texts: Load) -> None:
    project = load_texts("services: {web: {volumes: ['~/a:/x']}}", environ={})
    assert project.warnings == ["cannot expand '~', because the environment lacks HOME"]
    assert project.services["web"]["volumes"][0]["source"] == "/srv/~/a"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a", "top-level object must be a mapping"),
        ("services: {web: {foo: 1}}", "services.web Additional property foo is not allowed"),
        (
            "services: {web: {command: 'a \"b'}}",
            "services.web.command: EOF found when expecting closing quote",
        ),
        (
            "services: {web: {command: 'a\\'}}",
            "services.web.command: EOF found after escape character",
        ),
        (
            "services: {web: {volumes: ['vol::d']}}",
            "services.web.volumes.0: invalid spec: vol::d: empty section between colons",
        ),
        (
            "services: {web: {volumes: ['aa:/b:c:d:e']}}",
            "services.web.volumes.0: invalid spec: aa:/b:c:d:e: too many colons",
        ),
        (
            "services: {web: {volumes: [{type: bind, target: /x}]}}",
            'services.web.volumes.0: invalid mount config for type "bind":'
            " field Source must not be empty",
        ),
        ("services: {web: {deploy: {replicas: -1}}}",
         "services.web.deploy.replicas: -1 overflows uint"),
        ("services: {web: {ports: [{target: 99999999999}]}}",
         "services.web.ports.0.target: 99999999999 overflows uint32"),
        (
            "services: {web: {deploy: {resources: {limits: {memory: much}}}}}",
            "services.web.deploy.resources.limits.memory: invalid size: 'much'",
        ),
        (
            "services: {web: {env_file: nowhere}}",
            "services.web.env_file: open /srv/nowhere: no such file or directory",
        ),
        (
            "version: '3.8'\nvolumes: {a: {x-cluster-spec: {access_mode: 1}}}",
            "volumes.a.x-cluster-spec.access_mode must be a mapping",
        ),
        ("services: {web: {mem_limit: 1}}", "Configuration contains forbidden properties"),
        (
            "volumes: {a: {external: true, labels: [b]}}",
            'conflicting parameters "external" and "labels" specified for volume "a"',
        ),
        (
            "secrets: {a: {driver: x, file: y}}",
            "secret a: secret.driver and secret.file conflict; only use secret.driver",
        ),
        (
            "configs: {a: {external: {name: x}, name: y}}",
            "config a: config.external.name and config.name conflict; only use config.name",
        ),
    ],
)  # fmt: skip
def test_errors(text: str, message: str, load_texts: Load) -> None:
    with pytest.raises(ComposeError) as caught:
        load_texts(text)
    assert re.sub(r"^1\.yml(:1|:2)?: ", "", caught.value.message) == message


def test_the_file_that_is_wrong_is_named(load_texts: Load) -> None:
    with pytest.raises(ComposeError) as caught:
        load_texts("services: {web: {image: a}}", "services: {web: {image: 1}}")
    assert caught.value.message == "2.yml:1: services.web.image must be a string"


BASE = """x-base: &base
  command: a
services:
  web:
    <<: *base
    image: app
    volumes:
    - /a
    - type: bind
      target: /b
"""


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("image: app", "image: 1"), 6),
        (("image: app", "foo: 1"), 6),
        (("target: /b", "source: /c\n      target: 1"), 11),
        (("/a", "''"), 7),
        (("", ""), 9),
        (("command: a", "command: 1"), 2),
        (("image: app", "labels: {a: '${'}"), 6),
        (("image: app", "deploy:\n      replicas: -1"), 7),
        (("web:", "we.b.c:"), 9),
    ],
)
def test_the_line_is_named(change: tuple[str, str], line: int, load_texts: Load) -> None:
    with pytest.raises(ComposeError) as caught:
        load_texts(BASE.replace(*change))
    assert caught.value.message.startswith(f"1.yml:{line}: ")


def test_files_of_two_versions(load_texts: Load) -> None:
    with pytest.raises(ComposeError) as caught:
        load_texts("version: '3.8'", "version: '3.7'")
    assert caught.value.message == (
        "2.yml: version mismatched between two composefiles : 3.8 and 3.7"
    )


WORDS = st.sampled_from(
    (
        "services", "web", "image", "ports", "volumes", "deploy", "networks", "environment",
        "command", "a", "80:80", "-1", "1e9", "~/x:/y", "'", '"', "{", "}", "[", "]", ":", ",",
        "\n", "\n  ", "\n    ", " ", "- ", "&x ", "*x", "<<", "!!int ", "|", ">", "#", "$",
        "${TAG}", "${", "\t", "?", "true", "null", "2001-12-14", "x-a", "secrets",
        "external", "é", "\x00",
    )
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=25).map("".join)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 1 << 70) | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
FIELDS = st.sampled_from(
    (
        "image", "build", "command", "configs", "credential_spec", "deploy", "dns", "entrypoint",
        "env_file", "environment", "expose", "extra_hosts", "healthcheck", "init", "labels",
        "logging", "networks", "ports", "secrets", "shm_size", "stop_grace_period", "sysctls",
        "tmpfs", "tty", "ulimits", "volumes", "x-a",
    )
)  # fmt: skip


def load_or_refuse(text: str) -> None:
    details = ConfigDetails("/srv", ENVIRON, read_file)
    try:
        project = load([parse("f", text.encode("utf-8", "surrogatepass"))], details)
        project.as_yaml()
        service_specs(project, "stack", (1, 50))
    except ComposeError as error:
        assert error.message


@settings(max_examples=100)
@given(TEXTS)
def test_any_text_is_loaded_or_refused(text: str) -> None:
    load_or_refuse(text)


@settings(max_examples=100)
@given(st.dictionaries(FIELDS, VALUES, max_size=4), st.sampled_from(("3.0", "3.5", "3.13")))
def test_any_service_is_loaded_or_refused(service: dict[str, Any], version: str) -> None:
    load_or_refuse(json.dumps({"version": version, "services": {"web": service}}))
