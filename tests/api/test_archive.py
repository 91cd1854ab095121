"""The endpoints of files in containers, over a fake transport."""

from __future__ import annotations

import base64
import json
from typing import cast

import pytest

from pydock.api import archive
from pydock.errors import ApiError, NotSupported, ProtocolError
from pydock.transport import Response, StreamResponse
from tests.support.transport import FakeTransport, Sent, engine_over, reply


def transport_of(status: int = 200, stat: str = "") -> FakeTransport:
    return FakeTransport(reply(status, {"message": "no"}, x_docker_container_path_stat=stat))


def encoded(**facts: object) -> str:
    found = {"name": "f", "size": 3, "mode": 0o644, "mtime": "x", "linkTarget": "", **facts}
    return base64.b64encode(json.dumps(found).encode()).decode()


def test_stat_sends_head_and_quotes_the_path() -> None:
    transport = transport_of(stat=encoded(name="a b", size=7))
    found = archive.stat(engine_over(transport, "1.41"), "web", "/a b/\udcff&")
    assert found == archive.PathStat("a b", 7, 0o644, "")
    assert transport.requests == [("HEAD", "/v1.41/containers/web/archive?path=%2Fa+b%2F%FF%26")]


def test_the_base64_of_urls_is_read_too() -> None:
    header = encoded(name="?>~???")
    assert "/" in header
    found = archive.stat(engine_over(transport_of(stat=header.replace("/", "_"))), "web", "/")
    assert found.name == "?>~???"


@pytest.mark.parametrize(
    ("mode", "kinds"),
    [
        (0o644, ()),
        (1 << 31 | 0o755, ("is_directory",)),
        (1 << 27 | 0o777, ("is_symlink",)),
        (1 << 26 | 1 << 21, ("is_device",)),
        (1 << 19, ("is_irregular",)),
        (1 << 31 | 1 << 20, ("is_directory",)),
    ],
)
def test_the_mode_is_gos(mode: int, kinds: tuple[str, ...]) -> None:
    found = archive.PathStat("", 0, mode, "")
    every = ("is_directory", "is_symlink", "is_device", "is_irregular")
    assert tuple(kind for kind in every if getattr(found, kind)) == kinds


@pytest.mark.parametrize(
    "header",
    [
        "",
        "%%%",
        "e30=",
        base64.b64encode(b"[]").decode(),
        encoded(size="many"),
        encoded(linkTarget=1),
    ],
)
def test_an_invalid_stat_is_a_protocol_error(header: str) -> None:
    transport = transport_of(stat=header)
    with pytest.raises(ProtocolError):
        archive.stat(engine_over(transport, "1.41"), "web", "/")
    with pytest.raises(ProtocolError):
        archive.get(engine_over(transport, "1.41"), "web", "/")
    assert transport.streams[-1].file.closed


def test_get_gives_the_stream_and_the_stat() -> None:
    transport = transport_of(stat=encoded(mode=1 << 31))
    answer, stat = archive.get(engine_over(transport, "1.41"), "web", "/etc")
    assert stat.is_directory
    assert answer is cast(StreamResponse, transport.streams[0])
    assert transport.requests == [("GET", "/v1.41/containers/web/archive?path=%2Fetc")]


@pytest.mark.parametrize(
    ("keep_owner", "query"),
    [
        (False, "noOverwriteDirNonDir=true&path=%2Ftmp"),
        (True, "copyUIDGID=true&noOverwriteDirNonDir=true&path=%2Ftmp"),
    ],
)
def test_put_sends_the_archive(keep_owner: bool, query: str) -> None:
    transport = transport_of()
    archive.put(
        engine_over(transport, "1.41"), "web", "/tmp", iter([b"a", b"b"]), keep_owner=keep_owner
    )
    assert transport.requests == [("PUT", f"/v1.41/containers/web/archive?{query}")]
    assert transport.sent[0].body == b"ab"
    assert transport.streams[-1].file.closed


def test_errors_are_the_engines_own_words() -> None:
    with pytest.raises(ApiError) as caught:
        archive.put(engine_over(transport_of(404), "1.41"), "web", "/no", [])
    assert (caught.value.status, caught.value.reason) == (404, "no")


def test_an_engine_of_before_can_only_copy_out() -> None:
    def answer(sent: Sent) -> Response:
        return reply(body={"ApiVersion": "1.18"} if sent.target == "/version" else None)

    transport = FakeTransport(answer)
    engine = engine_over(transport, "")
    assert not archive.supports_archive(engine)
    archive.copy(engine, "web", "/etc")
    assert transport.requests[-1] == ("POST", "/v1.18/containers/web/copy")
    assert transport.sent[-1].body == b'{"Resource": "/etc"}'
    with pytest.raises(NotSupported, match=r"requires API version 1\.20.*1\.18"):
        archive.put(engine, "web", "/etc", [])
    with pytest.raises(NotSupported):
        archive.stat(engine, "web", "/etc")


def test_a_requested_older_version_keeps_what_the_engine_supports() -> None:
    transport = FakeTransport(reply(api_version="1.41"))
    assert archive.supports_archive(engine_over(transport, "1.19"))
