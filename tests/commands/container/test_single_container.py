"""Commands that show one container: inspect, port, top, diff, logs, stats, export, commit."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any, cast

import pytest

from pydock.api.engine import Engine
from pydock.commands.container.stats import EventFollower
from pydock.commands.shared.monitoring.stats_collector import ConnectionBudget, StatsCollector
from pydock.transport import Transport
from tests.support.engine import CutStream, PlayedEngine, PlayedStream, Refusal, pydock_on

NOT_FOUND = Refusal(404, "No such container: x")


def frame(kind: int, data: bytes) -> bytes:
    return struct.pack(">BxxxI", kind, len(data)) + data


# inspect


SWARM = {"GET /info": {"Swarm": {"ControlAvailable": True}}}
NO_SWARM = {"GET /info": {"Swarm": {"LocalNodeState": "inactive"}}}
PLACES = ["/containers/x/json", "/images/x/json", "/networks/x", "/volumes/x"]
SWARM_PLACES = ["/services/x?insertDefaults=1", "/tasks/x", "/nodes/x"]


def test_inspect_looks_for_every_kind(tmp_path: Path) -> None:
    engine = PlayedEngine(SWARM)
    assert pydock_on(engine, tmp_path)("inspect", "x") == (
        1, "[]\n", "error: no such object: x\n",
    )  # fmt: skip
    expected = [*PLACES, "/info", *SWARM_PLACES, "/plugins/x/json", "/secrets/x", "/configs/x"]
    assert engine.requests == [f"GET {place}" for place in expected]


def test_inspect_without_a_swarm(tmp_path: Path) -> None:
    engine = PlayedEngine(NO_SWARM)
    assert pydock_on(engine, tmp_path)("inspect", "x", "y").status == 1
    assert engine.requests[:6] == [
        f"GET {place}" for place in [*PLACES, "/info", "/plugins/x/json"]
    ]
    assert engine.requests.count("GET /info") == 1


def test_inspect_of_several_kinds(tmp_path: Path) -> None:
    engine = PlayedEngine({**NO_SWARM, "GET /containers/x/json": {"Id": "1"},
                         "GET /volumes/v": {"Name": "v"}})  # fmt: skip
    pydock = pydock_on(engine, tmp_path)
    assert pydock("inspect", "-f", "{{json .}}", "--type", "volume", "v").out.startswith(
        '{"Driver"'
    )
    done = pydock("inspect", "x", "nope", "v", "-f", "json")
    assert done == (1, '[{"Id":"1"},{"Name":"v"}]\n', "error: no such object: nope\n")


@pytest.mark.parametrize("name", ["FooBar", "a b", "a:b:c"])
def test_inspect_takes_a_refused_name_for_an_object_that_does_not_exist(
    tmp_path: Path, name: str
) -> None:
    engine = PlayedEngine(
        {
            **NO_SWARM,
            f"GET /images/{name}/json": Refusal(400, "invalid reference format"),
            f"GET /volumes/{name}": Refusal(500, "not supported"),
        }
    )
    done = pydock_on(engine, tmp_path)("inspect", name)
    assert done == (1, "[]\n", f"error: no such object: {name}\n")
    assert len(engine.requests) == 6  # every kind is tried


def test_inspect_stops_at_an_engine_that_fails(tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /images/x/json": Refusal(500, "boom")})
    assert pydock_on(engine, tmp_path)("inspect", "x").err == "Error response from daemon: boom\n"


def test_inspect_with_sizes(tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /containers/x/json": {"SizeRw": 5}, "GET /networks/n": {}})
    pydock = pydock_on(engine, tmp_path)
    assert pydock("inspect", "-s", "x", "-f", "{{.SizeRw}}").out == "5\n"
    assert engine.requests == ["GET /containers/x/json?size=1"]
    done = pydock("inspect", "-s", "--type", "network", "n", "-f", "{{.Name}}")
    assert done == (0, "\n", "WARNING: --size ignored for network\n")


@pytest.mark.parametrize(
    ("arguments", "status", "error"),
    [
        (["--type", "pod", "x"], 1, 'unknown type: "pod": must be one of "config", "container",'
         ' "image", "network", "node", "plugin", "secret", "service", "task", "volume"'),
        (["--type", "", "x"], 1, 'type is empty: must be one of "config", "container", "image",'
         ' "network", "node", "plugin", "secret", "service", "task", "volume"'),
        (["-f", "{{", "x"], 64, "template parsing error: template: :1: unclosed action"),
    ],
)  # fmt: skip
def test_inspect_refuses_before_any_request(
    arguments: list[str], status: int, error: str, tmp_path: Path
) -> None:
    engine = PlayedEngine({})
    assert pydock_on(engine, tmp_path)("inspect", *arguments) == (status, "", f"{error}\n")
    assert engine.requests == []


# port


PORTS = {"NetworkSettings": {"Ports": {
    "80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}, {"HostIp": "::", "HostPort": "8080"}],
    "443/tcp": None, "9/udp": [{"HostIp": "", "HostPort": "1"}],
    "100/sctp": [{"HostIp": "1.2.3.4", "HostPort": "10"}],
}}}  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "out", "err"),
    [
        ([], "9/udp -> :1\n80/tcp -> 0.0.0.0:8080\n80/tcp -> [::]:8080\n100/sctp -> 1.2.3.4:10\n",
         ""),
        (["80"], "0.0.0.0:8080\n[::]:8080\n", ""),
        (["80/tcp"], "0.0.0.0:8080\n[::]:8080\n", ""),
        (["80/"], "0.0.0.0:8080\n[::]:8080\n", ""),
        (["9/udp"], ":1\n", ""),
        (["443"], "", "no public port '443' published for x\n"),
        (["9"], "", "no public port '9' published for x\n"),
        (["foo"], "",
         "invalid port 'foo': invalid syntax\n"),
        (["70000"], "",
         "invalid port '70000': value out of range\n"),
    ],
)  # fmt: skip
def test_port(arguments: list[str], out: str, err: str, tmp_path: Path) -> None:
    pydock = pydock_on(PlayedEngine({"GET /containers/x/json": PORTS}), tmp_path)
    assert pydock("port", "x", *arguments) == (1 if err else 0, out, err)


# top and diff


def test_top(tmp_path: Path) -> None:
    answer = {"Titles": ["PID", "COMMAND"], "Processes": [["1", "sh -c x"], ["22", "y"]]}
    engine = PlayedEngine({"GET /containers/x/top": answer})
    done = pydock_on(engine, tmp_path)("top", "x", "-eo", "pid,comm", "--sort", "-f")
    assert done.out == f"PID{'':17}COMMAND\n1{'':19}sh -c x\n22{'':18}y\n"
    assert engine.requests == ["GET /containers/x/top?ps_args=-eo+pid,comm+--sort+-f"]


def test_diff(tmp_path: Path) -> None:
    changes = [{"Kind": kind, "Path": f"/{kind}"} for kind in (0, 1, 2)]
    engine = PlayedEngine(
        {"GET /containers/x/changes": changes, "GET /containers/y/changes": b"null"}
    )
    pydock = pydock_on(engine, tmp_path)
    assert pydock("diff", "x").out == "C /0\nA /1\nD /2\n"
    assert pydock("diff", "y") == (0, "", "")
    assert pydock("diff", "") == (1, "", "invalid container name or ID: value is empty\n")


# logs


def logs_engine(body: bytes, tty: bool = False) -> PlayedEngine:
    return PlayedEngine({
        "GET /containers/x/json": {"Id": "4f", "Config": {"Tty": tty}},
        "GET /containers/4f/logs": body,
    })  # fmt: skip


def test_logs_go_where_they_were_written(tmp_path: Path) -> None:
    engine = logs_engine(frame(1, b"one\n") + frame(2, b"two\n") + frame(1, b"three"))
    assert pydock_on(engine, tmp_path)("logs", "x") == (0, "one\nthree", "two\n")
    assert engine.requests[1] == "GET /containers/4f/logs?stderr=1&stdout=1"


def test_logs_of_a_terminal_are_as_they_are(tmp_path: Path) -> None:
    pydock = pydock_on(logs_engine(b"\x01\x00raw\r\n", tty=True), tmp_path)
    assert pydock("logs", "x").out == "\x01\x00raw\r\n"


def test_logs_end_where_the_engine_reports_an_error(tmp_path: Path) -> None:
    pydock = pydock_on(logs_engine(frame(1, b"one\n") + frame(3, b"disk is gone")), tmp_path)
    done = pydock("logs", "x")
    assert (done.status, done.out) == (1, "one\n")
    assert "disk is gone" in done.err


def test_requests_of_logs(tmp_path: Path) -> None:
    engine = logs_engine(b"")
    arguments = ["-f", "-t", "--details", "-n", "5", "--since", "2020-01-01T00:00:00Z"]
    arguments += ["--until", "1577836805.5", "x"]
    assert pydock_on(engine, tmp_path)("logs", *arguments).status == 0
    assert engine.requests[1] == (
        "GET /containers/4f/logs?details=1&follow=1&since=1577836800.000000000&stderr=1&stdout=1"
        "&tail=5&timestamps=1&until=1577836805.5"
    )


def test_logs_refuses_an_invalid_time(tmp_path: Path) -> None:
    assert pydock_on(logs_engine(b""), tmp_path)("logs", "--since", "soon", "x").err == (
        'invalid value for "since": failed to parse value as time or duration: "soon"\n'
    )


# stats


STATS: dict[str, Any] = {"name": "/web", "id": "4f" * 32, "pids_stats": {"current": 2}}


def test_stats_once(tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /containers/x/stats": STATS, "GET /containers/y/stats": {}})
    done = pydock_on(engine, tmp_path)(
        "stats", "--no-stream", "--format", "{{.Container}} {{.Name}} {{.PIDs}}", "x", "y"
    )
    assert done == (0, "x web 2\ny -- 0\n", "")
    assert sorted(engine.requests) == [
        "GET /containers/x/stats?stream=false", "GET /containers/y/stats?stream=false",
    ]  # fmt: skip


@pytest.mark.parametrize("format", ["{{.Nope}}", "table {{.Nope}}", "{{"])
def test_stats_reports_an_invalid_template_before_anything_is_requested(
    tmp_path: Path, format: str
) -> None:
    engine = PlayedEngine({"GET /containers/x/stats": STATS})
    done = pydock_on(engine, tmp_path)("stats", "--format", format, "x")
    assert (done.status, done.out, engine.requests) == (1, "", [])
    assert "template" in done.err


def test_stats_of_all(tmp_path: Path) -> None:
    engine = PlayedEngine({
        "GET /containers/json": [{"Id": "4f" * 32}, {"Id": "5a" * 32}],
        f"GET /containers/{'4f' * 32}/stats": STATS,
        f"GET /containers/{'5a' * 32}/stats": NOT_FOUND,  # it went away meanwhile
    })  # fmt: skip
    pydock = pydock_on(engine, tmp_path)
    assert pydock("stats", "--no-stream", "--format", "{{.ID}} {{.Container}} {{.Name}}") == (
        0, f"4f4f4f4f4f4f {'4f' * 32} web\n", "",
    )  # fmt: skip


@pytest.mark.parametrize(("end", "is_followed"), [("die", True), ("destroy", False)])
def test_stats_of_containers_that_are_created_meanwhile(
    end: str, is_followed: bool, tmp_path: Path
) -> None:
    """Until they are destroyed, with --all; docker 28 went on with them."""
    new = "4f" * 32
    actions = b"".join(
        json.dumps({"Action": action, "Actor": {"ID": new}}).encode() + b"\n"
        for action in ("create", end)
    )
    played = PlayedEngine({"GET /events": actions, f"GET /containers/{new}/stats": b""})
    engine = Engine(cast(Transport, played))
    collector = StatsCollector(engine, ConnectionBudget(), stream=True)
    EventFollower(engine, collector, all=True).run()
    assert [followed.container for followed in collector.followed] == [new] * is_followed


def test_stats_tells_every_container_that_is_missing(tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /containers/x/stats": NOT_FOUND, "GET /containers/z/stats": STATS})
    assert pydock_on(engine, tmp_path)("stats", "x", "z", "x") == (
        1, "", "Error response from daemon: No such container: x\n",
    )  # fmt: skip


def test_stats_live_until_the_containers_end(tmp_path: Path) -> None:
    lines = b'{"id": "4f", "name": "/web"}\n' * 2
    engine = PlayedEngine({"GET /containers/x/stats": lines})
    done = pydock_on(engine, tmp_path)("stats", "--format", "{{.Name}}", "x")
    assert done == (0, "\x1b[Hweb\x1b[K\n\x1b[J", "")


@pytest.mark.parametrize(
    ("api_version", "event"),
    [
        ("1.20", b'{"status": "start", "id": "4f"}\n'),
        ("1.52", b'{"Type": "container", "Action": "start", "Actor": {"ID": "4f"}}\n'),
    ],
)
def test_stats_follows_containers_that_start(
    tmp_path: Path, api_version: str, event: bytes
) -> None:
    answers = {"GET /containers/json": [], "GET /events": event, "GET /containers/4f/stats": STATS}
    engine = PlayedEngine(answers, api_version)
    done = pydock_on(engine, tmp_path)("stats", "--format", "{{.Name}}")
    assert (done.status, done.err) == (1, "event stream of the engine ended\n")
    assert "GET /containers/4f/stats?stream=true" in engine.requests


def test_stats_whose_connection_is_lost(tmp_path: Path) -> None:
    engine = PlayedEngine({
        "GET /containers/x/stats": CutStream(b'{"name": "/web"}\n'),
        "GET /containers/y/stats": b'{"name": "/db"}\n' * 2,
    })  # fmt: skip
    done = pydock_on(engine, tmp_path)("stats", "--format", "{{.Name}}", "x", "y")
    assert (done.status, done.err) == (1, "unexpected end of the response\n")


@pytest.mark.filterwarnings("error")  # of an exception in a thread
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"[]\n", "expected object"),
        (b"cut", "invalid JSON"),
        (b'{"cpu_stats": []}\n', "cpu_stats: expected object"),
        (b'{"networks": {"eth0": {"rx_bytes": "x"}}}\n',
         'networks["eth0"].rx_bytes: expected integer'),
        (b'{"blkio_stats": {"io_service_bytes_recursive": [1]}}\n',
         "blkio_stats.io_service_bytes_recursive[0]: expected object"),
    ],
)  # fmt: skip
def test_stats_of_another_shape(line: bytes, reason: str, tmp_path: Path) -> None:
    done = pydock_on(PlayedEngine({"GET /containers/x/stats": line}), tmp_path)("stats", "x")
    message = f"invalid response from engine: GET /containers/ID/stats: {reason}\n"
    assert done == (1, "", message)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("events", [b"[]\n", b"x\n", b'{"Actor": 1}\n', CutStream(b"")])
def test_stats_of_all_with_other_events(events: bytes | PlayedStream, tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /containers/json": [], "GET /events": events})
    done = pydock_on(engine, tmp_path)("stats", "--format", "{{.Name}}")
    assert done.status == 1
    assert done.err.startswith(
        "unexpected end" if isinstance(events, CutStream) else "invalid response from engine: "
    )


# export and commit


def test_export(tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /containers/x/export": b"tar bytes"})
    assert pydock_on(engine, tmp_path)("export", "x") == (0, "tar bytes", "")
    file = tmp_path / "x.tar"
    assert pydock_on(engine, tmp_path)("export", "-o", str(file), "x") == (0, "", "")
    assert file.read_bytes() == b"tar bytes"


def test_export_refuses_a_terminal(tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /containers/x/export": b"tar bytes"})
    done = pydock_on(engine, tmp_path, terminal=True)("export", "x")
    assert (done.status, done.out) == (1, "")
    assert "cowardly refusing to save to a terminal" in done.err
    assert engine.requests == []


def test_export_of_nothing_leaves_no_file(tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /containers/x/export": NOT_FOUND})
    done = pydock_on(engine, tmp_path)("export", "-o", str(tmp_path / "x.tar"), "x")
    assert done == (1, "", "Error response from daemon: No such container: x\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        ("x", ""),
        ("x foo", "&repo=docker.io/library/foo&tag=latest"),
        ("x reg:5000/a/b:1", "&repo=reg:5000/a/b&tag=1"),
        ("--no-pause x", "&pause=0"),
        ("--no-pause=false x", ""),
        ("-a me -m why x", "&author=me&comment=why"),
        ("-c USER|me -c ENV|a=b x", "&changes=USER+me&changes=ENV+a=b"),
    ],
)
def test_commit(arguments: str, query: str, tmp_path: Path) -> None:
    engine = PlayedEngine({"POST /commit": {"Id": "sha256:4f"}})
    done = pydock_on(engine, tmp_path)("commit", *(w.replace("|", " ") for w in arguments.split()))
    assert done == (0, "sha256:4f\n", "")
    pairs = sorted(f"container=x{query}".split("&"), key=lambda pair: pair.partition("=")[0])
    assert engine.requests == [f"POST /commit?{'&'.join(pairs)}"]


def test_commit_sends_podman_a_body_which_it_requires(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = PlayedEngine({"POST /commit": {"Id": "sha256:4f"}})
    head = engine._head() | {"server": "Libpod/4.3.1 (linux)"}
    monkeypatch.setattr(engine, "_head", lambda: head)
    assert pydock_on(engine, tmp_path)("commit", "x") == (0, "sha256:4f\n", "")
    assert engine.bodies == [{}]


def test_commit_with_the_deprecated_option(tmp_path: Path) -> None:
    engine = PlayedEngine({"POST /commit": {"Id": "sha256:4f"}})
    pydock = pydock_on(engine, tmp_path)
    warning = (
        "Flag --pause has been deprecated, and enabled by default."
        " Use --no-pause to disable pausing during commit.\n"
    )
    assert pydock("commit", "-p=false", "x") == (0, f"{warning}sha256:4f\n", "")
    assert engine.requests == ["POST /commit?container=x&pause=0"]
    error = "conflicting options: --no-pause and --pause cannot be used together\n"
    assert pydock("commit", "-p", "--no-pause", "x") == (1, warning, error)


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("BAD", "invalid reference format: repository name (library/BAD) must be lowercase"),
        ("a@sha256:" + "a" * 64, "refusing to create a tag with a digest reference"),
        ("a b", "invalid reference format"),
    ],
)
def test_commit_refuses_a_wrong_name(name: str, error: str, tmp_path: Path) -> None:
    engine = PlayedEngine({})
    assert pydock_on(engine, tmp_path)("commit", "x", name) == (1, "", f"{error}\n")
    assert engine.requests == []


# prune


@pytest.mark.parametrize(
    ("arguments", "stdin", "prompts", "prunes"),
    [
        (["-f"], "", False, True),
        ([], "y\n", True, True),
        ([], "Y\n", True, True),
        ([], "n\n", True, False),
        ([], "", True, False),
    ],
)
def test_prune(
    arguments: list[str], stdin: str, prompts: bool, prunes: bool, tmp_path: Path
) -> None:
    answer = {"ContainersDeleted": ["4f", "5a"], "SpaceReclaimed": 1500}
    engine = PlayedEngine({"POST /containers/prune": answer})
    done = pydock_on(engine, tmp_path)("container", "prune", *arguments, stdin=stdin)
    question = (
        "WARNING! This will remove all stopped containers.\n"
        "Are you sure you want to continue? [y/N] "
    )
    report = "Deleted Containers:\n4f\n5a\n\nTotal reclaimed space: 1.5kB\n"
    assert done.out == (question if prompts else "") + (report if prunes else "")
    assert engine.requests == (["POST /containers/prune"] if prunes else [])
