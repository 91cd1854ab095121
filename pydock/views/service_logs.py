"""Log lines of services and tasks."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote_plus

from pydock.errors import ProtocolError

_CONTEXT = "com.docker.swarm."


class Writer(NamedTuple):
    """IDs of the task that wrote a line, its service and its node."""

    node: str
    service: str
    task: str


class LogLine(NamedTuple):
    """One line; `timestamp` is empty without --timestamps, `text` ends with the line's end."""

    timestamp: str
    writer: Writer
    details: Mapping[str, str]
    text: bytes


def parse_line(data: bytes, *, has_timestamp: bool) -> LogLine:
    """Parse `[TIME ]KEY=VALUE,... TEXT`; raises ProtocolError for a line without the IDs."""
    *head, text = data.split(b" ", 2 if has_timestamp else 1)
    if len(head) != (2 if has_timestamp else 1):
        shown = data.decode("utf-8", "replace")
        raise ProtocolError(f"invalid context in log message: {shown}")
    details = _details(head[-1].decode("utf-8", "replace"))
    found = []
    for kind in ("node", "service", "task"):
        id = details.pop(f"{_CONTEXT}{kind}.id", None)
        if id is None:
            raise ProtocolError(f"missing {kind} id in details of log message")
        found.append(id)
    timestamp = head[0].decode("utf-8", "replace") if has_timestamp else ""
    return LogLine(timestamp, Writer(*found), details, text)


def _details(text: str) -> dict[str, str]:
    found = {}
    for pair in text.split(","):
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise ProtocolError("invalid details format")
        found[unquote_plus(key)] = unquote_plus(value)
    return found


def heading(line: LogLine, name: str, *, with_details: bool) -> str:
    """Return what `service logs` prints before the text of a line: time, writer, details."""
    parts = [line.timestamp, f"{name}    |"] if line.timestamp else [f"{name}    |"]
    if with_details:
        parts.append(",".join(f"{key}={value}" for key, value in sorted(line.details.items())))
    return " ".join(parts) + " "
