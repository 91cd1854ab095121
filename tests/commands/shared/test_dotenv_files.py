"""`--dotenv-file` of run, create, exec and service create, and `--build-arg-file` of build."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.support.engine import Done, PlayedEngine, pydock_on

ANSWERS = {
    "POST /containers/create": {"Id": "4f"},
    "GET /containers/web/json": {"Id": "4f", "State": {"Running": True}},
    "POST /containers/web/exec": {"Id": "e1"},
    "POST /exec/e1/start": {},
    "POST /services/create": {"ID": "s1"},
    "GET /distribution/image/json": {"Descriptor": {"digest": "", "mediaType": ""}},
    "POST /build": b'{"stream":"Successfully built 4f\\n"}\n',
}
SECRET = "hunter2"


def pydock(engine: PlayedEngine, home: Path, *words: str) -> Done:
    return pydock_on(engine, home, environ={"OUTSIDE": "there", "DOCKER_BUILDKIT": "0"})(*words)


@pytest.mark.parametrize(
    ("line", "request_line"),
    [
        ("create FILES image", "POST /containers/create"),
        ("exec -d FILES web true", "POST /containers/web/exec"),
        ("service create -d --no-resolve-image FILES image", "POST /services/create"),
    ],
)
def test_the_variables_are_sent_below_those_of_the_command_line(
    line: str, request_line: str, tmp_path: Path
) -> None:
    first, second, plain = (tmp_path / name for name in ("first", "second", "plain"))
    first.write_bytes(b"\xef\xbb\xbfexport A='$1'\nB=\"x\ny\"\nOUTSIDE\nNOWHERE\n")
    second.write_text("C=${A}${OUTSIDE}${NOWHERE:-!} # comment\nA=2\n")
    plain.write_text("A='0'\n")
    files = f"--dotenv-file {first} --env-file {plain} -e D=4 --dotenv-file {second}"
    engine = PlayedEngine(ANSWERS)
    done = pydock(engine, tmp_path, *line.replace("FILES", files).split())
    assert (done.status, done.err) == (0, "")
    body: Any = next(
        body
        for request, body in zip(engine.requests, engine.bodies, strict=True)
        if request.startswith(request_line)
    )
    expected = ["A='0'", "A=2", "B=x\ny", "OUTSIDE=there", "C=$1there!", "D=4"]
    if "TaskTemplate" in body:
        body = body["TaskTemplate"]["ContainerSpec"]
        del expected[0]  # services have each name once
    assert body["Env"] == expected


def test_build_arguments(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    arguments = tmp_path / "arguments"
    arguments.write_text("A='1 2'\nB=${A}\n")
    engine = PlayedEngine(ANSWERS)
    done = pydock(
        engine, tmp_path, *f"build --build-arg-file {arguments} --build-arg B=3 {tmp_path}".split()
    )
    assert done.status == 0, done.err
    build = next(unquote(one) for one in engine.requests if one.startswith("POST /build"))
    assert '{"A":"1 2","B":"3"}' in build.replace("+", " ")


def test_a_warning_names_variables_that_are_not_set(tmp_path: Path) -> None:
    file = tmp_path / "variables"
    file.write_text("A=$NOWHERE\n")
    done = pydock(PlayedEngine(ANSWERS), tmp_path, "create", "--dotenv-file", str(file), "image")
    assert done.err == f'WARNING: {file}: variable "NOWHERE" is not set and stands for no text\n'
    assert done.status == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"A=1\nB='hunter2\n", "line 2: a quoted value without its closing '"),
        (b"A=hunter2 ${\n", "line 1: malformed reference to a variable; $$ stands for a $"),
        (b"A=1\n\nB=hunter2\xff\n", "line 3: invalid UTF-8"),
        (b"my hunter2=1", "line 1: the name of a variable contains a space"),
    ],
)
@pytest.mark.parametrize("line", ["create", "run", "exec", "service create", "build"])
def test_a_malformed_file_is_one_sentence_without_its_values(
    line: str, content: bytes, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "variables"
    file.write_bytes(content)
    option = "build-arg-file" if line == "build" else "dotenv-file"
    words = {"exec": ["web", "true"], "build": [str(tmp_path)]}.get(line, ["image"])
    engine = PlayedEngine(ANSWERS)
    done = pydock(engine, tmp_path, *line.split(), f"--{option}", str(file), *words)
    assert done.status == {"create": 125, "run": 125}.get(line, 1)
    first, *_ = done.err.removeprefix("docker: ").splitlines()
    assert first == f"--{option}: {file}: {message}"
    assert SECRET not in done.err
    assert not any(one.startswith("POST") for one in engine.requests)


def test_a_missing_file_and_a_directory(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "no", "no such file or directory"),
                         (tmp_path, "is a directory")):  # fmt: skip
        done = pydock(PlayedEngine(ANSWERS), tmp_path, "exec", "--dotenv-file", str(path), "a", "b")
        operation = "read" if path == tmp_path else "open"
        assert done.err == f"--dotenv-file: {operation} {path}: {reason}\n"
        assert done.status == 1
