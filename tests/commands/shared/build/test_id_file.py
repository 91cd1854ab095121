"""The ID file of an earlier build."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from pydock.commands.shared.build.id_file import remove_id_file


def test_an_earlier_file_or_link_is_removed(tmp_path: Path) -> None:
    file, link = tmp_path / "id", tmp_path / "link"
    file.write_text("sha256:1")
    link.symlink_to(file)
    remove_id_file(str(link))
    assert file.read_text() == "sha256:1"
    remove_id_file(str(file))
    remove_id_file(str(file))
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_file_stays(tmp_path: Path) -> None:
    """For root `--iidfile /dev/null` would remove the device for everybody."""
    os.mkfifo(tmp_path / "pipe")
    remove_id_file(str(tmp_path / "pipe"))
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_directory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="removing image ID file: remove "):
        remove_id_file(str(tmp_path))
