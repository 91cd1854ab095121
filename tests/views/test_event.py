"""The values of events in templates have Go's types."""

from __future__ import annotations

import pytest

from pydock.golang.template import Template
from pydock.views.event import event_struct

EVENT = {
    "Type": "container",
    "Action": "start",
    "Actor": {"ID": "4f", "Attributes": {"image": "a"}},
    "scope": "local",
    "time": 1600000000,
    "timeNano": 1600000000123456789,
}


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{.Type}} {{.Action}} {{.Time}}", "container start 1600000000"),
        (
            '{{printf "%T %T %T %T %T" .Type .Action .Scope .Time .TimeNano}}',
            "events.Type events.Action string int64 int64",
        ),
        ('{{printf "%#v %#v" .Type .Time}}', '"container" 1600000000'),
        ('{{if eq .Type "container"}}yes{{end}}', "yes"),
        ("{{if gt .Time 5}}yes{{end}}", "yes"),
        ("{{len .Action}}", "5"),
        ("{{json .Actor}}", '{"ID":"4f","Attributes":{"image":"a"}}'),
        ('{{printf "%T" .Actor}}', "events.Actor"),
    ],
)
def test_values(template: str, expected: str) -> None:
    assert Template(template).render(event_struct(EVENT)) == expected
