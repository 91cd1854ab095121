"""Blobs in directories: those that were named, by digest, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pydock.build.buildkit.grpc import CallFailed, Client, Code
from pydock.build.buildkit.messages.content import (
    AbortRequest,
    InfoRequest,
    InfoResponse,
    ReadRequest,
    ReadResponse,
    WriteAction,
    WriteRequest,
    WriteResponse,
)
from pydock.build.buildkit.messages.control import Empty
from pydock.build.buildkit.services import content
from pydock.build.buildkit.services.content import Content, Store
from pydock.oci.layout import Layout
from tests.build.buildkit.wires import LIMIT_SECONDS, ask, offer, serving, status_of

BLOB = bytes(range(256)) * 2000
DIGEST = f"sha256:{hashlib.sha256(BLOB).hexdigest()}"


@contextmanager
def storing(directory: Path, *, is_writable: bool = True) -> Iterator[Client]:
    served = Content({"local:x": Store(Layout(str(directory)), is_writable)})
    handlers = {
        content.INFO_METHOD: served.info,
        content.READ_METHOD: served.read,
        content.WRITE_METHOD: served.write,
        content.ABORT_METHOD: served.abort,
    }
    with serving(handlers) as client:
        yield client


def meta(store: str = "local:x") -> list[tuple[bytes, bytes]]:
    return [(b"buildkit-attachable-store-id", store.encode())]


def keep(directory: Path, blob: bytes = BLOB) -> Path:
    """A directory that has a blob already."""
    path = directory / "blobs/sha256" / hashlib.sha256(blob).hexdigest()
    path.parent.mkdir(parents=True)
    path.write_bytes(blob)
    return path


def write(client: Client, *requests: WriteRequest) -> list[WriteResponse]:
    """The answer to each request; raises CallFailed."""
    call = client.call(content.WRITE_METHOD, WriteResponse, metadata=meta())
    answers = []
    for request in requests:
        offer(call, request)
        answer = call.answer(LIMIT_SECONDS)
        assert answer
        answers.append(answer)
    if requests[-1].action == WriteAction.COMMIT:
        assert status_of(call) == (0, "")
    else:
        call.cancel()
    return answers


def files(directory: Path) -> set[str]:
    return {path.name for path in directory.rglob("*") if path.is_file()}


def test_a_blob_is_written_and_read(tmp_path: Path) -> None:
    with storing(tmp_path) as client:
        answers = write(
            client,
            WriteRequest(WriteAction.STAT, "ref", len(BLOB), DIGEST),
            WriteRequest(WriteAction.WRITE, data=BLOB[:100]),
            WriteRequest(WriteAction.WRITE, offset=100, data=BLOB[100:1000]),
            WriteRequest(WriteAction.COMMIT, offset=1000, data=BLOB[1000:]),
        )
        assert [answer.offset for answer in answers] == [0, 100, 1000, len(BLOB)]
        assert answers[-1].digest == DIGEST
        call = client.call(content.INFO_METHOD, InfoResponse, InfoRequest(DIGEST), meta())
        info = call.only_answer().info
        assert info and (info.digest, info.size) == (DIGEST, len(BLOB))
    assert files(tmp_path) == {DIGEST.removeprefix("sha256:")}


@pytest.mark.parametrize(
    ("offset", "size", "expected"),
    [
        (0, 0, BLOB),
        (5, 0, BLOB[5:]),
        (5, 300_000, BLOB[5:300_005]),
        (-1, -1, BLOB),
        (10**9, 5, b""),
        (0, 2**62, BLOB),
    ],
)
def test_a_part_of_a_blob(tmp_path: Path, offset: int, size: int, expected: bytes) -> None:
    keep(tmp_path)
    with storing(tmp_path, is_writable=False) as client:
        request = ReadRequest(DIGEST, offset, size)
        call = client.call(content.READ_METHOD, ReadResponse, request, meta())
        data = b""
        while answer := call.answer(LIMIT_SECONDS):
            assert answer.offset == max(offset, 0) + len(data)
            data += answer.data
    assert data == expected


@pytest.mark.parametrize(
    "digest",
    ["", DIGEST[:-1], DIGEST.upper(), DIGEST + "\n", "/etc/passwd", "sha256:../../../etc/passwd",
     "sha512:" + "0" * 64, "sha256:" + "0" * 64],
)  # fmt: skip
def test_other_files_than_blobs_are_not_read(tmp_path: Path, digest: str) -> None:
    keep(tmp_path)
    with storing(tmp_path) as client:
        for method, request in (
            (content.INFO_METHOD, InfoRequest(digest)),
            (content.READ_METHOD, ReadRequest(digest)),
        ):
            assert status_of(client.call(method, Empty, request, meta()))[0] == Code.NOT_FOUND


@pytest.mark.parametrize("store", ["", "local:", "local:/", "local:y", "export", "oci:x"])
def test_a_store_that_was_not_named(tmp_path: Path, store: str) -> None:
    keep(tmp_path)
    with storing(tmp_path) as client:
        for method, request in (
            (content.INFO_METHOD, InfoRequest(DIGEST)),
            (content.READ_METHOD, ReadRequest(DIGEST)),
            (content.WRITE_METHOD, WriteRequest(WriteAction.COMMIT)),
        ):
            code, _ = status_of(client.call(method, Empty, request, meta(store)))
            assert code == Code.NOT_FOUND


def refused(directory: Path, *requests: WriteRequest, is_writable: bool = True) -> int:
    with storing(directory, is_writable=is_writable) as client:
        with pytest.raises(CallFailed) as raised:
            write(client, *requests)
        return raised.value.code


@pytest.mark.parametrize(
    "requests",
    [
        [WriteRequest(WriteAction.COMMIT, total=5, data=b"1234")],
        [WriteRequest(WriteAction.COMMIT, expected=DIGEST, data=b"other")],
        [WriteRequest(WriteAction.COMMIT, expected="sha256:../../x", data=b"other")],
        [WriteRequest(WriteAction.WRITE, data=b"12"), WriteRequest(WriteAction.WRITE, data=b"3")],
        [WriteRequest(WriteAction.WRITE, offset=5, data=b"12")],
    ],
)
def test_a_blob_that_is_not_what_it_should_be(tmp_path: Path, requests: list[WriteRequest]) -> None:
    assert refused(tmp_path, *requests) in (Code.UNKNOWN, Code.INVALID_ARGUMENT)
    assert files(tmp_path) == set()


def test_a_blob_that_is_there_already(tmp_path: Path) -> None:
    path = keep(tmp_path)
    request = WriteRequest(WriteAction.COMMIT, expected=DIGEST, data=BLOB)
    assert refused(tmp_path, request) == Code.ALREADY_EXISTS
    assert files(tmp_path) == {path.name}


def test_nothing_is_written_to_what_is_only_read(tmp_path: Path) -> None:
    request = WriteRequest(WriteAction.COMMIT, data=b"x")
    assert refused(tmp_path, request, is_writable=False) == Code.PERMISSION_DENIED
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    with storing(tmp_path) as client:
        write(client, WriteRequest(WriteAction.WRITE, ref="r", data=b"x"))
        ask(client, content.ABORT_METHOD, AbortRequest("r"), Empty)
    assert files(tmp_path) == set()
