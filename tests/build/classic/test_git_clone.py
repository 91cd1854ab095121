"""Git repositories as contexts, served on loopback by git's own server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pydock.build.classic.git_clone import cloned
from pydock.build.git_url import Repository, is_git_url, parse_git_url
from pydock.errors import PydockError
from tests.build.trees import Link, plant
from tests.engine.registry import free_port
from tests.support.packages import need_program


@pytest.mark.parametrize(
    ("text", "is_git"),
    [
        ("git://h/r", True),
        ("git@h:r", True),
        ("github.com/a/b", True),
        ("https://h/r.git", True),
        ("http://h/r.git#x:y", True),
        ("https://h/r.git#", False),
        ("https://h/r", False),
        ("https://h/r.git/x", False),
        ("r.git", False),
        ("ssh://h/r.git", False),
    ],
)
def test_what_is_a_git_url(text: str, is_git: bool) -> None:
    assert is_git_url(text) is is_git


@pytest.mark.parametrize(
    ("text", "repository"),
    [
        ("git://h/r", Repository("git://h/r", "master", "")),
        ("git://h/r#dev", Repository("git://h/r", "dev", "")),
        ("git://h/r#:sub", Repository("git://h/r", "master", "sub")),
        ("git://h/r#v1:sub/a:b", Repository("git://h/r", "v1", "sub/a:b")),
        ("git://h/r#a%20b", Repository("git://h/r", "a b", "")),
        ("git@h:r#a%20b", Repository("git@h:r", "a%20b", "")),
        ("github.com/a/b#x", Repository("https://github.com/a/b", "x", "")),
    ],
)
def test_parse_git_url(text: str, repository: Repository) -> None:
    assert parse_git_url(text) == repository


def test_a_ref_cannot_be_an_option() -> None:
    with pytest.raises(PydockError, match="invalid refspec: --upload-pack=x"):
        parse_git_url("git://h/r#--upload-pack=x")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of a repository with a branch and a tag."""
    need_program("git", "git")
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        work, bare = directory / "work", directory / "repository.git"
        plant(
            work,
            {
                "Dockerfile": "FROM scratch\n",
                "sub/file": "1",
                "sub/up": Link(".."),
                "out": Link("/etc"),
                "out2": Link("../.."),
            },
        )
        git(work, "init", "-q", "-b", "master")
        git(work, "add", "-A")
        git(work, "-c", "user.name=n", "-c", "user.email=e", "commit", "-q", "-m", "one")
        git(work, "tag", "v1")
        git(work, "checkout", "-q", "-b", "dev")
        plant(work, {"new": "2"})
        git(work, "add", "-A")
        git(work, "-c", "user.name=n", "-c", "user.email=e", "commit", "-q", "-m", "two")
        git(directory, "clone", "-q", "--bare", str(work), str(bare))
        port = free_port()
        with subprocess.Popen(
            (
                *("git", "daemon", "--export-all", "--reuseaddr", f"--base-path={directory}"),
                *("--listen=127.0.0.1", f"--port={port}"),
            ),
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as daemon:
            wait_for(port)
            try:
                yield f"git://127.0.0.1:{port}/repository.git"
            finally:
                os.killpg(daemon.pid, 15)


def git(directory: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=directory, check=True, capture_output=True)


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("git daemon does not start")


@pytest.mark.parametrize(
    ("fragment", "names"),
    [
        ("", {".git", "Dockerfile", "sub", "out", "out2"}),
        ("#dev", {".git", "Dockerfile", "sub", "out", "out2", "new"}),
        ("#v1:sub", {"file", "up"}),
        ("#:sub/up", {".git", "Dockerfile", "sub", "out", "out2"}),
        ("#:/sub", {"file", "up"}),
    ],
)
def test_a_clone_is_made_and_removed(server: str, fragment: str, names: set[str]) -> None:
    with cloned(server + fragment) as directory:
        assert {path.name for path in Path(directory).iterdir()} == names
    assert not Path(directory).exists()


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("#missing", "error fetching: fatal: couldn't find remote ref missing"),
        ("#:missing", "no such file or directory"),
        ("#:Dockerfile", "not a directory"),
        ("#:out", "not within git root"),
        ("#:out2", "not within git root"),
        ("#:../..", "not within git root"),
    ],
)
def test_unusable_addresses_are_reported(server: str, fragment: str, words: str) -> None:
    with pytest.raises(PydockError) as caught, cloned(server + fragment):
        pass
    assert words in caught.value.message
    assert "unable to 'git clone' to temporary context directory" in caught.value.message


def test_a_clone_is_removed_when_the_build_fails(server: str) -> None:
    directories = []
    with pytest.raises(RuntimeError), cloned(server) as directory:
        directories.append(directory)
        raise RuntimeError
    assert not Path(directories[0]).exists()


@pytest.mark.parametrize("credentials", ["someone:s3cret", "s3cret", "s3cret:", ":s3cret"])
def test_no_password_is_an_argument_or_part_of_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, credentials: str
) -> None:
    """A git of the test records its arguments, and what it gets as credentials of the host."""
    real = shutil.which("git")
    if real is None:
        pytest.skip("git is not installed")
    record, filled = tmp_path / "arguments", tmp_path / "filled"
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\n"
        f'printf "%s\\n" "$@" >> {record}\n'
        'while [ "$1" = -c ]; do set -- "$@" "$1" "$2"; shift 2; done\n'
        '[ "$1" = fetch ] || exit 0\n'
        "shift 6\n"
        f"printf 'protocol=https\\nhost=h.example\\n\\n' | {real} \"$@\" credential fill"
        f" > {filled}\n"
        "exit 1\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    with pytest.raises(PydockError) as caught, cloned(f"https://{credentials}@h.example/x.git#ref"):
        pass
    assert "s3cret" not in record.read_text() + caught.value.message
    assert "https://h.example/x.git" in record.read_text()
    assert "s3cret" in filled.read_text()


def test_a_refusal_of_the_server_is_reported() -> None:
    with pytest.raises(PydockError, match="error fetching"), cloned("git://127.0.0.1:1/r"):
        pass


def test_endless_output_of_git_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "git"
    program.write_text("#!/bin/sh\nexec yes\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(PydockError, match="bytes of output"), cloned("git://h/r"):
        pass
