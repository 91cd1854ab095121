"""`build` on a real engine, with its classic builder."""

from __future__ import annotations

import base64
import gzip
import io
import re
import signal
import tarfile
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.build.recorder import recording
from tests.build.trees import File, Link, Node, plant
from tests.conftest import Engine, RunningRegistry
from tests.engine.program import Outcome, Program
from tests.support.recordings import Oracle

CLASSIC = {"DOCKER_BUILDKIT": "0"}


@pytest.fixture(autouse=True)
def only_docker(engine: Engine) -> None:
    if engine.name != "docker":
        pytest.skip("Only dockerd has the classic builder.")


#: a context with files of all kinds
CONTEXT: Mapping[str | bytes, Node] = {
    "Dockerfile": "FROM busybox\nCOPY . /c\nRUN cd /c && find . | sort\n",
    ".dockerignore": "*.o\nbuild\n!build/keep\n",
    "a": "1",
    "b.o": "2",
    "build/c": "3",
    "build/keep": "4",
    "dir/été": "5",
    "link": Link("a"),
    "run.sh": File(b"#!/bin/sh\n", 0o755),
    "n" * 120: "6",
}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    context = tmp_path / "context"
    plant(context, CONTEXT)
    return context


def build(program: Program, *arguments: str, input: bytes | str | None = None) -> Outcome:
    """Run a build whose steps need no network and leave no container."""
    return program(*build_words(program), *arguments, input=input, env=CLASSIC)


def build_words(program: Program) -> tuple[str, ...]:
    """The words of such a build; steps may have no network since API 1.25."""
    no_network = ("--network=none",) if program.at_least("1.25") else ()
    return ("build", *no_network, "--force-rm")


def test_what_the_steps_see(pydock: Program, directory: Path, name: str) -> None:
    done = build(pydock, "-t", name, str(directory)).ok()
    lines = done.out.splitlines()
    assert lines[0].startswith("Sending build context to Docker daemon ")
    assert "Step 1/3 : FROM busybox" in lines
    start = lines.index(".")
    assert lines[start : lines.index("./run.sh") + 1] == [
        ".",
        "./.dockerignore",
        "./Dockerfile",
        "./a",
        "./build",
        "./build/keep",
        "./dir",
        "./dir/été",
        "./link",
        "./" + "n" * 120,
        "./run.sh",
    ]
    assert lines[-1] == f"Successfully tagged {name}:latest"


def test_the_cache_of_docker_s_build_is_hit(
    pydock: Program, engine: Engine, oracle: Oracle, directory: Path, name: str
) -> None:
    """The engine has built the context that docker sends."""

    def by_docker(docker: str) -> str:
        with recording(pydock.home) as recorder:
            build(Program([docker], pydock.home, recorder.host, "1.41"), str(directory)).ok()
        Path(recorder.host.removeprefix("unix://")).unlink()
        return base64.b64encode(recorder.builds[0].body).decode()

    context = base64.b64decode(oracle(list(CONTEXT), by_docker))
    engine.client.send_tar("/build", [context], t=name, forcerm="1", networkmode="none")
    by_docker_s_context = pydock("images", "-q", "--no-trunc", name).ok().out
    again = build(pydock, "-t", name, str(directory)).ok().out
    assert again.count("---> Using cache") == 2
    assert build(pydock, "-q", "-t", name, str(directory)).ok().out == by_docker_s_context


def test_output_is_docker_s(
    pydock: Program, engine: Engine, oracle: Oracle, directory: Path, name: str
) -> None:
    """A second build, by either client, hits the cache of pydock's build."""
    build(pydock, "-t", name, str(directory)).ok()

    def second_build(program: Program) -> str:
        out = build(program, "-t", name, str(directory)).ok().out.replace(name, "<NAME>")
        return re.sub(r"\b[0-9a-f]{12}\b", "<ID>", out)

    def by_docker(docker: str) -> str:
        return second_build(Program([docker], pydock.home, engine.host, engine.api_version))

    output = second_build(pydock)
    assert output.count("---> Using cache") == 2
    assert output == oracle((directory / "Dockerfile").read_text(), by_docker)


def test_a_failing_step_gives_its_status(pydock: Program, name: str) -> None:
    done = build(pydock, "-t", name, "-", input="FROM busybox\nRUN echo here; exit 7\n")
    assert done.status == 7
    assert "here" in done.out.splitlines()
    assert done.err == ("The command '/bin/sh -c echo here; exit 7' returned a non-zero code: 7\n")


def test_a_quiet_build_that_fails_tells_all_on_standard_error(pydock: Program, name: str) -> None:
    done = build(pydock, "-q", "-t", name, "-", input="FROM busybox\nRUN echo here; exit 7\n")
    assert (done.status, done.out) == (7, "")
    assert "here" in done.err.splitlines()
    assert "returned a non-zero code: 7" in done.err


@pytest.mark.parametrize(
    ("dockerfile", "words"),
    [
        ("FRM x\n", "unknown instruction: FRM"),
        ("", "the Dockerfile (Dockerfile) cannot be empty"),
        ("FROM busybox\nCOPY missing /\n", "missing"),
    ],
)
def test_what_the_engine_refuses(pydock: Program, dockerfile: str, words: str) -> None:
    done = build(pydock, "-", input=dockerfile)
    assert done.status == 1
    assert words in done.err


def test_stdin_takes_a_packed_tar(pydock: Program, name: str) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        member = tarfile.TarInfo("sub/D")
        content = b"FROM busybox\nCOPY sub /s\nRUN ls /s\n"
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))
    packed = gzip.compress(file.getvalue())
    done = build(pydock, "-t", name, "-f", "sub/D", "-", input=packed).ok()
    assert "D" in done.out.splitlines()


@pytest.mark.parametrize("dockerfile", ["-", "outside"])
def test_a_dockerfile_that_is_not_in_the_context_stays_out_of_the_image(
    pydock: Program, directory: Path, name: str, dockerfile: str
) -> None:
    content = (directory / "Dockerfile").read_text()
    if dockerfile == "outside":
        outside = directory.parent / "outside"
        outside.write_text(content)
        dockerfile = str(outside)
    done = build(pydock, "-t", name, "-f", dockerfile, str(directory), input=content).ok()
    names = [line for line in done.out.splitlines() if line.startswith("./.docker")]
    assert names == ["./.dockerignore"]


def test_options_reach_the_image(pydock: Program, engine: Engine, name: str) -> None:
    dockerfile = (
        "FROM busybox AS first\n"
        "ARG given=no\nARG from_here=no\nARG default=yes\n"
        "RUN echo $given,$from_here,$default >&2\n"
        "FROM first AS second\nENV stage=second\n"
        "FROM first\nENV stage=third\n"
    )
    done = pydock(
        *(*build_words(pydock), "-t", f"{name}:a", "-t", f"{name}:b"),
        *("--target=second", "--label=x=y", "--label=z"),
        *("--build-arg=given=1", "--build-arg=from_here", "--compress", "-"),
        input=dockerfile,
        env={**CLASSIC, "from_here": "2"},
    ).ok()
    assert "1,2,yes" in done.out
    config = engine.client.get(f"/images/{name}:a/json")["Config"]
    assert config["Labels"].items() >= {"x": "y", "z": ""}.items()
    assert "stage=second" in config["Env"]
    assert engine.client.get(f"/images/{name}:b/json")["Config"] == config


def test_limits_reach_the_steps(pydock: Program, name: str) -> None:
    done = build(
        pydock,
        *("--ulimit=nofile=100:200", "--shm-size=1m", "--add-host=here:1.2.3.4", "--no-cache"),
        *("-t", name, "-"),
        input="FROM busybox\nRUN ulimit -n; df /dev/shm; cat /etc/hosts\n",
    ).ok()
    assert "100" in done.out.splitlines()
    assert "1024" in done.out.split()
    assert "1.2.3.4\there" in done.out.splitlines()


def test_proxies_of_the_configuration_are_build_arguments(pydock: Program, name: str) -> None:
    pydock.config.mkdir()
    proxies = '{"proxies": {"default": {"httpProxy": "http://p:1"}}}'
    (pydock.config / "config.json").write_text(proxies)
    dockerfile = "FROM busybox\nRUN echo $HTTP_PROXY $http_proxy\n"
    done = build(pydock, "--no-cache", "-t", name, "-", input=dockerfile).ok()
    assert "http://p:1 http://p:1" in done.out.splitlines()
    given = ("--build-arg", "HTTP_PROXY=mine")
    done = build(pydock, "--no-cache", "-t", name, *given, "-", input=dockerfile).ok()
    assert "mine http://p:1" in done.out.splitlines()


@pytest.mark.parametrize("quiet", [(), ("-q",)])
def test_the_id_goes_to_a_file(
    pydock: Program, engine: Engine, tmp_path: Path, name: str, quiet: tuple[str, ...]
) -> None:
    file = tmp_path / "id"
    file.write_text("old")
    dockerfile = "FROM busybox\nLABEL a=b\n"
    build(pydock, *quiet, "--iidfile", str(file), "-t", name, "-", input=dockerfile).ok()
    image_id = engine.client.get(f"/images/{name}/json")["Id"]
    assert file.read_text().strip() == image_id
    build(pydock, "--iidfile", str(file), "-", input="FROM busybox\nRUN exit 1\n")
    assert not file.exists()


def test_passwords_are_sent_to_the_engine(
    pydock: Program, engine: Engine, registry: RunningRegistry, name: str
) -> None:
    repository = f"{registry.address}/{name}"
    engine.client.post("/images/busybox/tag", repo=repository, tag="v1")
    engine.client.push(repository, "v1", registry.user, registry.password)
    engine.client.delete(f"/images/{repository}:v1")
    dockerfile = f"FROM {repository}:v1\nLABEL a=b\n"
    assert build(pydock, "-t", name, "-", input=dockerfile).status == 1
    pydock.log_in(registry.address, registry.user, registry.password)
    build(pydock, "-t", name, "-", input=dockerfile).ok()


def test_a_file_that_cannot_be_sent_whole_ends_the_build(
    pydock: Program, engine: Engine, name: str
) -> None:
    directory = Path("/sys/kernel/mm/transparent_hugepage")
    if not directory.is_dir():
        pytest.skip("This kernel has no files that are shorter than their size.")
    dockerfile = f"FROM busybox\nLABEL of={name}\nCOPY . /\n"
    done = build(pydock, "-t", name, "-f", "-", str(directory), input=dockerfile)
    assert (done.status, done.out) == (1, "")
    assert "while it was being read" in done.err
    labelled = engine.client.get("/images/json", filters=f'{{"label":["of={name}"]}}')
    assert labelled == []


def test_an_interrupt_cancels_the_build(
    pydock: Program, engine: Engine, tmp_path: Path, name: str
) -> None:
    plant(tmp_path, {"slow/Dockerfile": f"FROM busybox\nLABEL of={name}\nRUN sleep 1000\n"})
    arguments = (*build_words(pydock), "-t", name, str(tmp_path / "slow"))
    with pydock.running(*arguments, env=CLASSIC) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if b"Running in" in line and (step := line.split()[-1].decode()):
                state = engine.client.container_state(step)
                if state == "running" or wait_for(engine, step, "running"):
                    break
        child.send_signal(signal.SIGINT)
        assert child.wait(10) == 130
    assert wait_for(engine, step, "gone")


def wait_for(engine: Engine, container: str, state: str) -> bool:
    for _ in range(100):
        if engine.client.container_state(container) == state:
            return True
        time.sleep(0.1)
    return False


def test_builder_prune(pydock: Program, engine: Engine) -> None:
    if not engine.at_least("1.39"):
        pytest.skip("needs API 1.39")
    assert pydock("builder", "prune", "--filter", "until=1h", input="n\n").ok().out == (
        "WARNING! This will remove all dangling build cache."
        " Are you sure you want to continue? [y/N] "
    )
    done = pydock("builder", "prune", "-f", "--filter", "until=9999h").ok()
    assert done.out.endswith("Total reclaimed space: 0B\n")
