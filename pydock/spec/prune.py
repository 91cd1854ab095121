"""Which unused objects `prune` removes: candidates, conditions, plans."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypedDict

from pydock.golang.unmarshal import UnmarshalError, load
from pydock.options.filters import Filters, has_label
from pydock.options.globs import matches, matches_image

_PLAN = "pydock prune plan"
_NANOSECONDS = 10**9


class PruneOptions(TypedDict):
    """Options of every `prune`."""

    apply: str
    dry_run: bool
    filter: Filters
    force: bool
    keep: int
    older_than: int
    plan: str


class NetworkPruneOptions(PruneOptions):
    name: list[str]


class ContainerPruneOptions(NetworkPruneOptions):
    larger_than: int


class VolumePruneOptions(ContainerPruneOptions):
    all: bool


class ImagePruneOptions(VolumePruneOptions):
    keep_tag: list[str]


class SystemPruneOptions(ImagePruneOptions):
    volumes: bool


class BuilderPruneOptions(PruneOptions):
    all: bool
    keep_storage: int
    larger_than: int


class Scope(NamedTuple):
    """The kinds of objects of a prune command, in the order of their removal, and how many."""

    kinds: Collection[str]
    named_volumes: bool = False
    tagged_images: bool = False
    all_cache: bool = False


class Candidate(NamedTuple):
    """An unused object: "container", "network", "volume", "image" or "build cache"."""

    kind: str
    id: str
    #: its name, the tags of an image
    names: tuple[str, ...]
    #: Unix time; None if unknown
    created_seconds: float | None
    #: -1 if unknown
    size_bytes: int
    #: the reason why it is unused
    why: str
    labels: Mapping[str, str]

    @property
    def shown(self) -> str:
        """The names, or the ID of an object without one."""
        return ", ".join(self.names) or self.id

    def is_same(self, other: "Candidate") -> bool:
        """Return whether both are one object that has not changed."""
        return (
            (self.kind, self.id, self.created_seconds)
            == (other.kind, other.id, other.created_seconds)
        ) and set(self.names) == set(other.names)


class Conditions(NamedTuple):
    """Conditions for the removal of an unused object."""

    names: Sequence[str] = ()
    kept_tags: Sequence[str] = ()
    #: number of the newest that stay, of each kind and of each repository of images
    keep: int = 0
    #: Unix times, all of which are after the object's creation
    before_seconds: Sequence[float] = ()
    larger_than_bytes: int = 0
    labels: Sequence[str] = ()
    other_labels: Sequence[str] = ()


def conditions(options: Mapping[str, Any], filters: Filters, now: float) -> Conditions:
    """Return the conditions of options and filters. Raises ValueError."""
    for name in filters:
        if name not in ("label", "label!", "until", "dangling", "all"):
            raise ValueError(f"invalid filter '{name}'")
    older_than = options["older_than"]
    before = [now - older_than / _NANOSECONDS] if older_than else []
    if "until" in filters:
        from pydock.options.timestamps import unix_seconds

        before += [unix_seconds(text, now) for text in filters["until"]]
    return Conditions(
        names=options.get("name", ()),
        kept_tags=options.get("keep_tag", ()),
        keep=options["keep"],
        before_seconds=before,
        larger_than_bytes=options.get("larger_than", 0),
        labels=filters.get("label", ()),
        other_labels=filters.get("label!", ()),
    )


def selected(candidates: Iterable[Candidate], required: Conditions) -> list[Candidate]:
    """Return the candidates that meet the conditions, without the newest ones that stay."""
    found = [one for one in candidates if _meets(one, required)]
    if not required.keep:
        return found
    counts: Counter[tuple[str, str]] = Counter()
    kept: set[str] = set()
    for one in sorted(found, key=lambda one: one.created_seconds or 0, reverse=True):
        groups = [(one.kind, group) for group in _groups(one)]
        if any(counts[group] < required.keep for group in groups):
            counts.update(groups)
            kept.add(one.id)
    return [one for one in found if one.id not in kept]


def _groups(one: Candidate) -> set[str]:
    """Return the repositories of an image; other objects of a kind are one group."""
    if one.kind != "image":
        return {""}
    return {name.rpartition(":")[0] for name in one.names} or {""}


def _meets(one: Candidate, required: Conditions) -> bool:
    created = one.created_seconds
    return (
        (not required.names or _has_only(one, required.names))
        and not any(_has_tag(one, glob) for glob in required.kept_tags)
        and all(created is not None and created <= limit for limit in required.before_seconds)
        and (not required.larger_than_bytes or one.size_bytes > required.larger_than_bytes)
        and all(has_label(one.labels, label) for label in required.labels)
        # as the engine does: without those that have all of them
        and not (
            required.other_labels
            and all(has_label(one.labels, text) for text in required.other_labels)
        )
    )


def _has_only(one: Candidate, globs: Sequence[str]) -> bool:
    """Return whether the object has names, and a glob matches each of them."""
    is_match = matches_image if one.kind == "image" else matches
    return bool(one.names) and all(any(is_match(n, glob) for glob in globs) for n in one.names)


def _has_tag(one: Candidate, glob: str) -> bool:
    """Return whether an image has the tag; a glob with ":" or "/" is about REPOSITORY:TAG."""
    if one.kind != "image":
        return False
    if {":", "/"}.isdisjoint(glob):
        return any(matches(name.rpartition(":")[2], glob) for name in one.names)
    return any(matches_image(name, glob) for name in one.names)


def plan_text(candidates: Iterable[Candidate]) -> str:
    """Return the text of a plan, JSON."""
    return json.dumps({_PLAN: 1, "remove": [one._asdict() for one in candidates]}, indent=2) + "\n"


def parse_plan(text: bytes) -> list[Candidate]:
    """Return the objects of a plan. Raises ValueError."""
    try:
        plan = load(text)
        if plan[_PLAN] != 1:
            raise ValueError
        found = [Candidate(**{**item, "names": tuple(item["names"])}) for item in plan["remove"]]
    except (ValueError, TypeError, LookupError, UnmarshalError):
        raise ValueError("it is not a plan that prune --plan wrote") from None
    if not all(isinstance(part, str) for one in found for part in (one.kind, one.id, *one.names)):
        raise ValueError("it is not a plan that prune --plan wrote")
    return found
