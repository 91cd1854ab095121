"""The one error about a document that breaks the rules."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose.errors import ComposeError
from pydock.compose.stack.schema import NEWEST, version_of
from pydock.compose.stack.validation import validate
from pydock.compose.yaml_reader import read_yaml


def error(document: dict[str, Any], version: str = f"3.{NEWEST}") -> str:
    try:
        validate(document, version)
    except ComposeError as error:
        return error.message
    return ""


@pytest.mark.parametrize(
    ("service", "message"),
    [
        ("{image: 3}", ".image must be a string"),
        ("[]", " must be a mapping"),
        ("", " must be a mapping"),
        ("{foo: 1}", " Additional property foo is not allowed"),
        ("{ports: 3}", ".ports must be a list"),
        ("{ports: [true]}", ".ports.0 must be a number"),
        ("{ports: [80, '80:x']}", ".ports.1 Does not match format 'ports'"),
        ("{ports: [{target: x}]}", ".ports.0.target must be a integer"),
        ("{command: 3}", ".command must be a string"),
        ("{command: [a, 3]}", ".command.1 must be a string"),
        ("{environment: 3}", ".environment must be a mapping"),
        ("{environment: {A: []}}", ".environment.A must be a string, number or null"),
        ("{environment: [A, A]}", ".environment array items[0,1] must be unique"),
        ("{dns: 3}", ".dns must be a string"),
        ("{pid: 3}", ".pid must be a string or null"),
        ("{volumes: [{target: a}]}", ".volumes.0 type is required"),
        ("{healthcheck: {interval: 3}}", ".healthcheck.interval must be a string"),
        ("{stop_grace_period: x}", ".stop_grace_period Does not match format 'duration'"),
        ("{deploy: {replicas: 1.5}}", ".deploy.replicas must be a integer"),
        ("{deploy: {placement: {preferences: [{x: 1}]}}}",
         ".deploy.placement.preferences.0 Additional property x is not allowed"),
        ("{networks: {a: 3}}", ".networks.a must be a mapping"),
        ("{networks: {'a b': }}", ".networks Additional property a b is not allowed"),
        ("{ulimits: {a: {soft: 1}}}", ".ulimits.a hard is required"),
    ],
)  # fmt: skip
def test_services(service: str, message: str) -> None:
    document = read_yaml(f"services: {{web: {service}}}".encode())
    assert error(document) == f"services.web{message}"


@pytest.mark.parametrize(
    "service",
    [
        "{}",
        "{deploy: , pid: }",
        "{deploy: {replicas: 2.0}}",
        "{x-own: [anything, {at: all}]}",
        "{environment: {A: 1, B: 1.5, C: , D: x}}",
        "{build: {anything: 1}}",
        "{secrets: [{source: a, more: b}]}",
    ],
)
def test_services_without_fault(service: str) -> None:
    assert error(read_yaml(f"services: {{web: {service}}}".encode())) == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("foo: 1", "(root) Additional property foo is not allowed"),
        ("services: []", "services must be a mapping"),
        ("networks: {a: {external: 'yes'}}", "networks.a.external must be a boolean or mapping"),
        ("networks: {'a b': {driver: x}}", ""),
        ("volumes: {'a b': {}}", "volumes Additional property a b is not allowed"),
        ("secrets: {a: }", "secrets.a must be a mapping"),
        ("services: {web: {tty: 1}}\nfoo: 1", "services.web.tty must be a boolean"),
    ],
)
def test_documents(text: str, message: str) -> None:
    assert error(read_yaml(text.encode())) == message


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("services: {a: {ports: [{target: 80}]}}", 2),
        ("services: {a: {configs: [c]}}", 3),
        ("x-a: 1", 4),
        ("services: {a: {isolation: x}}", 5),
        ("services: {a: {volumes: [{type: tmpfs, tmpfs: {size: 1}}]}}", 6),
        ("services: {a: {x-a: 1}}", 7),
        ("services: {a: {deploy: {rollback_config: {}}}}", 7),
        ("services: {a: {deploy: {placement: {max_replicas_per_node: 1}}}}", 8),
        ("services: {a: {deploy: {resources: {limits: {pids: 1}}}}}", 9),
        ("services: {a: {build: {own: 1}}}", 11),
        ("services: {a: {healthcheck: {start_interval: 1s}}}", 12),
        ("services: {a: {oom_score_adj: 1}}", 13),
        ("secrets: {a: {external: true}}", 1),
    ],
)
def test_properties_of_later_versions(text: str, minor: int) -> None:
    document = read_yaml(text.encode())
    assert error(document, f"3.{minor}") == ""
    assert error(document, f"3.{minor - 1}") != ""


@pytest.mark.parametrize(
    ("version", "expected"),
    [("'3'", "3.13"), ("''", "3.13"), ("3.8", "3.8"), ("", "<nil>"), ("'2.4'", "2.4"),
     ("true", "true")],
)  # fmt: skip
def test_the_version_of_a_file(version: str, expected: str) -> None:
    assert version_of(read_yaml(f"version: {version}".encode())) == expected


def test_no_such_version() -> None:
    assert error({}, "2.4") == "unsupported Compose file version: 2.4"
