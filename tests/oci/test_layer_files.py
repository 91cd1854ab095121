"""The files of layers stacked: efficiency, waste, changes and secrets that stay."""

from __future__ import annotations

import pytest

from pydock.oci import layer_files
from pydock.oci.layer_files import Changes, File, Layer, SecretFile, TooManyFiles, Waste, stacked


def layer(*names: str, secret: str = "") -> Layer:
    """A layer of "path" (a directory, a whiteout) and "path size"."""
    found = Layer()
    for name in names:
        path, _, size = name.partition(" ")
        type = "directory" if path.endswith("/") else "file"
        found.add(path.encode(), File(type, 0o644, 0, 0, int(size or 0), secret=secret))
    return found


def test_one_layer_wastes_nothing() -> None:
    found = stacked([layer("etc/", "etc/passwd 100", "./bin/sh 50")])
    assert (found.size, found.efficiency, found.wasted, found.hidden_bytes) == (150, 1.0, [], 0)
    assert found.layers == [Changes(150, 2, 2, 0, 0, [(b"etc/passwd", 100), (b"bin/sh", 50)])]


def test_an_image_of_nothing_is_efficient() -> None:
    assert stacked([]).efficiency == stacked([layer()]).efficiency == 1.0


def test_all_copies_of_a_changed_file_are_wasted() -> None:
    found = stacked([layer("a 100", "b 20"), layer("/a 60"), layer("a 80")])
    assert found.wasted == [Waste(b"a", 3, 240)]
    assert found.wasted_bytes == 240
    assert found.efficiency == (60 + 20) / (240 + 20)
    assert found.hidden_bytes == 160
    assert [(one.added, one.changed) for one in found.layers] == [(2, 0), (0, 1), (0, 1)]


def test_a_removed_file_is_wasted() -> None:
    found = stacked([layer("tmp/", "tmp/a 100", "b 100"), layer("tmp/", "tmp/.wh.a")])
    assert found.wasted == [Waste(b"tmp/a", 2, 100)]
    assert found.efficiency == 100 / 200
    assert (found.hidden_bytes, found.layers[1].removed) == (100, 1)


@pytest.mark.parametrize("whiteout", [".wh.tmp", "tmp/.wh..wh..opq"])
def test_files_that_are_removed_with_their_directory(whiteout: str) -> None:
    """They are hidden and, as for dive, not wasted."""
    found = stacked([layer("tmp/", "tmp/a 70", "tmp/b/c 30"), layer(whiteout)])
    assert (found.wasted_bytes, found.efficiency) == (0, 1.0)
    assert (found.hidden_bytes, found.layers[1].removed) == (100, 2)


def test_a_directory_that_is_removed_again_and_again() -> None:
    """Its removals are one path, and count as all that was below."""
    found = stacked([layer("tmp/a 70"), layer(".wh.tmp"), layer("tmp/b 30"), layer(".wh.tmp")])
    assert found.wasted == []
    with_entry = [layer("tmp/", "tmp/a 70"), layer(".wh.tmp"), layer("tmp/", "tmp/b 30")]
    assert stacked([*with_entry, layer(".wh.tmp")]).wasted == [Waste(b"tmp", 2, 100)]


def test_a_file_in_the_place_of_a_directory_and_back() -> None:
    found = stacked([layer("a/", "a/b 10"), layer("a 5"), layer("a/", "a/b 10")])
    assert found.hidden_bytes == 15
    assert [one.removed for one in found.layers] == [0, 0, 0]
    assert found.layers[2].added == 1


def test_what_a_layer_removes_and_writes_again_is_changed() -> None:
    found = stacked([layer("a/", "a/b 10", "a/c 10"), layer(".wh.a", "a/", "a/b 20")])
    assert found.layers[1][:5] == (20, 1, 0, 1, 1)


def test_entries_of_aufs_and_the_root_are_no_files() -> None:
    found = stacked([layer("./", ".wh..wh.aufs", ".wh..wh.plnk/1.2 8", "..", ".wh.")])
    assert found.layers[0].files == 0


def test_names_do_not_lead_out_of_the_image() -> None:
    found = stacked([layer("../../etc/x 1", "/etc//x 2", "etc/./x 3")])
    assert found.layers[0].largest == [(b"etc/x", 3)]
    assert found.layers[0].files == 1


@pytest.mark.parametrize(
    ("later", "hidden_by"),
    [
        (["b 1"], 0),
        ([".wh.home"], 2),
        (["b 1", "home/me/.wh.key"], 3),
        (["home/me/.wh..wh..opq"], 2),
        (["home/ 0"], 0),
        (["home 1"], 2),
        (["home/me/key 1"], 2),
    ],
)
def test_a_secret_stays_in_its_layer(later: list[str], hidden_by: int) -> None:
    layers = [layer("home/me/key 5", secret="a key"), *map(layer, later)]
    assert stacked(layers).secrets == [SecretFile(b"home/me/key", 1, "a key", hidden_by)]


def test_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layer_files, "_MOST_NODES", 10)
    with pytest.raises(TooManyFiles, match="the image has too many files"):
        stacked([layer("/".join("abcdefghijkl"))])
