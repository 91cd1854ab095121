"""Lines of the logs of swarms."""

from __future__ import annotations

import pytest

from pydock.errors import ProtocolError
from pydock.views.service_logs import Writer, heading, parse_line

IDS = b"com.docker.swarm.node.id=n,com.docker.swarm.service.id=s,com.docker.swarm.task.id=t"


@pytest.mark.parametrize(
    ("data", "with_details", "shown"),
    [
        (IDS + b" a b\n", False, b"web.1    | a b\n"),
        (IDS + b" \n", False, b"web.1    | \n"),
        (IDS + b" \xff no end", False, b"web.1    | \xff no end"),
        (b"x=1%2C+2," + IDS + b",a=b hi\n", False, b"web.1    | hi\n"),
        (b"x=1%2C+2," + IDS + b",a=b hi\n", True, b"web.1    | a=b,x=1, 2 hi\n"),
        (IDS + b" hi\n", True, b"web.1    |  hi\n"),
    ],
)
def test_lines(data: bytes, with_details: bool, shown: bytes) -> None:
    line = parse_line(data, has_timestamp=False)
    assert line.writer == Writer("n", "s", "t")
    assert heading(line, "web.1", with_details=with_details).encode() + line.text == shown


def test_a_timestamp_comes_first() -> None:
    line = parse_line(b"2026-01-02T03:04:05Z " + IDS + b" hi\n", has_timestamp=True)
    assert heading(line, "w", with_details=False) == "2026-01-02T03:04:05Z w    | "


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"nothing", "invalid context in log message: nothing"),
        (b"a=b hi", "missing node id"),
        (b"a,b hi", "invalid details format"),
        (b"=b hi", "invalid details format"),
    ],
)
def test_lines_without_their_writer(data: bytes, complaint: str) -> None:
    with pytest.raises(ProtocolError, match=complaint):
        parse_line(data, has_timestamp=False)
