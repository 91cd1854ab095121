"""What the frontend answers to `build --check` and `build --call`, as docker shows it."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydock.buildkit.messages.solver import Position, Range, SourceInfo
from pydock.progress.steps.place import excerpt

LINT = "lint"


class Answer(NamedTuple):
    """What goes to standard output, what is wrong with the Dockerfile, and the exit status."""

    text: str
    error: str = ""
    status: int = 0


def answer_text(name: str, form: str, told: Mapping[str, bytes]) -> Answer:
    """The answer `told` to the question of a name, in a form: "" or "json"."""
    status = _number(told.get("result.statuscode", b""))
    data = told.get("result.json", b"")
    text = told.get("result.txt", b"").decode("utf-8", "replace")
    if form == "json":
        text = data.decode("utf-8", "replace") + "\n"
    if name != LINT:
        return Answer(text, status=status)
    found = _object(data)
    count = len(found.get("warnings") or ())
    error = found.get("buildError")
    if form == "json":
        return Answer(text, status=status or int(bool(error)))
    if isinstance(error, dict):
        shown = f"{_head(count)}{text}\n" if count else ""
        return Answer(shown, _error(error, found.get("sources")), status or 1)
    return Answer(f"{_head(count)}{text}", status=status)


def _error(error: dict[str, Any], sources: Any) -> str:
    """What stops a build before it begins, and the place."""
    place = error.get("location") or {}
    number = place.get("sourceIndex", 0)
    source = sources[number] if isinstance(sources, list) and number < len(sources) else {}
    info = SourceInfo(source.get("filename", ""), base64.b64decode(source.get("data", "")))
    ranges = [Range(*(Position(one.get(end, {}).get("line", 0)) for end in ("start", "end")))
              for one in place.get("ranges") or ()]  # fmt: skip
    return f"ERROR: {error.get('message', '')}\n{excerpt(info, ranges)}"


def _head(count: int) -> str:
    if not count:
        return "Check complete, no warnings found.\n"
    found = "1 warning has" if count == 1 else f"{count} warnings have"
    return f"Check complete, {found} been found!\n"


def _object(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _number(data: bytes) -> int:
    text = data.decode("ascii", "replace")
    return int(text) if text.isascii() and text.isdigit() else 0
