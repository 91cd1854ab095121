"""Rows to text: tables, templates, json, raw and quiet."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.errors import PydockError
from pydock.views.listing import Listing, View, column, lookup


class PodView(View):
    go_type = "*formatter.podContext"
    default_columns = ("ID", "Name")
    raw_lines = (("pod_id", "ID"), ("name", "Name"), ("labels", "Labels"))

    def __init__(self, pod: dict[str, Any]) -> None:
        self.pod = pod
        self.calls: list[str] = []

    @column("POD ID")
    def ID(self) -> str:
        return str(self.pod["id"])

    @column("NAME")
    def Name(self) -> str:
        return str(self.pod["name"])

    @column("LABELS")
    def Labels(self) -> str:
        self.calls.append("Labels")
        return ",".join(f"{key}={value}" for key, value in self.pod["labels"].items())

    @column("UP")
    def Up(self) -> bool:
        return True

    @lookup
    def Label(self, name: str) -> str:
        return str(self.pod["labels"].get(name, ""))


PODS = [
    {"id": "1", "name": "web<1>", "labels": {"com.x.a-b": "y"}},
    {"id": "a-long-pod-id", "name": "db", "labels": {}},
]


def show(format: str = "", quiet: bool = False, **options: Any) -> str:
    return Listing(PodView, format, quiet=quiet, **options).text(map(PodView, PODS))


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("", "POD ID          NAME\n1               web<1>\na-long-pod-id   db\n"),
        ("table", "POD ID          NAME\n1               web<1>\na-long-pod-id   db\n"),
        ("table ", "\n\n\n"),
        ("table {{.Name}}", "NAME\nweb<1>\ndb\n"),
        (r"table {{.Name}}\t{{.Up}}", "NAME      UP\nweb<1>    true\ndb        true\n"),
        (r"table {{.Name}}\n{{.Up}}", "NAME\nUP\nweb<1>\ntrue\ndb\ntrue\n"),
        ("tablex{{.Name}}", "xNAME\nxweb<1>\nxdb\n"),
        (" table {{.Name}}", "table web<1>\ntable db\n"),
        ('table {{.Label "com.x.a-b"}}', "a b\ny\n\n"),
        ("table {{upper .Name}}|{{truncate .ID 1}}|{{json .Name}}|{{pad .ID 1 1}}",
         'NAME|POD ID|NAME| POD ID \nWEB<1>|1|"web<1>"| 1 \nDB|a|"db"| a-long-pod-id \n'),
        ('table {{split .Name "e"}}|{{join (split .Name "b") "-"}}',
         "NAME|NAME\n[w b<1>]|we-<1>\n[db]|d-\n"),
        ("table {{len .Name}}", "4\n6\n2\n"),
        ("{{.ID}}: {{.Name}}", "1: web<1>\na-long-pod-id: db\n"),
        (r"{{.ID}}\t{{.Name}}", "1\tweb<1>\na-long-pod-id\tdb\n"),
        ("words", "words\nwords\n"),
        ("jsonx", "jsonx\njsonx\n"),
        ("json", '{"ID":"1","Labels":"com.x.a-b=y","Name":"web\\u003c1\\u003e","Up":true}\n'
                 '{"ID":"a-long-pod-id","Labels":"","Name":"db","Up":true}\n'),
        ("{{json .Name}}", '"web<1>"\n"db"\n'),
        ("raw", "pod_id: 1\nname: web<1>\nlabels: com.x.a-b=y\n\n"
                "pod_id: a-long-pod-id\nname: db\nlabels:\n\n"),
    ],
)  # fmt: skip
def test_formats(format: str, text: str) -> None:
    assert show(format) == text


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("", "1\na-long-pod-id\n"),
        ("table", "1\na-long-pod-id\n"),
        ("raw", "pod_id: 1\npod_id: a-long-pod-id\n"),
        ("{{.Name}}", "web<1>\ndb\n"),
        ("table {{.Name}}", "NAME\nweb<1>\ndb\n"),
    ],
)
def test_quiet(format: str, text: str) -> None:
    assert show(format, quiet=True) == text


def test_quiet_gives_way_to_json() -> None:
    assert show("json", quiet=True) == show("json")


def test_other_columns_and_raw_lines() -> None:
    assert show(columns=("Name", "Up")).splitlines()[0] == "NAME      UP"
    assert show("raw", raw_lines=(("n", "Name"),)) == "n: web<1>\n\nn: db\n\n"


def test_no_rows() -> None:
    for format, text in (("", "POD ID    NAME\n"), ("json", ""), ("{{.ID}}", ""), ("raw", "")):
        assert Listing(PodView, format).text([]) == text


@pytest.mark.parametrize(
    ("format", "message"),
    [
        ("{{", "template parsing error: template: :1: unclosed action"),
        ("table {{", "template parsing error: template: :1: unclosed action"),
        ("{{.Nope}}", 'template parsing error: template: :1:2: executing "" at <.Nope>:'
                      " can't evaluate field Nope in type *formatter.podContext"),
        ("table {{.Nope}}", 'template parsing error: template: :1:2: executing "" at <.Nope>:'
                            " can't evaluate field Nope in type *formatter.podContext"),
        ("{{.pod}}", 'template parsing error: template: :1:2: executing "" at <.pod>:'
                     " can't evaluate field pod in type *formatter.podContext"),
    ],
)  # fmt: skip
def test_errors(format: str, message: str) -> None:
    with pytest.raises(PydockError) as error:
        show(format)
    assert error.value.message == message


@pytest.mark.parametrize(
    ("format", "header"),
    [
        (r"table {{.Name}}\t{{.Nope}}", "NAME      <no value>\n"),
        ("table {{.Name}}{{upper .Nope}}{{.ID}}", "NAME\n"),
        ("table {{index .Name 99}}", "\n"),
        ("table {{json .}}", "\n"),
    ],
)
def test_a_header_shows_as_much_as_it_can(format: str, header: str) -> None:
    assert Listing(PodView, format).text([]) == header


def test_a_column_that_is_not_shown_is_not_made() -> None:
    row = PodView(PODS[0])
    Listing(PodView).text([row])
    Listing(PodView, "{{.Name}}").text([row])
    assert row.calls == []
    Listing(PodView, "{{.Labels}}").text([row])
    assert row.calls == ["Labels"]
