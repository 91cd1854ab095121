"""Hooks of plugins: what they get and what is printed is docker's."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pexpect
import pytest

from tests.cli.test_plugins import Plugins
from tests.engine.program import Program
from tests.support.recordings import Oracle, masked

#: appends its arguments to a file and prints the answer
HOOK = """\
if [ "$2" = docker-cli-plugin-hooks ]; then
    echo "$1 $3" | grep RootCmd >> "$HOME/calls"
    cat "$HOME/answer"
    exit
fi
echo "runs $3"
exit $4
"""
PLAIN = '{"Type":0,"Template":"one\\ntwo"}'

ENABLED = {"DOCKER_CLI_HOOKS": "1", "TERM": "xterm", "DOCKER_HOST": "unix:///no.sock"}

CASES = [
    ("context ls --format x", PLAIN),
    ("context show", PLAIN),
    ("context inspect --format x default", PLAIN),
    ("container ls --nope", PLAIN),
    ("context nope", PLAIN),
    ("context ls --help", PLAIN),
    ("images -q", PLAIN),
    ("image ls --quiet --no-trunc=false a b", PLAIN),
    ("image --help", PLAIN),
    ("hello 0", PLAIN),
    ("hello 3", PLAIN),
    ("context show", "garbage"),
    ("context show", "{}"),
    ("context show", '{"Type":1,"Template":"x"}'),
    ("context inspect -f x default", '{"Type":0,"Template":"{{.Name}} {{flag . \\"format\\"}}"}'),
    ("context inspect -f x default", '{"Type":0,"Template":"{{arg . 0}}"}'),
    ("context inspect -f x default", '{"Type":0,"Template":"{{arg . 1}}"}'),
    ("context inspect -f x default", '{"Type":0,"Template":"{{flag . \\"nope\\"}}"}'),
    ("context show", '{"Type":0,"Template":"{{bad"}'),
    (
        "context inspect -f x default",
        '{"Type":0,"Template":"{{command}} {{flagValue \\"format\\"}} {{argValue 0}}"}',
    ),
    ("context show", '{"Type":0,"Template":" \\n"}'),
    ("context show", '{"Type":0,"Template":"1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\n10\\n"}'),
    ("context show", '{"Type":0,"Template":"1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\n10\\n11\\n"}'),
    ("network ls --nope", PLAIN),
    ("network --help", PLAIN),
]


@pytest.mark.parametrize(("line", "answer"), CASES)
def test_as_docker(pydock_alone: Program, oracle: Oracle, line: str, answer: str) -> None:
    Plugins(pydock_alone.config).add("hello", HOOK)
    configure(pydock_alone, "context ls,context,image,hello,container")
    (pydock_alone.home / "answer").write_text(answer)
    link = pydock_alone.home / "docker"
    link.symlink_to(pydock_alone.argv[0])

    def outcome(path: str | Path) -> object:
        calls = pydock_alone.home / "calls"
        calls.write_text("")
        screen = on_terminal(path, line, pydock_alone)
        if "--help" in line:
            screen = screen[screen.find("\x1b[1m\r\n") :]
        return masked([screen, calls.read_text()], {})

    assert outcome(link) == oracle([line, answer], outcome)


def test_hooks_are_off_by_default_and_off_a_terminal(pydock_alone: Program) -> None:
    Plugins(pydock_alone.config).add("hello", HOOK)
    configure(pydock_alone, "context")
    (pydock_alone.home / "answer").write_text(PLAIN)
    off = {"DOCKER_CLI_HOOKS": "0"}
    assert on_terminal(pydock_alone.argv[0], "context show", pydock_alone, off) == "default\r\n"
    assert pydock_alone("context", "show", env={"DOCKER_CLI_HOOKS": "1"}).err == ""
    assert not (pydock_alone.home / "calls").exists()


def configure(program: Program, hooks: str) -> None:
    settings = {
        "plugins": {
            "hello": {"hooks": hooks, "error-hooks": "network"},
            "missing": {"hooks": hooks},
        }
    }
    (program.config / "config.json").write_text(json.dumps(settings))


def on_terminal(
    path: str | Path, line: str, program: Program, environ: dict[str, str] | None = None
) -> str:
    """What the program prints on a terminal."""
    child = pexpect.spawn(
        str(path),
        shlex.split(line),
        env={**program.environ, **ENABLED, **(environ or {})},
        cwd=program.home,
        encoding="utf-8",
        timeout=30,
    )
    child.expect(pexpect.EOF)
    child.wait()
    child.ptyproc.delayafterclose = 0.0
    child.close()
    return str(child.before)
