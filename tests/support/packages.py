"""System packages that tests need: installed where possible, never skipped in CI."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from tests.engine.debian import install, program
from tests.engine.machine import Unavailable


def need_program(command: str, package: str) -> None:
    """Install the package of a missing program; else skip the test, or fail it in CI."""
    _need(lambda: program(command, package))


def need_package(package: str, *, is_installed: bool) -> None:
    """The same for a package that is not a program's."""
    if not is_installed:
        _need(lambda: install(package))


def _need(get: Callable[[], object]) -> None:
    try:
        get()
    except Unavailable as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))
