"""`--format` is checked before anything is requested or waited for, with docker's messages."""

from __future__ import annotations

import subprocess

import pytest

from tests.engine.program import Program
from tests.support.recordings import Oracle

EVENTS = [
    "{{.Nope}}",
    "{{",
    "{{.Type}",
    "{{json .Nope}}",
    "{{.Actor.Nope}}",
    "{{.Actor.Attributes.x}}",
    '{{index .Actor.Attributes "x"}}',
    "table {{.Nope}}",
    "json",
    "",
    "{{range .Actor}}{{end}}",
    '{{if eq .Type "x"}}{{.Nope}}{{end}}',
]
LINES = [
    *(["events", "--format", template] for template in EVENTS),
    ["version", "--format", "{{.Nope}}"],
    ["version", "--format", "{{"],
    ["version", "--format", "{{.Client.Context}}"],
    ["info", "--format", "{{.Nope}}"],
    ["info", "--format", "{{"],
    ["ps", "--format", "{{.Nope}}"],
    ["context", "ls", "--format", "{{.Nope}}"],
    ["context", "inspect", "--format", "{{.Metadata}}"],
    ["context", "inspect", "--format", "{{.Metadata.Metadata}}"],
    ["context", "inspect", "--format", '{{printf "%#v" .Metadata.Metadata}}'],
    ["context", "inspect", "--format", "{{.Endpoints.docker}}{{.Storage}}{{.TLSMaterial}}"],
    ["context", "inspect", "--format", "{{json .}}"],
]


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_as_docker(pydock_alone: Program, oracle: Oracle, words: list[str]) -> None:
    def outcome(path: str) -> list[object]:
        argv = [path, "-H", "unix:///no.sock", *words]
        done = subprocess.run(argv, env=pydock_alone.environ, capture_output=True, text=True)
        return [done.returncode, done.stdout, done.stderr]

    assert outcome(pydock_alone.argv[0]) == oracle(words, outcome)


@pytest.mark.parametrize("template", ["table {{.ID}}", "{{.Status}} {{.From}}"])
def test_the_fields_of_events_that_docker_29_lacks(pydock_alone: Program, template: str) -> None:
    done = pydock_alone("-H", "unix:///no.sock", "events", "--format", template)
    assert done.status == 1
    assert done.err.startswith("failed to connect to the docker API at unix:///no.sock")


def test_version_has_the_client_on_a_line_of_its_own(pydock_alone: Program) -> None:
    lines = pydock_alone("-H", "unix:///no.sock", "version").out.splitlines()
    assert lines[0] == "Client:"
    assert lines[2].split()[:2] == ["Program:", "pydock"]
