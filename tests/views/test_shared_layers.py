"""Images by shared layers."""

from __future__ import annotations

import json

from pydock.views.shared_layers import (
    SharingImage,
    sharing_tree_json,
    sharing_tree_text,
    with_steps,
)


def image(
    name: str, layers: str, size: int = 5000, unique: int | None = 1000, used: int = 0
) -> SharingImage:
    """An image whose layers are letters."""
    return SharingImage(f"sha256:{layers:0<20}", [name] if name else [], layers, size, unique, used)


IMAGES = (
    image("app:2", "abde"),
    image("base:1", "ab", unique=0),
    image("app:1", "abdc", unique=None),
    image("tools", "x"),
    image("", "ay", used=2),
    image("scratch", ""),
)


def test_a_tree() -> None:
    assert sharing_tree_text(IMAGES) == (
        "IMAGE                     IMAGE ID       LAYERS    SIZE      FREES     CONTAINERS\n"
        "(1 shared layer)                         1\n"
        "├─ <untagged>             ay0000000000   +1        5kB       0B        2\n"
        "└─ base:1                 ab0000000000   +1        5kB       0B\n"
        "   └─ (3 shared layers)                  +1\n"
        "      ├─ app:1            abdc00000000   +1        5kB       N/A\n"
        "      └─ app:2            abde00000000   +1        5kB       1kB\n"
        "scratch                   000000000000   0         5kB       1kB\n"
        "tools                     x00000000000   1         5kB       1kB\n"
    )


def test_images_of_the_same_layers() -> None:
    images = [image(name, "xy") for name in "cab"]
    text = sharing_tree_text([*images, image("d", "xyz"), image("e", "xa")])
    assert [line.split()[:4] for line in text.splitlines()[1:]] == [
        ["(1", "shared", "layer)", "1"],
        ["├─", "a", "xy0000000000", "+1"],
        ["│", "├─", "b", "xy0000000000"],
        ["│", "├─", "c", "xy0000000000"],
        ["│", "└─", "d", "xyz000000000"],
        ["└─", "e", "xa0000000000", "+1"],
    ]


def test_many_names() -> None:
    [one] = [image("b:1", "x")._replace(names=["c:1", "a:1", "d:1", "b:1"])]
    assert "\na:1, b:1 and 2 more   x0" in sharing_tree_text([one])


def test_steps_of_builds_do_not_share() -> None:
    """The classic builder's images of steps are removed with the last one."""
    images = [
        image("base", "a", size=100, unique=0),
        image("app", "abc", size=150, unique=0),
        image("other", "xy", size=70, unique=0),
        image("third", "xz", size=80, unique=0),
        image("unknown", "mn", size=70, unique=5),
        image("too", "mo", size=80, unique=6),
    ]
    found = with_steps(images, {("a", "b"): 140, ("x",): 60})
    assert [one.unique_size for one in found] == [0, 50, 10, 20, 5, 6]


def test_json() -> None:
    lines = [json.loads(line) for line in sharing_tree_json(IMAGES).splitlines()]
    found = {"".join(one["Names"]): one for one in lines}
    assert found["app:1"]["Parent"] is None
    assert found["app:1"]["SharedLayers"] == 3
    assert (found["app:2"]["Frees"], found["app:1"]["Frees"]) == (1000, None)
    assert found[""]["Containers"] == 2


def test_nothing() -> None:
    assert sharing_tree_text([]).startswith("IMAGE ")
    assert sharing_tree_json([]) == ""


def test_deep_trees() -> None:
    """No number of images ends in an error of Python."""
    images = [image(f"i{n}", "a" * n) for n in range(1, 1500)]
    assert len(sharing_tree_text(images).splitlines()) == 1500
