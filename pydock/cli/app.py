"""The context of one run: streams, environment, options, configuration and engine."""

from __future__ import annotations

import os
import sys
from functools import cached_property

from pydock.cli.config_mentions import PLAIN_VARIABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, BinaryIO, TextIO

    from pydock.api.engine import Engine
    from pydock.cli.pflag import Parsed
    from pydock.config.config_file import ConfigFile
    from pydock.config.credentials import Credentials
    from pydock.config.engine_endpoint import EndpointResolver, EngineAddress
    from pydock.transport import Advice, Endpoint


class App:
    """One run of the program. Tests make their own, with other streams and environment."""

    def __init__(
        self,
        program: str = "pydock",
        environ: Mapping[str, str] | None = None,
        stdin: TextIO | None = None,
        stdout: TextIO | None = None,
        stderr: TextIO | None = None,
    ) -> None:
        self.program = program
        self.environ = os.environ if environ is None else environ
        self.stdin = stdin or sys.stdin
        self.stdout = stdout or sys.stdout
        self.stderr = stderr or sys.stderr
        #: the command line without the name of the program
        self.arguments: Sequence[str] = ()
        #: the path that the running command is called by: "images" or "image ls"
        self.command_path = ""
        #: the options in front of the command, by key ("host", "tlsverify", ...)
        self.options: dict[str, Any] = {}
        #: the options after the name of a group, by key, and the keys of those that are given
        self.group_options: dict[str, Any] = {}
        self.group_options_given: set[str] = set()
        #: keys of the given options: in front of the command, and of the command
        self.options_given: set[str] = set()
        self.flags_given: set[str] = set()
        #: the parsed command line of the running command
        self.parsed: Parsed | None = None
        #: the aliases of the command line, each one after the alias that expands to it
        self.aliases: list[str] = []
        #: what config.json added to the command line, for errors that point to --help
        self.notes: list[str] = []

    def given(self, key: str) -> bool:
        """Return whether this option of the running command is on the command line."""
        return key in self.flags_given

    @property
    def debug(self) -> bool:
        return bool(self.options.get("debug"))

    def print(self, *lines: str) -> None:
        """Write lines to standard output."""
        if lines:
            self.write("".join(f"{line}\n" for line in lines))

    def write(self, text: str) -> None:
        """Write text to standard output; on a terminal without control sequences of names."""
        self.stdout.write(self.safe(text))

    def warn(self, *lines: str) -> None:
        """Write lines to standard error, after the pending standard output."""
        self.stdout.flush()
        self.stderr.write(self.safe("".join(f"{line}\n" for line in lines), "stderr"))
        self.stderr.flush()

    def safe(self, text: str, stream: str = "stdout") -> str:
        """Return text for a stream: on a terminal without control sequences, but for colours."""
        if not self.is_terminal(stream):
            return text
        from pydock.terminal.sanitize import safe_output

        return safe_output(text)

    @property
    def out(self) -> BinaryIO:
        """Standard output for bytes; pending text is written first."""
        self.stdout.flush()
        return self.stdout.buffer

    @property
    def err(self) -> BinaryIO:
        """Standard error for bytes; pending text is written first."""
        self.stderr.flush()
        return self.stderr.buffer

    def is_terminal(self, stream: str) -> bool:
        """Return whether "stdin", "stdout" or "stderr" is a terminal; a closed one is not."""
        file: TextIO | None = getattr(self, stream)
        return file is not None and not file.closed and file.isatty()

    def can_draw(self, stream: str) -> bool:
        """Return whether "stdout" or "stderr" is a terminal on which the cursor can be moved."""
        return self.environ.get("TERM", "dumb") != "dumb" and self.is_terminal(stream)

    def console_size(self) -> tuple[int, int] | None:
        """Return rows and columns of the terminal at standard output, None for any other file."""
        if not self.is_terminal("stdout"):
            return None
        from pydock.terminal.window_size import window_size

        columns, rows = window_size(self.stdout.fileno())
        return rows, columns

    @cached_property
    def config(self) -> ConfigFile:
        """The user's config.json, read on first use; a warning reports a damaged one."""
        from pydock.config.config_file import ConfigFile, config_directory

        directory = config_directory(self.environ, self.options.get("config") or "")
        config = ConfigFile.load(directory)
        if config.problem:
            self.warn(f"WARNING: {config.problem}")
        return config

    @cached_property
    def credentials(self) -> Credentials:
        """The user's credentials for registries, from config.json and credential helpers."""
        from pydock.config.credentials import Credentials

        return Credentials(self.config, self.environ, lambda text: self.warn(f"WARNING: {text}"))

    @cached_property
    def endpoint_resolver(self) -> EndpointResolver:
        """The choice of the engine by options, environment and configuration."""
        from pydock.config.engine_endpoint import EndpointResolver

        return EndpointResolver(
            self.options,
            self.options_given,
            self.environ,
            self.config.path.parent,
            self.config.text("currentContext"),
            self._context_of_file,
        )

    def _context_of_file(self, path: str) -> str:
        if self.environ.get(PLAIN_VARIABLE):
            return ""
        from pydock.config.directory_context import context_of_file

        ask = self._ask if self.is_interactive else None
        return context_of_file(path, self.config.path.parent, self.warn, ask)

    @property
    def is_interactive(self) -> bool:
        """Return whether a prompt on standard error reaches the user."""
        if not (self.is_terminal("stdin") and self.is_terminal("stderr")):
            return False
        from pydock.terminal.raw_mode import in_foreground

        return in_foreground(self.stdin.fileno())

    def _ask(self, question: str) -> bool | None:
        """Ask on standard error, as standard output may be in use; None at the end of the input."""
        self.stdout.flush()
        self.stderr.write(self.safe(f"{question} [y/N] ", "stderr"))
        self.stderr.flush()
        try:
            answer = self.stdin.readline()
        except KeyboardInterrupt:
            self.warn("")
            raise
        if not answer:
            self.warn("")
            return None
        return answer.strip() in ("y", "Y")

    @cached_property
    def endpoint(self) -> Endpoint:
        """The address of the engine. Raises ConfigError when it is invalid or missing."""
        return _endpoint(self.endpoint_resolver.address())

    @cached_property
    def engine(self) -> Engine:
        """The engine at the endpoint; the first request connects."""
        return self._engine_at(self.endpoint, self._advice)

    def endpoint_of(self, name: str) -> Endpoint:
        """Return the address of an engine: of a context or address, of ours for "". ConfigError."""
        return _endpoint(self.endpoint_resolver.named_address(name)) if name else self.endpoint

    def other_engine(self, name: str) -> Engine:
        """Return the engine of a context or address, which the caller closes. ConfigError."""
        return self._engine_at(self.endpoint_of(name))

    def quiet_engine(self, name: str) -> Engine:
        """Return an engine as `other_engine` does, without a spinner.

        For other threads, and a screen that is drawn.
        """
        advice = None if name else self._advice
        return self._engine_at(self.endpoint_of(name), advice, has_spinner=False)

    def on_engine(self, name: str) -> App:
        """Return the App of another run, on the engine of a context or address, of ours for ""."""
        other = App(self.program, self.environ, self.stdin, self.stdout, self.stderr)
        other.options, other.options_given = self.options, self.options_given
        if name:
            from pydock.config.engine_endpoint import is_address

            key, value = ("host", [name]) if is_address(name) else ("context", name)
            other.options = {**self.options, "host": [], "context": "", key: value}
            other.options_given = {*self.options_given, key}
        return other

    def _engine_at(
        self, endpoint: Endpoint, advice: Advice | None = None, *, has_spinner: bool = True
    ) -> Engine:
        from pydock.api.engine import Engine
        from pydock.config.http_headers import http_headers
        from pydock.transport.open_transport import open_transport

        transport = open_transport(
            endpoint,
            http_headers=http_headers(self.config.http_headers, self.environ),
            environ=self.environ,
            advice=advice,
        )
        if has_spinner and self.can_draw("stderr"):
            from pydock.cli.waiting_indicator import WaitingTransport

            transport = WaitingTransport(transport, self.stderr)
        return Engine(transport, self.environ.get("DOCKER_API_VERSION", ""))

    def _advice(self, cause: OSError) -> str:
        from pydock.cli.engine_advice import advice

        is_default = self.endpoint_resolver.is_default_engine
        return advice(self.endpoint.url, self.environ, cause, is_default=is_default)

    def close(self) -> None:
        """Close the connections to the engine."""
        if "engine" in self.__dict__:
            self.engine.close()


def _endpoint(address: EngineAddress) -> Endpoint:
    from pydock.transport import Endpoint, TlsSettings

    return Endpoint(address.url, TlsSettings(*address.tls) if address.tls else None)
