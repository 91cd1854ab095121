"""`--log-driver` and `--log-opt`."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.options.logging import log_config


@pytest.mark.parametrize(
    ("driver", "options", "found"),
    [
        ("", [], {}),
        ("none", [], {"Type": "none"}),
        ("", ["a"], {"Config": {"a": ""}}),
        ("syslog", ["a=1", "b=2=3", "a=4"], {"Type": "syslog", "Config": {"a": "4", "b": "2=3"}}),
    ],
)
def test_log_config(driver: str, options: list[str], found: dict[str, Any]) -> None:
    assert log_config(driver, options) == found


def test_no_options_for_no_log() -> None:
    with pytest.raises(ValueError, match="invalid logging opts for driver none"):
        log_config("none", ["a=b"])
