"""`cp` against a played engine: hostile archives, destinations, progress."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pydock.__main__ import main
from pydock.cli.app import App
from tests.archive.engine import DIRECTORY, FILE, SYMLINK, FakeEngine, fake_engine
from tests.archive.hostile import ARCHIVES, Sandbox, directory, file, hard, link, tar

Cp = Callable[..., tuple[int, str]]


class Terminal(io.TextIOWrapper):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def shared_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FakeEngine]:
    with fake_engine(tmp_path_factory.mktemp("e")) as engine:
        yield engine


@pytest.fixture
def engine(shared_engine: FakeEngine) -> FakeEngine:
    shared_engine.__init__(shared_engine.host)  # type: ignore[misc]
    return shared_engine


@pytest.fixture
def cp(engine: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cp:
    """Runs `cp` in an empty directory; gives its status and what it wrote to standard error."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)

    def run(*arguments: str, stdin: bytes = b"", terminal: bool = False) -> tuple[int, str]:
        stream = Terminal if terminal else io.TextIOWrapper
        out, err = stream(io.BytesIO(), "utf-8"), stream(io.BytesIO(), "utf-8")
        environ = {"DOCKER_HOST": engine.host, "HOME": str(tmp_path), "PWD": str(work)}
        app = App("pydock", environ, io.TextIOWrapper(io.BytesIO(stdin)), out, err)
        status = main(["cp", *arguments], app)
        app.close()
        out.flush()
        err.flush()
        run.out = out.buffer.getvalue()  # type: ignore[attr-defined]
        return status, err.buffer.getvalue().decode()  # type: ignore[attr-defined]

    return run


@pytest.mark.parametrize("name", ARCHIVES)
def test_no_archive_of_an_engine_touches_what_is_outside(
    name: str, engine: FakeEngine, cp: Cp, tmp_path: Path
) -> None:
    sandbox = Sandbox(tmp_path / "sandbox")
    engine.archive = ARCHIVES[name](sandbox.outside)
    engine.paths = {"/src/.": (DIRECTORY, "")}
    status, text = cp("web:/src/.", str(sandbox.destination))
    assert sandbox.changes() == []
    assert "Traceback" not in text
    assert "bug" not in text
    assert (status == 0) == (text == "")
    assert status in (0, 1)


@pytest.mark.parametrize(
    "entry",
    [
        file(b"other/evil"),
        file(b"../evil"),
        hard(b"src/a", b"../outside/secret"),
        link(b"other", b"/"),
    ],
    ids=["another name", "dots", "a hard link", "a symlink"],
)  # fmt: skip
def test_a_copy_under_another_name_stays_inside_too(
    entry: object, engine: FakeEngine, cp: Cp, tmp_path: Path
) -> None:
    sandbox = Sandbox(tmp_path / "sandbox")
    engine.archive = tar(directory(b"src/"), entry)  # type: ignore[arg-type]
    cp("web:/src", str(sandbox.destination / "new"))
    assert sandbox.changes() == []
    assert (sandbox.destination / "new").is_dir()


OTHERS: dict[str, Callable[[], list[Any]]] = {
    "another name": lambda: [file(b"other", b"evil")],
    "another name below": lambda: [file(b"other/evil", b"evil")],
    "a name with the same beginning": lambda: [file(b"src2", b"evil")],
    "dots": lambda: [file(b"src/../other", b"evil")],
    "dots at the end": lambda: [directory(b"src/..")],
    "dots and back": lambda: [file(b"src/../new/../other", b"evil")],
    "an absolute name": lambda: [file(b"/other", b"evil")],
    "a directory": lambda: [directory(b"other/")],
    "a symlink": lambda: [link(b"other", b"src")],
    "a hard link to the copy": lambda: [hard(b"other", b"src/a")],
    "a hard link to another file": lambda: [hard(b"src/l", b"other")],
    "a hard link with dots": lambda: [hard(b"src/l", b"src/../other")],
    "through a symlink": lambda: [link(b"src/up", b".."), file(b"src/up/other", b"evil")],
}


@pytest.mark.parametrize("follow", [False, True], ids=["", "-L"])
@pytest.mark.parametrize("into", ["new", "existing"])
@pytest.mark.parametrize("name", OTHERS)
def test_a_copy_changes_nothing_but_the_copied_name(
    name: str, into: str, follow: bool, engine: FakeEngine, cp: Cp
) -> None:
    """`other` is beside the copy: below the working directory, or in an existing directory."""
    work = Path.cwd()
    beside = work / "existing" if into == "existing" else work
    (work / "existing").mkdir()
    (beside / "other").write_text("kept")
    engine.archive = tar(directory(b"src/"), file(b"src/a", b"content"), *OTHERS[name]())
    engine.paths = {"/src": (DIRECTORY, ""), "/link": (SYMLINK, "src")}
    status, words = cp(*(["-L", "web:/link"] if follow else ["web:/src"]), into)
    copied = {"new": "new", "existing": "existing/link" if follow else "existing/src"}[into]
    assert status == 1
    assert words.startswith(("invalid hardlink", '"')) or "is in the way" in words
    assert (work / copied / "a").read_text() == "content"
    assert (beside / "other").read_text() == "kept"
    assert (beside / "other").stat().st_nlink == 1
    found = {path.name for path in beside.iterdir()}
    assert found - {"existing"} == {"other", Path(copied).name}


def test_the_archive_may_have_the_name_of_its_stat(engine: FakeEngine, cp: Cp) -> None:
    engine.paths = {"/src": (DIRECTORY, "")}
    engine.stat_name = "resolved"
    engine.archive = tar(directory(b"resolved/"), file(b"resolved/a", b"content"))
    assert cp("web:/src", "new") == (0, "")
    assert Path("new/a").read_text() == "content"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_copy_that_is_killed_leaves_no_part_of_a_file(
    engine: FakeEngine, tmp_path: Path, number: int
) -> None:
    whole, rest = b"w" * 5000, b"x" * 90_000
    engine.archive = tar(directory(b"src/"), file(b"src/a", whole), file(b"src/b", rest))
    engine.stall_after = 50_000
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "pydock",
            "-H",
            engine.host,
            "cp",
            "web:/src",
            str(tmp_path / "new"),
        ],
        env={**os.environ, "HOME": str(tmp_path), "DOCKER_HOST": engine.host},
        stderr=subprocess.PIPE,
    ) as process:
        assert engine.stalled.wait(20)
        while not (list(tmp_path.glob("new/.pydock-*")) and (tmp_path / "new/a").exists()):
            time.sleep(0.01)
        process.send_signal(number)
        assert process.wait(20) == -number
    engine.resume.set()
    assert (tmp_path / "new/a").read_bytes() == whole
    assert not (tmp_path / "new/b").exists()
    if number != signal.SIGKILL:
        assert [path.name for path in (tmp_path / "new").iterdir()] == ["a"]


def test_a_connection_that_breaks_is_an_error_and_leaves_no_part_of_a_file(
    engine: FakeEngine, cp: Cp
) -> None:
    engine.archive = tar(directory(b"src/"), file(b"src/a"), file(b"src/b", b"x" * 100_000))
    engine.cut_after = 50_000
    status, text = cp("web:/src", "new")
    assert status == 1
    assert text
    assert [path.name for path in Path("new").iterdir()] == ["a"]


def test_an_archive_of_nothing_is_an_error(engine: FakeEngine, cp: Cp) -> None:
    engine.archive = tar()
    assert cp("web:/src", "new") == (1, "empty archive from engine: web:/src\n")


def test_an_empty_directory_may_have_no_content(engine: FakeEngine, cp: Cp) -> None:
    engine.paths = {"/src/.": (DIRECTORY, "")}
    for archive in (tar(), b""):
        engine.archive = archive
        assert cp("web:/src/.", ".") == (0, "")


def test_a_directory_is_copied_under_a_new_name(engine: FakeEngine, cp: Cp) -> None:
    engine.archive = tar(directory(b"src/"), file(b"src/a", b"content"), hard(b"src/b", b"src/a"))
    assert cp("web:/src", "new") == (0, "")
    assert Path("new/a").read_text() == "content"
    assert Path("new/b").samefile("new/a")
    assert engine.requests[-1] == "GET /v1.41/containers/web/archive?path=%2Fsrc"


def test_a_terminal_shows_the_copied_size(engine: FakeEngine, cp: Cp) -> None:
    engine.archive = tar(directory(b"src/"), file(b"src/a"))
    work = Path.cwd()
    assert cp("web:/src", "new/", terminal=True) == (
        0, f"Successfully copied 2.56kB to {work}/new/\n",
    )  # fmt: skip
    assert cp("-q", "web:/src", "again", terminal=True) == (0, "")
    assert cp("--quiet=false", "web:/src", "third") == (
        0, f"Successfully copied 2.56kB to {work}/third\n",
    )  # fmt: skip


def test_the_size_of_the_files_and_of_what_was_transferred(engine: FakeEngine, cp: Cp) -> None:
    Path("tree/sub").mkdir(parents=True)
    Path("tree/sub/file").write_bytes(b"x" * 700)
    Path("tree/link").symlink_to("sub/file")
    engine.paths = {"/to": (DIRECTORY, "")}
    _, words = cp("tree", "web:/to", terminal=True)
    assert words == "Successfully copied 700B (transferred 4.1kB) to web:/to\n"


def test_a_failed_copy_reports_no_success(engine: FakeEngine, cp: Cp) -> None:
    Path("file").touch()
    engine.archive = tar(directory(b"src/"))
    assert cp("web:/src", "file", terminal=True) == (1, "cannot copy directory\n")


def test_a_long_copy_shows_its_bytes_and_speed_on_a_terminal(
    engine: FakeEngine, cp: Cp, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter(range(1000))
    monkeypatch.setattr("pydock.commands.shared.transfer_progress.monotonic", lambda: next(seconds))
    engine.archive = tar(directory(b"src/"), file(b"src/a", b"x" * 500_000))
    status, text = cp("web:/src", "new", terminal=True)
    assert status == 0
    lines = text.split("\r\x1b[2K")
    assert lines[1].startswith("Copying from container - ")
    assert lines[1].endswith("B/s)")
    assert lines[-1].startswith("Successfully copied 502kB to ")


def test_an_archive_goes_to_standard_output_as_it_is(engine: FakeEngine, cp: Cp) -> None:
    engine.archive = tar(file(b"../evil"))
    assert cp("web:/src", "-") == (0, "")
    assert cp.out == engine.archive  # type: ignore[attr-defined]


def test_a_symlink_in_the_container_is_followed_with_the_option(engine: FakeEngine, cp: Cp) -> None:
    engine.paths = {"/link": (SYMLINK, "src"), "/src": (DIRECTORY, "")}
    engine.archive = tar(directory(b"src/"), file(b"src/a"))
    assert cp("-L", "web:/link", ".") == (0, "")
    assert Path("link/a").exists()
    assert engine.requests[-1].endswith("path=%2Fsrc")


def test_an_old_engine_gets_the_old_request(engine: FakeEngine, cp: Cp) -> None:
    engine.api_version = "1.18"
    engine.archive = tar(directory(b"src/"), file(b"src/a"))
    assert cp("web:/src", "new") == (0, "")
    assert Path("new/a").exists()
    assert cp("web:/src/.", "content") == (0, "")
    assert Path("content/a").exists()
    engine.archive = tar(file(b"f", b"content"))
    assert cp("web:/f", "g") == (0, "")
    assert Path("g").read_text() == "content"
    assert engine.requests[-1] == "POST /v1.18/containers/web/copy"
    status, text = cp("g", "web:/")
    assert status == 1
    assert "1.20" in text


def test_a_name_that_is_there_is_never_a_pattern(engine: FakeEngine, cp: Cp) -> None:
    engine.paths = {"/src/*": (FILE, "")}
    engine.archive = tar(file(b"*", b"literally"))
    assert cp("web:/src/*", "new") == (0, "")
    assert Path("new").read_text() == "literally"
    assert len([line for line in engine.requests if "archive" in line]) == 1


def test_a_pattern_copies_every_name_that_matches(engine: FakeEngine, cp: Cp) -> None:
    engine.paths = {"/src/.": (DIRECTORY, ""), "/src/a.log": (FILE, ""), "/src/b.log": (FILE, "")}
    engine.archive = tar(directory(b"./"), file(b"./a.log"), file(b"./b.log"), file(b"./c.txt"))
    engine.archives = {f"/src/{name}.log": tar(file(f"{name}.log".encode())) for name in "ab"}
    Path("logs").mkdir()
    assert cp("web:/src/*.log", "logs") == (0, "")
    assert [line.rpartition("%2F")[2] for line in engine.requests[-3:]] == [".", "a.log", "b.log"]
    assert sorted(path.name for path in Path("logs").iterdir()) == ["a.log", "b.log"]


def test_several_matches_require_a_directory(engine: FakeEngine, cp: Cp) -> None:
    engine.paths = {"/src/.": (DIRECTORY, ""), "/src/a.log": (FILE, ""), "/src/b.log": (FILE, "")}
    engine.archive = tar(directory(b"./"), file(b"./a.log"), file(b"./b.log"))
    status, text = cp("web:/src/*.log", "new")
    assert status == 1
    assert text == "/src/*.log matches 2 names: destination new must be a directory\n"
    assert not Path("new").exists()


def test_a_pattern_without_a_match_is_what_docker_says(engine: FakeEngine, cp: Cp) -> None:
    engine.paths = {"/src/.": (DIRECTORY, "")}
    engine.archive = tar(directory(b"./"), file(b"./a"))
    for path in ("/src/*.log", "/no/*.log", "/no"):
        assert cp(f"web:{path}", ".") == (
            1, f"Error response from daemon: Could not find the file {path} in container web\n",
        )  # fmt: skip


def test_a_local_tree_is_sent_under_the_name_it_gets(engine: FakeEngine, cp: Cp) -> None:
    engine.paths = {"/to": (DIRECTORY, "")}
    Path("tree/sub").mkdir(parents=True)
    Path("tree/sub/file").write_text("content")
    for source, destination, names in [
        ("tree", "/to", ["tree", "tree/sub", "tree/sub/file"]),
        ("tree/", "/to", ["tree", "tree/sub", "tree/sub/file"]),
        ("tree/.", "/to", [".", "./sub", "./sub/file"]),
        ("tree", "/to/new", ["new", "new/sub", "new/sub/file"]),
        ("tree/.", "/to/new", ["new", "new/sub", "new/sub/file"]),
    ]:
        assert cp(source, f"web:{destination}") == (0, "")
        with tarfile.open(fileobj=io.BytesIO(engine.received)) as archive:
            assert archive.getnames() == names
        assert "&path=%2Fto" in engine.requests[-1]
        assert "path=%2Fto%2Fnew" not in engine.requests[-1]


def test_a_symlink_at_the_destination_is_resolved_once(engine: FakeEngine, cp: Cp) -> None:
    engine.paths = {"/link": (SYMLINK, "to"), "/to": (DIRECTORY, "")}
    Path("f").touch()
    status, text = cp("f", "web:/link", terminal=True)
    assert (status, text) == (0, "Successfully copied 0B (transferred 1.54kB) to web:/to\n")
    assert engine.requests[-1].endswith("path=%2Fto")


def test_ownership_is_kept_with_the_option(engine: FakeEngine, cp: Cp) -> None:
    engine.paths = {"/to": (DIRECTORY, "")}
    Path("f").touch()
    assert cp("-a", "f", "web:/to") == (0, "")
    assert "copyUIDGID=true" in engine.requests[-1]
    assert cp("f", "web:/to") == (0, "")
    assert "copyUIDGID" not in engine.requests[-1]


def test_standard_input_is_sent_as_it_is(engine: FakeEngine, cp: Cp) -> None:
    engine.paths = {"/to": (DIRECTORY, ""), "/file": (FILE, "")}
    assert cp("-", "web:/to", stdin=b"any bytes" * 100_000) == (0, "")
    assert engine.received == b"any bytes" * 100_000
    assert cp("-", "web:/file") == (1, 'destination "web:/file" must be a directory\n')


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("", "web:/"), "source can not be empty"),
        (("web:/", ""), "destination can not be empty"),
        (("a", "b"), "must specify at least one container source"),
        (("-", "-"), "must specify at least one container source"),
        (("web:/a", "web:/b"), "copying between containers is not supported"),
        (("no", "web:/"), "lstat {}/no: no such file or directory"),
        (("web:/src", "no/new"), 'invalid output path: directory "{}/no" does not exist'),
    ],
)
def test_what_cannot_be_copied(arguments: tuple[str, str], message: str, cp: Cp) -> None:
    assert cp(*arguments) == (1, message.format(Path.cwd()) + "\n")


def test_a_device_is_no_destination(engine: FakeEngine, cp: Cp) -> None:
    engine.paths = {"/dev/x": (1 << 26 | 0o600, "")}
    Path("f").touch()
    assert cp("f", "web:/dev/x") == (
        1,
        'destination "web:/dev/x" must be a directory or a regular file: got a device\n',
    )


def test_an_error_of_the_engine_is_reported(engine: FakeEngine, cp: Cp) -> None:
    engine.refuses = "container rootfs is marked read-only"
    Path("f").touch()
    assert cp("f", "web:/to") == (
        1, "Error response from daemon: container rootfs is marked read-only\n",
    )  # fmt: skip


def test_a_socket_is_omitted_and_reported(engine: FakeEngine, cp: Cp) -> None:
    import socket

    engine.paths = {"/to": (DIRECTORY, "")}
    Path("tree").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("tree/sock")
        status, text = cp("tree", "web:/to")
    assert status == 0
    name = os.path.join(os.getcwd(), "tree", "sock")  # noqa: PTH109, PTH118 (as printed)
    assert text.endswith(
        f'msg="Can\'t add file {name} to tar: archive/tar: sockets not supported"\n'
    )
