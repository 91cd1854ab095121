"""The network namespace of a container is entered on its own machine only."""

from __future__ import annotations

import ctypes
import os
from typing import NoReturn

import pytest

from pydock.api.types.containers import ContainerInspect
from pydock.commands.shared.container.network_namespace import (
    can_enter,
    connect_inside,
    network_namespace,
)
from pydock.errors import PydockError


@pytest.mark.parametrize("pid", [0, os.getpid(), 4_194_304], ids=["no", "own", "unused"])
def test_a_process_that_is_not_of_the_container_is_no_way_to_it(pid: int) -> None:
    """The engine is on another machine, and its PIDs are those of other processes here."""
    container: ContainerInspect = {"Id": "4f" * 32, "State": {"Pid": pid}}
    with network_namespace(container) as namespace:
        assert namespace is None
    assert not can_enter(container)


def test_a_namespace_that_cannot_be_entered_is_an_error_of_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Before Python 3.12 it is entered by the C library, which a static Python cannot load."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(ctypes, "CDLL", fail)
    monkeypatch.setattr(os, "setns", fail, raising=False)
    container: ContainerInspect = {"Id": "4f" * 32, "NetworkSettings": {}}
    with pytest.raises(PydockError, match=r"^cannot enter the network of the container: operation"):
        connect_inside(0, container, 80)
