from __future__ import annotations

import pytest

from pydock.build.buildkit.messages.control import StatusResponse
from pydock.build.buildkit.progress.rawjson import line
from tests.build.buildkit.progress import recorded


@pytest.mark.parametrize("name", ["multi", "fails"])
def test_lines_are_those_of_buildx(name: str) -> None:
    """But for a warning's build graph, which nobody reads there."""
    assert [line(update) for update in recorded.update(name)] == recorded.lines(name)


def test_nothing_new_is_no_line() -> None:
    assert line(StatusResponse()) == ""
