"""`cp` on a real engine: what the table of cases does not hold."""

from __future__ import annotations

import io
import os
import pty
import re
import stat
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.conftest import Engine
from tests.engine.conftest import start_container
from tests.engine.cp_trees import MTIME, TREE, archive_facts, local_facts, make_tree, tree_archive
from tests.engine.program import Program
from tests.engine.test_cp_table import get, put
from tests.engine.test_streams import PEAK_MIB, run_measured, sha256
from tests.support.recordings import Oracle, plain

pytestmark = pytest.mark.any_api

LARGE_BYTES = 300_000_000
#: takes the quickest engine long enough for the line that moves
SHOWN_BYTES = 2_000_000_000


@pytest.fixture
def stopped(engine: Engine, name: str) -> str:
    """A container that never ran."""
    create = {"Image": "busybox", "Cmd": ["true"]}
    engine.client.post("/containers/create", create, name=name)
    return name


def beside(pydock: Program, docker: str) -> Program:
    """The real docker, connected to the same engine."""
    return Program([docker], pydock.home, pydock.environ["DOCKER_HOST"], pydock.api_version)


def label(program: Program) -> str:
    """A name for what this program copies: two dockers differ in their paths alone."""
    return program.argv[0].strip("/").replace("/", "-")


def test_a_tree_of_every_kind_survives_the_round_trip(
    pydock: Program, stopped: str, tmp_path: Path
) -> None:
    make_tree(tmp_path / "tree")
    (tmp_path / "tree" / "leads-out" / "link").unlink()
    os.utime(tmp_path / "tree" / "leads-out", (MTIME, MTIME))
    pydock("cp", "tree", f"{stopped}:/tmp/in", cwd=tmp_path).ok()
    pydock("cp", f"{stopped}:/tmp/in", "back", cwd=tmp_path).ok()
    expected = local_facts(tmp_path / "tree", directory_times=True)
    assert expected.keys() >= TREE.keys() - {"leads-out/link"}
    assert local_facts(tmp_path / "back", directory_times=True) == expected


def test_owners_in_the_container(
    pydock: Program, oracle: Oracle, engine: Engine, stopped: str, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_text("content")
    os.chown(path, 1234, 4321)

    def owners(program: Program) -> list[tuple[int, int]]:
        own = label(program)
        program("cp", "-a", str(path), f"{stopped}:/{own}-kept").ok()
        program("cp", str(path), f"{stopped}:/{own}").ok()
        found = []
        for name in (f"{own}-kept", own):
            with tarfile.open(fileobj=io.BytesIO(get(engine, stopped, f"/{name}"))) as archive:
                member = archive.getmember(name)
            found.append((member.uid, member.gid))
        return found

    found = owners(pydock)
    assert plain(found) == oracle("cp -a, cp", lambda path: owners(beside(pydock, path)))
    if engine.name == "docker":
        assert found[0] == (1234, 4321)
    pydock("cp", "-a", f"{stopped}:/{label(pydock)}-kept", str(tmp_path / "back")).ok()
    assert (tmp_path / "back").stat().st_uid == os.getuid()


def test_into_a_running_container_and_out_of_it(
    pydock: Program, sleeper: str, tmp_path: Path
) -> None:
    (tmp_path / "in").write_text("content")
    pydock("cp", "in", f"{sleeper}:/tmp/", cwd=tmp_path).ok()
    assert pydock("exec", sleeper, "cat", "/tmp/in").ok().out == "content"
    pydock("exec", sleeper, "sh", "-c", "echo -n more >>/tmp/in").ok()
    pydock("cp", f"{sleeper}:/tmp/in", "out", cwd=tmp_path).ok()
    assert (tmp_path / "out").read_text() == "contentmore"


@pytest.mark.parametrize("running", [True, False])
def test_volumes_and_what_is_read_only(
    pydock: Program, oracle: Oracle, engine: Engine, name: str, running: bool, tmp_path: Path
) -> None:
    (tmp_path / "bound").mkdir()
    (tmp_path / "bound" / "there").write_text("there")
    (tmp_path / "file").write_text("content")
    settings = {
        "ReadonlyRootfs": True,
        "Mounts": [
            {"Type": "volume", "Source": name, "Target": "/volume"},
            {"Type": "bind", "Source": str(tmp_path / "bound"), "Target": "/bound"},
            {
                "Type": "bind", "Source": str(tmp_path / "bound"), "Target": "/read-only",
                "ReadOnly": True,
            },
        ],
    }  # fmt: skip
    if running:
        start_container(engine.client, name, "sleep", "1000", HostConfig=settings)
    else:
        create = {"Image": "busybox", "Cmd": ["true"], "HostConfig": settings}
        engine.client.post("/containers/create", create, name=name)
    for directory in ("volume", "bound"):
        pydock("cp", "file", f"{name}:/{directory}", cwd=tmp_path).ok()
        pydock("cp", f"{name}:/{directory}/file", f"{directory}-out", cwd=tmp_path).ok()
        assert (tmp_path / f"{directory}-out").read_text() == "content"
    assert (tmp_path / "bound" / "file").read_text() == "content"
    pydock("cp", f"{name}:/read-only/there", "there", cwd=tmp_path).ok()

    def refusals(program: Program) -> list[tuple[int, str]]:
        into = (f"{name}:/{directory}" for directory in ("tmp", "read-only"))
        done = [program("cp", "file", path, cwd=tmp_path) for path in into]
        return [(one.status, one.err.replace(name, "<NAME>")) for one in done]

    ours = refusals(pydock)
    assert plain(ours) == oracle("cp file", lambda path: refusals(beside(pydock, path)))
    for status, error in ours if engine.name == "docker" else ():
        assert status == 1
        assert "read-only" in error


def test_an_archive_through_pipes(
    pydock: Program, engine: Engine, stopped: str, tmp_path: Path
) -> None:
    archive = tree_archive("piped", but_not="leads-out")
    pydock("cp", "-a", "-", f"{stopped}:/tmp", input=archive).ok()
    out = pydock("cp", f"{stopped}:/tmp/piped", "-").ok().out_bytes
    assert out == get(engine, stopped, "/tmp/piped")
    assert archive_facts(out).keys() == {
        "piped", *(f"piped/{name}" for name in TREE if not name.startswith("leads-out")),
    }  # fmt: skip


def test_names_of_any_byte_and_length(
    pydock: Program, engine: Engine, stopped: str, tmp_path: Path
) -> None:
    names = [
        "\udcff\udcfe", "new\nline", " ", "*", "é" * 127, "n" * 255, "-", "a:b", "'\"\\", "%41&?#",
    ]  # fmt: skip
    directory = tmp_path / "tree" / ("d" * 200) / ("e" * 200)
    directory.mkdir(parents=True)
    for name in names:
        (directory / name).write_text(name, errors="surrogateescape")
    pydock("cp", "tree", f"{stopped}:/tmp", cwd=tmp_path).ok()
    pydock("cp", f"{stopped}:/tmp/tree", "back", cwd=tmp_path).ok()
    back = tmp_path / "back" / directory.relative_to(tmp_path / "tree")
    assert {path.name for path in back.iterdir()} == set(names)
    # dockerd sends no single file whose name is not UTF-8, Podman none whose name is a pattern.
    for name in names[1:] if engine.name == "docker" else names[4:8]:
        single = tmp_path / "single"
        source = f"{stopped}:/tmp/{directory.relative_to(tmp_path)}/{name}"
        pydock("cp", source, str(single)).ok()
        assert single.read_bytes() == (directory / name).read_bytes()
        pydock("cp", str(single), source).ok()


def test_a_file_that_the_engine_does_not_send_is_an_error(
    pydock: Program, engine: Engine, stopped: str, tmp_path: Path
) -> None:
    put(engine, stopped, tree_archive("tmp/tree", but_not="leads-out"))
    done = pydock("cp", f"{stopped}:/tmp/tree/\udcff\udcfe", "new", cwd=tmp_path)
    if (tmp_path / "new").exists():  # an engine that can
        assert (tmp_path / "new").read_text() == "any byte"
    else:
        assert done.status == 1
        assert done.err


def test_a_sparse_file_and_an_empty_one(pydock: Program, stopped: str, tmp_path: Path) -> None:
    with (tmp_path / "sparse").open("wb") as file:
        file.seek(20_000_000)
        file.write(b"end")
    (tmp_path / "empty").touch()
    for name in ("sparse", "empty"):
        pydock("cp", name, f"{stopped}:/tmp", cwd=tmp_path).ok()
        pydock("cp", f"{stopped}:/tmp/{name}", f"{name}-back", cwd=tmp_path).ok()
        assert sha256(tmp_path / f"{name}-back") == sha256(tmp_path / name)


def test_a_device_survives_the_round_trip(
    pydock: Program, oracle: Oracle, stopped: str, tmp_path: Path
) -> None:
    pydock("cp", "/dev/null", f"{stopped}:/tmp/device").ok()

    def copied(program: Program) -> list[int]:
        done = program("cp", f"{stopped}:/tmp/device", label(program), cwd=tmp_path)
        if done.status:
            return [done.status]
        found = (tmp_path / label(program)).stat()
        assert stat.S_ISCHR(found.st_mode)
        return [done.status, found.st_mode, found.st_rdev]

    assert copied(pydock) == oracle("cp a device", lambda path: copied(beside(pydock, path)))


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.log", {"a.log", "b.log"}),
        ("?.log", {"a.log", "b.log"}),
        ("*/*.log", {"c.log"}),
        ("[b-z].*", {"b.log", "d.txt"}),
        ("*", {"a.log", "b.log", "d.txt", "sub"}),
        (".*", {".hidden.log"}),
        ("s*/.", {"c.log"}),
    ],
)
@pytest.mark.parametrize("running", [True, False])
def test_patterns(
    pydock: Program, engine: Engine, name: str, pattern: str, found: set[str], running: bool,
    tmp_path: Path,
) -> None:  # fmt: skip
    if running:
        start_container(engine.client, name, "sleep", "1000")
    else:
        engine.client.post("/containers/create", {"Image": "busybox", "Cmd": ["true"]}, name=name)
    put(engine, name, logs_archive())
    (tmp_path / "to").mkdir()
    pydock("cp", f"{name}:/logs/{pattern}", "to", cwd=tmp_path).ok()
    assert {path.name for path in (tmp_path / "to").iterdir()} == found


def logs_archive() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name in ("a.log", "b.log", ".hidden.log", "sub/c.log", "d.txt"):
            archive.addfile(tarfile.TarInfo(f"logs/{name}"))
    return buffer.getvalue()


def test_a_name_that_docker_copies_is_no_pattern(
    pydock: Program, oracle: Oracle, engine: Engine, stopped: str, tmp_path: Path
) -> None:
    if engine.name == "podman":
        pytest.skip("Podman takes every path for a pattern and copies no such name.")
    put(engine, stopped, tree_archive("tmp/*"))
    put(engine, stopped, tree_archive("tmp/other"))

    def copies(program: Program) -> dict[str, object]:
        target = tmp_path / label(program)
        target.mkdir()
        program("cp", f"{stopped}:/tmp/*/folder", str(target))
        program("cp", f"{stopped}:/tmp/*", str(target / "new"))
        return dict(local_facts(target, directory_times=False))

    ours = copies(pydock)
    assert plain(ours) == oracle("cp names", lambda path: copies(beside(pydock, path)))
    assert "folder/sub/deep" in ours


def test_a_terminal_shows_the_copy(pydock: Program, stopped: str, tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(SHOWN_BYTES)
    for words, direction, target in [
        (["large", f"{stopped}:/tmp/"], "to container", f"{stopped}:/tmp/"),
        ([f"{stopped}:/tmp/large", "back"], "from container", str(tmp_path / "back")),
    ]:
        screen = on_terminal(pydock, ["cp", *words], tmp_path)
        assert f"Copying {direction} - " in screen
        assert "B/s)" in screen
        end = rf"\x1b\[2KSuccessfully copied 2GB( \(transferred 2GB\))? to {re.escape(target)}\r\n"
        assert re.search(f"{end}$", screen)


def on_terminal(program: Program, words: list[str], directory: Path) -> str:
    """All that a terminal gets from the program."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*program.argv, *words], stdin=theirs, stdout=theirs, stderr=theirs,
        env=program.environ, cwd=directory,
    ) as child:  # fmt: skip
        os.close(theirs)
        pieces = []
        while True:
            try:
                pieces.append(os.read(ours, 65536))
            except OSError:  # how Linux ends a terminal
                break
        assert child.wait(60) == 0
    os.close(ours)
    return b"".join(pieces).decode()


def test_a_large_file_in_and_out_in_little_memory(
    pydock: Program, stopped: str, tmp_path: Path
) -> None:
    source = tmp_path / "large"
    with source.open("wb") as file:
        for _ in range(LARGE_BYTES // 10_000_000):
            file.write(os.urandom(1_000_000) * 10)
    nothing, log = Path(os.devnull), tmp_path / "log"
    peaks = [
        run_measured(pydock, ["cp", str(source), f"{stopped}:/large"], nothing, log),
        run_measured(pydock, ["cp", f"{stopped}:/large", str(tmp_path / "back")], nothing, log),
        run_measured(pydock, ["cp", f"{stopped}:/large", "-"], nothing, tmp_path / "archive"),
        run_measured(pydock, ["cp", "-", f"{stopped}:/tmp"], tmp_path / "archive", log),
    ]
    assert sha256(tmp_path / "back") == sha256(source)
    assert max(peaks) < PEAK_MIB


def test_the_reader_of_an_archive_goes_away(pydock: Program, sleeper: str) -> None:
    with pydock.running("cp", f"{sleeper}:/bin", "-") as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.read(1000)
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(30) != 0
