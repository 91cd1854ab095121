"""The output of `build --check` and `build --call`, as docker prints it."""

import base64
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydock.build.buildkit.messages.solver import Position, Range, SourceInfo
from pydock.build.buildkit.progress.source_excerpt import excerpt
from pydock.golang.unmarshal import unmarshal

Json = dict[str, Any]

LINT = "lint"


class CallResult(NamedTuple):
    """Standard output, the error of the Dockerfile, and the exit status."""

    text: str
    error: str = ""
    status: int = 0


def answer_text(
    name: str, form: str, response: Mapping[str, bytes], dockerfile: str = ""
) -> CallResult:
    """Return a call's output in a form, "" or "json"; `dockerfile` is the path to print."""
    status = _number(response.get("result.statuscode", b""))
    data = response.get("result.json", b"")
    if form == "json":
        text = data.decode("utf-8", "replace") + "\n"
    elif name == LINT:
        return _lint(_object(data), dockerfile, status)
    else:
        text = response.get("result.txt", b"").decode("utf-8", "replace")
    return CallResult(text, status=status)


def _lint(found: Json, dockerfile: str, status: int) -> CallResult:
    """Return the warnings about a Dockerfile, and the error that prevents its build."""
    warnings = sorted(_objects(found.get("warnings")), key=_order)
    sources = _objects(found.get("sources"))
    text = "".join(
        f"\nWARNING: {one.get('ruleName', '')}{' - ' if one.get('url') else ''}{one.get('url', '')}"
        f"\n{one.get('detail', '')}\n{_excerpt(one, sources, dockerfile)}"
        for one in warnings
    )
    error = found.get("buildError")
    if isinstance(error, dict):
        shown = f"{_head(len(warnings))}{text}\n" if warnings else ""
        place = _excerpt(error, sources, dockerfile)
        return CallResult(shown, f"ERROR: {error.get('message', '')}\n{place}", status or 1)
    return CallResult(f"{_head(len(warnings))}{text}", status=status)


def _excerpt(one: Json, sources: list[Json], dockerfile: str) -> str:
    place = one.get("location") or {}
    number = place.get("sourceIndex", 0)
    if not 0 <= number < len(sources):
        return ""
    source = sources[number]
    data = base64.b64decode(source.get("data", ""))
    info = SourceInfo(dockerfile or source.get("filename", ""), data)
    ranges = [
        Range(*(Position(found.get(end, {}).get("line", 0)) for end in ("start", "end")))
        for found in _objects(place.get("ranges"))
    ]
    return excerpt(info, ranges)


def _order(warning: Json) -> tuple[int, int]:
    place = warning.get("location") or {}
    ranges = _objects(place.get("ranges"))
    line = ranges[0].get("start", {}).get("line", 0) if ranges else 0
    return place.get("sourceIndex", 0), line


def _objects(found: Any) -> list[Json]:
    return [one for one in found or () if isinstance(one, dict)]


def _head(count: int) -> str:
    if not count:
        return "Check complete, no warnings found.\n"
    found = "1 warning has" if count == 1 else f"{count} warnings have"
    return f"Check complete, {found} been found!\n"


def _object(data: bytes) -> Json:
    try:
        return unmarshal(dict[str, Any], data, fill=False) or {}
    except ValueError:
        return {}


def _number(data: bytes) -> int:
    text = data.decode("ascii", "replace")
    return int(text) if text.isascii() and text.isdigit() else 0
