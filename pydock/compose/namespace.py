"""Names and labels by which the things of a stack are known in the swarm."""

from __future__ import annotations

from collections.abc import Mapping

STACK_LABEL = "com.docker.stack.namespace"
IMAGE_LABEL = "com.docker.stack.image"


def scoped(stack: str, name: str) -> str:
    """The name in the swarm of what the Compose file of a stack calls `name`."""
    return f"{stack}_{name}"


def descoped(stack: str, name: str) -> str:
    """What a Compose file calls a thing of the swarm."""
    return name.removeprefix(f"{stack}_")


def with_stack_label(stack: str, labels: Mapping[str, str] | None) -> dict[str, str]:
    """Labels together with the one that says which stack a thing belongs to."""
    return {**(labels or {}), STACK_LABEL: stack}


def stack_filters(stack: str) -> dict[str, list[str]]:
    """The filters that find the things of a stack."""
    return {"label": [f"{STACK_LABEL}={stack}"]}


def with_stack_filter(filters: Mapping[str, list[str]], stack: str) -> dict[str, list[str]]:
    """Filters that find those things of a stack that fit others too."""
    return {**filters, "label": [*filters.get("label", ()), *stack_filters(stack)["label"]]}
