"""The project that a command of `compose` acts on, and how it shows what happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.cli.help import has_colour
from pydock.commands.shared.compose.project_loading import show_warning
from pydock.commands.shared.compose.workers import MAX_THREADS
from pydock.compose.observed import Container
from pydock.compose.project.types import Project, Service
from pydock.compose.requests.container import image_name
from pydock.progress.events import DONE, ERROR, WORKING, Event, Show


def _hide(event: Event) -> None:
    """Show nothing, outside of `Scope.shown`."""


@dataclass
class Scope:
    """A project by its name, and its files if there are some."""

    app: App
    name: str
    #: None: the files are not needed, or there are none
    project: Project | None = None
    #: "auto", "tty", "plain", "json" or "quiet"
    progress: str = "auto"
    #: "auto", "always" or "never" are control sequences of terminals printed
    ansi: str = "auto"
    dry_run: bool = False
    #: between the parts of the names of containers; "_" for old projects
    separator: str = "-"
    #: files of --env-file, which a label of the containers names
    env_files: tuple[str, ...] = ()
    #: images that are pulled or built at a time
    limit: int = MAX_THREADS
    show: Show = field(default=_hide)

    @property
    def engine(self) -> Engine:
        return self.app.engine

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
        show_warning(self.app, text)

    def working(self, container: Container | str, status: str) -> None:
        """Show what begins with a container, or another object by its full name."""
        self.show(Event(_subject(container), status, WORKING))

    def done(self, container: Container | str, status: str) -> None:
        self.show(Event(_subject(container), status, DONE))

    def failed(self, container: Container | str, reason: str = "Error") -> None:
        self.show(Event(_subject(container), reason, ERROR))

    def image_name(self, service: str, declared: Service) -> str:
        """Return the image of a service; one that is built has a name of the project."""
        return image_name(self.required_project, service, declared, self.separator)

    def container_name(self, service: str, declared: Service, number: int) -> str:
        """Return the name of a container of a service."""
        default = self.separator.join((self.name, service, str(number)))
        return declared.get("container_name") or default


def _subject(container: Container | str) -> str:
    return container if isinstance(container, str) else f"Container {container.name}"
