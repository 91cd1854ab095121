"""The context that a file of the working directory selects: confirmed once, on a terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pydock.config.engine_endpoint import CONTEXT_FILE
from tests.engine.console import console
from tests.engine.program import Program
from tests.support.engine import Done, PlayedEngine, pydock_on

Run = Callable[..., Done]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with a file that selects the context "shop"."""
    directory = tmp_path / "project"
    (directory / "below").mkdir(parents=True)
    (directory / CONTEXT_FILE).write_text("shop\n")
    monkeypatch.chdir(directory / "below")
    return directory


@pytest.fixture
def docker(tmp_path: Path) -> Run:
    """docker off a terminal, with the contexts "shop", "prod" and "now", the current one."""
    run = pydock_on(PlayedEngine({}), tmp_path, environ={"PYDOCK_PLAIN": "1"})
    for name in ("shop", "prod", "now"):
        run("context", "create", name, "--docker", f"host=tcp://{name}.example:1")
    run("context", "use", "now")
    return pydock_on(PlayedEngine({}), tmp_path)


def use_here(docker: Run, project: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> Done:
    monkeypatch.chdir(project)
    done = docker("context", "use", "--here", name)
    monkeypatch.chdir(project / "below")
    return done


def test_a_file_that_was_never_confirmed_is_ignored_with_a_warning(
    docker: Run, project: Path
) -> None:
    assert docker("context", "show") == (
        0,
        "now\n",
        f'WARNING: {project / CONTEXT_FILE} selects the context "shop" and is ignored:'
        " confirm it on a terminal, or by `context use --here shop`\n",
    )


def test_use_here_writes_and_confirms_it(
    docker: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = use_here(docker, project, "prod", monkeypatch)
    assert done == (0, "prod\n", f'Commands in {project} and below now use the context "prod"\n')
    assert (project / CONTEXT_FILE).read_text() == "prod\n"
    assert docker("context", "show") == (0, "prod\n", "")
    assert use_here(docker, project, "nothing", monkeypatch).status == 1
    assert docker("context", "show") == (0, "prod\n", "")


def test_options_and_variables_take_precedence(
    docker: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_here(docker, project, "shop", monkeypatch)
    assert docker("context", "show").out == "shop\n"
    assert docker("--context", "prod", "context", "show").out == "prod\n"
    assert docker("-H", "tcp://h:1", "context", "show").out == "default\n"
    for variables, name in (
        ({"DOCKER_HOST": "tcp://h:1"}, "default"),
        ({"DOCKER_CONTEXT": "prod"}, "prod"),
        ({"PYDOCK_PLAIN": "1"}, "now"),
    ):
        run = pydock_on(PlayedEngine({}), tmp_path, environ=variables)
        assert run("context", "show") == (0, f"{name}\n", "")


def test_a_confirmed_file_that_changed_is_refused(
    docker: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_here(docker, project, "shop", monkeypatch)
    file = project / CONTEXT_FILE
    file.write_text("prod\n")
    assert docker("context", "show") == (
        1,
        "",
        f'{file} selects the context "prod" instead of "shop":'
        " confirm it on a terminal, or by `context use --here prod`\n",
    )
    file.write_text("gone\n")
    assert (
        docker("context", "show").err
        == f'{file} selects the context "gone", which does not exist\n'
    )
    file.unlink()
    file.symlink_to("/etc/passwd")
    assert docker("context", "show") == (1, "", f"{file} is not a regular file\n")
    file.unlink()
    file.write_text("# again\nshop")
    assert docker("context", "show") == (0, "shop\n", "")


def test_moved_directories_and_links_are_not_confirmed(
    docker: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_here(docker, project, "shop", monkeypatch)
    other = tmp_path / "other"
    other.mkdir()
    (other / CONTEXT_FILE).symlink_to(project / CONTEXT_FILE)
    monkeypatch.chdir(other)
    done = docker("context", "show")
    assert done.out == "now\n" and "is not a regular file: it is ignored" in done.err
    project.rename(tmp_path / "moved")
    monkeypatch.chdir(tmp_path / "moved")
    done = docker("context", "show")
    assert done.out == "now\n" and "and is ignored" in done.err
    (tmp_path / "project").symlink_to(tmp_path / "moved")
    monkeypatch.chdir(tmp_path / "project")
    assert docker("context", "show").out == "now\n"


def test_a_missing_context_is_ignored_that_was_never_confirmed(docker: Run, project: Path) -> None:
    (project / CONTEXT_FILE).write_text("gone\n")
    done = docker("context", "show")
    assert done.out == "now\n"
    assert done.err == (
        f'WARNING: {project / CONTEXT_FILE} selects the context "gone", which does not exist:'
        " it is ignored\n"
    )


def test_use_warns_that_the_file_remains(docker: Run, project: Path) -> None:
    done = docker("context", "use", "prod")
    assert done.err.endswith(
        f"Warning: {project / CONTEXT_FILE} selects the context of this directory.\n"
    )


class Terminal:
    """pydock on a terminal in a project whose file selects the context "shop"."""

    def __init__(self, pydock: Program) -> None:
        self.pydock = pydock
        for name in ("shop", "prod"):
            pydock("context", "create", name, "--docker", f"host=tcp://{name}.example:1")
        self.file = pydock.home / CONTEXT_FILE
        self.file.write_text("shop\n")

    def show(self, keys: str = "", columns: int = 80) -> tuple[int, str]:
        """The status and the screen of `context show`, after an answer to its question."""
        with console(self.pydock, "context", "show", columns=columns) as window:
            if keys:
                window.wait_for("[y/N]")
                window.type(keys)
            return window.end(), window.text()


@pytest.fixture
def terminal(pydock_alone: Program) -> Terminal:
    return Terminal(pydock_alone)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_user_confirms_a_file_once(terminal: Terminal, columns: int) -> None:
    status, screen = terminal.show("y\r", columns)
    question = f'{terminal.file} selects the context "shop" (tcp://shop.example:1) for commands'
    assert "".join(question.split()) in "".join(screen.split())
    assert (status, screen.rpartition("\n")[2]) == (0, "shop")
    assert terminal.show() == (0, "shop")
    terminal.file.write_text("prod\n")
    status, screen = terminal.show("y\r")
    assert 'selects the context "prod" instead of "shop"' in " ".join(screen.split())
    assert terminal.show() == (0, "prod")


def test_no_is_an_answer(terminal: Terminal) -> None:
    status, screen = terminal.show("n\r")
    assert (status, screen.rpartition("\n")[2]) == (0, "default")
    assert terminal.show() == (0, "default")


def test_no_to_a_changed_file_ends_the_command(terminal: Terminal) -> None:
    terminal.show("y\r")
    terminal.file.write_text("prod\n")
    status, screen = terminal.show("\r")
    assert status == 1
    assert "".join(screen.split()).endswith(f"{terminal.file}isnotconfirmed:nothingwasdone")
    assert terminal.show() == (0, "default")


@pytest.mark.parametrize(("keys", "status"), [("\x03", 130), ("\x04", 0)])
def test_ctrl_c_and_the_end_of_the_input_are_none(
    terminal: Terminal, keys: str, status: int
) -> None:
    assert terminal.show(keys)[0] == status
    assert terminal.show(keys)[0] == status
    assert terminal.show("y\r")[0] == 0


def test_the_question_moves_no_terminal(pydock_alone: Program, tmp_path: Path) -> None:
    odd = tmp_path / "a\x1b[2J\x1b]0;x\x07b"
    odd.mkdir()
    terminal = Terminal(Program(pydock_alone.argv, odd, host=None))
    with console(terminal.pydock, "context", "show") as window:
        window.wait_for("[y/N]")
        window.type("n\r")
        window.end()
        assert b"\x1b" not in window.output and b"\x07" not in window.output


PLUGIN = """#!/bin/sh
case $1 in
docker-cli-plugin-metadata) echo '{"SchemaVersion": "0.1.0", "Vendor": "a test"}' ;;
*) echo "context=$DOCKER_CONTEXT" ;;
esac
"""


def test_plugins_get_the_context(pydock_alone: Program) -> None:
    plugin = pydock_alone.config / "cli-plugins" / "docker-where"
    plugin.parent.mkdir(parents=True)
    plugin.write_text(PLUGIN)
    plugin.chmod(0o755)
    for name in ("shop", "prod"):
        pydock_alone("context", "create", name, "--docker", f"host=tcp://{name}.example:1").ok()
    assert pydock_alone("where").ok().out == "context=\n"
    pydock_alone("context", "use", "--here", "shop").ok()
    assert pydock_alone("where").ok().out == "context=shop\n"
    assert pydock_alone("--context", "prod", "where").ok().out == "context=\n"
    pydock_alone.environ["DOCKER_CONTEXT"] = "prod"
    assert pydock_alone("where").ok().out == "context=prod\n"
