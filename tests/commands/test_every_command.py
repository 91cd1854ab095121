"""Every command of the catalogue has a test of its requests and output, and of hostile names."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from pydock import catalog
from tests.support.cases import Case
from tests.support.engine import PlayedEngine, PlayedHijack, pydock_on

NOUNS = (
    "builder", "checkpoint", "config", "container", "image", "network", "node", "plugin",
    "registry", "secret", "service", "stack", "swarm", "system", "volume",
)  # fmt: skip

#: commands that send the engine no request, requests to two engines or read long answers, and
#: their tests
WITHOUT_ENGINE = {
    "builder context": "builder/test_context.py",
    "completion": "test_every_command.py",
    **{f"context {verb}": "context/test_context.py" for verb in (
        "create", "export", "import", "inspect", "ls", "rm", "show", "update", "use")},
    **{f"compose {verb}": "compose/test_convergence.py" for verb in ("create", "scale", "up")},
    **{f"compose {verb}": "compose/test_lifecycle.py" for verb in (
        "down", "kill", "logs", "ls", "pause", "ps", "restart", "rm", "start", "stop", "unpause")},
    "compose config": "compose/test_config.py",
    **{f"compose {verb}": "compose/test_commands.py" for verb in (
        "attach", "build", "commit", "cp", "events", "exec", "export", "images", "port",
        "pull", "push", "run", "stats", "top", "version", "volumes", "wait")},
    "compose watch": "compose/test_watch.py",
    "image copy": "image/test_copy.py",
    "image diff": "image/test_diff.py",
    "image explain": "image/test_explain.py",
    "image tags": "image/test_tags.py",
    "logout": "test_every_command.py",
    "outdated": "image/test_outdated.py",
    "recreate": "container/test_recreate.py",
    **{f"manifest {verb}": "manifest/test_manifest.py" for verb in (
        "annotate", "create", "inspect", "push", "rm")},
    "stack config": "stack/test_stack.py",
    "system dial-stdio": "test_every_command.py",
    **{f"volume {verb}": "volume/test_files.py" for verb in (
        "copy", "diff", "du", "export", "import", "rename")},
}  # fmt: skip


def cases() -> list[Case]:
    found: list[Case] = []
    for noun in NOUNS:
        found += import_module(f"tests.commands.{noun}.test_requests").CASES
    return found


def command_of(line: str) -> str:
    """The command of the catalogue that a line runs."""
    words = line.split()
    names = (" ".join(words[:length]) for length in (2, 1))
    return next(found for name in names if (found := catalog.resolve(name)) in catalog.COMMANDS)


def test_every_command_has_a_case() -> None:
    tested = {command_of(case.line) for case in cases()}
    assert sorted(catalog.COMMANDS) == sorted(tested | set(WITHOUT_ENGINE))
    assert not tested & set(WITHOUT_ENGINE)


@pytest.mark.parametrize("command", WITHOUT_ENGINE)
def test_a_command_without_engine_is_tested_elsewhere(command: str) -> None:
    text = (Path(__file__).parent / WITHOUT_ENGINE[command]).read_text()
    verb = command.split()[-1]
    assert f'"{verb}"' in text or f'("{verb} ' in text


@pytest.mark.parametrize(("server", "shown"), [("h:1", "h:1"), ("", "https://index.docker.io/v1/")])
def test_logout(server: str, shown: str, tmp_path: Path) -> None:
    file = tmp_path / ".docker" / "config.json"
    file.parent.mkdir()
    file.write_text(json.dumps({"auths": {shown: {"auth": "bWU6c2VjcmV0"}, "other:1": {}}}))
    done = pydock_on(PlayedEngine({}), tmp_path)("logout", *filter(None, [server]))
    assert done == (0, f"Removing login credentials for {shown}\n", "")
    assert json.loads(file.read_text())["auths"] == {"other:1": {}}


@pytest.mark.parametrize("shell", ["bash", "fish", "powershell", "zsh"])
def test_completion(shell: str, tmp_path: Path) -> None:
    done = pydock_on(PlayedEngine({}), tmp_path)("completion", shell)
    assert (done.status, done.err) == (0, "")
    assert "container" in done.out
    assert "pydock" in done.out


def test_dial_stdio(tmp_path: Path) -> None:
    engine = PlayedEngine({})
    engine.connection = PlayedHijack(b"HTTP/1.1 200 OK\r\n\r\n", after_input=True)
    done = pydock_on(engine, tmp_path)("system", "dial-stdio", stdin="GET /_ping HTTP/1.1\r\n\r\n")
    assert done == (0, "HTTP/1.1 200 OK\r\n\r\n", "")
    assert engine.connection.received == b"GET /_ping HTTP/1.1\r\n\r\n"


#: arguments that are names of objects, by command line; N is the hostile name
NAMED = (
    "attach N", "commit N", "cp N:/a -", "create N", "run N", "diff N", "exec N true", "export N",
    "forward N 0:80", "debug N true", "recreate N",
    "inspect N", "container inspect N", "kill N", "logs N", "pause N", "port N", "rename N x",
    "rename x N", "restart N", "rm N", "start N", "start -a N", "stats --no-stream N", "stop N",
    "top N", "unpause N", "update -m 9m N", "wait N", "image inspect N", "history N",
    "image explain N", "image diff N x", "image diff x N", "import - N",
    "pull N", "push N", "rmi N", "save N", "tag N x", "tag x N", "build -t N -", "search N",
    "images N", "network connect N x", "network connect x N", "network create N",
    "network disconnect N x", "network inspect N", "network rm N", "volume create N",
    "volume copy N x", "volume copy x N", "volume diff N x", "volume du N", "volume export N",
    "volume import N -", "volume rename N x", "volume rename x N",
    "volume inspect N", "volume rm N", "volume update N", "config create N -", "config inspect N",
    "config rm N", "secret create N -", "secret inspect N", "secret rm N", "node inspect N",
    "node ps N", "node rm N", "node update --role worker N", "node promote N", "node demote N",
    "service create N", "service create --name N x", "service inspect N", "service logs N",
    "service ps N", "service rm N", "service rollback N", "service scale N=1", "service update N",
    "stack deploy -c - N", "stack ps N", "stack rm N", "stack services N", "plugin create N .",
    "plugin disable N", "plugin enable N", "plugin inspect N", "plugin install N", "plugin push N",
    "plugin rm N", "plugin set N a=b", "plugin upgrade N", "checkpoint create N x",
    "checkpoint create x N", "checkpoint ls N", "checkpoint rm N x", "checkpoint rm x N",
    "context create N", "context inspect N", "context rm N", "context use N", "context update N",
    "context export N", "context import N -", "manifest create N x", "manifest annotate N x",
    "manifest rm N", "manifest push N", "logout N", "--context N ps",
)  # fmt: skip

HOSTILE_NAMES = (
    ".", "..", "a/../b", "../images/x", "/../x", " ", "", "\udcff", "a?b", "a#b", "a%2fb",
    "a\nb", "é", "-",
)  # fmt: skip


@pytest.mark.parametrize("line", NAMED)
def test_hostile_names(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No name leads to another path of the engine's API, or to a bug."""
    monkeypatch.chdir(tmp_path)
    for name in HOSTILE_NAMES:
        engine = PlayedEngine({})
        arguments = [word if word[:1] != "N" else name + word[1:] for word in line.split()]
        done = pydock_on(engine, tmp_path)(*arguments, stdin="FROM x\n")
        assert "bug" not in done.err, name
        assert "Traceback" not in done.err, name
        for request in engine.requests:
            steps = request.partition(" ")[2].partition("?")[0].split("/")
            assert {".", ".."}.isdisjoint(steps), (name, request)
            assert "" not in steps[1:], (name, request)


@pytest.mark.parametrize(
    ("line", "request_line"),
    [
        ("inspect --type container /web", "GET /containers/web/json"),
        ("rm /web", "DELETE /containers/web"),
        ("kill /web", "POST /containers/web/kill"),
        ("stop /web/", "POST /containers/web/stop"),
        ("start /web", "POST /containers/web/start"),
        ("logs /web", "GET /containers/web/json"),
        ("wait /web", "POST /containers/web/wait"),
    ],
)
def test_slashes_around_a_name(line: str, request_line: str, tmp_path: Path) -> None:
    """`inspect -f '{{.Name}}'` prints a leading slash, which scripts pass on."""
    engine = PlayedEngine({})
    pydock_on(engine, tmp_path)(*line.split())
    assert engine.requests[0] == request_line
