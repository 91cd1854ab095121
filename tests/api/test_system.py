"""What the engine reports about itself and its objects."""

from __future__ import annotations

import pytest

from pydock.api.system import checked_events
from pydock.errors import ProtocolError


def test_events_before_one_of_another_shape_are_given_out() -> None:
    good = [{"Type": "container", "Action": "die", "time": number} for number in range(30)]
    events = checked_events([good, [*good, {"Type": 1}, *good]])
    assert [next(events) for _ in range(60)] == [*good, *good]
    with pytest.raises(ProtocolError, match="GET /events: Type: expected string"):
        next(events)
