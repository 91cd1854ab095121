"""Globs for names of objects."""

import pytest

from pydock.options.globs import is_glob, matches, matches_any_name, matches_image


@pytest.mark.parametrize(
    "name, glob, expected",
    [
        ("test-a", "test-*", True),
        ("test-", "test-*", True),
        ("my-test-a", "test-*", False),
        ("Test-a", "test-*", False),
        ("a1", "a?", True),
        ("a12", "a?", False),
        ("a1", "a[0-4]", True),
        ("a5", "a[!0-4]", True),
        ("a[1]", "a[[]1]", True),
        ("ab", "a[", False),
        ("team/app", "*", False),
        ("team/app", "*/app", True),
        ("a\nb", "a*b", True),
        ("a.b", "a.b", True),
        ("axb", "a.b", False),
    ],
)
def test_a_glob_matches_whole_names(name: str, glob: str, expected: bool) -> None:
    assert matches(name, glob) is expected


@pytest.mark.parametrize(
    "name, glob, expected",
    [
        ("app:1", "app", True),
        ("app:1", "a*", True),
        ("app:1", "app:*", True),
        ("app:1", "*:2", False),
        ("localhost:5000/app:1", "localhost:5000/*", True),
        ("localhost:5000/app:1", "*", False),
        ("docker.io/library/app:1", "app*", True),
        ("docker.io/me/app:1", "me/*", True),
        ("docker.io/me/app:1", "docker.io/me/app", True),
        ("quay.io/me/app:1", "me/*", False),
    ],
)
def test_a_glob_matches_images_with_and_without_the_tag(
    name: str, glob: str, expected: bool
) -> None:
    assert matches_image(name, glob) is expected


def test_globs_are_recognized() -> None:
    assert [text for text in ("a", "a*", "a?", "[a]", "") if is_glob(text)] == ["a*", "a?", "[a]"]
    texts = ("*", "**", "?*", "*:*", "*/*", "", ":", "a*", "[a-z]*")
    assert [text for text in texts if matches_any_name(text)] == ["*", "**", "?*", "*:*", "*/*"]
