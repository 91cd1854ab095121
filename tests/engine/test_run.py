"""`run` in the foreground and in the background, on a real engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Engine
from tests.engine.program import Program


def test_output_and_errors_keep_their_streams(pydock: Program) -> None:
    done = pydock("run", "--rm", "busybox", "sh", "-c", "echo out; echo err >&2").ok()
    assert (done.out, done.err) == ("out\n", "err\n")


@pytest.mark.parametrize("status", [1, 7, 125, 255])
def test_the_status_is_the_containers(pydock: Program, status: int) -> None:
    done = pydock("run", "--rm", "busybox", "sh", "-c", f"exit {status}")
    assert (done.status, done.out, done.err) == (status, "", "")


@pytest.mark.parametrize(
    ("program", "status", "words"),
    [
        ("no-such-program", 127, "not found"),
        ("/etc/passwd", 126, "ermission denied"),
        ("--version", 127, "not found"),  # after the image, nothing is an option any more
    ],
)
def test_a_program_that_cannot_run(
    pydock: Program, engine: Engine, name: str, program: str, status: int, words: str
) -> None:
    done = pydock("run", "--rm", "--name", name, "busybox", program)
    assert done.status == status
    assert words in done.err
    if engine.name == "docker":
        assert done.err.startswith(f"{pydock.name}: Error response from daemon: ")
        assert done.err.endswith(f"\n\nRun '{pydock.name} run --help' for more information\n")
    assert engine.client.container_state(name) == "gone"


def test_without_rm_the_container_stays(pydock: Program, engine: Engine, name: str) -> None:
    pydock("run", "--name", name, "busybox", "true").ok()
    assert engine.client.container_state(name) == "exited"


def test_detached_prints_the_id_and_leaves_it_running(
    pydock: Program, engine: Engine, name: str
) -> None:
    done = pydock("run", "-d", "--name", name, "busybox", "sleep", "1000").ok()
    inspected = engine.client.get(f"/containers/{name}/json")
    assert done.out == inspected["Id"] + "\n"
    assert inspected["State"]["Running"]


def test_a_taken_name_is_refused(pydock: Program, sleeper: str) -> None:
    done = pydock("run", "--name", sleeper, "busybox", "true")
    assert done.status == 125
    assert "in use" in done.err


def test_a_missing_image_that_cannot_be_pulled(pydock: Program, name: str) -> None:
    done = pydock("run", "--rm", "--name", name, "127.0.0.1:1/nothing:here", "true")
    assert done.status == 125
    assert done.out == ""
    assert done.err.startswith("Unable to find image '127.0.0.1:1/nothing:here' locally\n")


def test_never_pulling_a_missing_image(pydock: Program, name: str) -> None:
    done = pydock("run", "--rm", "--name", name, "--pull", "never", "127.0.0.1:1/nothing", "true")
    assert done.status == 125
    assert "Unable to find image" not in done.err


def test_standard_input_reaches_the_container(pydock: Program) -> None:
    done = pydock("run", "--rm", "-i", "busybox", "cat", input="first\nlast").ok()
    assert done.out == "first\nlast"


def test_without_i_the_container_gets_no_input(pydock: Program) -> None:
    assert pydock("run", "--rm", "busybox", "cat", input="ignored").ok().out == ""


def test_t_without_a_terminal_is_refused(pydock: Program, engine: Engine, name: str) -> None:
    done = pydock("run", "-it", "--name", name, "busybox", "true", input="")
    assert (done.status, done.err) == (
        1,
        "cannot attach stdin to a TTY-enabled container because stdin is not a terminal\n",
    )
    assert engine.client.container_state(name) == "gone"


def test_t_gives_the_container_a_terminal(pydock: Program) -> None:
    done = pydock("run", "--rm", "-t", "busybox", "sh", "-c", "tty; echo err >&2").ok()
    assert (done.out, done.err) == ("/dev/pts/0\r\nerr\r\n", "")


def test_environment(pydock: Program, tmp_path: Path) -> None:
    file = tmp_path / "variables"
    file.write_text("# a comment\n\nFROM_FILE=one two\nHANDED_ON\nOVERRIDDEN=file\n")
    options = ["-e", "GIVEN=a=b", "-e", "FROM_OUTSIDE", "-e", "NOT_SET_OUTSIDE"]
    options += ["--env-file", str(file), "-e", "OVERRIDDEN=option"]
    outside = {"FROM_OUTSIDE": "yes", "HANDED_ON": "too"}
    done = pydock("run", "--rm", *options, "busybox", "env", env=outside).ok()
    lines = done.out.splitlines()
    for line in ("GIVEN=a=b", "FROM_OUTSIDE=yes", "FROM_FILE=one two", "HANDED_ON=too"):
        assert line in lines
    assert "OVERRIDDEN=option" in lines
    assert "NOT_SET_OUTSIDE" not in done.out


def test_a_missing_env_file(pydock: Program) -> None:
    done = pydock("run", "--rm", "--env-file", "/nowhere", "busybox", "true")
    assert done.status == 125
    assert "open /nowhere: no such file or directory" in done.err


def test_directory_user_and_entrypoint(pydock: Program) -> None:
    options = ["-w", "/tmp", "-u", "65534:1", "--entrypoint", "sh"]
    done = pydock("run", "--rm", *options, "busybox", "-c", "pwd; id -u; id -g").ok()
    assert done.out == "/tmp\n65534\n1\n"


def test_a_label_a_port_and_a_bind_mount(
    pydock: Program, engine: Engine, name: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("from outside\n")
    options = ["--name", name, "-l", "color=blue", "-l", "plain", "-p", "127.0.0.1::8080"]
    options += ["-v", f"{tmp_path}:/mnt:ro"]
    done = pydock("run", *options, "busybox", "cat", "/mnt/file").ok()
    assert done.out == "from outside\n"
    inspected = engine.client.get(f"/containers/{name}/json")
    assert inspected["Config"]["Labels"] == {"color": "blue", "plain": ""}
    assert [
        binding["HostIp"] for binding in inspected["HostConfig"]["PortBindings"]["8080/tcp"]
    ] == ["127.0.0.1"]
    (bind,) = inspected["HostConfig"]["Binds"]
    assert bind.startswith(f"{tmp_path}:/mnt:ro")


def test_no_network(pydock: Program) -> None:
    done = pydock("run", "--rm", "--network", "none", "busybox", "ls", "/sys/class/net").ok()
    assert done.out == "lo\n"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--network", "no-such-network"], "no-such-network"),
        (["--name", "bad/name"], "[a-zA-Z0-9][a-zA-Z0-9_.-]"),
        (["-p", "nonsense"], "invalid containerPort: nonsense"),
        (["-v", "/a:/b:/c:/d"], "/a:/b:/c:/d"),
        (["-e", "=value"], "=value"),
    ],
)
def test_a_bad_option_ends_with_125(pydock: Program, options: list[str], words: str) -> None:
    done = pydock("run", "--rm", *options, "busybox", "true")
    assert done.status == 125
    assert words in done.err


def test_an_unknown_flag(pydock: Program) -> None:
    done = pydock("run", "--no-such-flag", "busybox")
    assert (done.status, done.out) == (125, "")
    assert done.err == (
        "unknown flag: --no-such-flag\n\n"
        f"Usage:  {pydock.name} run [OPTIONS] IMAGE [COMMAND] [ARG...]\n\n"
        f"Run '{pydock.name} run --help' for more information\n"
    )


def test_no_arguments(pydock: Program) -> None:
    done = pydock("run")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        f"{pydock.name}: '{pydock.name} run' requires at least 1 argument\n\n"
        f"Usage:  {pydock.name} run [OPTIONS] IMAGE [COMMAND] [ARG...]\n\n"
        f"See '{pydock.name} run --help' for more information\n"
    )


def test_the_noun_name_is_the_same_command(pydock: Program) -> None:
    assert pydock("container", "run", "--rm", "busybox", "echo", "hello").ok().out == "hello\n"


def test_flags_joined_and_with_values(pydock: Program) -> None:
    options = ["--rm=true", "-i=true", "--tty=false", "-eA=1", "--env=B=2", "-w/tmp"]
    done = pydock("run", *options, "busybox", "sh", "-c", "cat; echo $A $B; pwd", input="in\n")
    assert done.ok().out == "in\n1 2\n/tmp\n"
