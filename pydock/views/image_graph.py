"""`images --viz`: images and their parents as a Graphviz graph, as engines before API 1.7 had."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydock.views.image import NONE
from pydock.views.shorten import short_id

_NAMED = 'shape=box,style="filled,rounded",fillcolor="paleturquoise"'


def graph_text(images: Iterable[Mapping[str, Any]]) -> str:
    """Return a directed graph from parents to children; "base" is the parent of roots."""
    lines = ["digraph docker {", " base [style=invisible]"]
    for image in images:
        node = _quoted(short_id(image.get("Id") or ""))
        parent = image.get("ParentId") or ""
        if parent:
            lines.append(f" {_quoted(short_id(parent))} -> {node}")
        else:
            lines.append(f" base -> {node} [style=invis]")
        names = [name for name in image.get("RepoTags") or () if name != f"{NONE}:{NONE}"]
        if names:
            label = r"\n".join([short_id(image.get("Id") or ""), *names])
            lines.append(f" {node} [label={_quoted(label)},{_NAMED}];")
    return "".join(f"{line}\n" for line in [*lines, "}"])


def _quoted(text: str) -> str:
    return '"' + text.replace('"', r"\"") + '"'
