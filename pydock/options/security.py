"""Security options: `--security-opt`, with seccomp profiles read from files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydock.golang.os_errors import path_error
from pydock.options.environment import ReadFile

Json = dict[str, Any]

_SECCOMP_BUILT_IN = ("unconfined", "builtin")
_SYSTEM_PATHS = "systempaths=unconfined"


def security(options: Iterable[str], read: ReadFile) -> Json:
    """SecurityOpt, MaskedPaths and ReadonlyPaths of a HostConfig, where something is said.

    ValueError for an option that is none and for a profile that cannot be used.
    """
    given = [_option(option, read) for option in options]
    kept = [option for option in given if option != _SYSTEM_PATHS]
    found: Json = {"SecurityOpt": kept} if kept else {}
    if len(kept) < len(given):
        # empty lists take the engine's own paths away; no lists leave them
        found |= {"MaskedPaths": [], "ReadonlyPaths": []}
    return found


def _option(option: str, read: ReadFile) -> str:
    """The option as the engine takes it: the file of a seccomp profile becomes its text."""
    if option == "no-new-privileges":
        return option
    key, _, value = option.partition("=" if "=" in option else ":")
    if not value:
        raise ValueError(f'Invalid --security-opt: "{option}"')
    if key == "seccomp" and value not in _SECCOMP_BUILT_IN:
        return f"seccomp={_profile(value, read)}"
    return option


def _profile(path: str, read: ReadFile) -> str:
    try:
        text = read(path).decode("utf-8", "replace")
    except OSError as error:
        raise ValueError(
            f"opening seccomp profile ({path}) failed: {path_error(error, path)}"
        ) from None
    try:
        return compact_json(text)
    except ValueError as error:
        raise ValueError(f"compacting json for seccomp profile ({path}) failed: {error}") from None


_STRING_OR_BLANKS = r'("(?:[^"\\]|\\.)*")|[ \t\r\n]+'


def compact_json(text: str) -> str:
    """The same JSON without blanks between its parts, all else untouched; ValueError if none."""
    import json

    try:
        json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("exceeded max depth") from None
    return re.sub(_STRING_OR_BLANKS, lambda match: match[1] or "", text)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")
