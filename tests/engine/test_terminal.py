"""Interactive work on a real pseudo-terminal and a real engine, beside the real docker.

A script is a user at a terminal, who notes the screen at some points; with the real
docker, where it is installed, the same has to be seen. Each window checks `stty -a` at its end.
"""

from __future__ import annotations

import hashlib
import inspect
import itertools
import random
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.engine.conftest import TlsEngine
from tests.engine.console import Console, console, until_size
from tests.engine.program import Program
from tests.engine.sshd import Sshd
from tests.support.recordings import Oracle, masked

pytestmark = pytest.mark.any_api

CTRL_C, CTRL_D, CTRL_Z, ESCAPE = "\x03", "\x04", "\x1a", "\x1b"
DETACH = "\x10\x11"  # ctrl-p, ctrl-q

Seen = list[object]
Script = Callable[[Program, str], Seen]


def a_shell_in_a_resized_window(client: Program, name: str) -> Seen:
    with console(client, "run", "-it", "--name", name, "busybox", "sh") as window:
        window.wait_for_prompt()
        size_before = window.shell(until_size(24, 80))
        window.resize(33, 101)
        size_after = window.shell(until_size(33, 101))
        window.type("exit 7\r")
        return [size_before, size_after, window.end()]


def vi(client: Program, name: str) -> Seen:
    with console(client, "run", "-it", "--name", name, "busybox", "sh") as window:
        window.wait_for_prompt()
        window.type("vi /tmp/poem\r")
        seen: Seen = [bottom(window, "- /tmp/poem")]
        window.type(f"iRoses are red,\rviolets are blue{ESCAPE}")
        seen.append(bottom(window, "- /tmp/poem [Modified]"))
        for rows, columns in ((15, 60), (40, 120)):
            window.resize(rows, columns)
            seen.append(bottom(window, "- /tmp/poem [Modified]"))
        window.type(":wq\r")
        window.wait_for_prompt()
        seen.append(window.shell("cat /tmp/poem"))
        window.type(CTRL_D)
        return [*seen, window.end()]


def less(client: Program, name: str) -> Seen:
    with console(client, "run", "-it", "--name", name, "busybox", "sh") as window:
        window.wait_for_prompt()
        window.type("seq 1 500 >/tmp/numbers; less -M /tmp/numbers\r")
        seen: Seen = [bottom(window, "/tmp/numbers lines 1-23/500")]
        window.type(" ")
        seen.append(bottom(window, "/tmp/numbers lines 24-46/500"))
        window.resize(12, 50)
        seen.append(bottom(window, "/tmp/numbers lines 24-34/500"))
        window.type("G")
        seen.append(bottom(window, "/tmp/numbers lines 49"))
        window.type("q")
        window.wait_for_prompt()
        window.type(CTRL_D)
        return [*seen, window.end()]


def top(client: Program, name: str) -> Seen:
    with console(client, "run", "-it", "--name", name, "busybox", "top", "-d", "1") as window:
        window.wait_for("top -d 1")
        seen = [re.sub(r"\d+", "#", line) for line in window.lines()[2:4]]
        window.resize(12, 40)
        window.screen.reset()
        window.wait_for("    1     0 root")
        seen.append(re.sub(r"\d+", "#", window.lines()[3]))
        window.type("q")
        return [*seen, window.end()]


def control_keys(client: Program, name: str) -> Seen:
    with console(client, "run", "-it", "--name", name, "busybox", "sh") as window:
        window.wait_for_prompt()
        window.type("clear; sh -c 'echo sleeping; exec sleep 1000'\r")
        window.wait_for_line("sleeping")
        window.type(CTRL_C)
        window.wait_for("^C\n/ #")
        seen: Seen = [window.shell("echo $?")]
        window.type("clear; sh -c 'echo sleeping; exec sleep 1000'\r")
        window.wait_for_line("sleeping")
        window.type(CTRL_Z)
        window.wait_for("Stopped")
        window.wait_for_prompt()
        window.shell("kill -9 %1; sleep 1")
        window.type("clear; echo reading; cat >/tmp/typed\r")
        window.wait_for_line("reading")
        window.type(f"one\rtwo\r{CTRL_D}")
        window.wait_for("two")
        window.wait_for_prompt()  # the shell may tell of the killed job in between
        seen.append(window.shell("cat /tmp/typed"))
        window.type(CTRL_D)
        return [*seen, window.end()]


def detach_and_attach(client: Program, name: str) -> Seen:
    with console(client, "run", "-it", "--name", name, "busybox", "sh") as window:
        window.wait_for_prompt()
        window.type("vi /tmp/poem\r")
        bottom(window, "- /tmp/poem")
        window.type("iRoses")
        window.wait_for("Roses")
        window.type(DETACH)
        seen: Seen = [window.end(), last_line(window)]
    with console(client, "attach", name) as window:
        seen.append(bottom(window, "I /tmp/poem"))  # drawn again
        window.type(f" are red{ESCAPE}")
        seen.append(bottom(window, "- /tmp/poem [Modified]"))
        window.type(":x\r")
        window.wait_for_prompt()
        seen.append(window.shell("cat /tmp/poem"))
        window.type(DETACH)
        seen += [window.end(), last_line(window)]
    with console(client, "attach", "--detach-keys", "a,ctrl-b,c", name) as window:
        window.wait_for_prompt()
        seen.append(window.shell("echo a ab abc"))
        window.type("clear; echo ta")
        window.wait_for("echo t")
        window.type("\x02c")
        seen += [window.end(), last_line(window)]
    with console(client, "attach", name) as window:
        window.wait_for("echo t")
        window.type(f"{CTRL_C}exit 9\r")
        return [*seen, window.end()]


def exec_and_detach(client: Program, name: str) -> Seen:
    client("run", "-d", "--name", name, "busybox", "sleep", "1000").ok()
    with console(client, "exec", "-it", name, "sh") as window:
        window.wait_for_prompt()
        seen: Seen = [window.shell(until_size(24, 80))]
        window.resize(31, 97)
        seen.append(window.shell(until_size(31, 97)))
        window.type("exit 5\r")
        seen.append(window.end())
    with console(client, "exec", "-it", name, "sh") as window:
        window.wait_for_prompt()
        window.type(DETACH)
        return [*seen, window.end(), last_line(window)]


def start_and_attach(client: Program, name: str) -> Seen:
    client("create", "-it", "--name", name, "busybox", "sh").ok()
    with console(client, "start", "-ai", name) as window:
        window.wait_for_prompt()
        seen: Seen = [window.shell(until_size(24, 80))]
        window.type("exit 4\r")
        seen.append(window.end())
    with console(client, "start", "-ai", name) as window:
        window.wait_for_prompt()
        window.type(DETACH)
        return [*seen, window.end(), last_line(window)]


def an_interrupt_without_a_terminal(client: Program, name: str) -> Seen:
    """The terminal's own ctrl-C becomes a signal, which goes on to the container."""
    trap = "trap 'echo caught; exit 9' INT; echo ready; while :; do sleep 0.1; done"
    with console(client, "run", "--name", name, "busybox", "sh", "-c", trap) as window:
        window.wait_for("ready")
        window.type(CTRL_C)
        return [window.end(), window.text()]


def an_interrupt_with_a_terminal_but_no_input(client: Program, name: str) -> Seen:
    trap = "trap 'echo caught; exit 9' INT; echo ready; while :; do sleep 0.1; done"
    with console(client, "run", "-t", "--name", name, "busybox", "sh", "-c", trap) as window:
        window.wait_for("ready")
        window.type(CTRL_C)
        return [window.end(), window.text()]


def input_without_a_terminal(client: Program, name: str) -> Seen:
    """Lines are the business of the local terminal, and ctrl-P is a character as others."""
    with console(client, "run", "-i", "--name", name, "busybox", "cat") as window:
        window.type(f"one\r{DETACH}two\r{CTRL_D}")
        return [window.end(), window.text()]


def a_long_paste(client: Program, name: str) -> Seen:
    """1 MB at once, through a terminal that is slower than the clipboard."""
    text = bytes(random.Random(4).choices(range(32, 127), k=1_000_000))
    receive = "stty raw -echo; echo ready; head -c 1000000 | sha256sum"
    with console(client, "run", "-it", "--name", name, "busybox", "sh", "-c", receive) as window:
        window.wait_for("ready")
        window.type(text)
        window.wait_for(hashlib.sha256(text).hexdigest())
        return [window.end()]


SCRIPTS: list[Script] = [
    a_shell_in_a_resized_window,
    vi,
    less,
    top,
    control_keys,
    detach_and_attach,
    exec_and_detach,
    start_and_attach,
    an_interrupt_without_a_terminal,
    an_interrupt_with_a_terminal_but_no_input,
    input_without_a_terminal,
    a_long_paste,
]
FAR_SCRIPTS: list[Script] = [
    a_shell_in_a_resized_window,
    detach_and_attach,
    exec_and_detach,
    an_interrupt_without_a_terminal,
    input_without_a_terminal,
    a_long_paste,
]


def bottom(window: Console, start: str) -> str:
    """The whole screen, once its last line starts like that and all is drawn."""
    window.wait_until(lambda: window.lines()[-1].startswith(start), f"{start!r} at the bottom")
    window.wait_until_quiet()
    return window.text()


def last_line(window: Console) -> str:
    """What a program left behind, below the prompt of a shell or the screen of an editor."""
    return window.text().rpartition("\n")[2]


@pytest.fixture(scope="module")
def seen_with_pydock() -> dict[str, Any]:
    return {}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.__name__)
def test_interactive_work(
    script: Script, pydock: Program, name: str, seen_with_pydock: dict[str, Any]
) -> None:
    seen_with_pydock[script.__name__] = masked(script(pydock, name), {name: "<NAME>"})


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.__name__)
def test_the_real_docker_shows_the_same(
    script: Script, pydock: Program, oracle: Oracle, name: str, seen_with_pydock: dict[str, Any]
) -> None:
    if script.__name__ not in seen_with_pydock:
        pytest.fail("pydock did not get through this script")

    def by_docker(docker: str) -> Any:
        program = Program([docker], pydock.home, pydock.environ["DOCKER_HOST"], pydock.api_version)
        own = f"{name}-{next(numbers)}"
        return masked(script(program, own), {own: "<NAME>"})

    numbers = itertools.count()
    theirs = oracle(inspect.getsource(script), by_docker)
    assert seen_with_pydock[script.__name__] == theirs


@pytest.mark.parametrize("script", FAR_SCRIPTS, ids=lambda script: script.__name__)
def test_the_same_over_tls(
    script: Script,
    pydock: Program,
    tls_engine: TlsEngine,
    name: str,
    seen_with_pydock: dict[str, Any],
) -> None:
    far = tls_engine.trusted(pydock.argv, pydock.home)
    assert masked(script(far, name), {name: "<NAME>"}) == seen_with_pydock[script.__name__]


@pytest.mark.parametrize("script", FAR_SCRIPTS, ids=lambda script: script.__name__)
def test_the_same_over_ssh(
    script: Script, pydock: Program, sshd: Sshd, name: str, seen_with_pydock: dict[str, Any]
) -> None:
    far = sshd.leading(pydock)
    assert masked(script(far, name), {name: "<NAME>"}) == seen_with_pydock[script.__name__]
