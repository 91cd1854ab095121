"""The table of version rules is complete: every row is an option's, and its field is sent."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pydock import catalog
from pydock.cli.command import Command
from pydock.cli.pflag import parse
from pydock.commands.container import create, update
from pydock.commands.image import build
from pydock.commands.service import create as service_create
from pydock.commands.volume import create as volume_create
from pydock.spec import version_rules
from pydock.spec.classic_build import build_query
from pydock.spec.container import container_create_request
from pydock.spec.container_update import container_update_body
from pydock.spec.request_context import RequestContext
from pydock.spec.service.create import service_spec
from pydock.spec.version_rules import MOVED, OMITTED, REFUSED, Rule
from pydock.spec.volume import volume_create_body

ROOT = Path(__file__).parents[2]
FILES = {"variables": b"A=1\n", "labels": b"a=1\n"}
CONTEXT = RequestContext({}, "/site", FILES.__getitem__, (1, 50))

TABLES: dict[str, dict[str, Rule]] = {
    name: rules
    for name, rules in vars(version_rules).items()
    if name.isupper() and not name.startswith("_") and isinstance(rules, dict)
}

#: value for options that do not take the one of their type
VALUES = {
    "annotation": "a=b", "attach": "stdin", "blkio-weight-device": "/dev/a:10", "cap-add": "ALL",
    "cgroupns": "host", "config": "c", "credential-spec": "file://x", "device": "/dev/a",
    "device-cgroup-rule": "c 1:3 rwm", "device-read-bps": "/dev/a:1",
    "device-read-iops": "/dev/a:1", "device-write-bps": "/dev/a:1",
    "device-write-iops": "/dev/a:1", "dns": "1.2.3.4", "dns-search": "a.b",
    "env-file": "variables", "expose": "80", "gpus": "all", "host": "a:1.2.3.4",
    "add-host": "a:1.2.3.4", "ip": "1.2.3.4", "ip6": "::1", "link-local-ip": "fe80::1",
    "label-file": "labels", "link": "a", "log-opt": "a=b",
    "mac-address": "92:d0:c6:0a:29:33", "mount": "type=volume,dst=/a", "network": "n",
    "pid": "host", "placement-pref": "spread=a", "platform": "linux/amd64", "publish": "80:80",
    "restart": "always", "security-opt": "a=b", "storage-opt": "a=b", "sysctl": "net.a=1",
    "ulimit": "core=1", "userns": "host", "uts": "host", "volume": "/a:/b", "memory-swap": "-1",
    "memory-swappiness": "1", "network-alias": "a", "type": "mount",
}  # fmt: skip
#: options without which another one has no effect or is refused
WITH = {
    "network-alias": ["--network", "n"], "max-concurrent": ["--mode", "replicated-job"],
    "log-opt": ["--log-driver", "json-file"],
}  # fmt: skip
BY_TYPE = {"": None, "bytes": "6m", "decimal": "1", "duration": "5s", "float": "0.5"}


def commands() -> Iterator[tuple[str, Command]]:
    from importlib import import_module

    for path in catalog.COMMANDS:
        module = import_module(catalog.module_of(path))
        yield path, module.command


def test_every_row_is_of_an_option_of_its_command() -> None:
    used = []
    for path, command in commands():
        if not command.rules:
            continue
        used.append(command.rules)
        options = {option.long for option in command.options}
        unknown = {key.partition(" ")[0] for key in command.rules} - options
        assert not unknown, f"{path}: {unknown}"
    unused = [name for name, rules in TABLES.items() if not any(rules is one for one in used)]
    assert unused == ["COMPOSE_SERVICE"]  # of files, see tests/compose/requests


def test_only_the_table_gives_an_option_its_version() -> None:
    for path in (ROOT / "pydock" / "commands").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "option":
                facts = {keyword.arg for keyword in node.keywords}
                assert not facts & {"api_since", "engine_since"}, f"{path}:{node.lineno}"


def test_checks_take_their_versions_from_the_table() -> None:
    for path, command in commands():
        for option in command.options:
            rule = command.rules.get(option.long)
            refused = rule is not None and rule.older == REFUSED
            expected = (rule.api_since, rule.engine_since) if rule and refused else ("", "")
            assert (option.api_since, option.engine_since) == expected, f"{path} --{option.long}"


def test_moved_fields_have_a_destination() -> None:
    for name, rules in TABLES.items():
        for key, rule in rules.items():
            assert (rule.older == MOVED) == bool(rule.moved_to), f"{name} {key}"


def sample(command: Command, option: str) -> list[str]:
    """The words of a command line with this option."""
    kind = next(one.kind.name for one in command.options if one.long == option)
    value = VALUES.get(option, BY_TYPE.get(kind, "5" if "int" in kind else "x"))
    given = [f"--{option}"] if value is None else [f"--{option}", value]
    return [*WITH.get(option, []), *given]


def request(table: str, option: str) -> dict[str, Any]:
    """The request of a command line with one option; its query stands below "?NAME"."""
    command = {
        "CONTAINER_CREATE": create, "CONTAINER_UPDATE": update, "IMAGE_BUILD": build,
        "SERVICE_CREATE": service_create, "VOLUME_CREATE": volume_create,
    }[table].command  # fmt: skip
    parsed = parse(command.options, sample(command, option), interspersed=False)
    values: Any = parsed.values
    given = parsed.given
    if table == "CONTAINER_CREATE":
        made = container_create_request(values, "image", [], CONTEXT)
        return {**made.body, "?name": made.name, "?platform": made.platform}
    if table == "CONTAINER_UPDATE":
        return container_update_body(values)
    if table == "IMAGE_BUILD":
        query = build_query(values, "".join(values["platform"]), {}, {})
        return {f"?{key}": value for key, value in query.items()}
    if table == "SERVICE_CREATE":
        return service_spec(values, given, "image", [], CONTEXT)
    return volume_create_body("name", values, given)


def at(body: Any, path: str) -> Any:
    """The value of a field; `*` stands for every key."""
    for part in path.split("."):
        if part == "*":
            body = next(iter(body.values()), {})
        elif isinstance(body, dict):
            body = body.get(part)
        else:
            return None
    return body


SENT = [
    (table, key)
    for table in ("CONTAINER_CREATE", "CONTAINER_UPDATE", "IMAGE_BUILD", "SERVICE_CREATE",
                  "VOLUME_CREATE")
    for key, rule in TABLES[table].items()
    if " " not in key and rule.field
    and key not in ("use-api-socket", "build-arg-file")  # the commands read them
]  # fmt: skip


@pytest.mark.parametrize(("table", "option"), SENT)
def test_the_field_of_a_row_is_sent(table: str, option: str) -> None:
    found = at(request(table, option), TABLES[table][option].field)
    assert found not in (None, "", [], {}, False)


def test_other_fields_are_named_in_the_code_that_sends_them() -> None:
    text = "\n".join(
        path.read_text()
        for part in ("api", "commands", "compose", "options", "spec")
        for path in (ROOT / "pydock" / part).rglob("*.py")
        if path.name != "version_rules.py"
    )
    for name, rules in TABLES.items():
        for key, rule in rules.items():
            field = rule.field.rpartition(".")[2].lstrip("?")
            if field and " " not in key and not rule.copied:
                is_named = f'"{field}"' in text or f"{field}=" in text
                assert is_named, f"{name} {key}: {rule.field}"


@pytest.mark.parametrize(("version", "met"), [((1, 24), False), ((1, 25), True), ((1, 50), True)])
def test_a_negotiated_version(version: tuple[int, int], met: bool) -> None:
    assert Rule("Field", "1.25").is_met(version, lambda text: True) is met


def test_an_engine_that_supports_more_than_was_negotiated() -> None:
    rule = Rule("Field", engine_since="1.22")
    assert rule.is_met((1, 12), lambda text: text == "1.22")
    assert not rule.is_met((1, 12), lambda text: False)


def test_a_field_that_older_engines_have_not_is_left_out() -> None:
    assert version_rules.CONTAINER_CREATE["platform in the query"].older == OMITTED
