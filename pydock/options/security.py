"""`--security-opt`, with seccomp profiles from files."""

import re
from collections.abc import Iterable
from typing import Any

from pydock.golang.os_errors import path_error
from pydock.options.environment import ReadFile

Json = dict[str, Any]

_SECCOMP_BUILT_IN = ("unconfined", "builtin")
_SYSTEM_PATHS = "systempaths=unconfined"
#: stands for a file with the profile of a container, which has its content alone
PROFILE_FILE = "seccomp.json"


def security(options: Iterable[str], read: ReadFile) -> Json:
    """Return SecurityOpt, MaskedPaths and ReadonlyPaths, unless empty. Raises ValueError."""
    given = [_option(option, read) for option in options]
    kept = [option for option in given if option != _SYSTEM_PATHS]
    found: Json = {"SecurityOpt": kept} if kept else {}
    if len(kept) < len(given):
        # empty lists unmask all paths; without lists the engine masks its own
        found |= {"MaskedPaths": [], "ReadonlyPaths": []}
    return found


def seccomp_profile(option: str) -> str:
    """Return the profile in a `seccomp=` option of the API, "" without one."""
    value = option.removeprefix("seccomp=")
    return "" if value == option or value in _SECCOMP_BUILT_IN else value


def security_texts(host_config: Json) -> list[str]:
    """Return the texts of `--security-opt` for SecurityOpt, MaskedPaths and ReadonlyPaths.

    A seccomp profile is that of PROFILE_FILE.
    """
    found = [
        f"seccomp={PROFILE_FILE}" if seccomp_profile(option) else option
        for option in host_config.get("SecurityOpt") or ()
    ]
    unmasked = [host_config.get(field) == [] for field in ("MaskedPaths", "ReadonlyPaths")]
    return [*found, _SYSTEM_PATHS] if all(unmasked) else found


def _option(option: str, read: ReadFile) -> str:
    """Return the option, with the content of a seccomp profile in place of its path."""
    if option == "no-new-privileges":
        return option
    key, _, value = option.partition("=" if "=" in option else ":")
    if not value:
        from pydock.golang.strconv.quoting import quote

        raise ValueError(f"invalid --security-opt: {quote(option)}")
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
    """Remove blanks between the tokens of a JSON text. Raises ValueError for invalid JSON."""
    import json

    try:
        json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("exceeded max depth") from None
    return re.sub(_STRING_OR_BLANKS, lambda match: match[1] or "", text)


def _refuse(constant: str) -> None:
    raise ValueError(f"invalid JSON value {constant}")
