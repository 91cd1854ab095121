"""Compose files, and files that they name, which are wrong, huge or made to mislead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.compose.conftest import Compose
from tests.support.compose_engine import ComposeEngine

APP = "services: {a: {image: app}}\n"
BOMB = "".join(
    f"x-{level}: &a{level} [{', '.join([f'*a{level - 1}' if level else 'text'] * 9)}]\n"
    for level in range(9)
)
SECRET = "hush-hush"

#: name -> files, and what the error begins with; {} is the directory
FILES: dict[str, tuple[dict[str, str | bytes], str]] = {
    "aliases that expand": (
        {"compose.yaml": BOMB + APP},
        "failed to parse {}/compose.yaml: yaml: document contains excessive aliasing\n",
    ),
    "an alias of itself": (
        {"compose.yaml": f"x-a: &a {{b: *a}}\n{APP}"},
        "failed to parse {}/compose.yaml: cycle detected: ",
    ),
    "a merge of itself": (
        {"compose.yaml": f"x-a: &a\n  <<: *a\n{APP}"},
        "failed to parse {}/compose.yaml: cycle detected: ",
    ),
    "services that extend each other": (
        {"compose.yaml": "services: {a: {extends: b}, b: {extends: a}}\n"},
        "Circular reference:\n",
    ),
    "files that extend each other": (
        {
            "compose.yaml": "services: {a: {extends: {file: b.yaml, service: a}}}\n",
            "b.yaml": "services: {a: {extends: {file: compose.yaml, service: a}}}\n",
        },
        "Circular reference:\n",
    ),
    "files that include each other": (
        {"compose.yaml": f"include: [b.yaml]\n{APP}", "b.yaml": "include: [compose.yaml]\n"},
        "include cycle detected:\n",
    ),
    "tabs": (
        {"compose.yaml": "services:\n\ta:\n\t\timage: app\n"},
        "failed to parse {}/compose.yaml: yaml: line 2: found character that cannot start any",
    ),
    "a service twice": (
        {"compose.yaml": "services:\n  a: {image: app}\n  a: {image: b}\n"},
        'failed to parse {}/compose.yaml: line 3: mapping key "a" already defined at line 2\n',
    ),
    "Latin-1": (
        {"compose.yaml": b"services: {a: {image: \xe9}}\n"},
        "failed to parse {}/compose.yaml: yaml: invalid UTF-8 at byte 22\n",
    ),
    "a zero byte": (
        {"compose.yaml": "services: {a: {image: a\0}}\n"},
        "failed to parse {}/compose.yaml: yaml: control characters are not allowed\n",
    ),
    "deep lists": (
        {"compose.yaml": f"x-a: {'[' * 500}{']' * 500}\n{APP}"},
        "failed to parse {}/compose.yaml: yaml: ",
    ),
    "a directory": ({"compose.yaml/file": ""}, "read {}/compose.yaml: is a directory\n"),
    "a huge number": (
        {"compose.yaml": "services: {a: {image: app, scale: 99999999999999999999}}\n"},
        "decoding failed due to the following error(s):\n\n'services[a].scale' ",
    ),
    "a huge number of retries": (
        {"compose.yaml": "services: {a: {image: app, healthcheck: {test: x, retries: 1e30}}}\n"},
        "decoding failed due to the following error(s):\n\n'services[a].healthcheck.retries' ",
    ),
    "a huge port": (
        {"compose.yaml": "services: {a: {image: app, ports: ['99999999:1']}}\n"},
        "Invalid hostPort: 99999999\n",
    ),
    "an infinite CPU limit": (
        {"compose.yaml": "services: {a: {image: app, cpus: 1e39}}\n"},
        "decoding failed due to the following error(s):\n\n'services[a].cpus' ",
    ),
    "a service with a slash": (
        {"compose.yaml": "services: {../a: {image: app}}\n"},
        "validating {}/compose.yaml: services additional properties '../a' not allowed\n",
    ),
    "a volume with a slash": (
        {"compose.yaml": f"{APP}volumes: {{a/b: {{}}}}\n"},
        "validating {}/compose.yaml: volumes additional properties 'a/b' not allowed\n",
    ),
    "control characters in a name": (
        {"compose.yaml": 'services: {"a\\e[2J": {image: app}}\n'},
        "validating {}/compose.yaml: services additional properties 'a\\x1b[2J' not allowed\n",
    ),
    "control characters in a value": (
        {"compose.yaml": 'services: {a: {image: app, pull_policy: "\\e]0;x\\a"}}\n'},
        "validating {}/compose.yaml: services.a.pull_policy '\\x1b]0;x\\a' does not match",
    ),
    "control characters in a dependency": (
        {"compose.yaml": 'services: {a: {image: app, depends_on: ["b\\e[2J"]}}\n'},
        'service "a" depends on undefined service "b\\x1b[2J": ',
    ),
    "a password in an include": (
        {"compose.yaml": f"include: ['https://ann:{SECRET}@host.test/x.git']\n{APP}"},
        "https://xxxxx:xxxxx@host.test/x.git: ",
    ),
    "a password in a base": (
        {
            "compose.yaml": "services: {a: {extends: {service: a,"
            f" file: 'https://ann:{SECRET}@host.test/x.yaml'}}}}}}\n"
        },
        "https://xxxxx:xxxxx@host.test/x.yaml: ",
    ),
    "a password with a wrong reference": (
        {"compose.yaml": f"services: {{a: {{image: app, environment: {{P: '{SECRET}${{'}}}}}}\n"},
        "invalid interpolation format for services.a.environment.P.\n",
    ),
    "a password with a wrong quote": (
        {"compose.yaml": "services: {a: {image: app, env_file: env}}\n", "env": f"P='{SECRET}\n"},
        "failed to read {}/env: line 1: ",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_nothing_changes(
    name: str, compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    files, message = FILES[name]
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / path).write_bytes(data)
    done = compose("-p", "p", "up", "-d")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(message.replace("{}", str(tmp_path)))
    assert SECRET not in done.err
    assert all(char.isprintable() or char == "\n" for char in done.err)
    assert engine.changes == []


def test_endless_and_circular_files(
    compose: Compose, engine: ComposeEngine, tmp_path: Path
) -> None:
    file = tmp_path / "compose.yaml"
    file.symlink_to("/dev/zero")
    assert compose("up", "-d").err == f"open {file}: file too large\n"
    file.unlink()
    file.symlink_to("compose.yaml")
    assert compose("up", "-d").status == 1
    file.unlink()
    file.write_text("services: {a: {image: app, env_file: /dev/zero}}\n")
    assert compose("up", "-d").err == "failed to read /dev/zero: open /dev/zero: file too large\n"
    assert engine.changes == []


def test_names_of_dots_stay_names(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {..: {image: app}}\n")
    assert compose("-p", "p", "up", "-d").status == 0
    assert compose("-p", "p", "down").status == 0
    assert [one for one in engine.changes if ".." in one] == [
        "create p-..-1", "start p-..-1", "stop p-..-1", "rm p-..-1",
    ]  # fmt: skip
