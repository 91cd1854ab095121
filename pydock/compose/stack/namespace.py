"""Names and labels of the objects of a stack in the swarm."""

from collections.abc import Mapping

STACK_LABEL = "com.docker.stack.namespace"
IMAGE_LABEL = "com.docker.stack.image"


def scoped(stack: str, name: str) -> str:
    """Return the name in the swarm of an object of a Compose file."""
    return f"{stack}_{name}"


def descoped(stack: str, name: str) -> str:
    """Return the name in the Compose file of an object of the swarm."""
    return name.removeprefix(f"{stack}_")


def with_stack_label(stack: str, labels: Mapping[str, str] | None) -> dict[str, str]:
    """Add the label of the stack."""
    return {**(labels or {}), STACK_LABEL: stack}


def stack_filters(stack: str) -> dict[str, list[str]]:
    """Return the filters for the objects of a stack."""
    return {"label": [f"{STACK_LABEL}={stack}"]}


def with_stack_filter(filters: Mapping[str, list[str]], stack: str) -> dict[str, list[str]]:
    """Add the filter for the objects of a stack."""
    return {**filters, "label": [*filters.get("label", ()), *stack_filters(stack)["label"]]}
