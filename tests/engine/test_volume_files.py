"""`volume export`, `import`, `copy`, `rename`, `diff` and `du` on real engines."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import tarfile
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Engine, pydock_argv
from tests.engine.conftest import TlsEngine, start_container
from tests.engine.http import Client
from tests.engine.program import Program
from tests.engine.sshd import Sshd
from tests.engine.test_streams import run_measured

pytestmark = pytest.mark.any_api

CAPABILITY = "\x01\x00\x00\x02\x00\x20" + "\x00" * 14
#: constant, whatever the volume has
PEAK_MIB = 40
LONG = "n" * 120 + "/" + "m" * 150
TIME = 1_234_567_890


def entries() -> list[tuple[tarfile.TarInfo, bytes]]:
    """A tree with what volumes are used for, and what is easily lost."""

    def entry(name: str, type: bytes = tarfile.REGTYPE, /, **attributes: Any) -> tarfile.TarInfo:
        found = tarfile.TarInfo(f"./{name}" if name else "./")
        found.type, found.mtime, found.mode = type, TIME, 0o644
        for key, value in attributes.items():
            setattr(found, key, value)
        return found

    directory, link = tarfile.DIRTYPE, tarfile.LNKTYPE
    files = [
        (entry("", directory, mode=0o750, uid=33, gid=34), b""),
        (entry("dir", directory, mode=0o1777), b""),
        (entry("dir/file", mode=0o6755, uid=1000, gid=1001), b"content" * 1000),
        (entry("hard", link, linkname="./dir/file", mode=0o6755, uid=1000, gid=1001), b""),
        (entry("sym", tarfile.SYMTYPE, linkname="../../out", mode=0o777, uid=12, gid=13), b""),
        (entry("fifo", tarfile.FIFOTYPE, mode=0o640), b""),
        (entry("null", tarfile.CHRTYPE, mode=0o666, devmajor=1, devminor=3), b""),
        (entry("ids", uid=3_000_000, gid=4_000_000_000), b""),
        (entry("name with\nnewline and ümläut \udcff"), b"odd"),
        (entry(LONG.partition("/")[0], directory, mode=0o755), b""),
        (entry(LONG), b"long"),
        (entry(".wh.file"), b"no whiteout"),
        (entry("zeros"), bytes(3_000_000) + b"end"),
    ]
    capable = entry("capable", mode=0o755)
    capable.pax_headers = {"SCHILY.xattr.security.capability": CAPABILITY}
    return [*files, (capable, b"x")]


def archive(files: list[tuple[tarfile.TarInfo, bytes]]) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for entry, content in files:
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return written.getvalue()


def described(data: bytes, *, owners: bool = True, top: bool = True) -> dict[str, Any]:
    """The entries of an archive with what counts."""
    found: dict[str, Any] = {}
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for one in tar:
            name = os.path.normpath(one.name)
            file = tar.extractfile(one) if one.isreg() else None
            found[name] = {
                "type": one.type,
                "mode": one.mode & 0o7777,
                "owner": (one.uid, one.gid) if owners else None,
                "time": int(one.mtime),
                "link": os.path.normpath(one.linkname) if one.islnk() else one.linkname,
                "device": (one.devmajor, one.devminor),
                "capability": one.pax_headers.get("SCHILY.xattr.security.capability"),
                "content": file.read() if file else b"",
            }
    if not top:
        found.pop(".", None)
    return found


def reported(engine: Engine) -> dict[str, bool]:
    """What the engine reports of volumes: Podman not all."""
    is_docker = engine.name == "docker"
    version = tuple(map(int, engine.version.partition("+")[0].split(".")[:2]))
    return {"owners": is_docker or version >= (5, 6), "top": is_docker}


def listed(client: Client, volume: str, name: str) -> str:
    """What a container sees of a volume: a second opinion beside archives."""
    script = (
        "cd /v; find . | sort | while IFS= read -r f; do"
        ' if [ -f "$f" ]; then sum=$(md5sum < "$f"); else sum=; fi;'
        ' stat -c "%n|%a|%u:%g|%h|%t:%T|%F|%Y|%s" "$f"; echo "$sum"; readlink "$f";'
        " done; true"
    )
    start_container(
        client, name, "sh", "-c", script, HostConfig={"Binds": [f"{volume}:/v:ro"]}, Tty=True
    )
    client.post(f"/containers/{name}/wait")
    _, data = client.request("GET", f"/containers/{name}/logs", {"stdout": "1", "stderr": "1"})
    client.remove_container(name)
    return "\n".join(
        # sizes of directories are those of the file system
        line.rpartition("|")[0] if "|directory|" in line else line
        for line in data.decode(errors="replace").splitlines()
    )


def left_behind(client: Client) -> list[Any]:
    label = '{"label": ["pydock.client.machine"]}'
    containers = client.get("/containers/json", all="1", filters=label)
    return [*containers, *client.get("/images/json", filters=label)]


def containers(client: Client) -> list[str]:
    return [name for one in client.get("/containers/json", all="1") for name in one["Names"]]


def volumes_of(client: Client, prefix: str) -> list[str]:
    found = client.get("/volumes")["Volumes"] or ()
    return sorted(one["Name"] for one in found if one["Name"].startswith(prefix))


def test_a_volume_comes_back_from_its_archive(pydock: Program, engine: Engine, name: str) -> None:
    data = archive(entries())
    done = pydock("volume", "import", f"{name}-a", input=data).ok()
    assert done.out.startswith(f"{name}-a\nImported ")
    exported = pydock("volume", "export", f"{name}-a").ok()
    assert described(exported.out_bytes, **reported(engine)) == described(data, **reported(engine))
    pydock("volume", "import", f"{name}-b", input=exported.out_bytes).ok()
    assert pydock("volume", "diff", f"{name}-a", f"{name}-b").ok().out == ""
    if all(reported(engine).values()):
        first, second = (listed(engine.client, f"{name}-{one}", f"{name}-c") for one in "ab")
        assert first == second
        assert "./dir/file|6755|1000:1001|2|" in first
        assert ".|750|33:34|" in first
    assert left_behind(engine.client) == []


def test_import_gives_files_their_owners_on_every_engine(
    pydock: Program, engine: Engine, name: str
) -> None:
    pydock("volume", "import", name, input=archive(entries())).ok()
    found = listed(engine.client, name, f"{name}-c")
    if not (engine.name == "podman" and engine.version.startswith("4.")):
        # the first container of a volume there gives its top directory to its user
        assert found.startswith(".|750|33:34|")
    for line in (
        "./dir|1777|0:0|",
        "./dir/file|6755|1000:1001|2|",
        "./ids|644|3000000:4000000000|1|",
        "./null|666|0:0|1|1:3|character special file|1234567890",
        "./sym|777|12:13|1|",
    ):
        assert f"\n{line}" in f"\n{found}"


def test_podmans_export_of_the_same_volume_is_equal(
    pydock: Program, engine: Engine, name: str, tmp_path: Path
) -> None:
    if engine.name != "podman" or engine.pid is None:
        pytest.skip("A Podman of this test run exports volumes itself, docker does not.")
    pydock("volume", "import", name, input=archive(entries())).ok()
    theirs = podman(engine, "volume", "export", name)
    ours = pydock("volume", "export", name).ok().out_bytes
    assert described(ours, **reported(engine)) == described(theirs, **reported(engine))
    # and what one writes, the other reads; Podman refuses symlinks that lead out
    inside = [one for one in entries() if one[0].name != "./sym"]
    pydock("volume", "import", f"{name}-b", input=archive(inside)).ok()
    (tmp_path / "ours.tar").write_bytes(pydock("volume", "export", f"{name}-b").ok().out_bytes)
    pydock("volume", "create", f"{name}-c").ok()
    podman(engine, "volume", "import", f"{name}-c", str(tmp_path / "ours.tar"))
    assert pydock("volume", "diff", f"{name}-b", f"{name}-c").ok().out == ""


def podman(engine: Engine, *words: str) -> bytes:
    """Run the engine's own podman with the engine's settings."""
    process = Path(f"/proc/{engine.pid}")
    environ = dict(
        item.partition("=")[::2]
        for item in (process / "environ").read_text().split("\0")
        if "=" in item
    )
    program = os.readlink(process / "exe")  # noqa: PTH115 (a link of /proc)
    argv = (process / "cmdline").read_text().split("\0")
    words_before = [argv[0]] if "podman" in argv[0] else [program]
    return subprocess.run(
        [*words_before, *words], env=environ, capture_output=True, check=True
    ).stdout


def test_a_volume_in_use(pydock: Program, engine: Engine, name: str, tmp_path: Path) -> None:
    pydock("volume", "import", name, input=archive(entries())).ok()
    container = f"{name}-user"
    start_container(engine.client, container, "sleep", "1000", HostConfig={"Binds": [f"{name}:/v"]})
    refused = pydock("volume", "copy", name, f"{name}-copy")
    assert (refused.status, refused.out) == (1, "")
    assert f"volume {name} is in use by {container}: stop it, or use --pause" in refused.err
    assert volumes_of(engine.client, name) == [name]
    pydock("volume", "copy", "--pause", name, f"{name}-copy").ok()
    assert engine.client.container_state(container) == "running"
    assert pydock("volume", "diff", name, f"{name}-copy").ok().out == ""
    renamed = pydock("volume", "rename", name, f"{name}-new")
    assert renamed.status == 1
    assert f"in use by {container}" in renamed.err
    engine.client.remove_container(container)


def test_rename(pydock: Program, engine: Engine, name: str) -> None:
    old, new = f"{name}-old", f"{name}-new"
    pydock("volume", "create", "--label", "a=b", old).ok()
    pydock("volume", "import", old, input=archive(entries())).ok()
    done = pydock("volume", "rename", old, new)
    if engine.name == "podman":
        assert done.status == 1
        assert "Podman does not report mode and owner" in done.err
        assert volumes_of(engine.client, name) == [old]
        return
    assert done.ok().out.startswith(f"{new}\nCopied ")
    assert volumes_of(engine.client, name) == [new]
    assert engine.client.get(f"/volumes/{new}")["Labels"]["a"] == "b"
    assert described(pydock("volume", "export", new).ok().out_bytes) == described(
        archive(entries())
    )


@pytest.mark.parametrize("verb", ["copy", "rename"])
def test_a_killed_client_leaves_no_half_volume_unsaid(
    verb: str, pydock: Program, engine: Engine, name: str
) -> None:
    if engine.name == "podman" and verb == "rename":
        pytest.skip("Podman reports too little of volumes for rename.")
    large = tarfile.TarInfo("./large")
    pydock("volume", "import", f"{name}-old", input=archive([(large, bytes(100_000_000))])).ok()
    new = f"{name}-new"
    child = subprocess.Popen(
        [*pydock.argv, "volume", verb, f"{name}-old", new],
        env=pydock.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    filler = f"pydock-fills-{new}"
    # a list, as dockerd inspects no container while it writes to it
    while f"/{filler}" not in containers(engine.client):
        assert child.poll() is None
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert volumes_of(engine.client, name) == [new, f"{name}-old"]
    assert f"/{filler}" in containers(engine.client)
    done = pydock("volume", "du", f"{name}-old").ok()
    assert done.err == f"WARNING: removed volume {new}, which was left incomplete\n"
    assert "100MB" in done.out
    assert volumes_of(engine.client, name) == [f"{name}-old"]
    assert left_behind(engine.client) == []


def test_a_full_volume_is_no_half_copy(pydock: Program, engine: Engine, name: str) -> None:
    if engine.name == "podman":
        pytest.skip("Podman needs a file system with quotas for this size of a volume.")
    options = [f"--opt={one}" for one in ("type=tmpfs", "device=tmpfs", "o=size=1m")]
    pydock("volume", "create", *options, name).ok()
    done = pydock("volume", "import", name, input=archive(entries()))
    assert done.status == 1
    assert f"volume {name} may have part of the archive\n" in done.err
    assert left_behind(engine.client) == []


def test_between_engines(engine: Engine, tls_engine: TlsEngine, name: str, tmp_path: Path) -> None:
    """One of them behind TLS."""
    other = tls_engine.trusted(pydock_argv(), tmp_path)
    other("volume", "import", name, input=archive(entries())).ok()
    there, back = f"{name}-there", f"{name}-back"
    try:
        other("volume", "copy", name, there, "--to", engine.host).ok()
        assert other("volume", "diff", name, there, "--to", engine.host).ok().out == ""
        other("volume", "copy", there, back, "--from", engine.host).ok()
        if engine.name == "docker":
            assert other("volume", "diff", name, back).ok().out == ""
    finally:
        other("volume", "rm", "-f", name, back)


def test_over_ssh(pydock: Program, sshd: Sshd, name: str) -> None:
    far = sshd.leading(pydock)
    far("volume", "import", name, input=archive(entries())).ok()
    far("volume", "copy", name, f"{name}-copy").ok()
    assert far("volume", "diff", name, f"{name}-copy").ok().out == ""


def test_memory_does_not_grow_with_the_volume(
    pydock: Program, engine: Engine, name: str, tmp_path: Path
) -> None:
    many = [(tarfile.TarInfo(f"./{number}"), b"x") for number in range(20_000)]
    large = tarfile.TarInfo("./large")
    (tmp_path / "in.tar").write_bytes(archive([*many, (large, bytes(150_000_000))]))
    for words in (
        ["import", f"{name}-a", str(tmp_path / "in.tar")],
        ["export", f"{name}-a", "-o", str(tmp_path / "out.tar")],
        ["copy", f"{name}-a", f"{name}-b"],
    ):
        warns = engine.name == "podman" and words[0] != "import"
        peak_mib = run_measured(
            pydock, ["volume", *words], Path(os.devnull), tmp_path / "written", warns=warns
        )
        assert peak_mib < PEAK_MIB
    # holes of the content are holes of the file
    assert (tmp_path / "out.tar").stat().st_blocks * 512 < 60_000_000
