"""Progress of a build: `--progress`, BUILDKIT_PROGRESS and `--quiet`."""

from collections.abc import Mapping

from pydock.golang.strconv.numbers import parse_bool

AUTO, PLAIN, TTY, RAWJSON, QUIET, NONE = "auto", "plain", "tty", "rawjson", "quiet", "none"
MODES = (AUTO, NONE, PLAIN, QUIET, RAWJSON, TTY)


def progress_mode(given: str | None, environ: Mapping[str, str], *, quiet: bool) -> str:
    """Return one of MODES. Raises ValueError."""
    mode = environ.get("BUILDKIT_PROGRESS", "") if given is None else given
    mode = mode or AUTO
    if quiet:
        if mode not in (AUTO, QUIET):
            raise ValueError(f"progress={mode} and quiet cannot be used together")
        return QUIET
    if mode not in MODES:
        raise ValueError(f"invalid progress mode {mode}")
    return mode


def provenance_details(environ: Mapping[str, str]) -> bool | None:
    """Parse BUILDX_METADATA_PROVENANCE: is provenance detailed in metadata files, None for none?"""
    text = environ.get("BUILDX_METADATA_PROVENANCE", "")
    if text == "max":
        return True
    try:
        is_included = text in ("", "min") or (text != "disabled" and parse_bool(text))
    except ValueError:
        is_included = True
    return False if is_included else None
