"""A file that names the context for commands in its directory and below, and who trusts it.

A directory may come from anybody, and a context leads to an engine of the user's. So the user
confirms each once; pydock-directories.json beside config.json has the answers by directory.
"""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any, NamedTuple

from pydock.config import schema
from pydock.config.atomic_file import locked, replace_file
from pydock.config.context_store import DEFAULT_CONTEXT, check_name
from pydock.config.small_file import read_small_file
from pydock.errors import ConfigError
from pydock.golang.os_errors import os_reason

ANSWERS_FILE = "pydock-directories.json"
_LIMIT_BYTES = 4096


class Answer(NamedTuple):
    """The user's answer for a directory: the context at that time, and whether to use it."""

    context: str
    is_trusted: bool


def read_context_file(path: str) -> str:
    """Return the name of the context in a file. Raises ConfigError.

    The file has it alone, beside comments after "#". Its content is in no message: it may be a
    link to any other file, which is refused.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise ConfigError(f"{path} is not a regular file")
        with open(os.open(path, flags), "rb") as file:  # noqa: PTH123
            data = file.read(_LIMIT_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"open {path}: {os_reason(error)}") from None
    try:
        lines = data.decode().split("\n") if len(data) <= _LIMIT_BYTES else []
        (name,) = filter(None, (line.partition("#")[0].strip() for line in lines))
        if name != DEFAULT_CONTEXT:
            check_name(name)
    except (ConfigError, ValueError):
        raise ConfigError(f"{path} does not have the name of one context") from None
    return name


class DirectoryAnswers:
    """The answers of the user, in a file beside config.json."""

    def __init__(self, config_directory: Path) -> None:
        self.path = config_directory / ANSWERS_FILE

    def get(self, directory: str) -> Answer | None:
        """Return the answer for a directory; None for none, also in a damaged file."""
        found = self._read().get(directory)
        if not isinstance(found, dict) or not isinstance(found.get("context"), str):
            return None
        return Answer(found["context"], found.get("trusted") is True)

    def set(self, directory: str, answer: Answer) -> None:
        """Write an answer. Raises ConfigError."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with locked(self.path.parent):
                document = self._read()
                document[directory] = {"context": answer.context, "trusted": answer.is_trusted}
                replace_file(self.path, json.dumps(document, indent="\t", sort_keys=True).encode())
        except OSError as error:
            raise ConfigError(f"{self.path}: {os_reason(error)}") from None

    def _read(self) -> dict[str, Any]:
        try:
            text = read_small_file(str(self.path)).decode("utf-8", "surrogateescape")
            return schema.decode(text)
        except (OSError, ValueError):
            return {}
