"""How `compose` shows what happens: `--ansi`, `--progress`, and limits of what is done at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Condition
from typing import Any

import pytest

from tests.commands.compose.conftest import Compose
from tests.support.compose_engine import ComposeEngine, write_project
from tests.support.engine import Refusal, pydock_on

APP = "services: {web: {image: app, network_mode: none}}\n"
PLAIN = "".join(
    f" Container p-web-1  {status}\n" for status in ("Creating", "Created", "Starting", "Started")
)


@pytest.mark.parametrize(
    ("options", "environ", "is_plain"),
    [
        ([], {}, False),
        (["--ansi", "never"], {}, True),
        (["--no-ansi"], {}, True),
        ([], {"COMPOSE_ANSI": "never"}, True),
        (["--ansi", "auto"], {"COMPOSE_ANSI": "never"}, False),
        (["--progress", "plain"], {}, True),
        ([], {"COMPOSE_PROGRESS": "plain"}, True),
        (["--progress", "tty"], {"COMPOSE_PROGRESS": "plain"}, False),
    ],
)
def test_which_display_a_terminal_gets(
    options: list[str], environ: dict[str, str], is_plain: bool,
    engine: ComposeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path, APP)
    environ = {"PYDOCK_COMPOSE": "own", "TERM": "xterm", **environ}
    run = pydock_on(engine, tmp_path, environ=environ, terminal_errors=True)
    done = run("compose", *options, "up", "-d")
    assert done.status == 0
    assert ("\x1b[" in done.err, done.err.endswith(PLAIN)) == (not is_plain, is_plain)


def test_quiet_shows_errors_alone(compose: Compose, engine: ComposeEngine, tmp_path: Path) -> None:
    write_project(tmp_path, APP)
    engine.failures["create p-web-1"] = Refusal(409, "name in use")
    assert compose("--progress", "quiet", "up", "-d") == (
        1, "", "Error response from daemon: name in use\n",
    )  # fmt: skip


class _CountingEngine(ComposeEngine):
    """Notes how many images are pulled at once; a pull ends when there are `expected`."""

    def __init__(self, expected: int) -> None:
        super().__init__()
        self.expected = expected
        self.pulling = self.peak = 0
        self._changed_count = Condition()

    def _answer(
        self, method: str, target: str, body: bytes | None, headers: Mapping[str, Any] | None
    ) -> Any:
        if "/images/create" not in target:
            return super()._answer(method, target, body, headers)
        with self._changed_count:
            self.pulling += 1
            self.peak = max(self.peak, self.pulling)
            self._changed_count.notify_all()
            # those that would be too many get a moment to come; the others never wait for it
            self._changed_count.wait_for(lambda: self.peak > self.expected, 0.2)
            self.pulling -= 1
        return super()._answer(method, target, body, headers)


@pytest.mark.parametrize(
    ("options", "environ", "expected"),
    [
        (["--parallel", "1"], {}, 1),
        (["--parallel", "2"], {}, 2),
        ([], {"COMPOSE_PARALLEL_LIMIT": "2"}, 2),
        (["--parallel", "1"], {"COMPOSE_PARALLEL_LIMIT": "2"}, 1),
        ([], {}, 4),
        (["--parallel", "-1"], {}, 4),
    ],
)
def test_how_many_images_are_pulled_at_once(
    options: list[str], environ: dict[str, str], expected: int,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    services = ", ".join(f"{name}: {{image: {name}}}" for name in "abcd")
    write_project(tmp_path, f"services: {{{services}}}\n")
    engine = _CountingEngine(expected)
    run = pydock_on(engine, tmp_path, environ={"PYDOCK_COMPOSE": "own", **environ})
    assert run("compose", *options, "pull").status == 0
    assert engine.peak == expected


def test_a_limit_that_is_no_number(
    engine: ComposeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path, APP)
    environ = {"PYDOCK_COMPOSE": "own", "COMPOSE_PARALLEL_LIMIT": "x"}
    message = 'COMPOSE_PARALLEL_LIMIT must be an integer (found: "x")\n'
    assert pydock_on(engine, tmp_path, environ=environ)("compose", "pull") == (1, "", message)
