"""Errors of the operating system in Go's words."""

from __future__ import annotations

import errno

from pydock.golang.os_errors import os_reason, path_error

MISSING = FileNotFoundError(errno.ENOENT, "No such file or directory", "a")
DIRECTORY = IsADirectoryError(errno.EISDIR, "Is a directory", "a")


def test_the_reason_is_in_lower_case() -> None:
    assert os_reason(MISSING) == "no such file or directory"


def test_an_error_without_a_number_keeps_its_text() -> None:
    assert os_reason(OSError("Broken")) == "broken"


def test_a_file_fails_when_it_is_opened_and_a_directory_when_it_is_read() -> None:
    assert path_error(MISSING, "x/y") == "open x/y: no such file or directory"
    assert path_error(DIRECTORY, "x") == "read x: is a directory"


def test_another_operation_is_named() -> None:
    assert path_error(MISSING, "x", "remove") == "remove x: no such file or directory"
