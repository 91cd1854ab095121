"""`-D`: the cause of an error, and nothing else for usage errors."""

from __future__ import annotations

import pytest

from tests.engine.program import Program


@pytest.mark.parametrize(
    "words", ["ps --nope", "no-such-command", "run", "ps --filter x", "run --memory=a lot"]
)
def test_a_usage_error_has_no_traceback(pydock_alone: Program, words: str) -> None:
    plain = pydock_alone(*words.split(" ", 2))
    debugged = pydock_alone("-D", *words.split(" ", 2))
    assert plain.err
    assert (debugged.status, debugged.err) == (plain.status, plain.err)


def test_the_cause_of_an_error_is_shown(pydock_alone: Program) -> None:
    words = ("-H", "unix:///no/such/socket", "ps")
    message = pydock_alone(*words).err
    debugged = pydock_alone("-D", *words).err
    assert debugged.startswith("Traceback")
    assert "[Errno 2] No such file or directory" in debugged
    assert debugged.endswith(message)
