"""Whether config.json may have a key, without loading the configuration.

Most users have none of these: for them a command reads the file once, and loads nothing more.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

#: keys below `plugins`, where docker's client keeps what it does not know
ALIASES = "pydock-aliases"
DEFAULTS = "pydock-defaults"
#: key of `pydock` there
PICKER = "picker"

#: turns off what the user has below these keys
PLAIN_VARIABLE = "PYDOCK_PLAIN"

_LIMIT_BYTES = 16 << 20


def may_have(environ: Mapping[str, str], key: str, option: str = "") -> bool:
    """Return whether a key of the user's may be there, and counts."""
    return not environ.get(PLAIN_VARIABLE) and mentions(environ, key, option)


def mentions(environ: Mapping[str, str], key: str, option: str = "") -> bool:
    """Return whether the file contains the key, anywhere; `option` is the value of `--config`."""
    path = f"{directory_of(environ, option)}/config.json"
    try:
        if not os.path.isfile(path):  # noqa: PTH113 (pathlib loads slowly)
            return False
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return key.encode() in (file.read(_LIMIT_BYTES) or b"")
    except OSError:
        return False


def directory_of(environ: Mapping[str, str], option: str = "") -> str:
    """Return the directory of config.json as far as options and environment name it."""
    return option or environ.get("DOCKER_CONFIG") or f"{environ.get('HOME', '')}/.docker"
