"""`ps --tree`: containers below what they belong to."""

from __future__ import annotations

import pytest

from pydock.golang.tabwriter import display_width
from pydock.views.container import ContainerView
from pydock.views.container_tree import tree_text

PROJECT = "com.docker.compose.project"
ROWS = [
    ContainerView({"Id": f"{number}" * 12, "Names": [f"/{name}"], "Image": image,
                   "Status": "Up 1 hour",
                   "Labels": {label: project} if project else {},
                   "NetworkSettings": {"Networks": dict.fromkeys(networks)}})
    for number, (name, image, label, project, networks) in enumerate([
        ("web", "nginx", PROJECT, "shop", ["shop", "front"]),
        ("db", "postgres:16", PROJECT, "shop", ["shop"]),
        ("alone", "nginx", "", "", []),
        ("job", "nginx", "com.docker.stack.namespace", "batch2", ["shop"]),
        ("café", "nginx", PROJECT, "batch10", ["bridge"]),
    ])
]  # fmt: skip


def names(by: str) -> list[str]:
    return [line.split("  ")[0] for line in tree_text(ROWS, by).splitlines()[1:]]


def test_by_project() -> None:
    assert tree_text(ROWS, "project").splitlines() == [
        "NAMES          CONTAINER ID   IMAGE         STATUS      PORTS",
        "batch2",
        "└─ job         333333333333   nginx         Up 1 hour",
        "batch10",
        "└─ café        444444444444   nginx         Up 1 hour",
        "shop",
        "├─ web         000000000000   nginx         Up 1 hour",
        "└─ db          111111111111   postgres:16   Up 1 hour",
        "(no project)",
        "└─ alone       222222222222   nginx         Up 1 hour",
    ]


def test_by_network_and_image() -> None:
    assert names("network") == [
        *("bridge", "└─ café", "front", "└─ web", "shop", "├─ web", "├─ db", "└─ job"),
        *("(no network)", "└─ alone"),
    ]
    assert names("image")[-2:] == ["postgres:16", "└─ db"]
    assert "IMAGE" not in tree_text(ROWS, "image")


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_it_fits_the_window(columns: int) -> None:
    lines = tree_text(ROWS, "project", columns).splitlines()
    assert max(map(display_width, lines)) <= columns
    assert len(lines) == 10


def test_nothing_is_a_header() -> None:
    assert tree_text([], "project") == "NAMES     CONTAINER ID   IMAGE     STATUS    PORTS\n"
