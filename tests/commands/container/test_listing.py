"""`ps`: requests and tables."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.errors import ConfigError
from pydock.transport import Transport
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


COLUMNS = (
    'no column "age": the columns are command, created, health, id, image, names, networks, '
    "ports, size, state, status"
)
NAMES = "those with != are ancestor, exited, health, id, label, name, network, status, volume"
DB = {"Id": "9d" * 32, "Names": ["/db"], "Image": "db", "Command": "db", "Created": 5,
      "State": "exited", "Status": "Exited (0) 2 hours ago", "Labels": {"a": "b"}}  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "query", "out"),
    [
        (["--sort", "names"], "", "db web"),
        (["--sort", "-created"], "", "db web"),
        (["--sort", "created"], "", "web db"),
        (["--sort", "state,name"], "", "db web"),
        (["--sort", "size"], "?size=1", "db web"),
        (["-f", "label!=a"], "", "web"),
        (["-f", "label!=a=c"], "", "web db"),
        (["-f", "name!=w"], "", "db"),
        (["-f", "status!=exited"], "?all=1", "web"),
        (["-f", "ancestor!=db", "-f", "name=e"], '?filters={"name":+{"e":+true}}', "web"),
        (["-n", "1", "-f", "name!=web"], "?all=1", "db"),
        (["-l", "-f", "name!=x"], "?all=1", "web"),
    ],
)  # fmt: skip
def test_order_and_negative_filters(
    arguments: list[str], query: str, out: str, tmp_path: Path
) -> None:
    engine = PlayedEngine({"GET /containers/json": [WEB, DB]})
    done = pydock_on(engine, tmp_path)("ps", "--format", "{{.Names}}", *arguments)
    assert done == (0, out.replace(" ", "\n") + "\n", "")
    assert engine.requests == [f"GET /containers/json{query}"]


def test_negative_filters_on_engines_that_lack_filters(tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /containers/json": [WEB, DB]}, "1.12")
    done = pydock_on(engine, tmp_path)("ps", "-q", "-f", "name!=web")
    assert done == (0, "9d9d9d9d9d9d\n", "")


@pytest.mark.parametrize(
    ("arguments", "status", "error"),
    [
        (["--sort", "age"], 125, f'invalid argument "age" for "--sort" flag: {COLUMNS}'),
        (["-f", "publish!=80"], 1, f"invalid filter 'publish!=': {NAMES}"),
    ],
)
def test_an_unknown_column_or_filter_is_refused_before_any_request(
    arguments: list[str], status: int, error: str, engine: PlayedEngine, tmp_path: Path
) -> None:
    done = pydock_on(engine, tmp_path)("ps", *arguments)
    assert (done.status, done.out) == (status, "")
    assert done.err.splitlines()[0] == error
    assert engine.requests == []


def test_a_tree(tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /containers/json": [WEB, DB]})
    run = pydock_on(engine, tmp_path)
    lines = run("ps", "--tree").out.splitlines()
    assert [line.split("  ")[0] for line in lines[1:]] == ["(no project)", "├─ db", "└─ web"]
    lines = run("ps", "--tree=image", "--sort", "-created").out.splitlines()
    assert [line.split("  ")[0] for line in lines[1:]] == ["db", "└─ db", "nginx", "└─ web"]
    for option in ("--format=json", "--quiet"):
        error = f"conflicting options: --tree and {option.partition('=')[0]}\n"
        assert run("ps", "--tree", option) == (1, "", error)
    assert run("ps", "--tree=pod").err.splitlines()[0] == (
        'invalid argument "pod" for "--tree" flag: must be project, network or image'
    )


def test_addresses_are_for_templates_only(tmp_path: Path) -> None:
    networks = {
        "b": {"IPAddress": "10.0.0.2", "GlobalIPv6Address": "fd00::2"},
        "a": {"IPAddress": "10.0.1.3", "GlobalIPv6Address": ""},
        "none": None,
    }
    web = {**WEB, "NetworkSettings": {"Networks": networks}}
    run = pydock_on(PlayedEngine({"GET /containers/json": [web, DB]}), tmp_path)
    done = run("ps", "--format", r"table {{.Names}}\t{{.IPs}}")
    assert done.out.splitlines() == [
        "NAMES     IP ADDRESSES",
        "web       10.0.1.3,10.0.0.2,fd00::2",
        "db        ",
    ]
    assert "10.0.0.2" not in run("ps", "--format", "json").out
    assert "10.0.0.2" not in run("ps", "--format", "{{.}}").out


def test_containers_of_several_contexts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    engines = {
        "here": PlayedEngine({"GET /containers/json": [WEB]}),
        "there": PlayedEngine({"GET /containers/json": [{**DB, "Names": ["/a"]}]}, "1.24"),
    }

    def other_engine(_: App, name: str) -> Engine:
        if name not in engines:
            raise ConfigError(f'context "{name}": context not found')
        return Engine(cast(Transport, engines[name]))

    monkeypatch.setattr(App, "other_engine", other_engine)
    run = pydock_on(PlayedEngine({}), tmp_path)
    done = run("ps", "-a", "--contexts", "here,there")
    assert done.out.splitlines()[0].startswith("CONTEXT   CONTAINER ID   IMAGE ")
    assert [line.split()[0] for line in done.out.splitlines()[1:]] == ["here", "there"]
    assert {engine.requests[0] for engine in engines.values()} == {"GET /containers/json?all=1"}
    format = "{{.Context}} {{.Names}} {{.Size}}"
    done = run("ps", "--contexts", "nope,here,there", "--sort", "names", "--format", format)
    assert done == (1, "there a 0B\nhere web 5B (virtual 1kB)\n",
                    'context "nope": context not found\n')  # fmt: skip
    assert engines["here"].requests[1] == "GET /containers/json?size=1"
    assert '"Context":"here"' in run("ps", "--contexts", "here", "--format", "json").out
    error = "conflicting options: --contexts and --tree\n"
    assert run("ps", "--contexts", "here", "--tree") == (1, "", error)


def test_without_contexts_a_row_has_none(engine: PlayedEngine, tmp_path: Path) -> None:
    error = pydock_on(engine, tmp_path)("ps", "--format", "{{.Context}}").err
    assert "can't evaluate field Context" in error
    assert engine.requests == []
