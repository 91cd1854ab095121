from __future__ import annotations

import pytest

from pydock.options.build.annotations import parse_annotations


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("a=b", {"annotation.a": "b"}),
        ("a=b=c", {"annotation.a": "b=c"}),
        ("=b", {"annotation.": "b"}),
        ("manifest:a=b:c", {"annotation-manifest.a": "b:c"}),
        ("manifest[linux/amd64]:a=b", {"annotation-manifest[linux/amd64].a": "b"}),
        (
            "index,manifest-descriptor:a=b",
            {"annotation-index.a": "b", "annotation-manifest-descriptor.a": "b"},
        ),
    ],
)
def test_attributes(text: str, attributes: dict[str, str]) -> None:
    assert {one.attribute: one.value for one in parse_annotations([text])} == attributes


def test_which_need_an_index() -> None:
    found = parse_annotations(["index,manifest:a=b", "index-descriptor:c=d", "e=f"])
    assert [one.is_of_index for one in found] == [True, False, True, False]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("foo", 'invalid annotation "foo", expected key=value'),
        ("frob:a=b", 'unknown annotation type "frob"'),
        (
            "X y:a=b",
            'invalid annotation type "X y", expected type and optional platform in square brackets',
        ),
    ],
)
def test_no_annotation(text: str, message: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_annotations([text])
    assert str(raised.value) == f"parse annotations: {message}"
