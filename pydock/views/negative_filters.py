"""Filters with != (`label!=a`), which engines lack: applied on what the engine lists.

They leave out what the filter without ! selects.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from pydock.errors import PydockError
from pydock.oci.reference import InvalidReference, Reference, parse
from pydock.options.filters import has_label
from pydock.options.globs import matches
from pydock.views.container import ContainerView
from pydock.views.shorten import ID_LENGTH

Json = Mapping[str, Any]
Item = TypeVar("Item", bound=Json)
#: returns whether an object has the value of a filter
Test = Callable[[Json], bool]

_STATES = ("created", "dead", "exited", "paused", "removing", "restarting", "running")
_HEALTH = ("healthy", "none", "starting", "unhealthy")
_EXITED = re.compile(r"Exited \((-?\d+)\)")


class Exclusion:
    """Leaves out the objects that negative filters name."""

    def __init__(self, noun: str, filters: Mapping[str, Sequence[str]]) -> None:
        """`filters` has values by name, "label!". Raises PydockError for an invalid one."""
        self._tests: list[Test] = []
        #: patterns of the names that images lose
        self._references: list[str] = []
        for name, values in filters.items():
            if noun == "image" and name == "reference!":
                self._references += values
                continue
            make = _TESTS[noun].get(name.removesuffix("!"))
            if make is None:
                raise PydockError(
                    f"invalid filter '{name}=': those with != are {', '.join(names(noun))}"
                )
            self._tests += map(make, values)

    def kept(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the objects that no filter leaves out."""
        for item in items:
            if any(test(item) for test in self._tests):
                continue
            if not self._references:
                yield item
            elif left := _with_other_names(item, self._references):
                yield cast(Item, left)


def names(noun: str) -> list[str]:
    """Return the names of a noun's filters that can be negative."""
    return sorted([*_TESTS[noun], *(("reference",) if noun == "image" else ())])


def _with_other_names(image: Json, patterns: Sequence[str]) -> Json | None:
    """Return the image with the names that no pattern matches; None if it loses all."""
    names: list[str] = [*(image.get("RepoTags") or ()), *(image.get("RepoDigests") or ())]
    lost = {name for name in names if any(_matches(name, pattern) for pattern in patterns)}
    if not lost:
        return image
    tags = [name for name in image.get("RepoTags") or () if name not in lost]
    # a digest beside tags has no row of its own
    bare = {name.rpartition(":")[0] for name in lost} - {name.rpartition(":")[0] for name in tags}
    digests = [
        name
        for name in image.get("RepoDigests") or ()
        if name not in lost and name.partition("@")[0] not in bare
    ]
    return {**image, "RepoTags": tags, "RepoDigests": digests} if tags or digests else None


def _matches(reference: str, pattern: str) -> bool:
    """Does the pattern match a familiar reference, or its name? * stops at /."""
    found = _parsed(reference)
    if found is None:
        return False
    return any(matches(text, pattern) for text in (found.familiar, found.familiar_name))


def _parsed(reference: str) -> Reference | None:
    try:
        return parse(reference)
    except InvalidReference:
        return None


def _full_name(image: str) -> str:
    found = _parsed(image)
    return str(found.with_default_tag()) if found else image


def _has_id(id: str, text: str) -> bool:
    """Is the text the beginning of an ID, of twelve digits at least?"""
    digits = text.removeprefix("sha256:")
    return len(digits) >= ID_LENGTH and id.removeprefix("sha256:").startswith(digits)


def _equal(key: str) -> Callable[[str], Test]:
    return lambda value: lambda item: bool(item.get(key) == value)


def _label(value: str) -> Test:
    return lambda item: has_label(item.get("Labels") or {}, value)


def _id(value: str) -> Test:
    return lambda item: bool(value) and (item.get("Id") or "").startswith(value)


def _name(value: str) -> Test:
    """Test names by a regular expression, as engines do."""
    try:
        search = re.compile(value).search
    except (re.error, OverflowError, RecursionError) as error:
        raise PydockError(f"invalid filter 'name!={value}': {error}") from None

    def is_named(item: Json) -> bool:
        names = item.get("Names") or [item.get("Name") or ""]
        return any(search(name) or search(name.removeprefix("/")) for name in names)

    return is_named


def _ancestor(value: str) -> Test:
    name = _full_name(value)

    def is_of_image(item: Json) -> bool:
        image, id = item.get("Image") or "", item.get("ImageID") or ""
        return _full_name(image) == name or _has_id(id, value)

    return is_of_image


def _exited(value: str) -> Test:
    try:
        status = int(value)
    except ValueError:
        raise PydockError(f"invalid filter 'exited!={value}': must be an exit status") from None

    def has_exited(item: Json) -> bool:
        found = _EXITED.match(item.get("Status") or "")
        return found is not None and int(found[1]) == status

    return has_exited


def _one_of(name: str, known: Sequence[str], text: Callable[[Json], str]) -> Callable[[str], Test]:
    def make(value: str) -> Test:
        if value not in known:
            raise PydockError(f"invalid filter '{name}!={value}': must be {', '.join(known)}")
        return lambda item: text(item) == value

    return make


def _network(value: str) -> Test:
    def is_connected(item: Json) -> bool:
        networks = (item.get("NetworkSettings") or {}).get("Networks") or {}
        ids = ((endpoint or {}).get("NetworkID") or "" for endpoint in networks.values())
        return value in networks or any(_has_id(id, value) for id in ids)

    return is_connected


def _volume(value: str) -> Test:
    def is_mounted(item: Json) -> bool:
        return any(
            value in (mount.get("Name"), mount.get("Destination"))
            for mount in item.get("Mounts") or ()
        )

    return is_mounted


#: noun -> name of a filter -> the test of its value
_TESTS: Mapping[str, Mapping[str, Callable[[str], Test]]] = {
    "container": {
        "ancestor": _ancestor,
        "exited": _exited,
        "health": _one_of(
            "health", _HEALTH, lambda item: ContainerView(item).HealthStatus() or "none"
        ),
        "id": _id,
        "label": _label,
        "name": _name,
        "network": _network,
        "status": _one_of("status", _STATES, lambda item: ContainerView(item).State()),
        "volume": _volume,
    },
    "image": {"label": _label},
    "network": {
        "driver": _equal("Driver"),
        "id": _id,
        "label": _label,
        "name": _name,
        "scope": _equal("Scope"),
    },
    "volume": {"driver": _equal("Driver"), "label": _label, "name": _name},
}
