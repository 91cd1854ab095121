"""The Graphviz graph of `images --viz`."""

from __future__ import annotations

from pydock.views.image_graph import graph_text

BASE, TOP, OTHER = ("sha256:" + digit * 64 for digit in "123")


def test_parents_and_children() -> None:
    text = graph_text(
        [
            {"Id": TOP, "ParentId": BASE, "RepoTags": ['app:1"', "app:2"]},
            {"Id": BASE, "ParentId": "", "RepoTags": None},
            {"Id": OTHER, "RepoTags": ["<none>:<none>"]},
        ]
    )
    assert text.splitlines() == [
        "digraph docker {",
        " base [style=invisible]",
        ' "111111111111" -> "222222222222"',
        r' "222222222222" [label="222222222222\napp:1\"\napp:2",'
        'shape=box,style="filled,rounded",fillcolor="paleturquoise"];',
        ' base -> "111111111111" [style=invis]',
        ' base -> "333333333333" [style=invis]',
        "}",
    ]


def test_no_images_make_a_graph_too() -> None:
    assert graph_text([]) == "digraph docker {\n base [style=invisible]\n}\n"
