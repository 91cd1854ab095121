"""`images` of docker 29, and with --tree."""

from __future__ import annotations

from typing import Any

import pyte
import pytest

from pydock.views.image_tree import tree_text
from tests.support.screen import lines_of


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
UNTAGGED = {"Id": "sha256:" + "2" * 64, "RepoTags": None, "Created": 1, "Size": 0, "Containers": 0}


def lines(*images: dict[str, Any], expanded: bool = True, width: int | None = None) -> list[str]:
    text = tree_text(images, expanded=expanded, width=width, coloured=False)
    assert text.endswith("\n")
    return text.splitlines()


def test_a_line_for_each_name() -> None:
    assert lines(UNTAGGED, NAMED, expanded=False) == [
        "IMAGE                    ID             DISK USAGE   CONTENT SIZE   EXTRA",
        "busybox:1.36             111111111111          7MB            4MB   U    ",
        "busybox:latest           111111111111          7MB            4MB   U    ",
        "quay.io/team/image:tag   111111111111          7MB            4MB   U    ",
        "<untagged>               222222222222           0B             0B        ",
    ]


def test_lines_of_the_tree_count_as_bytes() -> None:
    """As in docker, where no name is longer than a platform."""
    short = {**NAMED, "RepoTags": ["b:1"], "Manifests": [manifest("a", "amd64", Containers=["x"])]}
    assert lines(short)[:3] == [
        "IMAGE                ID             DISK USAGE   CONTENT SIZE   EXTRA",
        "b:1                  111111111111          7MB            2MB   U    ",
        "└─ linux/amd64       aaaaaaaaaaaa          5MB            2MB   U    ",
    ]


def test_names_platforms_and_sizes() -> None:
    assert lines(UNTAGGED, NAMED) == [
        "IMAGE                    ID             DISK USAGE   CONTENT SIZE   EXTRA",
        "busybox:1.36          ",
        "busybox:latest        ",
        "quay.io/team/image:tag   111111111111          7MB            4MB   U    ",
        "├─ linux/amd64           aaaaaaaaaaaa          5MB            2MB   U    ",
        "└─ linux/arm64/v8        bbbbbbbbbbbb           0B             0B        ",
        "",
        "<untagged>               222222222222           0B             0B        ",
        "",
    ]


def test_without_images_there_is_a_header() -> None:
    assert lines() == ["IMAGE   ID             DISK USAGE   CONTENT SIZE   EXTRA"]


def test_an_engine_that_has_no_manifests() -> None:
    """Its images have no platforms, and nothing between them."""
    image = {"Id": "1" * 64, "RepoTags": ["a:1"], "Size": 0, "VirtualSize": 2_500_000}
    old = {"Id": "2" * 64, "RepoTags": ["<none>:<none>"], "Containers": 2}
    assert [line.split() for line in lines(image, old)[1:]] == [
        ["a:1", "1" * 12, "2.5MB", "0B"],
        ["<untagged>", "2" * 12, "0B", "0B", "U"],
    ]


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
    legend, titles, *_ = lines(NAMED, width=width)
    assert legend == " Info ->  U In Use".rjust(width)
    assert " ".join(titles.split()) == header
    assert len(titles) <= width


def test_the_details_stand_below_a_name_that_is_too_long() -> None:
    _, header, name, details = lines({**UNTAGGED, "RepoTags": ["x" * 40]}, width=38)
    assert header == "IMAGE" + " " * 21 + "ID          "
    assert (name, details) == ("x" * 40, " " * 26 + "2" * 12)


def test_colours_change_nothing_else() -> None:
    coloured = tree_text([NAMED, UNTAGGED], expanded=True, width=80, coloured=True)
    screen = pyte.Screen(100, 30)
    pyte.Stream(screen).feed(coloured.replace("\n", "\r\n"))
    shown = [line for line in lines_of(screen) if line]
    plain = [line.rstrip() for line in lines(NAMED, UNTAGGED, width=80) if line.strip()]
    assert shown[0] == " " * 60 + "i Info →   U  In Use"
    # the mark has a space on either side, for its own colour
    assert [line.replace("    U", "   U") for line in shown[1:]] == plain[1:]
    assert "\x1b[" in coloured
    assert "\x1b[" not in "".join(plain)
