from __future__ import annotations

from typing import Any

import pyte
import pytest

from pydock.views.image_tree import tree_text

WARNING = (
    "WARNING: This is an experimental feature. The output may change and shouldn't be depended on."
)


def manifest(
    letter: str, architecture: str, *, available: bool = True, kind: str = "image", **data: Any
) -> dict[str, Any]:
    total_bytes, content_bytes = (5_000_000, 2_000_000) if available else (0, 0)
    platform = {"os": "linux", "architecture": architecture, "variant": data.pop("variant", "")}
    return {
        "ID": f"sha256:{letter * 64}",
        "Available": available,
        "Kind": kind,
        "Size": {"Total": total_bytes, "Content": content_bytes},
        "ImageData": {"Platform": platform, **data},
    }


NAMED = {
    "Id": "sha256:" + "1" * 64,
    "RepoTags": ["busybox:latest", "busybox:1.36", "quay.io/team/image:tag"],
    "RepoDigests": [],
    "Created": 2,
    "Size": 7_000_000,
    "Containers": -1,
    "Manifests": [
        manifest("a", "amd64", Containers=["x"]),
        manifest("b", "arm64", available=False, variant="v8"),
        manifest("c", "unknown", kind="attestation"),
    ],
}
UNNAMED = {"Id": "sha256:" + "2" * 64, "RepoTags": None, "Created": 1, "Size": 0, "Containers": 0}
WITH_DIGEST_ONLY = {**UNNAMED, "RepoDigests": ["a@sha256:" + "3" * 64], "Created": 3}


def lines(*images: dict[str, Any], all: bool = False, width: int = 80) -> list[str]:
    text = tree_text(images, all=all, width=width, coloured=False)
    assert text.endswith("\n")
    return text.splitlines()


def test_names_platforms_and_sizes() -> None:
    assert lines(NAMED, UNNAMED) == [
        WARNING,
        "Info ->  U In Use ".rjust(80),
        "",
        "IMAGE                    ID             DISK USAGE   CONTENT SIZE   EXTRA",
        "quay.io/team/image:tag",
        "busybox:latest",
        "busybox:1.36             111111111111          7MB            4MB   U    ",
        "├─ linux/amd64           aaaaaaaaaaaa          5MB            2MB   U    ",
        "└─ linux/arm64/v8        bbbbbbbbbbbb           0B             0B        ",
        "",
    ]


def test_images_without_a_name_are_shown_when_all_are() -> None:
    assert [line[:10] for line in lines(UNNAMED, all=True)[4:]] == ["<untagged>", ""]
    assert lines(UNNAMED)[4:] == []
    assert lines(WITH_DIGEST_ONLY)[4].startswith("<untagged>")


def test_the_newest_comes_first() -> None:
    ids = [
        line.split()[1]
        for line in lines(UNNAMED, NAMED, WITH_DIGEST_ONLY, all=True)[4:]
        if "2" * 12 in line or "1" * 12 in line
    ]
    assert ids == ["2" * 12, "1" * 12, "2" * 12]


@pytest.mark.parametrize(
    ("width", "header"),
    [
        (80, "IMAGE ID DISK USAGE CONTENT SIZE EXTRA"),
        (60, "IMAGE ID DISK USAGE CONTENT SIZE"),
        (45, "IMAGE ID DISK USAGE"),
        (30, "IMAGE ID"),
        (20, "IMAGE"),
    ],
)
def test_a_narrow_window_has_fewer_columns(width: int, header: str) -> None:
    shown = lines(NAMED, width=width)
    assert " ".join(shown[3].split()) == header
    assert all(len(line) <= width for line in shown[3:])


def test_long_names_are_cut() -> None:
    shown = lines({**NAMED, "RepoTags": ["x" * 40, "y" * 41]}, width=40)
    assert shown[4] == "y" * 39 + "…"
    assert shown[5].startswith("x" * 11 + "…   111111111111")


def test_colours_change_nothing_else() -> None:
    coloured = tree_text([NAMED, UNNAMED], all=True, width=80, coloured=True)
    screen = pyte.Screen(100, 30)
    pyte.Stream(screen).feed(coloured.replace("\n", "\r\n"))
    shown = [line.rstrip() for line in screen.display if line.strip()]
    plain = [line.rstrip() for line in lines(NAMED, UNNAMED, all=True) if line.strip()]
    assert shown[1].lstrip() == "i Info →   U  In Use"
    # the badge has a space on either side, for its own colour
    assert [line.replace("    U", "   U") for line in shown[2:]] == plain[2:]
    assert "\x1b[" in coloured
    assert "\x1b[" not in "".join(plain)
