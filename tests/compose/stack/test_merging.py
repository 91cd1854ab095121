"""What a later Compose file does to the fields of an earlier one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.compose.stack.conftest import Load


@pytest.mark.parametrize(
    ("field", "base", "override", "merged"),
    [
        ("image", "a", "b", "b"),
        ("image", "a", "''", "a"),
        ("tty", "true", "false", True),
        ("init", "true", "false", True),
        ("init", "false", "true", True),
        ("command", "a b", "c", ["c"]),
        ("command", "a b", "''", ["a", "b"]),
        ("entrypoint", "[a]", "[b, c]", ["b", "c"]),
        ("cap_add", "[a, b]", "[b, c]", ["a", "b", "b", "c"]),
        ("dns", "1.1.1.1", "2.2.2.2", ["1.1.1.1", "2.2.2.2"]),
        ("healthcheck", "{test: a, retries: 3, timeout: 5s}", "{retries: 0, timeout: 0s}",
         {"test": ["CMD-SHELL", "a"], "timeout": 5 * 10**9, "retries": 0}),
        ("labels", "{a: 1, b: 2}", "{a: '', c: 3}", {"a": "", "b": "2", "c": "3"}),
        ("environment", "{X: 1, Y: 2}", "{X: '', Y: , Z: 3}", {"X": "1", "Y": "2", "Z": "3"}),
        ("environment", "{labels: a, command: b}", "{labels: c, command: ''}",
         {"labels": "c", "command": "b"}),
        ("build", "{context: ., labels: {a: 1}, args: {a: 1}}", "{labels: {a: }, args: {a: }}",
         {"context": ".", "args": {"a": "1"}, "labels": {"a": ""}}),
        ("extra_hosts", "['a=b=c']", "['d:1.2.3.4']", ["a:b=c", "d:1.2.3.4"]),
        ("sysctls", "{a: 1}", "[a=2]", {"a": "2"}),
        ("ulimits", "{a: 1, b: 2}", "{a: 0, c: {soft: 1, hard: 2}}",
         {"a": {}, "b": 2, "c": {"soft": 1, "hard": 2}}),
        ("logging", "{driver: x, options: {a: 1}}", "{options: {a: '', b: 2}}",
         {"driver": "x", "options": {"a": "", "b": "2"}}),
        ("logging", "{driver: x, options: {a: 1}}", "{driver: y}", {"driver": "y"}),
        ("networks", "{a: {aliases: [x], driver_opts: {o: 1}}, b: {aliases: [y]}}",
         "{a: {ipv4_address: 1.2.3.4, driver_opts: {p: 1}}, b: , c: }",
         {"a": {"driver_opts": {"o": "1"}, "ipv4_address": "1.2.3.4"}, "b": {"aliases": ["y"]},
          "c": None}),
        ("ports", "['81:1', '82:2']", "['82:3', '80:4']",
         [{"mode": "ingress", "target": target, "published": published, "protocol": "tcp"}
          for published, target in ((80, 4), (81, 1), (82, 3))]),
        ("secrets", "[b, {source: c, mode: 1}]", "[{source: c, target: t}, a]",
         [{"source": "a"}, {"source": "b"}, {"source": "c", "target": "t"}]),
        ("volumes", "['x:/b', 'y:/c']", "['z:/c', /a]",
         [{"type": "volume", "target": "x:/b"}, {"type": "volume", "target": "y:/c"},
          {"type": "volume", "target": "z:/c"}, {"type": "volume", "target": "/a"}]),
        ("deploy", "{replicas: 3, update_config: {delay: 5s, parallelism: 2}}",
         "{replicas: 0, update_config: {delay: 0s, parallelism: 0}}",
         {"replicas": 0, "update_config": {"parallelism": 0, "delay": 5 * 10**9}}),
        ("deploy", "{placement: {constraints: [a]}, labels: {a: 1}}",
         "{placement: {constraints: [b]}, labels: {a: }}",
         {"labels": {"a": ""}, "placement": {"constraints": ["a", "b"]}}),
        ("stop_grace_period", "5s", "0s", 5 * 10**9),
        ("x-a", "{a: 1, b: [1], c: {d: 1}}", "{a: , b: [2], c: {e: 1}}",
         {"a": None, "b": [1, 2], "c": {"d": 1, "e": 1}}),
    ],
)  # fmt: skip
def test_fields_of_a_service(
    field: str, base: str, override: str, merged: Any, load_texts: Load
) -> None:
    texts = [f"services: {{web: {{{field}: {value}}}}}" for value in (base, override)]
    found = load_texts(*texts).services["web"][field]
    key = {"volumes": "target"}.get(field)
    assert found == (sorted(merged, key=lambda one: str(one[key])) if key else merged)


def test_services_of_both_files(load_texts: Load) -> None:
    project = load_texts("services: {b: {image: x}}", "services: {a: {image: y}}")
    assert project.services == {"b": {"image": "x"}, "a": {"image": "y"}}


def test_other_objects_are_replaced(load_texts: Load) -> None:
    project = load_texts(
        "networks: {a: {driver: x, internal: true}, b: {external: true}}\nx-a: 1",
        "networks: {a: {attachable: true}, b: }\nx-a: 2\nx-b: 3",
        "volumes: {v: }",
    )
    assert project.networks == {"a": {"attachable": True}, "b": {}}
    assert project.volumes == {"v": {}}
    assert project.extras == {"x-a": 1}


def test_fields_stay_in_their_order(load_texts: Load) -> None:
    project = load_texts(
        "services: {web: {working_dir: /a, image: x}}", "services: {web: {tty: true, dns: a}}"
    )
    assert list(project.services["web"]) == ["dns", "image", "tty", "working_dir"]
