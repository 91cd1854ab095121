"""`image explain`: what it reads, prints and refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support import image_archives
from tests.support.engine import Done, PlayedEngine, PlayedStream, Refusal, pydock_on
from tests.support.image_archives import Write, diff_ids, digest, layer

ID = digest(b"id")
VALUE = "hunter2-hunter2"
LAYERS = (
    layer({"bin/sh": b"s" * 5000, "etc/app.conf": b"c" * 900, "root/.npmrc": b"token"}),
    layer({"etc/app.conf": b"d" * 100, "root/.wh..npmrc": b"", "odd\n\x1b[31mname": b"o" * 700}),
)
CONFIG = {
    "config": {"Env": ["PATH=/bin", f"DB_PASSWORD={VALUE}"]},
    "history": [
        {"created_by": "/bin/sh -c #(nop) ADD file:1 in / "},
        {"created_by": f"ENV DB_PASSWORD={VALUE}", "empty_layer": True},
        {"created_by": f"RUN |1 TOKEN={VALUE} /bin/sh -c make {VALUE} # buildkit"},
        {"created_by": 'CMD ["sh"]', "empty_layer": True},
    ],
}


def engine(
    write: Write = image_archives.graph_driver, api_version: str = "1.50", **more: Any
) -> PlayedEngine:
    archive = write(LAYERS, "me/app:1", CONFIG)  # type: ignore[call-arg]
    inspected = {
        "Id": ID,
        "RepoTags": ["me/app:1", "me/app:latest"],
        "RootFS": {"Layers": diff_ids(LAYERS)},
    }
    names = ("me/app:1", "me/app", "1234")
    return PlayedEngine(
        {
            **{f"GET /images/{name}/json": inspected for name in names},
            "GET /images/get": lambda _: PlayedStream(archive),
            **more,
        },
        api_version,
    )


def explain(played: PlayedEngine, home: Path, *words: str, terminal: bool = False) -> Done:
    return pydock_on(played, home, terminal)("image", "explain", *(words or ("me/app:1",)))


PAGE = f"""\
me/app:1 ({ID[7:19]}), linux/amd64: 2 layers, 6.705kB in 5 files

Dockerfile, as far as the history reports it:
  FROM scratch
  ADD file:1 in /
  ENV DB_PASSWORD=***
  # build arguments: TOKEN=***
  RUN make ***
  CMD ["sh"]

Layers, the lowest first:
  LAYER     SIZE      ADDED     CHANGED   REMOVED   INSTRUCTION
  1         5.91kB    3         0         0         ADD file:1 in /
  2         800B      1         1         1         RUN make ***

Largest files of each layer:
  LAYER     SIZE      PATH
  1         5kB       /bin/sh
  1         900B      /etc/app.conf
  1         5B        /root/.npmrc
  2         700B      /odd\\n\\x1b[31mname
  2         100B      /etc/app.conf

Efficiency: 86.50 %
Wasted: 1.005kB, 125.63 % of the layers above the first
Replaced or removed by later layers: 905B

Paths with the most waste:
  LAYERS    SIZE      PATH
  2         1kB       /etc/app.conf
  2         5B        /root/.npmrc

Secrets that look left behind:
  /root/.npmrc: settings of a package manager, often a token (layer 1; layer 2 removes or replaces\
 it, and it is still in the image)
  ENV DB_PASSWORD: its value is in the image's configuration
  history, line 2: DB_PASSWORD, in ENV DB_PASSWORD=***
  history, line 3: value of a variable, TOKEN, in RUN make ***
"""


@pytest.mark.parametrize("write", image_archives.LAYOUTS)
def test_a_page(write: Write, tmp_path: Path) -> None:
    assert explain(engine(write), tmp_path) == (0, PAGE, "")


def test_a_terminal_gets_no_control_sequences(tmp_path: Path) -> None:
    done = explain(engine(), tmp_path, terminal=True)
    assert "\x1b" not in done.out
    assert VALUE not in done.out


def test_json(tmp_path: Path) -> None:
    done = explain(engine(), tmp_path, "--format", "json", "me/app:1")
    assert (done.status, done.err) == (0, "")
    assert VALUE not in done.out
    found = json.loads(done.out)
    assert (found["Id"], found["Platform"], found["Size"]) == (ID, "linux/amd64", 6705)
    assert found["Layers"][1] == {
        "DiffId": diff_ids(LAYERS)[1],
        "Size": 800,
        "Instruction": "RUN make ***",
        "Added": 1,
        "Changed": 1,
        "Removed": 1,
        "Largest": [
            {"Path": "/odd\n\x1b[31mname", "Size": 700},
            {"Path": "/etc/app.conf", "Size": 100},
        ],
    }
    assert found["Wasted"][0] == {"Path": "/etc/app.conf", "Layers": 2, "Size": 1000}
    assert (found["WastedBytes"], found["HiddenBytes"], found["Checks"]) == (1005, 905, [])
    assert [one.get("HiddenBy") for one in found["Secrets"]] == [2, None, None, None]


@pytest.mark.parametrize(
    ("words", "status", "out"),
    [
        ("", 1, "FAIL  efficiency 86.50 %, at least 90.00 %\n"),
        ("--min-efficiency 80%", 0, "PASS  efficiency 86.50 %, at least 80.00 %\n"),
        ("--min-efficiency 0.866", 1, "FAIL  efficiency 86.50 %, at least 86.60 %\n"),
        (
            "--min-efficiency 0 --max-wasted 1k --max-secrets 3",
            1,
            "PASS  efficiency 86.50 %, at least 0.00 %\nPASS  wasted 1.005kB, at most 1.024kB\n"
            "FAIL  secrets 4, at most 3\n",
        ),
    ],
)
def test_limits(words: str, status: int, out: str, tmp_path: Path) -> None:
    done = explain(engine(), tmp_path, "--ci", *words.split(), "me/app:1")
    assert done == (status, out, "")


def test_limits_as_json(tmp_path: Path) -> None:
    done = explain(engine(), tmp_path, "--ci", "--format=json", "me/app:1")
    assert done.status == 1
    [check] = json.loads(done.out)["Checks"]
    assert check["Passed"] is False


@pytest.mark.parametrize(
    ("name", "saved"), [("me/app:1", "me/app:1"), ("me/app", "me/app:latest"), ("1234", "1234")]
)
def test_one_image_is_saved(name: str, saved: str, tmp_path: Path) -> None:
    """`save` of a repository without a tag is of all its tags."""
    played = engine()
    explain(played, tmp_path, name)
    assert played.requests == [f"GET /images/{name}/json", f"GET /images/get?names={saved}"]


def test_a_platform(tmp_path: Path) -> None:
    played = engine()
    explain(played, tmp_path, "--platform", "linux/arm64", "me/app:1")
    platform = '{"architecture":"arm64","os":"linux"}'
    assert played.requests[0] == f"GET /images/me/app:1/json?platform={platform}"
    assert "arm64" in played.requests[1]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("--format table me/app:1", 'invalid format "table": must be json'),
        ("--max-wasted 1k me/app:1", "limits require --ci"),
        ("--ci --max-wasted big me/app:1", "invalid size: 'big'"),
        ("--ci --min-efficiency 95 me/app:1", 'invalid efficiency "95": must be from 0% to 100%'),
        ("--ci --min-efficiency x% me/app:1", 'invalid efficiency "x%": must be'),
        ("--ci --min-efficiency nan me/app:1", 'invalid efficiency "nan": must be'),
        ("--platform x/y/z/1 me/app:1", "invalid platform: "),
        ("me/none", "Error response from daemon: nothing at"),
    ],
)
def test_what_is_refused(words: str, error: str, tmp_path: Path) -> None:
    done = explain(engine(), tmp_path, *words.split())
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(error)
    assert done.err.count("\n") == 1


def test_a_platform_on_an_older_engine(tmp_path: Path) -> None:
    done = explain(engine(api_version="1.47"), tmp_path, "--platform", "linux/arm64", "me/app:1")
    assert done.err.startswith('"--platform" requires API version 1.48, but the Docker daemon')


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (lambda _: PlayedStream(b"x" * 600), "invalid number in a header\n"),
        (Refusal(500, "no space"), "Error response from daemon: no space\n"),
    ],
)
def test_an_archive_that_cannot_be_read(answer: Any, error: str, tmp_path: Path) -> None:
    done = explain(engine(**{"GET /images/get": answer}), tmp_path)
    assert done == (1, "", error)
