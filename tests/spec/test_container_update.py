"""The request of `update`."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.spec.container_update import container_update_body


@pytest.mark.parametrize(
    ("values", "body"),
    [
        ({"restart": ""}, {}),
        ({"restart": "always"}, {"RestartPolicy": {"Name": "always"}}),
        (
            {
                "restart": "on-failure:3",
                "cpus": 5,
                "memory": 7,
                "memory_swap": -1,
                "pids_limit": -1,
            },
            {
                "NanoCpus": 5,
                "Memory": 7,
                "MemorySwap": -1,
                "PidsLimit": -1,
                "RestartPolicy": {"Name": "on-failure", "MaximumRetryCount": 3},
            },
        ),
        ({"restart": "", "kernel_memory": 5}, {}),
    ],
)
def test_update(values: Any, body: dict[str, Any]) -> None:
    assert container_update_body(values) == body


def test_restart_policy_refused() -> None:
    with pytest.raises(ValueError, match="maximum retry count must be an integer"):
        container_update_body({"restart": "a:b"})
