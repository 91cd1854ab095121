from __future__ import annotations

import pytest

from pydock.buildkit.messages.control import StatusResponse
from pydock.progress.steps.rawjson import line
from tests.progress.steps import recorded


@pytest.mark.parametrize("name", ["multi", "fails"])
def test_lines_are_those_of_buildx(name: str) -> None:
    """But for a warning's build graph, which nobody reads there."""
    assert [line(news) for news in recorded.news(name)] == recorded.lines(name)


def test_nothing_new_is_no_line() -> None:
    assert line(StatusResponse()) == ""
