"""What a command works with: its streams, environment, configuration and engine."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

if TYPE_CHECKING:
    from pydock.api.engine import Engine
    from pydock.config.config_file import ConfigFile
    from pydock.config.credentials import Credentials
    from pydock.config.engine_endpoint import EndpointResolver
    from pydock.transport import Endpoint


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
        #: the command line, without the program's name
        self.words: Sequence[str] = ()
        #: the path that the running command is called by: "images" or "image ls"
        self.command_path = ""
        #: the options in front of the command, by key ("host", "tlsverify", ...)
        self.options: dict[str, Any] = {}
        #: keys of the options that were given: to the program, and to the running command
        self.options_given: set[str] = set()
        self.flags_given: set[str] = set()

    def given(self, key: str) -> bool:
        """Was this option of the running command on the command line?"""
        return key in self.flags_given

    @property
    def debug(self) -> bool:
        return bool(self.options.get("debug"))

    def print(self, *lines: str) -> None:
        """Write lines to standard output."""
        if lines:
            self.stdout.write("".join(f"{line}\n" for line in lines))

    def warn(self, *lines: str) -> None:
        """Write lines to standard error, after all that standard output was given."""
        self.stdout.flush()
        self.stderr.write("".join(f"{line}\n" for line in lines))
        self.stderr.flush()

    @property
    def out(self) -> BinaryIO:
        """Standard output for bytes, with what was printed before already written."""
        self.stdout.flush()
        return self.stdout.buffer

    @property
    def err(self) -> BinaryIO:
        """Standard error for bytes, with what was printed before already written."""
        self.stderr.flush()
        return self.stderr.buffer

    def is_terminal(self, stream: str) -> bool:
        """Is "stdin", "stdout" or "stderr" a terminal? A closed one is not."""
        file: TextIO | None = getattr(self, stream)
        return file is not None and not file.closed and file.isatty()

    @cached_property
    def config(self) -> ConfigFile:
        """The person's config.json, read when it is first asked for; damage is warned of."""
        from pydock.config.config_file import ConfigFile, config_directory

        folder = config_directory(self.environ, self.options.get("config") or "")
        config = ConfigFile.load(folder)
        if config.problem:
            self.warn(f"WARNING: {config.problem}")
        return config

    @cached_property
    def credentials(self) -> Credentials:
        """The person's credentials for registries, wherever they are kept."""
        from pydock.config.credentials import Credentials

        return Credentials(self.config, self.environ, lambda text: self.warn(f"WARNING: {text}"))

    @cached_property
    def endpoint_resolver(self) -> EndpointResolver:
        """What options, environment and configuration say about where the engine is."""
        from pydock.config.engine_endpoint import EndpointResolver

        return EndpointResolver(
            self.options,
            self.options_given,
            self.environ,
            self.config.path.parent,
            self.config.text("currentContext"),
        )

    @cached_property
    def endpoint(self) -> Endpoint:
        """The address of the engine; ConfigError when it cannot be found out."""
        from pydock.transport import Endpoint, TlsSettings

        address = self.endpoint_resolver.address()
        return Endpoint(address.url, TlsSettings(*address.tls) if address.tls else None)

    @cached_property
    def engine(self) -> Engine:
        """The engine at the endpoint; nothing is sent before it is used."""
        from pydock.api.engine import Engine
        from pydock.config.http_headers import http_headers
        from pydock.transport import open_transport

        transport = open_transport(
            self.endpoint,
            http_headers=http_headers(self.config.http_headers, self.environ),
            environ=self.environ,
            advice=self._advice,
        )
        if self.is_terminal("stderr") and self.environ.get("TERM", "dumb") != "dumb":
            from pydock.cli.waiting_indicator import WaitingTransport

            transport = WaitingTransport(transport, self.stderr)
        return Engine(transport, self.environ.get("DOCKER_API_VERSION", ""))

    def _advice(self, cause: OSError) -> str:
        from pydock.cli.engine_advice import advice

        return advice(self, cause)

    def close(self) -> None:
        """Let go of the engine's connections."""
        if "engine" in self.__dict__:
            self.engine.close()
