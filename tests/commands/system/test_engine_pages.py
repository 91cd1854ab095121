"""`info` and `version` of engines as docker prints them, from the same responses.

tests/data/engines.json has the responses of dockerd 20.10 alone and in a swarm, and of one with
all that an engine may report.
"""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.engine.program import Program
from tests.support.engine import PlayedEngine, served
from tests.support.recordings import Oracle

ENGINES = json.loads((Path(__file__).parents[2] / "data/engines.json").read_text())
LINES = [
    "version",
    'version --format "{{json .Server}}"',
    "version -f {{.Server.Version}}|{{.Client.APIVersion}}|{{.Server.Components}}",
    "version -f {{.Foo}}",
    "info",
    "info -f {{.ServerVersion}}|{{.Swarm.LocalNodeState}}|{{.Plugins}}|{{.Driver}}|{{.NCPU}}",
    "info -f {{.RegistryConfig.Mirrors}}|{{.SecurityOptions}}|{{.Swarm.RemoteManagers}}",
    'info -f "[{{json .Plugins}},{{json .Swarm}}]"',
    "info -f {{.Foo}}",
]


@pytest.mark.parametrize("kind", ENGINES)
@pytest.mark.parametrize("line", LINES)
def test_as_docker(
    line: str, kind: str, pydock_alone: Program, oracle: Oracle, tmp_path: Path
) -> None:
    """The same output; of a page the part about the engine."""

    def outcome(program: Program) -> list[Any]:
        played = PlayedEngine(ENGINES[kind], api_version="1.41")
        with served(played, tmp_path / "engine.sock") as host:
            done = program("-H", host, *shlex.split(line))
        (tmp_path / "engine.sock").unlink()
        if "json" in line:  # docker 29 has the fields in another order
            return [done.status, json.loads(f"[{done.out}]"), done.err]
        _, _, server = done.out.rpartition("Server:")
        # docker sorts no runtimes
        lines = [sorted(row.split()) if "Runtimes" in row else row for row in server.split("\n")]
        return [done.status, lines, done.err]

    theirs = oracle(
        (ENGINES[kind], line), lambda docker: outcome(Program([docker], tmp_path, None))
    )
    assert outcome(pydock_alone) == theirs
