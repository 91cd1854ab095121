"""Command lines that need no engine: status, first lines and errors are docker's."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_plugins import Plugins
from tests.engine.program import Program
from tests.support.recordings import Oracle

LINES = """
--help
-h
''
-D
-D container
-H a -H b ps
-H a --host b --help
-l foo ps
-l foo --help
-l foo --version
--version
-v
--version nope
-v ps
-v help
--version --help
-v nope --help
--config DIR --help
--help --config DIR
--help ps
--help ps x
--help ps --nope
--help nope
--help --config DIR hello
--help=false ps
--help=x
-h ps
-h container
-h=false ps
-Z
-é
--nope
help
help ps
help container
help container ls
help nope
help container nope
help ps x
help --help
help -h
help ps --help
help --nope
--config DIR help
--config DIR help hello
--config DIR hello x --help
--config DIR -v hello
--config DIR hello -v
nope
nope x
nope --help
nope x --help
nope -h
nope -h=false
nope --nope
nope --help=false
nope -- --help
container nope
container nope --help
container nope -h
container nope --nope
container nope -- --help
container --help nope x
container --help ls x
container --help=false nope
container --help=x
container -h
container -h nope
container --nope
stack nope
context nope -x
version x
container ls x
container list x
ps --help --nope
ps --help --format
ps --help=false x
ps --help=x
ps --help -n x
ps -h=false x
ps -h -h
ps -qh
ps -hx
ps x --help
ps -- --help
ps --help --help=false x
run
run --help=false
run -h
create --help --ulimit x=1
exec x
exec --help=false
cp
cp x
rm
stop --time 1 --time 2
stop --time x y
stop -t
tag a
network connect a
inspect
inspect --type
images --no-trunc=maybe
images -qa=x
images ---x
images --=x
"""


@pytest.mark.parametrize("line", ["", *LINES.strip().splitlines()])
def test_as_docker(
    pydock_alone: Program, tmp_path_factory: pytest.TempPathFactory, oracle: Oracle, line: str
) -> None:
    directory = tmp_path_factory.mktemp("config")
    Plugins(directory).add("hello", 'echo hello "$@"\n')

    def outcome(path: str | Path) -> list[object]:
        argv = [path, *(str(directory) if word == "DIR" else word for word in shlex.split(line))]
        environ = {**pydock_alone.environ, "DOCKER_HOST": "unix:///no.sock"}
        done = subprocess.run(argv, env=environ, capture_output=True, text=True, check=False)
        return [
            done.returncode,
            *(shape(text).replace(str(directory), "DIR") for text in (done.stdout, done.stderr)),
        ]

    link = pydock_alone.home / "docker"
    link.symlink_to(pydock_alone.argv[0])
    assert outcome(link) == oracle(line, outcome)


def shape(text: str) -> str:
    """The text without what is pydock's own: help behind the usage line, and its version."""
    head, usage, page = text.partition("Usage:  ")
    first, _, rest = page.partition("\n\n")
    if usage and not rest.startswith(("Run ", "See ")):
        plugins = re.findall(r"^  \w+\*.*", rest, re.MULTILINE)
        text = "\n".join([f"{head}Usage:  {first}", *plugins])
    return re.sub("^Docker version .*", "Docker version", text)


BROKEN = {
    "array": "echo '[]'",
    "cased": """echo '{"schemaversion":"0.1.0","vendor":"x","shortdescription":"Low"}'""",
    "empty": "true",
    "fails": "exit 3",
    "field": """echo '{"SchemaVersion":"0.1.0","Vendor":{}}'""",
    "killed": "kill -9 $$",
    "nonsense": "echo nonsense",
    "null": "echo null",
    "number": """echo '{"SchemaVersion":"0.1.0","Vendor":"x","ShortDescription":5}'""",
    "schema": """echo '{"SchemaVersion":"2.2.0","Vendor":"x"}'""",
    "text": """echo '"x"'""",
    "trailing": """echo '{"SchemaVersion":"0.1.0","Vendor":"x"} x'""",
    "truncated": """echo '{"SchemaVersion":'""",
    "vendor": """echo '{"SchemaVersion":"0.1.0"}'""",
    "a-b": "exit 0",
    "ps": "exit 0",
}


def test_invalid_plugins_as_docker(pydock_alone: Program, oracle: Oracle) -> None:
    plugins = Plugins(pydock_alone.config)
    for name, answer in BROKEN.items():
        plugins.add(name).write_text(f"#!/bin/sh\n{answer}\n")

    def section(path: str) -> list[str]:
        environ = {**pydock_alone.environ, "COLUMNS": "200"}
        done = subprocess.run([path, "--help"], env=environ, capture_output=True, text=True)
        usable = re.findall(r"^  \w+\*.*", done.stdout, re.MULTILINE)
        invalid = done.stdout.partition("Invalid Plugins:\n")[2].partition("\n\n")[0]
        return [*usable, *invalid.splitlines()]

    assert section(pydock_alone.argv[0]) == oracle(BROKEN, section)
