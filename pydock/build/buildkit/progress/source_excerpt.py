"""Positions in a Dockerfile: the lines around them, with marks."""

from collections.abc import Iterator, Sequence

from pydock.build.buildkit.messages.solver import Range, SourceInfo

_RULE = "-" * 20
_LINES_AROUND = 2
#: around a single line
_LINES_AROUND_ONE = 4


def excerpt(info: SourceInfo | None, ranges: Sequence[Range]) -> str:
    """Return the excerpt as docker prints it, with line ends; "" for an invalid position."""
    marked = _lines_of(ranges)
    if info is None or not marked:
        return ""
    lines = info.data.decode("utf-8", "surrogateescape").split("\n")
    first, last = marked.start, min(marked.stop - 1, len(lines))
    if not 1 <= first <= len(lines):
        return ""
    shown = _shown(first, last, len(lines))
    return "".join(
        [
            f"{info.filename}:{first}\n{_RULE}\n",
            *(_line(number, lines[number - 1], ranges) for number in shown),
            f"{_RULE}\n",
        ]
    )


def _line(number: int, text: str, ranges: Sequence[Range]) -> str:
    mark = ">>>" if any(number in lines for lines in _spans(ranges)) else "   "
    return f" {number:3} | {mark} {text}\n"


def _shown(first: int, last: int, count: int) -> range:
    """Return these lines and some around them, alternating above and below."""
    needed = _LINES_AROUND_ONE if first == last else _LINES_AROUND
    added = 0
    while added < needed:
        if first > 1:
            first -= 1
            added += 1
        if last < count:
            last += 1
            added += 1
        added += 1
    return range(first, last + 1)


def _lines_of(ranges: Sequence[Range]) -> range:
    spans = list(_spans(ranges))
    if not spans:
        return range(0)
    return range(min(span.start for span in spans), max(span.stop for span in spans))


def _spans(ranges: Sequence[Range]) -> Iterator[range]:
    for one in ranges:
        start = one.start.line if one.start else 0
        end = one.end.line if one.end else 0
        yield range(start, max(start, end) + 1)
