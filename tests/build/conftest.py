"""Fixtures of the build tests."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_NOBODY = 65534


@pytest.fixture
def directory_of_plain_user() -> Iterator[Path]:
    """A directory, for a test in which files may be unreadable: it does not run as root."""
    directory = Path(tempfile.mkdtemp())
    user = os.geteuid()
    if user == 0:
        os.chown(directory, _NOBODY, _NOBODY)
        os.seteuid(_NOBODY)
    try:
        yield directory
    finally:
        os.seteuid(user)
        shutil.rmtree(directory, ignore_errors=True)
