from __future__ import annotations

from typing import Any

import pytest

from pydock.spec.node import updated_node_spec

SPEC = {"Name": "n", "Labels": {"a": "1"}, "Role": "worker", "Availability": "active"}
NOTHING: Any = {"role": "", "availability": "", "label_add": [], "label_rm": []}


@pytest.mark.parametrize(
    ("options", "changes"),
    [
        ({}, {}),
        ({"role": "manager"}, {"Role": "manager"}),
        ({"availability": "drain"}, {"Availability": "drain"}),
        ({"availability": ""}, {"Availability": ""}),
        ({"label_add": ["b=2=3", "c"]}, {"Labels": {"a": "1", "b": "2=3", "c": ""}}),
        ({"label_add": ["a=2"]}, {"Labels": {"a": "2"}}),
        ({"label_rm": ["a"]}, {"Labels": {}}),
        ({"label_add": ["b=1"], "label_rm": ["a", "b"]}, {"Labels": {}}),
    ],
    ids=str,
)
def test_only_what_is_given_changes(options: dict[str, Any], changes: dict[str, Any]) -> None:
    assert updated_node_spec(SPEC, NOTHING | options, options) == {**SPEC, **changes}
    assert SPEC["Labels"] == {"a": "1"}


def test_a_missing_label() -> None:
    with pytest.raises(ValueError) as error:
        updated_node_spec(SPEC, NOTHING | {"label_rm": ["z"]}, ("label_rm",))
    assert str(error.value) == "key z doesn't exist in node's labels"
