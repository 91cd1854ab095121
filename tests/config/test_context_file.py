"""The file that names a context for its directory, and the answers of the user."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pydock.config.context_file import ANSWERS_FILE, Answer, DirectoryAnswers, read_context_file
from pydock.config.engine_endpoint import CONTEXT_FILE, find_context_file
from pydock.errors import ConfigError


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"shop", "shop"),
        (b"# why\n\n  shop-1.eu # because\r\n", "shop-1.eu"),
        (b"default\n", "default"),
        (b"#" * 4000 + b"\nshop\n", "shop"),
    ],
)
def test_a_name(content: bytes, name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    assert read_context_file(str(tmp_path / "file")) == name


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# shop\n",
        b"shop\nshop\n",
        b"hunter2 secret",
        b"tcp://hunter2:1",
        b"../hunter2",
        b"x",
        b"shop\xff",
        b"shop\n" + b"#" * 5000,
    ],
)
def test_anything_else_is_one_sentence_without_the_content(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as raised:
        read_context_file(str(path))
    assert raised.value.message == f"{path} does not have the name of one context"


def test_what_is_no_regular_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hunter2")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "zero").symlink_to("/dev/zero")
    (tmp_path / "directory").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "loop", "zero", "directory", "pipe"):
        with pytest.raises(ConfigError) as raised:
            read_context_file(str(tmp_path / name))
        assert raised.value.message == f"{tmp_path / name} is not a regular file"
    with pytest.raises(ConfigError, match=r"/no: no such file or directory$"):
        read_context_file(str(tmp_path / "no"))


def test_the_nearest_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert find_context_file() == ""
    (tmp_path / CONTEXT_FILE).symlink_to("nowhere")
    assert find_context_file() == str(tmp_path / CONTEXT_FILE)
    (tmp_path / "a" / CONTEXT_FILE).touch()
    assert find_context_file() == str(tmp_path / "a" / CONTEXT_FILE)
    below.rmdir()
    assert find_context_file() == ""


def test_answers_are_kept_for_the_user_alone(tmp_path: Path) -> None:
    answers = DirectoryAnswers(tmp_path / "config")
    assert answers.get("/shop") is None
    answers.set("/shop", Answer("dev", is_trusted=True))
    answers.set("/sh\udcffop", Answer("prod", is_trusted=False))
    assert answers.get("/shop") == Answer("dev", is_trusted=True)
    assert answers.get("/sh\udcffop") == Answer("prod", is_trusted=False)
    assert answers.get("/shop/") is None
    assert answers.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "[" * 100_000, '{"/shop": 1}', '{"/shop": {"context": 1}}', "\udcff"]
)
def test_a_damaged_file_has_no_answers(content: str, tmp_path: Path) -> None:
    (tmp_path / ANSWERS_FILE).write_bytes(content.encode("utf-8", "surrogateescape"))
    answers = DirectoryAnswers(tmp_path)
    assert answers.get("/shop") is None
    answers.set("/shop", Answer("dev", is_trusted=True))
    assert answers.get("/shop") == Answer("dev", is_trusted=True)


def test_trust_is_a_boolean(tmp_path: Path) -> None:
    (tmp_path / ANSWERS_FILE).write_text('{"/shop": {"context": "dev", "trusted": "no"}}')
    assert DirectoryAnswers(tmp_path).get("/shop") == Answer("dev", is_trusted=False)
