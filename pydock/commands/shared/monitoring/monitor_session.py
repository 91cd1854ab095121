"""`monitor` on a terminal: its keys, and when the screen is drawn."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
from queue import Empty

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.dispatch import run_words
from pydock.commands.shared.monitoring.container_events import MainThreadCalls
from pydock.commands.shared.monitoring.monitored_engine import MonitoredEngine
from pydock.commands.shared.prompt import read_line
from pydock.errors import PydockError
from pydock.options.filters import Filters
from pydock.progress.monitor_lines import header_line, help_lines, line, parts_line, row_line
from pydock.progress.screen_region import Line, Region
from pydock.terminal.full_screen import END, FullScreen
from pydock.views.monitor import HELP_LINE, SORTED_BY, ColumnLayout, Row, Totals, in_order
from pydock.views.selection_list import edited, first_shown, moves

_TICK_SECONDS = 1.0
_MESSAGE_SECONDS = 5.0
_LOG_LINES = "100"


class MonitorSession:
    """The containers of engines on a screen, until a key ends it."""

    def __init__(
        self, app: App, contexts: Sequence[str], filters: Filters, order: Sequence[str]
    ) -> None:
        """`contexts` are names of engines, "" for that of the command line."""
        self._app = app
        self._calls = MainThreadCalls()
        self._engines = [MonitoredEngine(app, self._calls, name, filters) for name in contexts]
        self._order = list(order)
        self._region = Region(app.stdout, app.environ)
        self._rows: list[Row] = []
        #: the selected container, by context and ID
        self._selected = ("", "")
        self._first = 0
        self._page = 1
        self._filter = ""
        self._message, self._message_until = "", 0.0
        #: handler of the next key, while keys are not commands
        self._on_key: Callable[[str], None] | None = None
        self._shows_help = False
        self._question = ""
        self._is_done = False

    def run(self) -> None:
        """Show the screen until the user quits. Raises PydockError if no engine answers at all."""
        for engine in self._engines:
            engine.start()
        with FullScreen(self._app.stdin.fileno(), self._app.stdout) as screen:
            self._screen = screen
            due = time.monotonic()
            while not self._is_done:
                self._take_calls()
                self._draw()
                now = time.monotonic()
                due = max(due + _TICK_SECONDS, now) if now >= due else due
                for key in screen.keys(max(0.0, due - now)):
                    self._press(key)

    def _take_calls(self) -> None:
        with suppress(Empty):
            while True:
                self._calls.run_next(0)
        if all(engine.problem and not engine.is_known for engine in self._engines):
            problems = [engine.problem.message for engine in self._engines if engine.problem]
            raise PydockError("\n".join(problems))

    # what is drawn

    def _draw(self) -> None:
        found = [row for engine in self._engines for row in engine.rows() if row.has(self._filter)]
        self._rows = in_order(found, self._order)
        if self._screen.is_stale:
            self._region.leave()
            self._screen.clear()
        window = self._region.window()
        self._region.draw(self._lines(window), window.columns)

    def _lines(self, window: os.terminal_size) -> list[Line]:
        columns, room = window.columns - 1, window.lines - 2
        lines = [
            line(f"{engine.name}: {engine.problem.message}".removeprefix(": "), columns, "red")
            for engine in self._engines
            if engine.problem
        ]
        if self._shows_help:
            lines += help_lines(columns)
        else:
            lines += self._table(columns, room - len(lines) - 2)
        lines = lines[: max(0, room)]
        lines += [Line("", 0)] * (room - len(lines))
        return [*lines, self._footer(columns)]

    def _table(self, columns: int, room: int) -> list[Line]:
        """Return the totals, the headers, and the containers that fit the window."""
        has_contexts = bool(self._engines[0].name)
        layout = ColumnLayout(columns, self._rows, has_contexts=has_contexts)
        self._page = max(1, room)
        position = self._position()
        self._first = first_shown(self._first, position, self._page, len(self._rows))
        shown = self._rows[self._first : self._first + self._page]
        number, *totals = Totals.of(self._rows).parts()
        parts = [number]
        if len(shown) < len(self._rows):
            parts.append(f"{self._first + 1} to {self._first + len(shown)}")
        if self._filter:
            parts.append(f"filter: {self._filter}")
        parts += [*totals, f"by {','.join(self._order)}"]
        lines = [parts_line(parts, columns), header_line(layout, self._column, columns)]
        for index, row in enumerate(shown, self._first):
            lines.append(row_line(layout, row, columns, is_selected=index == position))
        if not self._rows and all(engine.is_known for engine in self._engines):
            lines.append(line("no containers", columns, "dim"))
        return lines

    def _footer(self, columns: int) -> Line:
        if self._question:
            return line(self._question, columns, "bold")
        if time.monotonic() < self._message_until:
            return line(self._message, columns, "bold")
        if self._shows_help:
            return line("any key: back", columns, "dim")
        return parts_line(HELP_LINE, columns, "dim")

    def _show(self, message: str) -> None:
        self._message = message.replace("\n", " ")
        self._message_until = time.monotonic() + _MESSAGE_SECONDS

    @property
    def _column(self) -> str:
        """The column of the order, the first one."""
        return self._order[0].removeprefix("-")

    # the selection

    def _position(self) -> int:
        """Return the index of the selected container, 0 if it has exited."""
        for index, row in enumerate(self._rows):
            if (row.context, row.id) == self._selected:
                return index
        return min(self._first, max(0, len(self._rows) - 1))

    def _select(self, position: int) -> None:
        if self._rows:
            row = self._rows[max(0, min(position, len(self._rows) - 1))]
            self._selected = (row.context, row.id)

    def _selected_row(self) -> Row | None:
        return self._rows[self._position()] if self._rows else None

    # keys

    def _press(self, key: str) -> None:
        if key == END:
            self._is_done = True
        elif self._on_key:
            self._on_key(key)
        elif key in self._commands:
            self._commands[key]()

    @property
    def _commands(self) -> Mapping[str, Callable[[], None]]:
        by_key = {**moves(self._page, len(self._rows)), "k": -1, "j": 1}
        return {
            **{key: partial(self._move, by) for key, by in by_key.items()},
            "q": self._quit, "s": self._sort_by_next, "r": self._reverse, "/": self._edit_filter,
            "escape": self._end_filter, "l": self._logs, "e": self._shell, "x": self._ask_to_stop,
            "?": self._help, "h": self._help,
        }  # fmt: skip

    def _move(self, by: int) -> None:
        self._select(self._position() + by)

    def _quit(self) -> None:
        self._is_done = True

    def _sort_by_next(self) -> None:
        column = SORTED_BY[(SORTED_BY.index(self._column) + 1) % len(SORTED_BY)]
        self._order = [column if column == "name" else f"-{column}"]

    def _reverse(self) -> None:
        first, *others = self._order
        self._order = [first.removeprefix("-") if first.startswith("-") else f"-{first}", *others]

    def _help(self) -> None:
        def leave(key: str) -> None:
            self._shows_help, self._on_key = False, None

        self._shows_help, self._on_key = True, leave

    def _edit_filter(self) -> None:
        before = self._filter

        def edit(key: str) -> None:
            if key == "escape":
                self._filter = before
            if key in ("escape", "enter"):
                self._question, self._on_key = "", None
                return
            text = edited(self._filter, key)
            self._filter = self._filter if text is None else text
            self._question = f"filter: {self._filter}_"

        self._question, self._on_key = f"filter: {self._filter}_", edit

    def _end_filter(self) -> None:
        self._filter = ""

    def _ask_to_stop(self) -> None:
        row = self._selected_row()
        if not row:
            return

        def answer(key: str) -> None:
            self._question, self._on_key = "", None
            if key in ("y", "Y"):
                self._show(f"stopping {row.name}")
                self._calls.start(partial(self._stop, row))

        self._question, self._on_key = f"Stop {row.name}? [y/N]", answer

    def _stop(self, row: Row) -> None:
        """Stop a container, in a thread."""
        try:
            with closing(self._app.quiet_engine(row.context)) as engine:
                containers.stop(engine, row.id)
            message = f"stopped {row.name}"
        except PydockError as error:
            message = f"{row.name}: {error.message}"
        self._calls.post(partial(self._show, message))

    def _logs(self) -> None:
        self._run_on_selected("logs", "--follow", "--tail", _LOG_LINES, "{}")

    def _shell(self) -> None:
        self._run_on_selected("exec", "--interactive", "--tty", "{}", "sh")

    def _run_on_selected(self, *words: str) -> None:
        """Run a command on the selected container, {}, on the user's own screen."""
        row = self._selected_row()
        if not row:
            return
        with self._screen.suspended():
            app = self._app.on_engine(row.context)
            app.print(f"{' '.join((app.program, *words)).format(row.name)}")
            with suppress(KeyboardInterrupt):  # it ends the command, not the session
                status = run_words(app, [word.format(row.id) for word in words])
                app.stdout.flush()
                if status or words[0] == "logs":
                    read_line(app, "Enter: back ")
