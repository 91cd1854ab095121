"""Waiting on several descriptors, in both ways that systems offer."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from pydock.terminal.poll import READ, WRITE, Poll, Select


@pytest.fixture(params=[Poll, Select])
def watch(request: pytest.FixtureRequest) -> Poll | Select:
    made: Poll | Select = request.param()
    return made


def test_only_ready_descriptors_are_returned(watch: Poll | Select) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        watch.change({ours.fileno(): READ})
        assert watch.wait(0) == {}
        theirs.send(b"x")
        assert watch.wait(None) == {ours.fileno(): READ}
        watch.change({ours.fileno(): READ | WRITE, theirs.fileno(): READ})
        assert watch.wait(None) == {ours.fileno(): READ | WRITE}
        watch.change({theirs.fileno(): WRITE})
        assert watch.wait(None) == {theirs.fileno(): WRITE}


def test_an_end_is_something_to_read(watch: Poll | Select) -> None:
    reader, writer = os.pipe()
    watch.change({reader: READ})
    os.close(writer)
    assert watch.wait(None) == {reader: READ}
    os.close(reader)


def test_a_reader_that_is_gone_is_something_to_write_to(watch: Poll | Select) -> None:
    reader, writer = os.pipe()
    watch.change({writer: WRITE})
    os.close(reader)
    assert watch.wait(None) == {writer: WRITE}
    os.close(writer)


def test_files_are_always_ready(watch: Poll | Select, tmp_path: Path) -> None:
    with (tmp_path / "file").open("w+b") as file:
        watch.change({file.fileno(): READ})
        assert watch.wait(None) == {file.fileno(): READ}
