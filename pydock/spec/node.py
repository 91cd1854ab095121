"""NodeSpec after the options of `node update`, `promote` and `demote` (API 1.24)."""

from collections.abc import Container, Iterable, Mapping
from typing import Any, TypedDict

Json = dict[str, Any]


class NodeUpdateOptions(TypedDict):
    availability: str
    label_add: list[str]
    label_rm: list[str]
    role: str


def updated_node_spec(
    spec: Mapping[str, Any], options: NodeUpdateOptions, given: Container[str]
) -> Json:
    """Return the NodeSpec with the options' changes. ValueError for a missing label to remove."""
    changed = {"Role": options["role"]} if "role" in given else {}
    if "availability" in given:
        changed["Availability"] = options["availability"]
    return {
        **spec,
        **changed,
        "Labels": updated_labels(
            spec.get("Labels") or {}, options["label_add"], options["label_rm"]
        ),
    }


def updated_labels(
    labels: Mapping[str, str], added: Iterable[str], removed: Iterable[str]
) -> dict[str, str]:
    """Return the labels with `added` (`key=value` or `key`) and without `removed`."""
    found = dict(labels)
    for text in added:
        key, _, value = text.partition("=")
        found[key] = value
    for key in removed:
        if key not in found:
            raise ValueError(f"key {key} doesn't exist in node's labels")
        del found[key]
    return found
