"""`compose watch`: which changes concern which services, and what is done about them."""

from __future__ import annotations

import io
import os
import shutil
import tarfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pydock.build.ignore import IgnoreRules, compiled_rules
from pydock.commands.shared.compose.change_notices import ChangeNotices
from pydock.commands.shared.compose.file_changes import FileChanges
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


def test_what_has_changed(tmp_path: Path) -> None:
    """Directories come and go like files; what git keeps is no change."""
    for directory in ("gone/deep", "same"):
        (tmp_path / directory).mkdir(parents=True)
    (tmp_path / "gone" / "file").touch()
    (tmp_path / "same" / "file").touch()
    watched_file = tmp_path / "apart" / "settings"
    changes = FileChanges([str(tmp_path / "same"), str(tmp_path / "gone"), str(watched_file)])
    changes.look()
    (tmp_path / "same" / "new").mkdir()
    (tmp_path / "same" / "file").write_text("longer")
    (tmp_path / "same" / ".git").mkdir()
    (tmp_path / "same" / ".git" / "HEAD").touch()
    shutil.rmtree(tmp_path / "gone")
    watched_file.parent.mkdir()
    watched_file.touch()
    expected = {"same/new", "same/file", "gone/deep", "gone/file", "apart/settings"}
    assert changes.wait() == {str(tmp_path / path) for path in expected}


def test_the_kernel_reports_a_change(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    notices = ChangeNotices()
    notices.add(str(tmp_path))
    notices.add(str(tmp_path / "missing"))
    for change in ((tmp_path / "a").unlink, (tmp_path / "b").mkdir):
        change()
        begun_at = time.monotonic()
        notices.wait(3600)
        assert time.monotonic() - begun_at < 1800


@pytest.mark.parametrize("failing", ["inotify_init1", "inotify_add_watch"])
def test_without_room_in_the_kernel_nothing_is_waited_for(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changes in directories without a watch would go unseen, so files are looked at instead."""

    class Library:
        def __init__(self, name: None) -> None:
            pass

        def inotify_init1(self, flags: int) -> int:
            return -1 if failing == "inotify_init1" else os.dup(0)

        def inotify_add_watch(self, file: int, path: bytes, mask: int) -> int:
            return -1

    monkeypatch.setattr("pydock.commands.shared.compose.change_notices.ctypes.CDLL", Library)
    notices = ChangeNotices()
    notices.add(str(tmp_path))
    assert not notices.are_given
    begun_at = time.monotonic()
    notices.wait(3600)
    assert time.monotonic() - begun_at < 1800


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

    changes = "pydock.commands.shared.compose.file_changes"
    monkeypatch.setattr(f"{changes}.time.sleep", sleep)
    monkeypatch.setattr(f"{changes}.ChangeNotices.wait", lambda self, seconds: None)
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
