"""`image diff`: what it compares, prints and returns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support import image_archives
from tests.support.engine import Done, PlayedEngine, PlayedStream, Refusal, pydock_on
from tests.support.image_archives import Write, diff_ids, digest, layer

BASE = layer(
    {
        "etc/": None,
        "etc/same": b"same",
        "etc/changed": b"first",
        "etc/gone": b"x" * 2000,
        "bin": "usr/bin",
        "var/lib/dpkg/status": b"Package: libc6\nVersion: 1\n\nPackage: old\nVersion: 1\n",
        "var/lib/rpm/rpmdb.sqlite": b"1",
    }
)
FIRST = (BASE, layer({"app/": None, "app/x": b"1"}))
SECOND = (
    BASE,
    layer(
        {
            "etc/changed": b"again",
            "etc/.wh.gone": b"",
            "bin": "bin2",
            "new/": None,
            "new/a": b"a" * 500,
            "new/b\n\x1b[2J": b"b" * 600,
            "new-file": b"n",
            "lib/p/Foo-1.0.dist-info/METADATA": b"Name: Foo",
            "var/lib/dpkg/status": b"Package: libc6\nVersion: 2\n",
            "var/lib/rpm/rpmdb.sqlite": b"2",
        }
    ),
)
VALUE = "hunter2-hunter2"


def inspected(layers: tuple[bytes, ...], **config: Any) -> dict[str, Any]:
    return {
        "Id": digest(b"".join(layers) + repr(config).encode()),
        "Os": "linux",
        "RootFS": {"Layers": diff_ids(layers)},
        "Config": config,
    }


def engine(write: Write = image_archives.graph_driver, /, **more: Any) -> PlayedEngine:
    one = {"Env": ["PATH=/bin", f"TOKEN={VALUE}1", "A=1"], "Cmd": ["sh"], "Labels": {"a": "b"}}
    two = {"Env": ["PATH=/usr/bin", f"TOKEN={VALUE}2"], "Cmd": ["bash"], "User": "me"}
    two["Labels"] = None  # type: ignore[assignment]
    archives = {"one:1": write(FIRST, "one:1"), "two:1": write(SECOND, "two:1")}
    return PlayedEngine(
        {
            "GET /images/one:1/json": inspected(FIRST, **one),
            "GET /images/same:1/json": inspected(FIRST, **one),
            "GET /images/config:1/json": inspected(FIRST, **two),
            "GET /images/two:1/json": inspected(SECOND, **two),
            "GET /images/get": lambda path: PlayedStream(archives[path.partition("names=")[2]]),
            **more,
        }
    )


def diff(played: PlayedEngine, home: Path, *words: str, terminal: bool = False) -> Done:
    return pydock_on(played, home, terminal)("image", "diff", *words)


CONFIGURATION = """\
Configuration:
  ~ Cmd: ["sh"] -> ["bash"]
  - Env A: 1
  ~ Env PATH: /bin -> /usr/bin
  ~ Env TOKEN: *** (the values differ)
  - Labels a: b
  + User: me
"""
PAGE = f"""\
{CONFIGURATION}
Layers, 1 in common:
  - layer 2: {digest(FIRST[1])[7:19]}
  + layer 2: {digest(SECOND[1])[7:19]}

Packages:
  ~ dpkg libc6: 1 -> 2
  - dpkg old: 1
  + python foo: 1.0
  ~ rpm: /var/lib/rpm/rpmdb.sqlite differs; the packages in it are not read

Files:
  - /app/: 1 file below, 1B
  ~ /bin: target usr/bin -> bin2
  ~ /etc/changed: content
  - /etc/gone: 2kB
  + /lib/p/Foo-1.0.dist-info/METADATA: 9B
  + /new/: 2 files below, 1.1kB
  + /new-file: 1B
  ~ /var/lib/dpkg/status: size 51B -> 26B, content
  ~ /var/lib/rpm/rpmdb.sqlite: content
"""


@pytest.mark.parametrize("write", image_archives.LAYOUTS)
def test_a_page(write: Write, tmp_path: Path) -> None:
    assert diff(engine(write), tmp_path, "one:1", "two:1") == (1, PAGE, "")


def test_json(tmp_path: Path) -> None:
    done = diff(engine(), tmp_path, "--format", "json", "one:1", "two:1")
    assert (done.status, done.err) == (1, "")
    assert VALUE not in done.out
    found = json.loads(done.out)
    files = {one["Path"]: one for one in found["Files"]}
    assert files["/etc/changed"]["Changed"] == ["content"]
    assert files["/etc/changed"]["Second"]["Digest"] == digest(b"again")
    assert files["/etc/gone"]["Second"] is None
    assert "/new/b\n\x1b[2J" in files
    assert found["RpmDatabases"] == ["/var/lib/rpm/rpmdb.sqlite"]
    assert found["Layers"]["Common"] == 1
    assert {"Name": "Cmd", "First": ["sh"], "Second": ["bash"]} in found["Configuration"]


def test_equal_images_are_not_read(tmp_path: Path) -> None:
    played = engine()
    assert diff(played, tmp_path, "one:1", "same:1") == (0, "", "")
    assert played.requests == ["GET /images/one:1/json", "GET /images/same:1/json"]
    assert json.loads(diff(played, tmp_path, "--format=json", "one:1", "same:1").out)["Equal"]


def test_the_configuration_alone(tmp_path: Path) -> None:
    played = engine()
    assert diff(played, tmp_path, "one:1", "config:1") == (1, CONFIGURATION, "")
    assert not any("get" in request for request in played.requests)


def test_mode_and_owner_of_files(tmp_path: Path) -> None:
    """They are compared as well as the content."""
    from pydock.oci.image_difference import FileChange
    from pydock.oci.layer_files import File

    change = FileChange(
        b"x", File("file", 0o644, 0, 0, 1), File("symlink", 0o755, 1, 2, 0, b"target")
    )
    assert change.attributes == ["type", "mode", "owner", "size", "target"]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("--format table one:1 two:1", 'invalid format "table": must be json'),
        ("one:1 none", "Error response from daemon: nothing at"),
        ("--platform x/y/z/1 one:1 two:1", "invalid platform: "),
    ],
)
def test_what_is_refused(words: str, error: str, tmp_path: Path) -> None:
    done = diff(engine(), tmp_path, *words.split())
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(error)
    assert done.err.count("\n") == 1


def test_an_engine_that_cannot_save(tmp_path: Path) -> None:
    refusal = {"GET /images/get": Refusal(500, "no space")}
    played = engine(image_archives.graph_driver, **refusal)
    done = diff(played, tmp_path, "one:1", "two:1")
    assert done == (2, "", "Error response from daemon: no space\n")
