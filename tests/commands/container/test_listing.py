"""`ps`: requests and tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.engine import PlayedEngine, pydock_on

WEB = {"Id": "4f" * 32, "Names": ["/web"], "Image": "nginx", "Command": "nginx", "Created": 0,
       "State": "running", "Status": "Up 1 hour", "SizeRw": 5, "SizeRootFs": 1000}  # fmt: skip
HEADER = "CONTAINER ID   IMAGE     COMMAND   CREATED        STATUS      PORTS     NAMES"


@pytest.fixture
def engine() -> PlayedEngine:
    return PlayedEngine({"GET /containers/json": [WEB]})


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        ("", ""),
        ("-a", "?all=1"),
        ("-l", "?limit=1"),
        ("-n 3", "?limit=3"),
        ("-n 0", ""),
        ("-n -1", ""),
        ("-l -n 4", "?limit=4"),
        ("-s", "?size=1"),
        ("--format {{.Size}}", "?size=1"),
        ("--format json", ""),
        ("--format {{json|.}}", "?size=1"),
        ("-q --format {{.Size}}", ""),
        ("--size=false --format {{.Size}}", ""),
        ("--format {{if|false}}{{.Size}}{{end}}", ""),
        ("-f status=exited -f status=created",
         '?filters={"status":+{"exited":+true,+"created":+true}}'),
    ],
)  # fmt: skip
def test_request(arguments: str, query: str, engine: PlayedEngine, tmp_path: Path) -> None:
    done = pydock_on(engine, tmp_path)(
        "ps", *(word.replace("|", " ") for word in arguments.split())
    )
    assert done.status == 0
    assert engine.requests == [f"GET /containers/json{query}"]


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (["-q"], ["4f4f4f4f4f4f"]),
        (["-q", "--no-trunc"], ["4f" * 32]),
        (["--format", "{{.Names}}"], ["web"]),
        (["--format", r"table {{.Names}}\t{{.State}}"], ["NAMES     STATE", "web       running"]),
        (["-q", "--format", "raw"], ["container_id: 4f4f4f4f4f4f"]),
    ],
)
def test_what_is_shown(
    arguments: list[str], lines: list[str], engine: PlayedEngine, tmp_path: Path
) -> None:
    assert pydock_on(engine, tmp_path)("ps", *arguments).out.splitlines() == lines


def test_the_table_and_its_size(engine: PlayedEngine, tmp_path: Path) -> None:
    pydock = pydock_on(engine, tmp_path)
    assert pydock("ps").out.startswith(f'{HEADER}\n4f4f4f4f4f4f   nginx     "nginx"   ')
    assert pydock("ps", "-s").out.splitlines()[1].endswith("web       5B (virtual 1kB)")


def test_quiet_wins_over_a_format_with_a_warning(engine: PlayedEngine, tmp_path: Path) -> None:
    done = pydock_on(engine, tmp_path)("ps", "-q", "--format", "{{.Names}}")
    assert done.out == "4f4f4f4f4f4f\n"
    assert done.err == (
        "WARNING: Ignoring custom format, because both --format and --quiet are set.\n"
    )


def test_the_format_of_config_json(engine: PlayedEngine, tmp_path: Path) -> None:
    (tmp_path / ".docker").mkdir()
    (tmp_path / ".docker/config.json").write_text('{"psFormat": "{{.Names}}!"}')
    pydock = pydock_on(engine, tmp_path)
    assert pydock("ps").out == "web!\n"
    assert pydock("ps", "--format", "{{.Image}}").out == "nginx\n"
    assert pydock("ps", "-q") == (0, "4f4f4f4f4f4f\n", "")


@pytest.mark.parametrize(
    ("format", "error"),
    [
        ("{{", "failed to parse template: template: :1: unclosed action"),
        ("table {{.Nope}}", 'failed to execute template: template: :1:8: executing "" at <.Nope>:'
                            " can't evaluate field Nope in type *formatter.ContainerContext"),
        ("{{slice .Names 9}}", 'failed to execute template: template: :1:2: executing "" at'
                               " <slice .Names 9>: error calling slice: index out of range: 9"),
    ],
)  # fmt: skip
def test_an_invalid_format_is_refused_before_any_request(
    format: str, error: str, engine: PlayedEngine, tmp_path: Path
) -> None:
    assert pydock_on(engine, tmp_path)("ps", "--format", format) == (1, "", f"{error}\n")
    assert engine.requests == []
