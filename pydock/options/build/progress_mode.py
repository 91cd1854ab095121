"""How a build is shown: `--progress`, BUILDKIT_PROGRESS and `--quiet`."""

from __future__ import annotations

from collections.abc import Mapping

from pydock.golang.strconv.numbers import parse_bool

AUTO, PLAIN, TTY, RAWJSON, QUIET, NONE = "auto", "plain", "tty", "rawjson", "quiet", "none"
MODES = (AUTO, NONE, PLAIN, QUIET, RAWJSON, TTY)


def progress_mode(given: str | None, environ: Mapping[str, str], *, quiet: bool) -> str:
    """One of MODES; ValueError in docker's words."""
    wanted = environ.get("BUILDKIT_PROGRESS", "") if given is None else given
    wanted = wanted or AUTO
    if quiet:
        if wanted not in (AUTO, QUIET):
            raise ValueError(f"progress={wanted} and quiet cannot be used together")
        return QUIET
    if wanted not in MODES:
        raise ValueError(f"invalid progress mode {wanted}")
    return wanted


def provenance_details(environ: Mapping[str, str]) -> bool | None:
    """How much BUILDX_METADATA_PROVENANCE wants of a metadata file: all, the usual, or None."""
    text = environ.get("BUILDX_METADATA_PROVENANCE", "")
    if text == "max":
        return True
    try:
        is_wanted = text in ("", "min") or (text != "disabled" and parse_bool(text))
    except ValueError:
        is_wanted = True
    return False if is_wanted else None
