"""The words of a plugin are completed by the plugin itself, which is called as docker calls it."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_plugins import Plugins
from tests.engine.program import Program
from tests.support.recordings import Oracle

#: keeps its arguments, and answers as a plugin that is made with cobra
BODY = """\
printf '<%s>' "$@" > "$HOME/arguments"
echo "original=${DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND:+set}" >> "$HOME/arguments"
case $2 in
hello) printf 'sub\\tA subcommand\\nsun\\n:4\\n' ;;
esac
echo 'Completion ended with directive: ShellCompDirectiveNoFileComp' >&2
"""


@pytest.mark.parametrize("words", ["''", "su", "sub --x", "sub -- ''", "sub 'a b'"])
def test_a_plugin_gets_docker_s_arguments(
    pydock_alone: Program, tmp_path: Path, oracle: Oracle, words: str
) -> None:
    Plugins(tmp_path / ".docker").add("hello", BODY)
    typed = shlex.split(words)

    def completion(*argv: str) -> list[str]:
        done = subprocess.run(
            argv,
            env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            check=False,
        )
        return [done.stdout, (tmp_path / "arguments").read_text()]

    theirs = oracle(words, lambda docker: completion(docker, "__complete", "hello", *typed))
    assert completion(pydock_alone.argv[0], "__complete", "plugin:hello", *typed) == theirs


@pytest.mark.parametrize("answer", ["exec sleep 1000", "exec yes"])
def test_a_plugin_without_an_end_is_killed(
    pydock_alone: Program, tmp_path: Path, answer: str
) -> None:
    process_id = tmp_path / "process"
    Plugins(tmp_path / ".docker").add("hello", f'echo $$ > "{process_id}"; {answer}\n')
    done = pydock_alone("__complete", "plugin:hello", "s")
    assert (done.status, done.out) == (0, "")
    with pytest.raises(ProcessLookupError):
        os.kill(int(process_id.read_text()), 0)


def test_names_of_plugins_are_offered_with_their_descriptions(
    pydock_alone: Program, tmp_path: Path, oracle: Oracle
) -> None:
    Plugins(tmp_path / ".docker").add("hello", BODY)
    environ = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}

    def offered(*argv: str) -> list[str]:
        done = subprocess.run(argv, env=environ, capture_output=True, text=True, check=False)
        return [line for line in done.stdout.splitlines() if line.startswith("hello")]

    theirs = oracle("hel", lambda docker: offered(docker, "__complete", "hel"))
    assert offered(pydock_alone.argv[0], "__complete", "cli-plugins") == theirs
