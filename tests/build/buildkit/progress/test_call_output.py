from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from pydock.build.buildkit.progress.call_output import CallResult, answer_text

DATA = base64.b64encode(b"FROM a AS B\nENV a b\n").decode()


def place(line: int) -> dict[str, Any]:
    return {"ranges": [{"start": {"line": line}, "end": {"line": line}}]}


def warning(rule: str, line: int) -> dict[str, Any]:
    return {
        "ruleName": rule,
        "url": f"https://x/{rule}",
        "detail": f"{rule}!",
        "location": place(line),
    }


def lint(warnings: list[Any] | None, **more: Any) -> dict[str, bytes]:
    found = {"warnings": warnings, "sources": [{"filename": "Dockerfile", "data": DATA}], **more}
    status = b"1" if warnings or more else b"0"
    return {"result.json": json.dumps(found).encode(), "result.statuscode": status}


def test_nothing_to_complain_of() -> None:
    result = lint(None)
    assert answer_text("lint", "", result) == CallResult("Check complete, no warnings found.\n")


def test_warnings_are_in_the_order_of_the_file() -> None:
    answer = answer_text("lint", "", lint([warning("Two", 2), warning("One", 1)]), "d/Dockerfile")
    assert (answer.error, answer.status) == ("", 1)
    assert answer.text.startswith(
        "Check complete, 2 warnings have been found!\n"
        "\nWARNING: One - https://x/One\nOne!\nd/Dockerfile:1\n--------------------\n"
        "   1 | >>> FROM a AS B\n"
    )
    assert "\n\nWARNING: Two - https://x/Two\nTwo!\nd/Dockerfile:2\n" in answer.text


def test_what_would_stop_the_build() -> None:
    result = lint([], buildError={"message": "no such stage", "location": place(2)})
    answer = answer_text("lint", "", result)
    assert (answer.text, answer.status) == ("", 1)
    assert answer.error.startswith("ERROR: no such stage\nDockerfile:2\n--------------------\n")
    assert answer.error.endswith("   2 | >>> ENV a b\n   3 |     \n--------------------\n")


@pytest.mark.parametrize("name", ["lint", "outline"])
def test_json_is_passed_on(name: str) -> None:
    result = {"result.json": b'{\n  "a": 1\n}', "result.txt": b"A", "result.statuscode": b"3"}
    assert answer_text(name, "json", result) == CallResult('{\n  "a": 1\n}\n', status=3)


def test_other_answers_are_text() -> None:
    assert answer_text("outline", "", {"result.txt": b"TARGET: a\n"}) == CallResult("TARGET: a\n")


@pytest.mark.parametrize(
    "data", [b"", b"nonsense", b"[]", b'{"warnings":[1],"sources":null,"buildError":[]}']
)
def test_an_invalid_answer_is_ignored(data: bytes) -> None:
    assert answer_text("lint", "", {"result.json": data}).status == 0
