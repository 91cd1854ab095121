"""The project that a command of `compose` acts on, and how it shows what happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, TextIO

from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.cli.help import has_colour
from pydock.commands.shared.compose.project_loading import show_warning
from pydock.commands.shared.compose.workers import MAX_THREADS
from pydock.compose.observed import Container
from pydock.progress.events import DONE, ERROR, WORKING, Event, Show
from pydock.spec.version_rules import COMPOSE

if TYPE_CHECKING:
    from pydock.commands.shared.container.podman_health import HealthChecks
    from pydock.compose.project.types import Project, Service


def engine_for_compose(app: App) -> Engine:
    """Return the engine of a command line. Raises NotSupported for one that is too old."""
    app.engine.require(COMPOSE.engine_since, "compose")
    return app.engine


def _hide(event: Event) -> None:
    """Show nothing, outside of `Scope.shown`."""


class Scope:
    """A project by its name, and its files if there are some."""

    def __init__(
        self,
        app: App,
        name: str,
        project: Project | None = None,
        *,
        progress: str = "auto",
        ansi: str = "auto",
        dry_run: bool = False,
        separator: str = "-",
        limit: int = MAX_THREADS,
    ) -> None:
        """`progress` is "auto", "tty", "plain", "json" or "quiet".

        `ansi` is "auto", "always" or "never", `separator` stands between the parts of names, "_" in
        old projects, and `limit` is how many images are pulled at a time.
        """
        self.app = app
        self.name = name
        #: None: the files are not needed, or there are none
        self.project = project
        self.progress = progress
        self.ansi = ansi
        self.dry_run = dry_run
        self.separator = separator
        self.limit = limit
        #: files of --env-file, which a label of the containers names
        self.env_files: tuple[str, ...] = ()
        self.show: Show = _hide

    @cached_property
    def health_checks(self) -> HealthChecks:
        """The checks of containers whose health is waited for."""
        from pydock.commands.shared.container.podman_health import HealthChecks

        return HealthChecks()

    def with_project(self, project: Project) -> Scope:
        """Return the same scope of another project, such as a part of it."""
        from copy import copy

        other = copy(self)
        other.project = project
        return other

    @property
    def engine(self) -> Engine:
        """The engine of the command line. Raises NotSupported for one that is too old."""
        return engine_for_compose(self.app)

    @property
    def required_project(self) -> Project:
        """The project of the files, of commands that have required them."""
        assert self.project is not None
        return self.project

    @property
    def has_colour(self) -> bool:
        """Whether logs on standard output are coloured."""
        if self.ansi == "auto":
            return has_colour(self.app.environ, self.app.is_terminal("stdout"))
        return self.ansi == "always"

    @property
    def display_stream(self) -> str:
        """The stream of what happens; COMPOSE_STATUS_STDOUT chooses standard output."""
        is_stdout = self.app.environ.get("COMPOSE_STATUS_STDOUT", "").lower()
        return "stdout" if is_stdout in ("1", "t", "true") else "stderr"

    @property
    def has_live_display(self) -> bool:
        """Whether events are lines that are redrawn."""
        if self.progress == "auto":
            is_terminal = self.app.is_terminal(self.display_stream)
            return is_terminal and self.app.environ.get("TERM") != "dumb"
        return self.progress == "tty"

    @contextmanager
    def shown(self, title: str = "Running") -> Iterator[None]:
        """Show events until the end of the block."""
        from pydock.progress.event_display import open_events

        stream = self.display_stream
        out: TextIO = getattr(self.app, stream)
        _ = self.engine.api_version  # negotiated once, before threads start
        with open_events(
            out,
            self.progress,
            title=title,
            environ=self.app.environ,
            terminal=self.app.is_terminal(stream),
            dry_run=self.dry_run,
        ) as show:
            before, self.show = self.show, show
            try:
                yield
            finally:
                self.show = before

    def note(self, text: str) -> None:
        """Print a line where events are shown."""
        stream: TextIO = getattr(self.app, self.display_stream)
        stream.write(self.app.safe(f"{text}\n", self.display_stream))
        stream.flush()

    def warn(self, text: str) -> None:
        """Print a warning to standard error."""
        show_warning(self.app, text)

    def working(self, container: Container | str, status: str) -> None:
        """Show what begins with a container, or another object by its full name."""
        self.show(Event(_subject(container), status, WORKING))

    def done(self, container: Container | str, status: str) -> None:
        """Show what has been done with it."""
        self.show(Event(_subject(container), status, DONE))

    def failed(self, container: Container | str, reason: str = "Error") -> None:
        """Show that it failed."""
        self.show(Event(_subject(container), reason, ERROR))

    def image_name(self, service: str, declared: Service) -> str:
        """Return the image of a service; one that is built has a name of the project."""
        return declared.get("image") or self.separator.join((self.name, service))

    def container_name(self, service: str, declared: Service, number: int) -> str:
        """Return the name of a container of a service."""
        default = self.separator.join((self.name, service, str(number)))
        return declared.get("container_name") or default


def _subject(container: Container | str) -> str:
    return container if isinstance(container, str) else f"Container {container.name}"
