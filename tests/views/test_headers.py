"""The headers of every column that a template of a table can name are docker's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pydock.views.container import ContainerView
from pydock.views.context import ContextView
from pydock.views.history import HistoryView
from pydock.views.image import ImageView
from pydock.views.listing import View
from pydock.views.network import NetworkView
from pydock.views.node import NodeView
from pydock.views.plugin import PluginView
from pydock.views.search import SearchView
from pydock.views.secrets_configs import ConfigView, SecretView
from pydock.views.service import ServiceView
from pydock.views.stack import StackView
from pydock.views.task import TaskView
from pydock.views.usage import UsageView
from pydock.views.volume import VolumeView
from tests.engine.program import Program
from tests.support.engine import PlayedEngine, served
from tests.support.recordings import Oracle

LISTINGS: dict[str, type[View]] = {
    "config ls": ConfigView,
    "container ls": ContainerView,
    "context ls": ContextView,
    "history x": HistoryView,
    "image ls": ImageView,
    "network ls": NetworkView,
    "node ls": NodeView,
    "plugin ls": PluginView,
    "search x": SearchView,
    "secret ls": SecretView,
    "service ls": ServiceView,
    "stack ls": StackView,
    "stack ps x": TaskView,
    "system df": UsageView,
    "volume ls": VolumeView,
}
ANSWERS = {
    **{f"GET /{kind}": [] for kind in ("configs", "networks", "nodes", "plugins", "secrets")},
    **{f"GET /{kind}": [] for kind in ("services", "tasks")},
    **{f"GET /{kind}/json": [] for kind in ("containers", "images")},
    "GET /images/x/history": [],
    "GET /images/search": [],
    "GET /info": {"Swarm": {"ControlAvailable": True}},
    "GET /system/df": {},
    "GET /volumes": {},
}


@pytest.mark.parametrize("line", LISTINGS)
def test_as_docker(line: str, pydock_alone: Program, oracle: Oracle, tmp_path: Path) -> None:
    view = LISTINGS[line]
    columns = [name for name in view.headers if view.members[name].in_json]
    template = "table " + r"\t".join(f"{{{{.{name}}}}}" for name in columns)

    def headers(program: Program) -> list[object]:
        with served(PlayedEngine(ANSWERS), tmp_path / "engine.sock") as host:
            done = program("-H", host, *line.split(), "--format", template)
        (tmp_path / "engine.sock").unlink()
        header = re.split(" {2,}", done.out.partition("\n")[0])
        return [done.status, header, done.err]

    theirs = oracle([line, columns], lambda docker: headers(Program([docker], tmp_path, None)))
    assert headers(pydock_alone) == theirs
