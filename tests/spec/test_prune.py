"""Which unused objects are removed."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.options.filters import Filters
from pydock.spec.prune import Candidate, Conditions, conditions, parse_plan, plan_text, selected

NOW = 1_000_000.0
DAY_NANOSECONDS = 24 * 3600 * 10**9


def one(
    *names: str, created: float | None = 0, size: int = 0, kind: str = "image", **labels: str
) -> Candidate:
    return Candidate(kind, f"id of {names}", names, created, size, "unused", labels)


def names(candidates: list[Candidate], **wanted: Any) -> list[str]:
    return [candidate.shown for candidate in selected(candidates, Conditions(**wanted))]


def test_without_conditions_all_are_selected() -> None:
    assert names([one("a:1"), one()]) == ["a:1", "id of ()"]


def test_each_name_of_an_object_has_to_match() -> None:
    found = [one("a:1"), one("a:2", "b:1"), one(), one("a", kind="volume")]
    assert names(found, names=["a*"]) == ["a:1", "a"]
    assert names(found, names=["a", "b:*"]) == ["a:1", "a:2, b:1", "a"]


def test_a_tag_keeps_an_image() -> None:
    found = [one("a:1"), one("a:2", "a:release-1"), one("b:1"), one("release-1", kind="volume")]
    assert names(found, kept_tags=["release-*"]) == ["a:1", "b:1", "release-1"]
    assert names(found, kept_tags=["b:*"]) == ["a:1", "a:2, a:release-1", "release-1"]


def test_a_registry_in_a_kept_tag() -> None:
    found = [one("reg.example/a:1"), one("b:1")]
    assert names(found, kept_tags=["reg.example/*"]) == ["b:1"]


def test_the_newest_stay_of_each_kind_and_of_each_repository() -> None:
    found = [one(f"{name}:{number}", created=number) for name in "ab" for number in (1, 2, 3)]
    assert names(found, keep=1) == ["a:1", "a:2", "b:1", "b:2"]
    assert names(found, keep=3) == []
    volumes = [one(name, created=number, kind="volume") for number, name in enumerate("abc")]
    assert names(volumes, keep=1) == ["a", "b"]
    assert names(volumes, keep=1, names=["[ab]"]) == ["a"]


def test_an_image_that_is_the_newest_of_one_repository_stays() -> None:
    assert names([one("a:1", "b:1", created=1), one("a:2", created=2)], keep=1) == []


def test_an_object_of_unknown_age_or_size_is_not_older_or_larger() -> None:
    found = [one("a", created=5), one("b", created=None), one("c", created=7)]
    assert names(found, before_seconds=[6]) == ["a"]
    assert names(found, before_seconds=[8, 6]) == ["a"]
    sizes = [one("a", size=5), one("b", size=-1), one("c", size=7)]
    assert names(sizes, larger_than_bytes=5) == ["c"]


def test_labels() -> None:
    found = [one("a", x="1"), one("b", x="2", y="1"), one("c")]
    assert names(found, labels=["x"]) == ["a", "b"]
    assert names(found, labels=["x=2", "y"]) == ["b"]
    assert names(found, other_labels=["x"]) == ["c"]
    assert names(found, other_labels=["x", "y"]) == ["a", "c"]


def options(**given: Any) -> dict[str, Any]:
    return {"older_than": 0, "keep": 0, **given}


def test_conditions_of_options_and_filters() -> None:
    filters: Filters = {"until": ["10m"], "label": ["a"], "label!": ["b"]}
    given = options(older_than=DAY_NANOSECONDS, keep=2, name=["x*"], keep_tag=["y"], larger_than=5)
    assert conditions(given, filters, NOW) == Conditions(
        ["x*"], ["y"], 2, [NOW - 86_400, NOW - 600], 5, ["a"], ["b"]
    )
    assert conditions(options(), {}, NOW) == Conditions(before_seconds=[])


@pytest.mark.parametrize("filters", [{"name": ["x"]}, {"until": ["x"]}])
def test_invalid_filters(filters: Filters) -> None:
    with pytest.raises(ValueError):
        conditions(options(), filters, NOW)


def test_a_plan_is_read_as_it_was_written() -> None:
    found = [one("a:1", "a:2", created=1.5, x="1"), one(created=None), one("ö")]
    assert parse_plan(plan_text(found).encode()) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"pydock prune plan": 2, "remove": []}',
        '{"pydock prune plan": 1, "remove": [{}]}',
        '{"pydock prune plan": 1, "remove": [1]}',
        "[" * 100_000,
        "\xff",
    ],
)
def test_another_file_is_no_plan(text: str) -> None:
    with pytest.raises(ValueError, match="it is not a plan that prune --plan wrote"):
        parse_plan(text.encode("latin-1"))


def test_names_in_a_plan_are_texts() -> None:
    text = plan_text([one("a")]).replace('"a"', "1")
    with pytest.raises(ValueError, match="it is not a plan"):
        parse_plan(text.encode())
