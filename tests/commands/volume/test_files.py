"""Commands that read and fill volumes: requests, what is undone, and what is reported."""

from __future__ import annotations

import base64
import gzip
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.engine import Done, Each, PlayedEngine, PlayedStream, Refusal, pydock_on

HELPER, IMAGE, USER = "7e" * 32, "sha256:" + "1a" * 32, "5c" * 32
STAT = base64.b64encode(b'{"name":"volume","size":0,"mode":2147484141,"linkTarget":""}').decode()
MACHINE, PROCESS = "pydock.client.machine", "pydock.client.process"
FILES = {"./": None, "./a": b"content", "./dir": None, "./dir/b": b"more"}


def archive(files: dict[str, bytes | None], uid: int = 33) -> bytes:
    """A tar archive; None is a directory."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.uid = uid
            if content is None:
                entry.type = tarfile.DIRTYPE
            entry.size = len(content or b"")
            tar.addfile(entry, io.BytesIO(content or b""))
    return written.getvalue()


def read(data: bytes) -> Callable[[str], PlayedStream]:
    return lambda _: PlayedStream(data, {"x-docker-container-path-stat": STAT})


FULL, EMPTY = read(archive(FILES)), read(archive({"./": None}))
DATA = {
    "Name": "data",
    "Driver": "local",
    "Labels": {"a": "b", "com.docker.volume.anonymous": ""},
    "Options": {"o": "size=1g"},
}


def engine(**answers: Any) -> PlayedEngine:
    """An engine with the volume "data", which no container has, and no volume "new"."""
    return PlayedEngine(
        {
            "GET /containers/json": [],
            "GET /images/json": [],
            "GET /volumes/data": DATA,
            "POST /images/create": json.dumps({"status": IMAGE}).encode(),
            "POST /containers/create": {"Id": HELPER},
            f"GET /containers/{HELPER}/archive": FULL,
            f"PUT /containers/{HELPER}/archive": b"",
            f"DELETE /containers/{HELPER}": b"",
            f"DELETE /images/{IMAGE}": [],
            "POST /volumes/create": {"Name": "new"},
            "DELETE /volumes/data": b"",
            "DELETE /volumes/new": b"",
            **answers,
        }
    )


def podman(version: str, **answers: Any) -> PlayedEngine:
    found = engine(**{"GET /libpod/volumes/data/export": FULL, **answers})
    head = found._head()
    found._head = lambda: {**head, "server": f"Libpod/{version} (linux)"}  # type: ignore[method-assign]
    return found


def used(*, writable: bool = True, state: str = "running") -> dict[str, Any]:
    """Answers of an engine where a container has the volume."""
    mount = {"Type": "volume", "Name": "data", "RW": writable}
    user = {"Id": USER, "Names": ["/web"], "State": state}
    return {
        "GET /containers/json": lambda path: [user] if "volume" in path else [],
        f"GET /containers/{USER}/json": {"Id": USER, "Mounts": [mount]},
        f"POST /containers/{USER}/pause": b"",
        f"POST /containers/{USER}/unpause": b"",
    }


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Done]:
    def volume(engine: PlayedEngine, *words: str, stdin: bytes = b"") -> Done:
        return pydock_on(engine, tmp_path)("volume", *words, stdin=stdin)

    return volume


def created(engine: PlayedEngine, path: str = "/containers/create") -> list[Any]:
    pairs = zip(engine.requests, engine.bodies, strict=True)
    return [body for request, body in pairs if request.startswith(f"POST {path}")]


def is_tidy(engine: PlayedEngine) -> bool:
    """Is the helper container removed, without the volume, and then its image?"""
    last = [request for request in engine.requests if request.startswith("DELETE /")]
    helpers = len(created(engine))
    expected = [f"DELETE /containers/{HELPER}?force=1", f"DELETE /images/{IMAGE}"]
    return [one for one in last if "/volumes/" not in one] == expected * helpers


def sent(engine: PlayedEngine) -> tuple[str, list[str]]:
    """The path of the first upload, and the names in it."""
    pairs = zip(engine.requests, engine.bodies, strict=True)
    request, body = next(pair for pair in pairs if pair[0].startswith("PUT "))
    with tarfile.open(fileobj=io.BytesIO(body)) as tar:
        return request.partition("&path=")[2], tar.getnames()


def test_export_reads_through_a_container_that_is_never_started(run: Any, tmp_path: Path) -> None:
    played = engine()
    assert run(played, "export", "data", "-o", str(tmp_path / "x.tar")) == (0, "", "")
    with tarfile.open(tmp_path / "x.tar") as tar:
        assert tar.getnames() == [".", "./a", "./dir", "./dir/b"]
        assert tar.getmember("./a").uid == 33
    [body] = created(played)
    assert body["Image"] == IMAGE
    assert body["HostConfig"]["Binds"] == ["data:/volume:ro"]
    assert not any("start" in request for request in played.requests)
    assert is_tidy(played)


def test_export_to_standard_output_and_compressed(run: Any, tmp_path: Path) -> None:
    plain = run(engine(), "export", "data").out.encode("utf-8", "surrogateescape")
    packed = run(engine(), "export", "-z", "data").out.encode("utf-8", "surrogateescape")
    assert len(packed) < len(plain)
    for data in (plain, packed):
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            assert tar.getnames() == [".", "./a", "./dir", "./dir/b"]


def test_export_to_a_terminal_is_refused(tmp_path: Path) -> None:
    played = engine()
    done = pydock_on(played, tmp_path, terminal=True)("volume", "export", "data")
    assert (done.status, played.requests) == (1, [])
    assert "cowardly refusing" in done.err


@pytest.mark.parametrize(
    "words", [["export", "data", "-o"], ["copy", "data"], ["import", "--merge"]]
)
def test_a_volume_that_a_running_container_may_write_to_is_refused(
    words: list[str], run: Any, tmp_path: Path
) -> None:
    played = engine(**used())
    (tmp_path / "in.tar").write_bytes(archive(FILES))
    last = {"export": ["out.tar"], "copy": ["new"], "import": ["data", "in.tar"]}[words[0]]
    paths = [str(tmp_path / one) if one.endswith(".tar") else one for one in last]
    done = run(played, *words, *paths)
    assert done.status == 1
    assert done.err == "volume data is in use by web: stop it, or use --pause\n"
    assert not (tmp_path / "out.tar").exists()
    assert not any(request.startswith(("PUT", "POST")) for request in played.requests)


@pytest.mark.parametrize("user", [{"writable": False}, {"state": "exited"}, {"state": "paused"}])
def test_a_container_that_does_not_write_is_no_obstacle(
    user: dict[str, Any], run: Any, tmp_path: Path
) -> None:
    played = engine(**used(**user))
    assert run(played, "export", "data", "-o", str(tmp_path / "x.tar")).status == 0
    assert not any("pause" in request for request in played.requests)


def test_pause(run: Any, tmp_path: Path) -> None:
    played = engine(**used())
    assert run(played, "export", "--pause", "data", "-o", str(tmp_path / "x.tar")).status == 0
    paths = [request.partition("?")[0] for request in played.requests]
    steps = [path for path in paths if HELPER in path or USER in path]
    assert steps == [
        f"GET /containers/{USER}/json",
        f"POST /containers/{USER}/pause",
        f"GET /containers/{HELPER}/archive",
        f"POST /containers/{USER}/unpause",
        f"DELETE /containers/{HELPER}",
    ]
    # for the next pydock, should this one be killed
    assert created(played)[0]["Labels"]["pydock.volume.paused"] == USER


def test_a_failed_export_resumes_and_leaves_no_file(run: Any, tmp_path: Path) -> None:
    played = engine(**used(), **{f"GET /containers/{HELPER}/archive": read(archive(FILES)[:600])})
    done = run(played, "export", "--pause", "data", "-o", str(tmp_path / "x.tar"))
    assert done.status == 1
    assert "unexpected EOF" in done.err
    assert f"POST /containers/{USER}/unpause" in played.requests
    assert is_tidy(played)
    assert not list(tmp_path.glob("*.tar*"))


def test_import_creates_the_volume_and_marks_it_while_it_is_filled(run: Any) -> None:
    played = engine(**{f"GET /containers/{HELPER}/archive": EMPTY})
    done = run(played, "import", "new", stdin=archive(FILES))
    assert done == (0, "new\nImported 11B, 3 files\n", "")
    # dockerd sets mode and owner of the top directory from above only
    assert sent(played) == ("/", ["volume", "volume/a", "volume/dir", "volume/dir/b"])
    create = next(one for one in played.requests if one.startswith("POST /containers/create"))
    assert create.endswith("?name=pydock-fills-new")
    [body] = created(played)
    assert body["Labels"]["pydock.volume.filled"] == "new"
    assert is_tidy(played)
    assert "DELETE /volumes/new" not in played.requests


@pytest.mark.parametrize(
    ("data", "answers", "problem"),
    [
        (archive(FILES)[:700], {}, "unexpected EOF"),
        (archive({"../x": b""}), {}, "../x is outside the volume"),
        (b"no archive" * 100, {}, "invalid archive: "),
        (
            archive(FILES),
            {f"PUT /containers/{HELPER}/archive": Refusal(500, "no space left on device")},
            "no space left on device",
        ),
    ],
    ids=["cut", "outside", "other file", "refused"],
)
def test_a_failed_import_leaves_no_new_volume(
    data: bytes, answers: dict[str, Any], problem: str, run: Any
) -> None:
    played = engine(**{f"GET /containers/{HELPER}/archive": EMPTY, **answers})
    done = run(played, "import", "new", stdin=data)
    assert (done.status, done.out) == (1, "")
    assert problem in done.err
    assert played.requests[-1] == "DELETE /volumes/new"
    assert is_tidy(played)


def test_nothing_is_no_archive(run: Any) -> None:
    played = engine()
    assert run(played, "import", "new").err == "the archive is empty\n"
    assert not created(played, "/volumes/create")


def test_a_compressed_archive_is_read_to_its_checksum(run: Any) -> None:
    played = engine(**{f"GET /containers/{HELPER}/archive": EMPTY})
    data = gzip.compress(archive(FILES))
    assert run(played, "import", "new", stdin=data).status == 0
    damaged = run(played, "import", "new", stdin=data[:-8] + bytes(8))
    assert (damaged.status, damaged.out) == (1, "")
    assert damaged.err.startswith("invalid archive: invalid gzip")


def test_a_volume_with_files_needs_merge(run: Any) -> None:
    played = engine()
    done = run(played, "import", "data", stdin=archive(FILES))
    assert (done.status, done.err) == (1, "volume data has files: use --merge to add to them\n")
    assert not any(request.startswith("PUT") for request in played.requests)
    assert run(played, "import", "-q", "--merge", "data", stdin=archive(FILES)).status == 0


def test_a_failed_merge_says_what_it_leaves(run: Any) -> None:
    played = engine()
    done = run(played, "import", "--merge", "data", stdin=archive(FILES)[:700])
    assert done.err.startswith("WARNING: volume data may have part of the archive\n")
    assert "DELETE /volumes/data" not in played.requests


def reads(*streams: Any) -> dict[str, Any]:
    """One reading of a volume after the other."""
    return {f"GET /containers/{HELPER}/archive": Each(streams)}


@pytest.mark.parametrize("name", ["/etc", "a/b", "/etc:/volume", " data", ""])
def test_a_name_is_no_directory_of_the_engine(name: str, run: Any) -> None:
    played = engine(**{"GET /volumes/etc": DATA})
    done = run(played, "copy", name, "new")
    assert (done.status, done.err) == (1, f'invalid volume name: "{name}"\n')
    assert played.requests == []


def test_copy_keeps_what_the_volume_is_and_verifies_it(run: Any) -> None:
    played = engine(**reads(EMPTY, FULL, FULL))
    done = run(played, "copy", "data", "new")
    assert done == (0, "new\nCopied 11B, 3 files\n", "")
    assert created(played, "/volumes/create") == [
        {"Name": "new", "Driver": "local", "DriverOpts": {"o": "size=1g"}, "Labels": {"a": "b"}}
    ]
    assert is_tidy(played)


@pytest.mark.parametrize(
    "found", [archive({**FILES, "./a": b"CONTENT"}), archive(FILES, uid=0), archive({"./": None})]
)
def test_a_copy_that_differs_is_removed(found: bytes, run: Any) -> None:
    played = engine(**reads(EMPTY, FULL, read(found)))
    done = run(played, "copy", "data", "new")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("the copy differs from data")
    assert "DELETE /volumes/new" in played.requests
    assert is_tidy(played)


def test_a_volume_that_another_process_creates_meanwhile_is_left_to_it(run: Any) -> None:
    found = Each([Refusal(404, "no such volume"), {**DATA, "Name": "new"}])
    played = engine(**{"GET /volumes/new": found})
    done = run(played, "import", "new", stdin=archive(FILES))
    assert done == (1, "", "volume new exists: another process has created it\n")
    assert not created(played, "/volumes/create")
    assert "DELETE /volumes/new" not in played.requests
    assert played.requests[-1].startswith("DELETE /images/")


def test_the_mark_of_a_new_volume_directly_follows_it(run: Any) -> None:
    played = engine(**{f"GET /containers/{HELPER}/archive": EMPTY})
    assert run(played, "import", "new", stdin=archive(FILES)).status == 0
    number = played.requests.index("POST /volumes/create")
    assert played.requests[number + 1] == "POST /containers/create?name=pydock-fills-new"


def test_a_new_volume_with_files_is_not_new(run: Any) -> None:
    """A driver may keep the same files under both names: nothing of them may be removed."""
    played = engine(**reads(FULL, FULL, FULL))
    done = run(played, "copy", "data", "new")
    assert done.status == 1
    assert "its driver shares its storage, and nothing is changed" in done.err
    assert not any(request.startswith("DELETE /volumes") for request in played.requests)


def test_no_volume_is_replaced(run: Any) -> None:
    played = engine(**{"GET /volumes/new": DATA})
    for verb in ("copy", "rename"):
        done = run(played, verb, "data", "new")
        assert (done.status, done.err) == (1, "volume new exists: it is never replaced\n")
    assert run(played, "copy", "data", "data").err.startswith("the copy requires a new name")


def test_rename_removes_the_old_volume_at_last(run: Any) -> None:
    played = engine(**reads(EMPTY, FULL, FULL, FULL))
    assert run(played, "rename", "data", "new") == (0, "new\nCopied 11B, 3 files\n", "")
    assert played.requests[-1] == "DELETE /volumes/data"


@pytest.mark.parametrize("verb", ["copy", "rename", "import"])
def test_a_volume_whose_mark_stays_is_not_whole(
    verb: str, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next pydock would remove it."""
    monkeypatch.setattr("pydock.commands.shared.container.helper_container._REMOVAL_TRIES", 1)
    stays = Refusal(500, "cannot remove it")
    played = engine(**reads(EMPTY, FULL, FULL, FULL), **{f"DELETE /containers/{HELPER}": stays})
    words = ["new"] if verb == "import" else ["data", "new"]
    done = run(played, verb, *words, stdin=archive(FILES))
    assert (done.status, done.out) == (1, "")
    assert "cannot remove it" in done.err
    assert "DELETE /volumes/data" not in played.requests


def test_a_volume_that_changes_meanwhile_is_not_renamed(run: Any) -> None:
    """A container of a moment leaves no other trace."""
    played = engine(**reads(EMPTY, FULL, FULL, read(archive({**FILES, "./new": b""}))))
    done = run(played, "rename", "data", "new")
    problem = "data was changed while it was copied: 11B, 4 files instead of 11B, 3 files\n"
    assert done == (1, "", problem)
    assert "DELETE /volumes/data" not in played.requests
    assert "DELETE /volumes/new" in played.requests


def test_rename_of_a_volume_that_a_stopped_container_has_is_refused(run: Any) -> None:
    played = engine(**used(state="exited"))
    done = run(played, "rename", "data", "new")
    assert (done.status, done.out) == (1, "")
    assert done.err == "volume data is in use by web: remove it first, or copy\n"
    assert not any(request.startswith(("POST", "DELETE")) for request in played.requests)


def test_rename_of_a_volume_on_a_device_copies_nothing(run: Any) -> None:
    options = {"type": "none", "o": "bind", "device": "/srv/data"}
    played = engine(**{"GET /volumes/data": {**DATA, "Options": options}})
    assert run(played, "rename", "data", "new") == (0, "new\n", "")
    assert created(played, "/volumes/create")[0]["DriverOpts"] == options
    assert not created(played)
    assert played.requests[-1] == "DELETE /volumes/data"


def test_rename_waits_for_another_one_that_reads_the_volume(run: Any) -> None:
    removal = Each([Refusal(409, "in use"), b""])
    played = engine(**reads(EMPTY, FULL, FULL, FULL), **{"DELETE /volumes/data": removal})
    assert run(played, "rename", "data", "new").out.startswith("new\n")
    assert played.requests.count("DELETE /volumes/data") == 2


def test_a_rename_that_fails_keeps_the_old_volume(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pydock.commands.volume.rename._REMOVAL_TRIES", 1)
    played = engine(**reads(EMPTY, FULL, EMPTY))
    assert run(played, "rename", "data", "new").status == 1
    assert "DELETE /volumes/data" not in played.requests
    refused = engine(
        **reads(EMPTY, FULL, FULL, FULL), **{"DELETE /volumes/data": Refusal(409, "in use")}
    )
    done = run(refused, "rename", "data", "new")
    assert done.err == ("new is whole, but data remains: Error response from daemon: in use\n")


def test_a_copy_of_a_volume_on_a_device_is_stored_by_the_engine(run: Any) -> None:
    options = {"type": "none", "o": "bind", "device": "/srv/data"}
    played = engine(
        **reads(EMPTY, FULL, FULL), **{"GET /volumes/data": {**DATA, "Options": options}}
    )
    done = run(played, "copy", "data", "new")
    assert done.err.startswith("WARNING: new gets no driver options")
    assert "DriverOpts" not in created(played, "/volumes/create")[0]


def test_diff_has_the_statuses_of_diff(run: Any) -> None:
    other = {**DATA, "Name": "other"}
    less = read(archive({"./": None, "./a": b"changed"}))
    equal = engine(**reads(FULL, FULL), **{"GET /volumes/other": other})
    assert run(equal, "diff", "data", "other") == (0, "", "")
    different = engine(**reads(FULL, less), **{"GET /volumes/other": other})
    done = run(different, "diff", "data", "other")
    assert (done.status, done.out) == (1, "~ /a: content\n- /dir/: 1 file below, 4B\n")
    found = json.loads(
        run(engine(**reads(FULL, less), **{"GET /volumes/other": other}),
            "diff", "--format", "json", "data", "other").out
    )  # fmt: skip
    assert [one["Path"] for one in found["Files"]] == ["/a", "/dir", "/dir/b"]
    assert run(engine(), "diff", "data", "missing").status == 2


def test_du_shows_the_largest_first(run: Any) -> None:
    done = run(engine(), "du", "data")
    assert [line.split() for line in done.out.splitlines()] == [
        ["SIZE", "SHARE", "FILES", "PATH"],
        ["11B", "100.0%", "2", "/"],
        ["7B", "63.6%", "1", "/a"],
        ["4B", "36.4%", "1", "/dir/"],
    ]


def test_podman_before_5_6_reports_no_owners(run: Any, tmp_path: Path) -> None:
    played = podman("5.4.2")
    done = run(played, "export", "data", "-o", str(tmp_path / "x.tar"))
    assert done.err == "WARNING: Podman before 5.6 reports no owners: all files become root's\n"
    newer = podman("5.8.6")
    done = run(newer, "export", "data", "-o", str(tmp_path / "x.tar"))
    assert "top directory" in done.err
    assert "GET /libpod/volumes/data/export" in newer.requests
    refused = run(podman("5.8.6"), "rename", "data", "new")
    assert (refused.status, refused.out) == (1, "")


def test_podman_gets_mode_and_owner_of_the_top_directory_twice(run: Any) -> None:
    played = podman("5.4.2", **{f"GET /containers/{HELPER}/archive": read(archive({}))})
    assert run(played, "import", "new", stdin=archive(FILES)).status == 0
    assert sent(played) == ("/volume", [".", "./a", "./dir", "./dir/b"])
    bodies = [body for body in played.bodies if isinstance(body, bytes)]
    with tarfile.open(fileobj=io.BytesIO(bodies[-1])) as tar:
        assert tar.getnames() == ["."]


def test_a_volume_that_another_pydock_fills_is_incomplete(run: Any) -> None:
    labels = {MACHINE: "elsewhere", "pydock.volume": "data", "pydock.volume.filled": "new"}
    filler = {"Id": USER, "Names": ["/pydock-fills-data"], "Labels": labels, "State": "created"}
    played = engine(**{"GET /containers/json": [filler]})
    done = run(played, "du", "data")
    assert done.err == "volume data is incomplete: pydock-fills-data is filling it\n"


def test_what_a_killed_pydock_left_is_undone(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = "pydock.commands.shared.container.abandoned_helpers"
    monkeypatch.setattr(f"{module}._machine", lambda: "here")
    labels = {
        MACHINE: "here",
        PROCESS: "4194304-1",
        "pydock.volume": "half",
        "pydock.volume.filled": "new",
        "pydock.volume.paused": f"{USER},gone",
    }
    left = {"Id": "left", "Labels": labels}
    played = engine(
        **{
            "GET /containers/json": lambda path: [left] if "label" in path else [],
            "DELETE /containers/left": b"",
            "DELETE /volumes/half": b"",
            f"POST /containers/{USER}/unpause": b"",
        }
    )
    done = run(played, "export", "data", "-o", str(tmp_path / "x.tar"))
    assert done.status == 0
    assert done.err == (
        f"WARNING: resumed container {USER[:12]}, which was left paused\n"
        "WARNING: removed volume half, which was left incomplete\n"
    )
    # the volumes of that container are the user's
    assert "DELETE /containers/left?force=1" in played.requests


@pytest.mark.parametrize("name", ["new", "data"])
def test_a_volume_that_another_pydock_begins_to_fill_is_left_to_it(name: str, run: Any) -> None:
    played = engine(**{"POST /containers/create": Refusal(409, "Conflict. The name is in use")})
    done = run(played, "import", name, stdin=archive(FILES))
    assert done == (1, "", f"volume {name} is incomplete: pydock-fills-{name} is filling it\n")
    assert f"DELETE /volumes/{name}" not in played.requests
