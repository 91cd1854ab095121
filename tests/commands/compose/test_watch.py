"""`compose watch`: which changes concern which services, and what is done about them."""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pydock.build.ignore import IgnoreRules, compiled_rules
from pydock.commands.shared.compose.watch_rules import WatchRule, watch_rules
from pydock.compose.errors import ComposeError
from pydock.compose.project.types import Project, Service
from tests.commands.compose.conftest import Compose
from tests.support.compose_engine import ComposeEngine, write_project


def rules(*triggers: Mapping[str, object], **service: object) -> list[WatchRule]:
    declared: Service = {"image": "app", "develop": {"watch": triggers}, **service}  # type: ignore
    ignored = compiled_rules(["left-out"]) if "build" in declared else IgnoreRules()
    return watch_rules(Project("p", {"web": declared}), lambda service: ignored)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/src/a", "/app/a"),
        ("/src/deep/b.py", "/app/deep/b.py"),
        ("/src", "/app"),
        ("/source/a", None),
        ("/src/x.tmp", None),
        ("/src/cache/x", None),
        ("/src/a~", None),
        ("/src/.a.swp", None),
        ("/src/.git/HEAD", None),
    ],
)
def test_which_files_are_copied_to_where(path: str, expected: str | None) -> None:
    (rule,) = rules(
        {"action": "sync", "path": "/src", "target": "/app", "ignore": ["*.tmp", "cache/"]}
    )
    assert rule.mapped(path) == expected


def test_only_what_is_included() -> None:
    (rule,) = rules({"action": "sync", "path": "/s", "target": "/t", "include": ["**/*.py"]})
    assert (rule.mapped("/s/a/b.py"), rule.mapped("/s/a/b.txt")) == ("/t/a/b.py", None)


def test_the_ignore_file_begins_at_the_context() -> None:
    trigger = {"action": "rebuild", "path": "/srv/src"}
    (rule,) = rules(trigger, build={"context": "/srv/src"})
    assert (rule.mapped("/srv/src/left-out"), rule.mapped("/srv/src/a")) == (None, "")
    (rule,) = rules(trigger, build={"context": "/srv"})
    assert rule.mapped("/srv/src/left-out") == ""


def test_what_is_mounted_is_not_copied() -> None:
    mount = {"type": "bind", "source": "/src", "target": "/app", "bind": {}}
    with pytest.raises(ComposeError, match="none of the selected services is configured"):
        rules({"action": "sync", "path": "/src", "target": "/app"}, volumes=[mount])


def test_a_rebuild_needs_a_build() -> None:
    with pytest.raises(ComposeError, match='"web" with action rebuild without a build context'):
        rules({"action": "rebuild", "path": "/src"})


def test_nothing_to_watch(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    write_project(tmp_path, "services: {web: {image: app}}")
    done = compose("watch")
    assert (done.status, "is configured for watch" in done.err) == (1, True)
    assert engine.changes == []


class Ended(Exception):
    """Raised in place of the wait for a further change."""


def test_files_are_copied_and_services_restarted(
    compose: Compose, engine: ComposeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "src"
    source.mkdir()
    (source / "a").write_text("1")
    write_project(
        tmp_path,
        """
services:
  web:
    image: app
    develop: {watch: [{action: sync, path: ./src, target: /app},
                      {action: restart, path: ./env}]}
""",
    )
    steps: list[Callable[[], object]] = [
        lambda: (source / "new").write_text("2"),
        lambda: (tmp_path / "env").write_text("A=1"),
        lambda: None,
    ]

    def sleep(seconds: float) -> None:
        if not steps:
            raise Ended
        steps.pop(0)()

    monkeypatch.setattr("pydock.commands.shared.compose.watching.time.sleep", sleep)
    archives: list[bytes] = []
    monkeypatch.setattr(
        "pydock.commands.shared.compose.watching.archive.put",
        lambda engine, container, directory, pieces: archives.extend(pieces),
    )
    done = compose("watch")  # ended by an exception that main reports
    assert "Watch enabled" in done.out
    assert 'Syncing service "web" after 1 changes were detected' in done.out
    assert 'service(s) ["web"] restarted' in done.out
    assert "restart p-web-1" in engine.changes
    (data,) = archives
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        (entry,) = tar.getmembers()
        assert (entry.name, entry.uid, entry.size) == ("app/new", 0, 1)
    assert os.path.lexists(source / "a")
