"""Templates: the results of Go's text/template, and limits of time and memory.

A case is two lines of a file in cases/: the template, then `=>` with its output as a JSON
string, or `!!` with the error. The answers were given by docker 28.2.2.
"""

from __future__ import annotations

import json
import time
import timeit
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pydock.golang.reflect import Member, Number, Object, Slice
from pydock.golang.template import Template, TemplateError
from tests.golang.template.values import VALUES

CASES = Path(__file__).parent / "cases"


def cases() -> Iterator[Any]:
    for file in sorted(CASES.glob("*.cases")):
        lines = file.read_text().splitlines()
        for line, (template, answer) in enumerate(zip(lines[::2], lines[1::2], strict=True)):
            yield pytest.param(template, answer, id=f"{file.stem}:{2 * line + 1}")


def render(template: str, value: Any, **options: bool) -> str:
    try:
        return "=> " + json.dumps(Template(template).render(value, **options), ensure_ascii=False)
    except TemplateError as error:
        return f"!! template parsing error: {error.message}"


@pytest.mark.parametrize(("template", "answer"), list(cases()))
def test_as_go_answers(template: str, answer: str) -> None:
    assert render(template, VALUES) == answer


def test_there_are_enough_cases() -> None:
    assert len(list(cases())) > 1000


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("a\n{{nope}}", ':2: function "nope" not defined'),
        ("a\n\n{{if true}}\nx", ":4: unexpected EOF"),
        ("{{if\ntrue}}{{nope}}{{end}}", ':2: function "nope" not defined'),
        ('{{"a\n"}}', ":1: unterminated quoted string"),
        ("{{/* a\nb\n*/}}\n{{nope}}", ':4: function "nope" not defined'),
        ("{{`a\nb`}}{{nope}}", ':2: function "nope" not defined'),
        ("{{\n\n1\n|\nnope}}", ':5: function "nope" not defined'),
        ("{{if true}}\n\n", ":3: unexpected EOF"),
        ("{{.", ':1: illegal number syntax: "."'),
        ("{{\n.s", ":2: unclosed action started at :1"),
        ("{{\n(\n", ":3: unclosed action started at :1"),
        ("\n{{end}}", ":2: unexpected {{end}}"),
        ("a\n{{print (1}}", ":2: unclosed left paren"),
        ('{{"x"}}\n{{1a}}', ':2: bad number syntax: "1a"'),
        ("{{if true}}\n{{else}}\n{{else}}\n", ":3: expected end; found {{else}}"),
        ("{{ $x\n}}", ':2: undefined variable "$x"'),
        ('{{ print "a"\n "b" nope\n}}', ':2: function "nope" not defined'),
        ("{{with $x := 1}}\n{{end}}\n{{$x}}", ':3: undefined variable "$x"'),
        ("{{1 | \n2\n}}", ":3: non executable command in pipeline stage 2"),
        ("a\n{{break\n}}", ":3: {{break}} outside {{range}}"),
        (
            '{{define "a"}}x{{end}}\n{{define "a"}}y{{end}}',
            ':2: template: multiple definition of template "a"',
        ),
        (
            "a\n {{.s.x.y}}",
            ':2:5: executing "" at <.s.x.y>: can\'t evaluate field x in type interface {}',
        ),
        (
            "é\né{{.n.x}}",
            ':2:6: executing "" at <.n.x>: can\'t evaluate field x in type interface {}',
        ),
    ],
)  # fmt: skip
def test_errors_name_the_line_and_the_column_in_bytes(template: str, error: str) -> None:
    assert render(template, VALUES) == f"!! template parsing error: template: {error}"


@pytest.mark.parametrize(
    ("template", "output"),
    [
        ("a\n  {{- .s -}}  \n b", "aheyb"),
        ("{{range .words}}\n{{.}}\n{{end}}", "\nx\n\ny\n\nz\n"),
        ("{{print 1\n}}", "1"),
        ("{{`a\nb`}}", "a\nb"),
        ("{{.s\n|\nupper}}", "HEY"),
    ],
)
def test_newlines(template: str, output: str) -> None:
    assert Template(template).render(VALUES) == output


def test_a_template_renders_any_number_of_values() -> None:
    template = Template("{{$x := .}}{{range $x}}{{.}}{{end}}")
    assert [template.render(value) for value in (["a"], ["b", "c"], [])] == ["a", "bc", ""]


@pytest.mark.parametrize(
    ("template", "answer"),
    [
        ("{{.a}}", '=> "1"'),
        ("{{.a.b}}", "!! template parsing error: template: :1:4: executing \"\" at <.a.b>:"
                     " can't evaluate field b in type interface {}"),
        ("{{.b}}", '!! template parsing error: template: :1:2: executing "" at <.b>:'
                   ' map has no entry for key "b"'),
        ("{{index . \"b\"}}", '=> "<no value>"'),
        ('{{printf "%T %s" .a .a}}', '=> "json.Number 1"'),
        ('{{printf "%d" .a}}', '=> "%!d(json.Number=1)"'),
        ('{{eq .a 1}}', '!! template parsing error: template: :1:2: executing "" at'
                        ' <eq .a 1>: error calling eq: incompatible types for comparison'),
        ('{{json .}}', '=> "{\\"a\\":1}"'),
    ],
)  # fmt: skip
def test_raw_json_with_missing_keys_as_mistakes(template: str, answer: str) -> None:
    assert render(template, {"a": Number("1")}, missing_key_fails=True) == answer


class Pod(Object):
    """An object as the views are."""

    go_type = "*pods.Pod"

    def name(self) -> str:
        return "web"

    def label(self, key: str) -> str:
        return key * 2

    secret = "hidden"
    members: ClassVar[Mapping[str, Member]] = {
        "Name": Member(name),
        "Label": Member(label, ("string",)),
    }


@pytest.mark.parametrize(
    ("template", "answer"),
    [
        ("{{.Name}}{{.Label \"ab\"}}", '=> "webabab"'),
        ('{{"x" | .Label}}{{.Label .Name}}', '=> "xxwebweb"'),
        ("{{with .Name}}{{.}}{{end}}", '=> "web"'),
        ("{{json .}}", '=> "{\\"Name\\":\\"web\\"}"'),
        ("{{.Label}}", '!! template parsing error: template: :1:2: executing "" at <.Label>:'
                       ' wrong number of args for Label: want 1 got 0'),
        ("{{.Label 1}}", '!! template parsing error: template: :1:9: executing "" at <1>:'
                         ' expected string; found 1'),
        ("{{.Name 1}}", '!! template parsing error: template: :1:2: executing "" at <.Name>:'
                        ' wrong number of args for Name: want 0 got 1'),
        *[
            (f"{{{{.{name}}}}}", f'!! template parsing error: template: :1:2: executing "" at'
                                 f" <.{name}>: can't evaluate field {name} in type *pods.Pod")
            for name in ("secret", "name", "members", "as_json", "__class__", "__init__", "go_type")
        ],
    ],
)  # fmt: skip
def test_objects_offer_what_they_declare_and_nothing_else(template: str, answer: str) -> None:
    assert render(template, Pod()) == answer


@pytest.mark.parametrize(
    "value", ["text", 1, 1.5, True, ["a"], {"a": 1}, Slice(["a"]), None], ids=repr
)
@pytest.mark.parametrize("name", ["__class__", "__len__", "upper", "append", "items", "real"])
def test_attributes_of_python_cannot_be_reached(value: Any, name: str) -> None:
    for template in (f"{{{{.{name}}}}}", f"{{{{$x := .}}}}{{{{$x.{name}}}}}"):
        try:
            assert Template(template).render(value) == "<no value>"
        except TemplateError as error:
            assert f"evaluate field {name} in" in error.message or "nil" in error.message


@pytest.mark.parametrize(
    "template",
    [
        "{{range 1000000000}}{{end}}",
        "{{range 1000000000}}x{{end}}",
        "{{range 100000}}{{range 100000}}{{end}}{{end}}",
        '{{$x := "ab"}}{{range 100}}{{$x = print $x $x}}{{end}}',
        '{{$x := "ab"}}{{range 100}}{{$x = html "<<" $x $x}}{{end}}',
        '{{range 1000000}}{{$x := split "a a a a a a a a a a a a a a a a a a a a" " "}}{{end}}',
        '{{range 1000}}{{printf "%1000000d" 1}}{{end}}',
        '{{range 1000}}{{pad "x" 1000000 0}}{{end}}',
        '{{pad "x" 100000000000 0}}',
        '{{define "a"}}{{template "a"}}{{end}}{{template "a"}}',
        '{{define "a"}}{{template "b"}}{{end}}{{template "a"}}{{define "b"}}{{template "a"}}{{end}}',  # noqa: E501
        '{{define "a"}}{{template "a" (print . .)}}{{end}}{{template "a" "x"}}',
        "{{" + "(" * 5000 + "1" + ")" * 5000 + "}}",
        "{{if true}}" * 5000 + "{{end}}" * 5000,
        "{{if 0}}" + "{{else if 0}}" * 5000 + "{{end}}",
        "{{1" + "0" * 100_000 + "}}",
        '{{printf "%' + "9" * 100_000 + 'd" 1}}',
        '{{printf "%[' + "9" * 100_000 + ']d" 1}}',
    ],
    ids=range(18),
)
def test_excessive_templates_end_soon(template: str) -> None:
    try:
        output = Template(template).render({})
    except TemplateError as error:
        assert error.message.startswith("template: :1:")
    else:
        assert "%!" in output


def cpu_seconds(template: str) -> float:
    """The least time that parsing took, without the garbage of the tests before."""
    times = timeit.repeat(lambda: Template(template), timer=time.process_time, number=1, repeat=3)
    return min(times)


@pytest.mark.parametrize("piece", ["{{.ID}}", "{{.ID}}\n", "{{/* a */}}", "{{if .}}a{{end}}"])
def test_templates_are_parsed_in_linear_time(piece: str) -> None:
    assert cpu_seconds(piece * 8_000) < 24 * cpu_seconds(piece * 1_000)


def nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("template", ["{{.}}", "{{json .}}", '{{printf "%#v" .}}', "{{eq . .}}"])
def test_deep_values_are_an_error_and_no_crash(template: str) -> None:
    with pytest.raises(TemplateError):
        Template(template).render(nested(100_000))


FRAGMENTS = [
    "{{", "}}", "{{-", "-}}", "{{/*", "*/}}", "{{.s}}", "{{end}}", "{{else}}", "{{if .b}}",
    "{{range .l}}", "{{range $i, $e := .m}}", "{{with .m}}", "{{break}}", "{{continue}}",
    '{{define "a"}}', '{{template "a" .}}', '{{block "b" .}}', " ", ".", ".m.a", "$", "$x",
    ":=", "=", ",", "|", "(", ")", '"a"', "`b`", "'c'", "1", "-1", "1.5", "2i", "0x", "nil",
    "true", "print", "printf", '"%d %[2]*.3v"', "index", "slice", "len", "eq", "lt", "and", "or",
    "not", "html", "js", "urlquery", "json", "split", "join", "title", "pad", "truncate", "call",
    "\n", "é", "\x00", "\\", "{{$x := .nest}}", "{{else if .e}}", "text",
]  # fmt: skip


@settings(max_examples=400)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join) | st.text(max_size=30))
def test_any_template_renders_or_is_refused_with_a_message(template: str) -> None:
    for text in (template, "{{" + template + "}}"):
        try:
            Template(text).render(VALUES)
        except TemplateError as error:
            assert error.message.startswith("template: :")


_SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats()
    | st.text(max_size=5)
)  # fmt: skip
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=300)
@given(st.text("%#+- 0*.[]123vdsqxXeEgGtTbocUpw!é", max_size=12), st.lists(_VALUES, max_size=3))
def test_any_format_prints(format: str, operands: list[Any]) -> None:
    template = Template("{{printf .format" + "".join(
        f" (index .operands {index})" for index in range(len(operands))
    ) + "}}")  # fmt: skip
    try:
        assert isinstance(template.render({"format": format, "operands": operands}), str)
    except TemplateError as error:
        assert "too much work" in error.message
