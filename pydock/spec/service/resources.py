"""Generic resources and capabilities of a service."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from pydock.golang.strconv.numbers import parse_int
from pydock.options.resources import capabilities
from pydock.options.value_types import StringList

Json = dict[str, Any]


def swap_settings(values: Mapping[str, Any], given: Collection[str]) -> Json:
    """SwapBytes and MemorySwappiness of Resources (API 1.52), as far as they are given."""
    fields = {"memory_swap": "SwapBytes", "memory_swappiness": "MemorySwappiness"}
    return {field: values[key] for key, field in fields.items() if key in given}


def check_generic_resource(text: str) -> str:
    """Return the text unchanged; ValueError unless it is `name=value`."""
    if "=" not in text:
        raise ValueError(f"invalid generic-resource format `{text}` expected `name=value`")
    return text


GENERIC_RESOURCES = StringList(check=check_generic_resource)


def generic_resources(texts: Iterable[str]) -> list[Json]:
    """Parse texts like `gpu=2` into GenericResources. Raises ValueError."""
    try:
        found = _parsed(texts)
    except ValueError as error:
        raise ValueError(f"invalid generic resource specification: {error}") from None
    for kind, values in found.items():
        if not isinstance(values, int):
            raise ValueError(
                f"invalid generic-resource request `{kind}={values[0]}`, Named Generic Resources"
                " is not supported for service create or update"
            )
    return [
        {"DiscreteResourceSpec": {"Kind": kind, "Value": value}} for kind, value in found.items()
    ]


def _parsed(texts: Iterable[str]) -> dict[str, int | list[str]]:
    terms: dict[str, list[str]] = {}
    for text in texts:
        parts = text.split("=")
        if len(parts) != 2:
            raise _parse_error(f"incorrect term {text}, missing '=' or malformed expression")
        terms.setdefault(parts[0].strip(), []).append(parts[1].strip())
    return {kind: _amount(kind, values) for kind, values in terms.items()}


def _amount(kind: str, values: list[str]) -> int | list[str]:
    """Return the amount of a resource, or the names of the resources."""
    numbers = [number for value in values if (number := _number(value)) is not None]
    if len(values) == 1 and numbers:
        if numbers[0] < 0:
            raise _parse_error(f"cannot ask for negative resource {kind}")
        return numbers[0]
    if numbers:
        raise _parse_error(
            f"mixed discrete and named resources in expression '{kind}=[{' '.join(values)}]'"
        )
    return values


def _number(text: str) -> int | None:
    try:
        return parse_int(text, any_base=False)
    except ValueError:
        return None


def _parse_error(reason: str) -> ValueError:
    return ValueError(f"could not parse GenericResource: {reason}")


def updated_generic_resources(
    resources: Sequence[Json], add: Iterable[str], rm: Iterable[str]
) -> list[Json]:
    """Return the resources with `add`, then without `rm`. Raises ValueError, also if missing."""
    found = {one["DiscreteResourceSpec"]["Kind"]: one for one in resources}
    for one in generic_resources(add):
        found[one["DiscreteResourceSpec"]["Kind"]] = one
    for kind in rm:
        if kind not in found:
            raise ValueError(f"could not find generic-resource `{kind}` to remove it")
        del found[kind]
    return list(found.values())


def effective_capabilities(add: Iterable[str], drop: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the added and dropped capabilities; those in both are added."""
    added, dropped = _all_alone(capabilities(add)), _all_alone(capabilities(drop))
    return added, [one for one in dropped if one not in added]


def _all_alone(names: list[str]) -> list[str]:
    """Reduce the names to ALL if it is among them."""
    return ["ALL"] if "ALL" in names else names
