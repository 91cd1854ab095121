"""The real docker client that pydock is compared with."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.conftest import ORACLE_VERSION


@pytest.fixture(scope="session")
def docker_path() -> str:
    path = shutil.which("docker")
    if path is None:
        pytest.skip("No docker client in PATH to compare with.")
    words = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    if f"version {ORACLE_VERSION}." not in words:
        pytest.skip(f"The docker client in PATH is not of version {ORACLE_VERSION}: {words}")
    return path
