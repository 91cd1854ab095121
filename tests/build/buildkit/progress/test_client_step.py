from __future__ import annotations

from pydock.build.buildkit.progress.client_step import ClientStep
from tests.build.buildkit.progress.replay import plain


def test_a_step_of_the_client_is_shown_as_any_other() -> None:
    step = ClientStep("pushing x")
    update = [step.update()]
    step.count("pushing layer a", 10, 100, is_over=False)
    update.append(step.update())
    step.count("pushing layer a", 0, 0, is_over=True)
    step.complete()
    lines = plain([*update, step.update()]).splitlines()
    assert lines[2:] == ["#1 pushing x", "#1 pushing layer a 100B / 100B done", "#1 DONE 0.0s"]


def test_a_step_that_fails() -> None:
    step = ClientStep("pushing x")
    step.fail("denied")
    assert "\n#1 ERROR: denied\n------\n > pushing x:\n------\n" in plain([step.update()])
