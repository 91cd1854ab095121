"""`--restart`."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.options.restart import is_none, restart_policy


@pytest.mark.parametrize(
    ("text", "policy", "none"),
    [
        ("", {}, True),
        ("no", {"Name": "no"}, True),
        ("no:3", {"Name": "no", "MaximumRetryCount": 3}, True),
        ("always", {"Name": "always"}, False),
        ("on-failure:", {"Name": "on-failure"}, False),
        ("on-failure:5", {"Name": "on-failure", "MaximumRetryCount": 5}, False),
        ("on-failure:-1", {"Name": "on-failure", "MaximumRetryCount": -1}, False),
        ("anything", {"Name": "anything"}, False),
    ],
)
def test_policy(text: str, policy: dict[str, Any], none: bool) -> None:
    assert restart_policy(text) == policy
    assert is_none(policy) is none


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (":5", "invalid restart policy format: no policy provided before colon"),
        ("a:b", "invalid restart policy format: maximum retry count must be an integer"),
        ("a:1:2", "invalid restart policy format: maximum retry count must be an integer"),
        ("a:0x1", "invalid restart policy format: maximum retry count must be an integer"),
    ],
)
def test_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        restart_policy(text)
    assert str(raised.value) == words
