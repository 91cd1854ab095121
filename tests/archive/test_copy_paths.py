"""What source and destination mean: tables of docker's rules."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.archive.copy_paths import (
    CopyPlan,
    Destination,
    Source,
    absolute,
    check_output,
    link_target,
    local_destination,
    local_source,
    names_content,
    names_directory,
    plan,
    renamed_target,
    split_container,
    split_last,
    working_directory,
)
from pydock.archive.header_fields import ArchiveError
from pydock.errors import PydockError


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("web:/etc", ("web", "/etc")),
        ("web:etc", ("web", "etc")),
        ("web:", ("web", "")),
        ("web:a:b", ("web", "a:b")),
        ("file", ("", "file")),
        ("-", ("", "-")),
        ("", ("", "")),
        ("/web:/etc", ("", "/web:/etc")),
        ("./web:/etc", ("", "./web:/etc")),
        ("../web:/etc", ("", "../web:/etc")),
        (".web:/etc", ("", ".web:/etc")),
        (":/etc", ("", "/etc")),
    ],
)
def test_the_first_colon_splits_unless_the_path_is_plainly_local(
    argument: str, expected: tuple[str, str]
) -> None:
    assert split_container(argument) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (b"a", b"/site/a"),
        (b"a/", b"/site/a/"),
        (b"a/.", b"/site/a/."),
        (b"a/./", b"/site/a/./"),
        (b".", b"/site/."),
        (b"./", b"/site/./"),
        (b"..", b"/"),
        (b"../", b"/"),
        (b"a/..", b"/site"),
        (b"a/../", b"/site/"),
        (b"/", b"/"),
        (b"//", b"/"),
        (b"/.", b"/."),
        (b"/x//y/../z", b"/x/z"),
        (b"\xff", b"/site/\xff"),
    ],
)
def test_an_absolute_path_keeps_its_ending(
    path: bytes, expected: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pydock.archive.copy_paths.working_directory", lambda environ: b"/site")
    assert absolute(path, {}) == expected


def test_the_working_directory_is_the_one_the_shell_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "shown").symlink_to("real")
    monkeypatch.chdir(tmp_path / "real")
    shown = str(tmp_path / "shown")
    assert working_directory({"PWD": shown}) == os.fsencode(shown)
    for pwd in ("", "shown", str(tmp_path), "/nowhere"):
        assert working_directory({"PWD": pwd}) == os.fsencode(tmp_path / "real")


@pytest.mark.parametrize(
    ("path", "content", "directory"),
    [
        (b"a", False, False),
        (b"a/", False, True),
        (b"a/.", True, True),
        (b"a/./", True, True),
        (b".", True, True),
        (b"", True, True),
        (b"..", False, False),
        (b"/", False, True),
        (b"/.", True, True),
        (b"a.", False, False),
    ],
)
def test_what_the_end_of_a_path_says(path: bytes, content: bool, directory: bool) -> None:
    assert (names_content(path), names_directory(path)) == (content, directory)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (b"/a/b", (b"/a", b"b")),
        (b"/a/b/", (b"/a", b"b")),
        (b"/a/b/.", (b"/a/b", b".")),
        (b"/a", (b"/", b"a")),
        (b"/", (b"/", b"/")),
        (b"/.", (b"/", b".")),
        (b"a", (b".", b"a")),
        (b"", (b".", b".")),
        (b"a/../b", (b".", b"b")),
    ],
)
def test_the_directory_and_the_name_in_it(path: bytes, expected: tuple[bytes, bytes]) -> None:
    assert split_last(path) == expected


@pytest.mark.parametrize(
    ("path", "target", "expected"),
    [
        (b"/a/link", b"/etc", b"/etc"),
        (b"/a/link", b"b", b"/a/b"),
        (b"/a/link", b"../b", b"/b"),
        (b"/a/link/", b"b", b"/a/b"),
        (b"link", b"b", b"b"),
    ],
)
def test_where_a_symlink_leads(path: bytes, target: bytes, expected: bytes) -> None:
    assert link_target(path, target) == expected


@pytest.mark.parametrize(
    ("path", "target", "expected"),
    [
        (b"/link", b"/etc", (b"/etc", b"link")),
        (b"/link/", b"/etc", (b"/etc/", b"link")),
        (b"/link/.", b"/etc", (b"/etc/.", b"")),
        (b"/a/etc", b"/etc", (b"/etc", b"")),
    ],
)
def test_a_followed_symlink_keeps_its_name_and_its_end(
    path: bytes, target: bytes, expected: tuple[bytes, bytes]
) -> None:
    assert renamed_target(path, target) == expected


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Files, directories and symlinks of every kind."""
    (tmp_path / "directory" / "sub").mkdir(parents=True)
    (tmp_path / "file").touch()
    (tmp_path / "to-file").symlink_to("file")
    (tmp_path / "to-directory").symlink_to("directory")
    (tmp_path / "to-sub").symlink_to(tmp_path / "directory" / "sub")
    (tmp_path / "broken").symlink_to("nowhere")
    (tmp_path / "broken-below").symlink_to("nowhere/below")
    (tmp_path / "loop").symlink_to("loop")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "follow", "resolved", "is_directory", "rename"),
    [
        ("file", False, "file", False, ""),
        ("directory", False, "directory", True, ""),
        ("directory/", False, "directory/", True, ""),
        ("directory/.", False, "directory/.", True, ""),
        ("to-file", False, "to-file", False, ""),
        ("to-file", True, "file", False, "to-file"),
        ("to-directory", False, "to-directory", False, ""),
        ("to-directory", True, "directory", True, "to-directory"),
        ("to-directory/", False, "directory/", True, "to-directory"),
        ("to-directory/", True, "directory/", True, "to-directory"),
        ("to-directory/.", False, "directory/.", True, ""),
        ("to-directory/.", True, "directory/.", True, ""),
        ("to-directory/sub", False, "directory/sub", True, ""),
        ("broken", False, "broken", False, ""),
        ("loop", False, "loop", False, ""),
    ],
)
def test_a_local_source(
    path: str, follow: bool, resolved: str, is_directory: bool, rename: str, tree: Path
) -> None:
    root = os.fsencode(tree) + b"/"
    found = local_source(root + path.encode(), follow=follow)
    assert found == Source(root + resolved.encode(), is_directory, rename.encode())


@pytest.mark.parametrize(
    ("path", "follow", "message"),
    [
        ("nowhere", False, "lstat {}/nowhere: no such file or directory"),
        ("nowhere/below", False, "lstat {}/nowhere: no such file or directory"),
        ("nowhere", True, "lstat {}/nowhere: no such file or directory"),
        ("broken", True, "lstat {}/nowhere: no such file or directory"),
        ("broken/", False, "lstat {}/nowhere: no such file or directory"),
        ("loop", True, "EvalSymlinks: too many links"),
        ("loop/", False, "EvalSymlinks: too many links"),
        ("file/", False, "not a directory"),
        ("file/.", False, "not a directory"),
        ("file/below", False, "not a directory"),
        ("file/", True, "not a directory"),
        ("file/.", True, "not a directory"),
    ],
)
def test_a_missing_local_source(path: str, follow: bool, message: str, tree: Path) -> None:
    with pytest.raises(PydockError) as caught:
        local_source(os.fsencode(tree / "x").removesuffix(b"x") + path.encode(), follow=follow)
    assert caught.value.message == message.format(tree)


@pytest.mark.parametrize(
    ("path", "resolved", "exists", "is_directory"),
    [
        ("file", "file", True, False),
        ("directory", "directory", True, True),
        ("directory/", "directory/", True, True),
        ("new", "new", False, False),
        ("new/", "new/", False, False),
        ("to-file", "file", True, False),
        ("to-directory", "directory", True, True),
        ("to-sub", "directory/sub", True, True),
        ("broken", "nowhere", False, False),
    ],
)
def test_a_local_destination(
    path: str, resolved: str, exists: bool, is_directory: bool, tree: Path
) -> None:
    root = os.fsencode(tree) + b"/"
    found = local_destination(root + path.encode())
    assert found == Destination(root + resolved.encode(), exists, is_directory)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere/new", "stat {}/nowhere: no such file or directory"),
        ("broken-below", "stat {}/nowhere: no such file or directory"),
        ("loop", "too many symlinks in {}/loop"),
        ("file/new", "lstat {}/file/new: not a directory"),
    ],
)
def test_a_local_destination_that_cannot_be(path: str, message: str, tree: Path) -> None:
    with pytest.raises(PydockError) as caught:
        local_destination(os.fsencode(tree / path))
    assert caught.value.message == message.format(tree)


@pytest.mark.parametrize("path", ["file", "directory", "new", "directory/new", "to-file", "broken"])
def test_an_output_that_could_be_written(path: str, tree: Path) -> None:
    check_output(os.fsencode(tree / path))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("no/new", 'invalid output path: directory "{}/no" does not exist'),
        ("no/new/", 'invalid output path: directory "{}/no" does not exist'),
        ("file/new", "stat {}/file/new: not a directory"),
        ("loop", "stat {}/loop: too many levels of symbolic links"),
        ("/dev/null", 'invalid output path: "/dev/null" must be a directory or a regular file:'
                      " got a device"),
    ],
)  # fmt: skip
def test_an_output_that_could_not_be_written(path: str, message: str, tree: Path) -> None:
    with pytest.raises(PydockError) as caught:
        check_output(os.fsencode(tree / path))
    assert caught.value.message == message.format(tree)


DIRECTORY = Destination(b"/to", True, True)
FILE = Destination(b"/to/file", True, False)
NEW = Destination(b"/to/new", False, False)
NEW_DIRECTORY = Destination(b"/to/new/", False, False)


@pytest.mark.parametrize(
    ("source", "destination", "expected"),
    [
        (Source(b"/a/file", False), DIRECTORY, CopyPlan(b"/to", b"file", b"file")),
        (Source(b"/a/file", False), FILE, CopyPlan(b"/to", b"file", b"file")),
        (Source(b"/a/other", False), FILE, CopyPlan(b"/to", b"other", b"file")),
        (Source(b"/a/file", False), NEW, CopyPlan(b"/to", b"file", b"new")),
        (Source(b"/a/dir", True), DIRECTORY, CopyPlan(b"/to", b"dir", b"dir")),
        (Source(b"/a/dir", True), NEW, CopyPlan(b"/to", b"dir", b"new")),
        (Source(b"/a/dir", True), NEW_DIRECTORY, CopyPlan(b"/to", b"dir", b"new")),
        (Source(b"/a/dir/.", True), DIRECTORY, CopyPlan(b"/to", b".", b".")),
        (Source(b"/a/dir/.", True), NEW, CopyPlan(b"/to", b".", b"new")),
        (Source(b"/a/dir", True, b"given"), DIRECTORY, CopyPlan(b"/to", b"dir", b"given")),
        (Source(b"/a/dir", True, b"given"), NEW, CopyPlan(b"/to", b"dir", b"new")),
        (Source(b"/", True), DIRECTORY, CopyPlan(b"/to", b"/", b".")),
        (Source(b"/", True), NEW, CopyPlan(b"/to", b"/", b"new")),
    ],
)
def test_the_plan_of_a_copy(source: Source, destination: Destination, expected: CopyPlan) -> None:
    assert plan(source, destination) == expected


@pytest.mark.parametrize(
    ("source", "destination", "message"),
    [
        (Source(b"/a/dir", True), FILE, "cannot copy directory"),
        (Source(b"/a/file", False), NEW_DIRECTORY, "no such directory"),
        (Source(b"/a/file", False), Destination(b"/to/new/.", False, False), "no such directory"),
    ],
)
def test_an_invalid_copy_is_refused(source: Source, destination: Destination, message: str) -> None:
    with pytest.raises(PydockError) as caught:
        plan(source, destination)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("old", "new", "name", "expected"),
    [
        (b"a", b"b", b"a", b"b"),
        (b"a", b"b", b"a/", b"b/"),
        (b"a", b"b", b"a/a", b"b/a"),
        (b".", b"b", b"./", b"b/"),
        (b".", b"b", b"./.hidden", b"b/.hidden"),
        (b".", b".", b"./x", b"./x"),
        (b".", b".", b"./", b"./"),
        (b".", b"b", b"x/.y", b"b/x/.y"),
        (b".", b"b", b".hidden", b"b/.hidden"),
        (b"/", b"b", b"/", b"b/"),
        (b"/", b"b", b"/etc/x", b"b/etc/x"),
        (b"/", b".", b"/etc/x", b"./etc/x"),
    ],
)
def test_the_first_component_of_a_name_is_replaced(
    old: bytes, new: bytes, name: bytes, expected: bytes
) -> None:
    assert CopyPlan(b"/to", old, new).rename(name) == expected


@pytest.mark.parametrize("name", [b"ab", b"c/a", b"./a", b"/a", b"../a", b"", b"."])
def test_a_name_that_is_not_below_the_copied_one_is_refused(name: bytes) -> None:
    with pytest.raises(ArchiveError, match='is outside of the copied "a"'):
        CopyPlan(b"/to", b"a", b"b").rename(name)


PATHS = st.lists(st.sampled_from(["", ".", "..", "a", "b:c"]), max_size=6).map("/".join)


@given(PATHS)
def test_an_absolute_path_is_equivalent(path: str) -> None:
    found = absolute(os.fsencode(path), {})
    assert found.startswith(b"/")
    assert names_directory(found) >= names_directory(os.fsencode(path))
    expected = os.path.normpath(os.path.join(os.getcwdb(), os.fsencode(path)))  # noqa: PTH109, PTH118
    assert os.path.normpath(found) == expected.replace(b"//", b"/")
    assert absolute(found, {}) == found
