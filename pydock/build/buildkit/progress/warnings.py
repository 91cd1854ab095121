"""The frontend's warnings about a Dockerfile, printed after the build."""

from collections.abc import Sequence

from pydock.build.buildkit.messages.control import VertexWarning
from pydock.build.buildkit.progress.source_excerpt import excerpt

_YELLOW, _RESET = "\x1b[33m", "\x1b[0m"


def warnings_text(
    warnings: Sequence[VertexWarning], *, program: str, debug: bool, colour: bool
) -> str:
    """Return the warnings as docker prints them, in full with `debug`; "" without any."""
    if not warnings:
        return ""
    count = "1 warning" if len(warnings) == 1 else f"{len(warnings)} warnings"
    hint = "" if debug else f" (use {program} --debug to expand)"
    head = f"{count} found{hint}:\n"
    parts = [f"\n {_YELLOW}{head}{_RESET}" if colour else f"\n {head}"]
    for warning in warnings:
        parts.append(f" - {_text(warning.short)}\n")
        if debug:
            parts += [f"{_text(detail)}\n" for detail in warning.detail]
            parts += [f"More info: {warning.url}\n"] if warning.url else []
            parts += [excerpt(warning.info, warning.ranges), "\n"]
    return "".join(parts)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
