"""Completion in real shells: keys typed on a pseudo-terminal, the screen read."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.cli.completion.conftest import NO_ENGINE, OpenShell
from tests.cli.completion.shell import Shell
from tests.conftest import Engine
from tests.support.packages import need_package

SHELLS = ("bash", "zsh", "fish")
BASH_COMPLETION = Path("/usr/share/bash-completion/bash_completion")


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("pydock conta\t", "$ pydock container"),
        ("pydock container com\t", "$ pydock container commit"),
        ("pydock -D --log-level debug imag\t", "$ pydock -D --log-level debug image"),
        ("pydock rm --for\t", "$ pydock rm --force"),
        ("pydock hel\t", "$ pydock help"),
        ("pydock help container com\t", "$ pydock help container commit"),
        ("pydock container list --no-t\t", "$ pydock container list --no-trunc"),
        ("pydock run --pull alw\t", "$ pydock run --pull always"),
        ("pydock run --pull=alw\t", "$ pydock run --pull=always"),
        ("pydock run --cap-add SYS_PT\t", "$ pydock run --cap-add SYS_PTRACE"),
        ("pydock run -it --log-driver json\t", "$ pydock run -it --log-driver json-file"),
        ("pydock kill -s SIGUS\t1", "$ pydock kill -s SIGUSR1"),
        ("pydock ps -f anc\t", "$ pydock ps -f ancestor="),
        ("pydock -l deb\t", "$ pydock -l debug"),
        ("pydock -c defa\t", "$ pydock -c default"),
        ("pydock --context=defa\t", "$ pydock --context=default"),
        ("pydock kill -s WINC\t", "$ pydock kill -s WINCH"),
        ("pydock ps --format '{{.Run\t", "$ pydock ps --format '{{.RunningFor}}'"),
        (
            "pydock ps --format 'table {{.ID}} {{.Run\t",
            "$ pydock ps --format 'table {{.ID}} {{.RunningFor}}'",
        ),
        ('pydock ps --format="{{.Run\t', '$ pydock ps --format="{{.RunningFor}}"'),
        (
            "pydock ps --format='table {{.ID}} {{.Run\t",
            "$ pydock ps --format='table {{.ID}} {{.RunningFor}}'",
        ),
        (
            "pydock images --format '{{json .CreatedS\t",
            "$ pydock images --format '{{json .CreatedSince}}'",
        ),
        ("pydock inspect -f '{{.State.Pi\t", "$ pydock inspect -f '{{.State.Pid}}'"),
        ("pydock volume ls --format tab\t", "$ pydock volume ls --format table"),
    ],
)
def test_one_candidate_is_filled_in(
    open_shell: OpenShell, shell: str, keys: str, line: str
) -> None:
    assert open_shell(shell).line_after(keys, line) == line


@pytest.mark.parametrize("shell", SHELLS)
def test_all_commands_of_a_group_are_offered(open_shell: OpenShell, shell: str) -> None:
    names = ("create", "inspect", "ls", "prune", "rm", "update")
    screen = open_shell(shell).typed(
        "pydock volume \t\t", lambda screen: all(name in screen for name in names)
    )
    assert [name for name in names if name not in screen] == []


@pytest.mark.parametrize("shell", SHELLS)
def test_files_are_offered_where_files_are_meant(open_shell: OpenShell, shell: str) -> None:
    opened = open_shell(shell)
    (opened.directory / "some file.env").write_text("")
    for keys, line in [
        ("pydock run --env-file som\t", "$ pydock run --env-file some\\ file.env"),
        ("pydock run --env-file=some\\ f\t", "$ pydock run --env-file=some\\ file.env"),
        ("pydock run --env-file 'some f\t", "$ pydock run --env-file 'some file.env'"),
    ]:
        assert opened.line_after(keys, line) == line
        opened.fresh_line()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_program_inside_completes_as_itself(open_shell: OpenShell, shell: str) -> None:
    line = "$ pydock run --rm busybox uname"
    assert open_shell(shell).line_after("pydock run --rm busybox unam\t", line) == line


@pytest.mark.parametrize("shell", SHELLS)
def test_the_program_inside_a_container_is_none_of_this_machine(
    open_shell: OpenShell, shell: str
) -> None:
    screen = open_shell(shell).typed("pydock exec web unam\tX", lambda screen: "X" in screen)
    assert screen == "$ pydock exec web unamX"


@pytest.mark.parametrize("shell", SHELLS)
def test_only_exported_variables_are_offered(open_shell: OpenShell, shell: str) -> None:
    lines = {
        "bash": ("export PYDOCK_GIVEN=1", "PYDOCK_GUARDED=1"),
        "zsh": ("export PYDOCK_GIVEN=1", "PYDOCK_GUARDED=1"),
        "fish": ("set -x PYDOCK_GIVEN 1", "set -g PYDOCK_GUARDED 1"),
    }
    line = "$ pydock run --env PYDOCK_GIVEN"
    opened = open_shell(shell, NO_ENGINE, *lines[shell])
    assert opened.line_after("pydock run --env PYDOCK_G\t", line) == line


PLUGIN = """#!/bin/sh
case $1 in
docker-cli-plugin-metadata)
    echo '{"SchemaVersion": "0.1.0", "Vendor": "a test", "ShortDescription": "Many at once"}' ;;
__complete)
    case "$3" in
    --file) printf 'yaml\\nyml\\n:8\\n' ;;
    *) printf 'unpause\\tWake services\\nup\\tStart services\\n--file\\tA file\\n:4\\n' ;;
    esac
    echo "Completion ended with directive" >&2 ;;
esac
"""


def with_plugin(opened: Shell) -> Shell:
    path = opened.directory / ".docker" / "cli-plugins" / "docker-together"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PLUGIN)
    path.chmod(0o755)
    return opened


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("pydock toget\t", "$ pydock together"),
        ("pydock together unp\t", "$ pydock together unpause"),
        ("pydock -D together --fi\t", "$ pydock -D together --file"),
        ("pydock together --file comp\t", "$ pydock together --file compose.yml"),
    ],
)
def test_a_plugin_completes_itself(open_shell: OpenShell, shell: str, keys: str, line: str) -> None:
    opened = with_plugin(open_shell(shell, NO_ENGINE, "# with a plugin"))
    (opened.directory / "compose.yml").write_text("")
    assert opened.line_after(keys, line) == line


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("pydock together\t", "$ pydock together-again"),
        ("pydock together-again --no-t\t", "$ pydock together-again --no-trunc"),
        ("pydock together-again --format '{{.Run\t", "$ pydock together-again --format '{{.Run"),
    ],
)
def test_an_alias_completes_as_its_words(
    open_shell: OpenShell, shell: str, keys: str, line: str
) -> None:
    opened = open_shell(shell, NO_ENGINE, "# with an alias")
    (opened.directory / ".docker").mkdir(exist_ok=True)
    text = '{"plugins": {"pydock-aliases": {"together-again": "-D ps -a"}}}'
    (opened.directory / ".docker" / "config.json").write_text(text)
    assert opened.line_after(keys, line) == line


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_plugins_are_described(open_shell: OpenShell, shell: str) -> None:
    opened = with_plugin(open_shell(shell, NO_ENGINE, "# with a plugin"))
    assert "Many at once" in opened.typed("pydock to\t\t", lambda screen: "Many at once" in screen)


@pytest.mark.parametrize("shell", SHELLS)
def test_rm_offers_what_it_can_remove(
    open_shell: OpenShell, shell: str, engine: Engine, sleeper: str
) -> None:
    opened = open_shell(shell, engine.host)
    keys = f"pydock rm {sleeper[:-2]}\tX"
    assert opened.typed(keys, lambda screen: "X" in screen) == f"$ pydock rm {sleeper[:-2]}X"
    opened.fresh_line()
    line = f"$ pydock rm -vf {sleeper}"
    assert opened.line_after(f"{line[2:-2]}\t", line) == line


@pytest.mark.parametrize("shell", SHELLS)
def test_names_of_the_engine_are_offered(
    open_shell: OpenShell, shell: str, engine: Engine, sleeper: str
) -> None:
    line = f"$ pydock stop {sleeper}"
    opened = open_shell(shell, engine.host)
    assert opened.line_after(f"pydock stop {sleeper[:-2]}\t", line) == line


@pytest.mark.parametrize("shell", SHELLS)
def test_a_host_on_the_line_is_the_one_used(
    open_shell: OpenShell, shell: str, engine: Engine, sleeper: str
) -> None:
    line = f"$ pydock -H {engine.host} stop {sleeper}"
    assert open_shell(shell).line_after(f"{line[2:-2]}\t", line) == line


@pytest.mark.parametrize("shell", SHELLS)
def test_given_values_are_not_completed_again(
    open_shell: OpenShell, shell: str, engine: Engine, sleeper: str
) -> None:
    line = f"$ pydock stop {sleeper} {sleeper[:-2]}"
    opened = open_shell(shell, engine.host)
    screen = opened.typed(f"{line[2:]}\tX", lambda screen: "X" in screen)
    assert screen == f"{line}X"


@pytest.mark.parametrize("shell", SHELLS)
def test_images_complete_before_and_after_their_colon(
    open_shell: OpenShell, shell: str, engine: Engine, name: str
) -> None:
    engine.client.post("/images/busybox/tag", repo=name, tag="one")
    line = f"$ pydock rmi {name}:one"
    opened = open_shell(shell, engine.host)
    assert opened.line_after(f"pydock rmi {name[:-2]}\t", line) == line
    opened.fresh_line()
    assert opened.line_after(f"pydock rmi {name}:o\t", line) == line


@pytest.mark.parametrize("shell", SHELLS)
def test_containers_are_offered_as_ends_of_cp(
    open_shell: OpenShell, shell: str, engine: Engine, sleeper: str
) -> None:
    line = f"$ pydock cp {sleeper}:"
    assert open_shell(shell, engine.host).line_after(f"{line[2:-2]}\t", line) == line


@pytest.mark.parametrize("shell", SHELLS)
def test_containers_whose_network_can_be_joined(
    open_shell: OpenShell, shell: str, engine: Engine, sleeper: str
) -> None:
    line = f"$ pydock run --network container:{sleeper}"
    opened = open_shell(shell, engine.host)
    assert opened.line_after(f"{line[2:-2]}\t", line) == line


@pytest.mark.parametrize("shell", SHELLS)
def test_an_unreachable_engine_yields_nothing(open_shell: OpenShell, shell: str) -> None:
    screen = open_shell(shell).typed("pydock stop \tX", lambda screen: "X" in screen)
    assert screen == "$ pydock stop X"


@pytest.mark.parametrize("shell", SHELLS)
def test_an_engine_that_is_silent_is_given_up(open_shell: OpenShell, shell: str) -> None:
    with TemporaryDirectory() as directory, socket.socket(socket.AF_UNIX) as listener:
        address = f"{directory}/engine.sock"
        listener.bind(address)
        listener.listen()
        opened = open_shell(shell, f"unix://{address}")
        screen = opened.typed("pydock stop \tX", lambda screen: "X" in screen)
    assert screen == "$ pydock stop X"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_name_docker_completes_too_where_it_is_pydock(
    open_shell: OpenShell, shell: str
) -> None:
    opened = open_shell(shell, NO_ENGINE, "alias docker=pydock")
    line = "$ docker container"
    assert opened.line_after("docker contai\t", line) == line


def test_bash_completion_beside_it(open_shell: OpenShell, engine: Engine, sleeper: str) -> None:
    need_package("bash-completion", is_installed=BASH_COMPLETION.exists())
    opened = open_shell("bash", engine.host, f"source {BASH_COMPLETION}")
    line = f"$ pydock stop {sleeper}"
    assert opened.line_after(f"pydock stop {sleeper[:-2]}\t", line) == line
    opened.fresh_line()
    line = "$ pydock run --rm busybox env --ignore-environment"
    assert opened.line_after("pydock run --rm busybox env --ignore-envi\t", line) == line


def test_completing_a_command_starts_no_process(open_shell: OpenShell, tmp_path: Path) -> None:
    """A pydock that leaves a trace stands first in PATH and is not called."""
    (tmp_path / "pydock").write_text(f"#!/bin/sh\ntouch {tmp_path}/called\n")
    (tmp_path / "pydock").chmod(0o755)
    opened = open_shell("bash", NO_ENGINE, f"PATH={tmp_path}{os.pathsep}$PATH")
    line = "$ pydock container ls --no-trunc"
    assert opened.line_after("pydock container ls --no-t\t", line) == line
    assert not (tmp_path / "called").exists()
    opened.fresh_line()
    opened.typed("pydock stop \tX", lambda screen: "X" in screen)
    assert (tmp_path / "called").exists()
