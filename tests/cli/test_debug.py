"""`-D`: more about an error where there is more to know."""

from __future__ import annotations

import pytest

from tests.engine.program import Program


@pytest.mark.parametrize(
    "words", ["ps --nope", "no-such-command", "run", "ps --filter x", "run --memory=a lot"]
)
def test_a_slip_of_the_person_is_told_as_ever(pydock_alone: Program, words: str) -> None:
    told = pydock_alone(*words.split(" ", 2))
    debugged = pydock_alone("-D", *words.split(" ", 2))
    assert told.err
    assert (debugged.status, debugged.err) == (told.status, told.err)


def test_what_failed_underneath_is_shown(pydock_alone: Program) -> None:
    words = ("-H", "unix:///no/such/socket", "ps")
    sentence = pydock_alone(*words).err
    told = pydock_alone("-D", *words).err
    assert told.startswith("Traceback")
    assert "[Errno 2] No such file or directory" in told
    assert told.endswith(sentence)
