"""click's own tools on the program: CliRunner, contexts, errors and shell completion."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from pydock.cli.app import App
from pydock.cli.click_tree import OptionType, UsageError, context_of
from pydock.cli.dispatch import click_command, run


@pytest.fixture
def environ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/no.sock")


@pytest.mark.parametrize(
    ("words", "status", "output"),
    [
        ("--version", 0, "docker 29.7.2"),
        ("context show", 0, "default\n"),
        ("container ls --help", 0, "Usage:  pydock container ls [OPTIONS]"),
        ("ps --no-such", 125, "unknown flag: --no-such\n\nUsage:  pydock ps [OPTIONS]"),
        ("run", 1, "pydock: 'pydock run' requires at least 1 argument"),
        ("no-such", 1, "pydock: unknown command: pydock no-such"),
        ("ps", 1, "failed to connect to the docker API"),
    ],
)
def test_cli_runner(environ: None, words: str, status: int, output: str) -> None:
    result = CliRunner().invoke(click_command(), words.split(), prog_name="pydock")
    assert result.exit_code == status
    assert output in result.output


def test_cli_runner_runs_a_command_alone(environ: None) -> None:
    command = context_of(click_command(), App("pydock"), "context show").command
    result = CliRunner().invoke(command, [], prog_name="show")
    assert (result.exit_code, result.output) == (0, "default\n")


def test_a_usage_error_is_clicks_with_the_context_of_the_command() -> None:
    with pytest.raises(click.UsageError) as caught:
        run(App("docker", {}), ["container", "ls", "--no-such"])
    assert isinstance(caught.value, UsageError)
    assert caught.value.ctx is not None
    assert caught.value.ctx.command_path == "docker container ls"
    assert caught.value.exit_code == 125


def test_types() -> None:
    command = context_of(click_command(), App("docker"), "container run").command
    types = {param.name: param.type for param in command.params}
    assert types["memory"].convert("1k", None, None) == 1024
    assert types["publish"].convert("80:80", None, None) == "80:80"
    assert isinstance(types["privileged"], click.types.BoolParamType)
    assert isinstance(types["cpus"], OptionType)
    with pytest.raises(click.BadParameter, match="invalid syntax"):
        types["pids_limit"].convert("x", None, None)


@pytest.mark.parametrize(
    ("words", "incomplete", "found"),
    [
        ("", "cont", ["container", "context"]),
        ("", "dial", []),
        ("container", "re", ["rename", "restart"]),
        ("run", "--cgroup-p", ["--cgroup-parent"]),
        ("run --restart", "on", ["on-failure", "on-failure:"]),
        ("kill --signal", "SIGUSR", ["SIGUSR1", "SIGUSR2"]),
        ("context use", "d", ["default"]),
        ("ps --filter", "s", ["since=", "status="]),
        ("-H x ps", "--al", ["--all"]),
        ("swarm join-token", "w", ["worker"]),
        ("context import x", "a", ["a"]),
        ("rm", "x", []),
    ],
)
def test_clicks_completion(environ: None, words: str, incomplete: str, found: list[str]) -> None:
    complete = ShellComplete(click_command(), {}, "docker", "_DOCKER_COMPLETE")
    items = complete.get_completions(words.split(), incomplete)
    assert [item.value for item in items] == found


def test_help_of_click_is_the_page_of_the_command(environ: None) -> None:
    context = context_of(click_command(), App("docker"), "volume")
    assert context.get_help().startswith("Usage:  docker volume COMMAND\n")
    assert json.dumps(click_command().to_info_dict(context), default=str)
