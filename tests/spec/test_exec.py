"""The requests of `exec`."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.spec.exec import exec_create_body, exec_start_body

DEFAULTS: Any = {
    "detach": False, "env": [], "env_file": [], "interactive": False, "privileged": False,
    "tty": False, "user": "", "workdir": "",
}  # fmt: skip
ATTACHED = {"AttachStdout": True, "AttachStderr": True, "Cmd": ["ls"]}


@pytest.mark.parametrize(
    ("values", "body", "start"),
    [
        ({}, ATTACHED, {"Detach": False, "Tty": False}),
        ({"detach": True}, {"Cmd": ["ls"]}, {"Detach": True, "Tty": False}),
        ({"interactive": True}, {**ATTACHED, "AttachStdin": True}, {"Detach": False, "Tty": False}),
        (
            {"tty": True},
            {**ATTACHED, "Tty": True, "ConsoleSize": [30, 90]},
            {"Detach": False, "Tty": True, "ConsoleSize": [30, 90]},
        ),
        (
            {"detach": True, "interactive": True, "tty": True},
            {"Cmd": ["ls"], "Tty": True, "ConsoleSize": [30, 90]},
            {"Detach": True, "Tty": True, "ConsoleSize": [30, 90]},
        ),
        (
            {"env": ["A=1", "HERE", "NOT"], "env_file": ["f"]},
            {**ATTACHED, "Env": ["F=2", "A=1", "HERE=h", "NOT"]},
            {"Detach": False, "Tty": False},
        ),
        (
            {"privileged": True, "user": "u", "workdir": "/w"},
            {**ATTACHED, "Privileged": True, "User": "u", "WorkingDir": "/w"},
            {"Detach": False, "Tty": False},
        ),
    ],
)
def test_requests(values: dict[str, Any], body: dict[str, Any], start: dict[str, Any]) -> None:
    found = exec_create_body(
        DEFAULTS | values, ["ls"], {"HERE": "h"}, {"f": b"F=2\n"}.__getitem__, console_size=(30, 90)
    )
    assert found == body
    assert exec_start_body(found) == start


def test_detach_keys_are_sent() -> None:
    found = exec_create_body(DEFAULTS, ["ls"], {}, lambda path: b"", detach_keys="ctrl-x")
    assert found == {**ATTACHED, "DetachKeys": "ctrl-x"}
