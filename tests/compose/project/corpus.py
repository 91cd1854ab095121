"""Compose files that `compose config` shows as docker compose does, or refuses as it does.

`services.txt` has attributes of a service, a line each; `documents.txt` whole documents, with \\n
between their lines; `projects.txt` projects of several files:

    === NAME
    args: -f a.yaml config      (command lines; without any, YAML, JSON and hashes)
    env: NAME=VALUE
    --- FILE
    ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

CORPUS = Path(__file__).parent / "corpus"

#: where the files of a case are: paths in them, and so hashes of services, depend on it
DIRECTORY = "/tmp/pydock-compose-corpus/shop"

_RUNS = (("config",), ("config", "--format", "json"), ("config", "--hash", "*"))
#: lists that docker compose prints in an order of its own each time
UNSORTED = ("--services", "--volumes", "--networks", "--images", "--models", "--variables")


class Case(NamedTuple):
    name: str
    files: dict[str, str]
    runs: tuple[tuple[str, ...], ...] = _RUNS
    environ: Mapping[str, str] = MappingProxyType({})

    @property
    def source(self) -> list[object]:
        """What the result depends on."""
        return [self.files, self.runs, self.environ]


def cases() -> list[Case]:
    """Return all cases."""
    return [*_services(), *_documents(), *_projects()]


def _named(kind: str, text: str) -> str:
    return f"{kind}-{sha256(text.encode()).hexdigest()[:8]}"


def _services() -> Iterator[Case]:
    for line in (CORPUS / "services.txt").read_text().splitlines():
        text = f"services: {{web: {{image: a, {line}}}}}\nsecrets: {{s: {{file: s}}}}\n"
        yield Case(_named(line.partition(":")[0], line), {"compose.yaml": text})


def _documents() -> Iterator[Case]:
    for line in (CORPUS / "documents.txt").read_text().splitlines():
        text = line.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")
        yield Case(_named("document", line), {"compose.yaml": text})


def _projects() -> Iterator[Case]:
    text = (CORPUS / "projects.txt").read_text()
    for chunk in re.split("(?m)^=== ", text)[1:]:
        head, *parts = re.split("(?m)^--- (?=[a-z.-])", chunk)
        name, *lines = head.splitlines()
        runs = tuple(tuple(line[6:].split()) for line in lines if line.startswith("args: "))
        environ = dict(
            word.split("=", 1)
            for line in lines
            if line.startswith("env: ")
            for word in line[5:].split()
        )
        files = dict(part.split("\n", 1) for part in parts)
        yield Case(name.replace(" ", "-"), files, runs or _RUNS, environ)
