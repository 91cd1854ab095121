"""The network namespace of a container is entered on its own machine only."""

from __future__ import annotations

import os

import pytest

from pydock.api.types.containers import ContainerInspect
from pydock.commands.shared.network_namespace import can_enter, network_namespace


@pytest.mark.parametrize("pid", [0, os.getpid(), 4_194_304], ids=["no", "own", "unused"])
def test_a_process_that_is_not_of_the_container_is_no_way_to_it(pid: int) -> None:
    """The engine is on another machine, and its PIDs are those of other processes here."""
    container: ContainerInspect = {"Id": "4f" * 32, "State": {"Pid": pid}}
    with network_namespace(container) as namespace:
        assert namespace is None
    assert not can_enter(container)
