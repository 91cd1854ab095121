"""The swarm commands on a played engine: output, waits and secrecy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from pydock.commands.swarm import ca
from tests.engine.program import Program
from tests.parity.recorder import Recorder, recording
from tests.support.engine import PlayedEngine, Refusal, pydock_on

OLD, NEW = {"TrustRoot": "old root\n"}, {"TrustRoot": "new root\n"}
SWARM: dict[str, Any] = {
    "Version": {"Index": 7},
    "Spec": {"Name": "default"},
    "TLSInfo": NEW,
    "JoinTokens": {"Worker": "w-token", "Manager": "m-token"},
}
TOO_LATE = Refusal(500, "rpc error: code = Unknown desc = update out of sequence")


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    with recording(tmp_path) as found:
        yield found


def test_the_key_prompt_has_no_echo(recorder: Recorder, tmp_path: Path) -> None:
    program = Program([sys.executable, "-m", "pydock"], tmp_path, recorder.host)
    child = pexpect.spawn(
        program.argv[0], [*program.argv[1:], "-D", "swarm", "unlock"], env=program.environ,
        cwd=str(Path.cwd()), timeout=30, encoding="utf-8",
    )  # fmt: skip
    child.expect_exact("Enter unlock key: ")
    child.waitnoecho()
    child.sendline(" SWMKEY-1-x ")
    child.expect(pexpect.EOF)
    child.close()
    assert (child.before, child.exitstatus) == ("\r\n", 0)
    assert recorder.requests[-1].body == {"UnlockKey": "SWMKEY-1-x"}


def test_a_wrong_key_is_not_repeated(tmp_path: Path) -> None:
    answers = {
        "GET /info": {"Swarm": {"LocalNodeState": "locked"}},
        "POST /swarm/unlock": Refusal(409, "swarm could not be unlocked: invalid key provided"),
    }
    done = pydock_on(PlayedEngine(answers), tmp_path)("-D", "swarm", "unlock", stdin="secret\n")
    assert done.status == 1
    assert done.err.endswith(
        "Error response from daemon: swarm could not be unlocked: invalid key provided\n"
    )
    assert "secret" not in done.out + done.err


@pytest.mark.parametrize(
    ("state", "complaint"),
    [
        ("inactive", "error: this node is not part of a swarm\n"),
        ("active", "error: swarm is not locked\n"),
    ],
)
def test_nothing_to_unlock(state: str, complaint: str, tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /info": {"Swarm": {"LocalNodeState": state}}})
    assert pydock_on(engine, tmp_path)("swarm", "unlock") == (1, "", complaint)


def test_a_rotation_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ca, "POLL_SECONDS", 0)
    roots = iter((OLD, OLD, NEW, NEW))
    answers = {
        "GET /swarm": SWARM,
        "GET /nodes": lambda _: [{"ID": "n", "Description": {"TLSInfo": next(roots)}}],
        "POST /swarm/update": b"",
    }
    engine = PlayedEngine(answers)
    done = pydock_on(engine, tmp_path)("swarm", "ca", "--rotate")
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith("\nnew root\n")
    assert engine.requests.count("GET /nodes") == 3


def test_a_rotation_continues_after_ctrl_c(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pydock.commands.swarm.ca.time.sleep", interrupted)
    answers = {
        "GET /swarm": SWARM,
        "GET /nodes": [{"ID": "n", "Description": {"TLSInfo": OLD}}],
        "POST /swarm/update": b"",
    }
    done = pydock_on(PlayedEngine(answers), tmp_path)("swarm", "ca", "--rotate")
    assert (done.status, done.err) == (0, "")
    assert "\nOperation continuing in background.\n" in done.out


def test_a_swarm_that_changed_meanwhile(tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /swarm": SWARM, "POST /swarm/update": TOO_LATE})
    done = pydock_on(engine, tmp_path)("swarm", "update", "--task-history-limit", "3")
    assert (done.status, done.out) == (1, "")
    assert done.err.splitlines() == [
        "Error response from daemon: rpc error: code = Unknown desc = update out of sequence",
        "The swarm changed meanwhile; nothing was updated. Run the command again.",
    ]


def test_update_without_options_shows_its_help(tmp_path: Path) -> None:
    done = pydock_on(PlayedEngine({}), tmp_path)("swarm", "update")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Usage:  docker swarm update [OPTIONS]\n")


def test_an_address_that_the_engine_cannot_choose(tmp_path: Path) -> None:
    reason = "could not choose an IP address to advertise since this system has many"
    engine = PlayedEngine({"POST /swarm/init": Refusal(400, reason)})
    assert pydock_on(engine, tmp_path)("swarm", "init").err == (
        f"Error response from daemon: {reason} - specify one with --advertise-addr\n"
    )


def test_no_join_command_where_the_engine_is_no_manager(tmp_path: Path) -> None:
    node = {"GET /info": {"Swarm": {"NodeID": "n"}}, "GET /nodes/n": {"ID": "n"}}
    engine = PlayedEngine({"GET /swarm": SWARM, **node})
    assert pydock_on(engine, tmp_path)("swarm", "join-token", "worker") == (0, "", "")


@pytest.mark.parametrize("kind", ["secret", "config"])
def test_quiet_is_stronger_than_the_format_of_config_json(kind: str, tmp_path: Path) -> None:
    (tmp_path / ".docker").mkdir()
    (tmp_path / ".docker/config.json").write_text(f'{{"{kind}Format": "own {{{{.Name}}}}"}}')
    stored = {"ID": "x1", "Spec": {"Name": "a"}}
    run = pydock_on(PlayedEngine({f"GET /{kind}s": [stored]}), tmp_path)
    assert run(kind, "ls").out == "own a\n"
    assert run(kind, "ls", "-q").out == "x1\n"


def test_pretty_shows_all_or_nothing(tmp_path: Path) -> None:
    parse_since = "2026-01-31T10:00:00Z"
    found = {"ID": "x1", "CreatedAt": parse_since, "UpdatedAt": parse_since, "Spec": {"Name": "a"}}
    run = pydock_on(PlayedEngine({"GET /secrets/a": found}), tmp_path)
    assert run("secret", "inspect", "-f", "pretty", "a").out.startswith("ID:              x1\n")
    done = run("secret", "inspect", "--pretty", "a", "b")
    assert (done.status, done.out) == (1, "")
    assert run("secret", "inspect", "-f", "prettyx", "a") == (
        1,
        "",
        "cannot supply extra formatting options to the pretty template\n",
    )


def test_tasks_of_the_nodes_that_are_there(tmp_path: Path) -> None:
    tasks = {"GET /nodes/a": {"ID": "a1"}, "GET /tasks": [], "GET /nodes/b": {"ID": "b1"}}
    engine = PlayedEngine(tasks)
    run = pydock_on(engine, tmp_path)
    assert run("node", "ps", "a", "b").out.startswith("ID        NAME")
    filters = [request.partition("?filters=")[2] for request in engine.requests[1::2]]
    assert filters == ['{"node":+{"a1":+true}}', '{"node":+{"b1":+true}}']
    assert run("node", "ps", "nope") == (
        1,
        "",
        "Error response from daemon: nothing at GET /nodes/nope\n",
    )
