"""What `inspect` prints: indented JSON, json, templates and their two attempts."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.errors import PydockError
from pydock.views.inspection import Inspection

WEB: dict[str, Any] = {
    "Id": "4f", "Name": "/web", "State": {"Pid": 5}, "Args": [], "Cmd": ["a", "<&>"], "Extra": 1.5,
}  # fmt: skip


def inspected(format: str, *values: dict[str, Any], kind: str = "container") -> str:
    inspection = Inspection(format)
    for value in values:
        inspection.add(kind, value)
    return inspection.text()


INDENTED = """\
[
    {
        "Id": "4f",
        "Name": "/web",
        "State": {
            "Pid": 5
        },
        "Args": [],
        "Cmd": [
            "a",
            "<&>"
        ],
        "Extra": 1.5
    },
    {
        "a": {}
    }
]
"""


def test_indented_in_the_order_of_the_engine() -> None:
    assert inspected("", WEB, {"a": {}}) == INDENTED


@pytest.mark.parametrize(
    ("format", "values", "text"),
    [
        ("", [], "[]\n"),
        ("json", [], "[]\n"),
        ("json", [{"b": 1, "a": 2}, {}], '[{"b":1,"a":2},{}]\n'),
        ("{{.Name}}", [], "\n"),
        ("{{.Name}}", [WEB, WEB], "/web\n/web\n"),
        (r"{{.Name}}\t{{.Id}}", [WEB], "/web\\t4f\n"),
        ("table {{.Name}}", [WEB], "table /web\n"),
        ("{{.ID}} {{.State.ExitCode}}", [WEB], "4f 0\n"),  # of Go's struct
        ("{{.Id}} {{.Extra}} {{.State.Pid}}", [WEB], "4f 1.5 5\n"),  # of the raw JSON
        ('{{.Extra}}{{printf "%T" .State.Pid}}', [WEB], "1.5json.Number\n"),
    ],
)
def test_formats(format: str, values: list[dict[str, Any]], text: str) -> None:
    assert inspected(format, *values) == text


def test_a_kind_without_a_known_struct_is_raw_json() -> None:
    assert inspected("{{.Spec.Name}} {{.N}}", {"Spec": {"Name": "s"}, "N": 7}, kind="task") == (
        "s 7\n"
    )


@pytest.mark.parametrize(
    ("format", "message"),
    [
        ("{{.Nope}}", 'executing "" at <.Nope>: map has no entry for key "Nope"'),
        ("{{.ID}}{{.Id}}", 'executing "" at <.ID>: map has no entry for key "ID"'),
        ("{{.State.Nope}}", 'executing "" at <.State.Nope>: map has no entry for key "Nope"'),
        ("{{.State.Pid.X}}",
         'executing "" at <.State.Pid.X>: can\'t evaluate field X in type interface {}'),
    ],
)  # fmt: skip
def test_the_error_is_that_of_the_raw_json(format: str, message: str) -> None:
    inspection = Inspection(format)
    with pytest.raises(PydockError, match=r"^template parsing error: template: :1:") as error:
        inspection.add("container", WEB)
    assert error.value.message.endswith(message)
    assert inspection.text() == "\n"


def test_a_wrong_template_has_a_status_of_its_own() -> None:
    with pytest.raises(PydockError) as error:
        Inspection("{{")
    assert error.value.message == "template parsing error: template: :1: unclosed action"
    assert error.value.exit_status == 64
