"""`build` by BuildKit on a real engine, without any plugin."""

from __future__ import annotations

import io
import os
import re
import signal
import socket
import stat
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build.trees import File, HardLink, Link, Pipe, plant
from tests.conftest import Engine, RunningRegistry
from tests.engine.engine_proxy import engine_proxy
from tests.engine.program import Outcome, Program

WITH_BUILDKIT = {"DOCKER_BUILDKIT": "1"}
SECRET = "5ecret-that-nobody-prints"


@pytest.fixture(autouse=True)
def only_where_there_is_buildkit(engine: Engine) -> None:
    if engine.name != "docker" or not engine.at_least("1.40"):
        pytest.skip("This engine has no BuildKit, or not for results in directories.")


def build(
    program: Program,
    *arguments: str,
    input: bytes | str | None = None,
    env: dict[str, str | None] | None = None,
) -> Outcome:
    """Run a build whose steps need no network, and show it line by line."""
    words = ("build", "--progress=plain", "--network=none")
    return program(*words, *arguments, input=input, env={**WITH_BUILDKIT, **(env or {})})


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A context with files of all kinds."""
    context = tmp_path / "context"
    plant(
        context,
        {
            "Dockerfile": "FROM scratch\nCOPY . /\n",
            ".dockerignore": "*.o\nbuild\n!build/keep\n",
            "a": "1",
            "b.o": "2",
            "build/c": "3",
            "build/keep": "4",
            "dir/été": "5",
            "link": Link("../a"),
            "more": HardLink("a"),
            "run.sh": File(b"#!/bin/sh\n", 0o4755),
            "pipe": Pipe(),
            "n" * 120: "6",
            "large": os.urandom(3_000_000),
        },
    )
    return context


def test_a_directory_survives_the_round_trip(
    pydock: Program, directory: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build(pydock, "-o", str(out), str(directory)).ok()
    found = {str(path.relative_to(out)) for path in out.rglob("*")}
    sent = {"Dockerfile", ".dockerignore", "a", "dir/été", "link", "more", "run.sh", "large"}
    # the engine itself leaves pipes out before version 23
    assert found - {"pipe"} == sent | {"build", "build/keep", "dir", "n" * 120}
    assert (out / "large").read_bytes() == (directory / "large").read_bytes()
    assert (out / "link").readlink() == Path("../a")
    assert stat.S_IMODE((out / "run.sh").stat().st_mode) == 0o4755
    assert (out / "a").samefile(out / "more")
    assert int((out / "a").stat().st_mtime) == int((directory / "a").stat().st_mtime)


def test_a_tar_as_result(pydock: Program, directory: Path) -> None:
    done = build(pydock, "-o", "-", str(directory)).ok()
    with tarfile.open(fileobj=io.BytesIO(done.out_bytes)) as tar:
        assert {"a", "build/keep", "large"} <= set(tar.getnames())
        assert {(member.uid, member.gid) for member in tar} == {(0, 0)}


def test_a_dockerfile_that_requires_buildkit(pydock: Program, name: str) -> None:
    """Whatever the engine's default is; where it is BuildKit, there is nothing to say."""
    dockerfile = "FROM busybox\nRUN --mount=type=cache,target=/c echo kept > /c/file; ls /c > /it\n"
    words = ("build", "--network=none", "-t", name, "-")
    done = pydock(*words, input=dockerfile).ok()
    assert pydock("run", "--rm", name, "cat", "/it").ok().out == "file\n"
    assert done.err.startswith(("Building with BuildKit, which RUN --mount in line 2", "#0"))
    refused = pydock(*words, input=dockerfile, env={"DOCKER_BUILDKIT": "0"})
    assert refused.status == 1
    assert refused.err.endswith("requires BuildKit: build without DOCKER_BUILDKIT=0.\n")


def sent_bytes(done: Outcome) -> float:
    """How much of the context was sent."""
    (size, unit), *_ = re.findall(r"transferring context: ([0-9.]+)(B|kB|MB)", done.err)[::-1]
    return float(size) * {"B": 1, "kB": 1e3, "MB": 1e6}[unit]


def test_a_second_build_sends_what_has_changed(pydock: Program, directory: Path, name: str) -> None:
    first = build(pydock, "-t", name, str(directory)).ok()
    assert sent_bytes(first) >= 3e6
    (directory / "a").write_text("changed")
    second = build(pydock, "-t", name, str(directory)).ok()
    assert sent_bytes(second) < 1e5
    third = build(pydock, "-t", name, str(directory)).ok()
    assert re.search(r"^#\d+ CACHED$", third.err, re.MULTILINE)


def test_mounts_and_stages(pydock: Program, tmp_path: Path) -> None:
    plant(
        tmp_path,
        {
            "c/Dockerfile": (
                "FROM busybox AS base\n"
                "FROM base AS one\n"
                "RUN --mount=type=secret,id=file cp /run/secrets/file /one\n"
                "RUN --mount=type=cache,target=/c echo kept >> /c/file\n"
                "FROM base AS two\n"
                "RUN --mount=type=secret,id=env,target=/s cat /s > /two\n"
                "RUN --mount=type=ssh test -S $SSH_AUTH_SOCK && echo agent > /agent\n"
                "RUN --mount=type=cache,target=/c true\n"
                "FROM scratch\n"
                "COPY --from=one /one /\n"
                "COPY --from=two /two /agent /\n"
            ),
            "secret": SECRET,
        },
    )
    with socket.socket(socket.AF_UNIX) as agent:
        agent.bind(str(tmp_path / "agent"))
        agent.listen()
        done = build(
            pydock,
            *("--secret", f"id=file,src={tmp_path}/secret", "--secret", "id=env,env=TOKEN"),
            *("--ssh", f"default={tmp_path}/agent", "-o", str(tmp_path / "out")),
            str(tmp_path / "c"),
            env={"TOKEN": SECRET + "2"},
        ).ok()
    assert (tmp_path / "out/one").read_text() == SECRET
    assert (tmp_path / "out/two").read_text() == SECRET + "2"
    assert (tmp_path / "out/agent").read_text() == "agent\n"
    assert SECRET not in done.out + done.err


@pytest.mark.parametrize("mount", ["secret,id=other,required", "ssh,required"])
def test_what_was_not_given_is_refused(pydock: Program, tmp_path: Path, mount: str) -> None:
    plant(
        tmp_path,
        {"c/Dockerfile": f"FROM busybox\nRUN --mount=type={mount} echo never\n", "secret": SECRET},
    )
    words = ("-D", "build", "--progress=plain", "--network=none")
    given = ("--secret", f"id=it,src={tmp_path}/secret")
    done = pydock(*words, *given, str(tmp_path / "c"), env=WITH_BUILDKIT)
    assert done.status == 1
    assert "ERROR: failed to build: failed to solve: " in done.err
    assert SECRET not in done.out + done.err
    assert not re.search(r"^#\d+ [0-9.]+ never$", done.err, re.MULTILINE)


def test_a_registry_with_a_password(
    pydock: Program, engine: Engine, registry: RunningRegistry, name: str
) -> None:
    pydock.log_in(registry.address, registry.user, registry.password)
    private = f"{registry.address}/{name}:base"
    build(pydock, "-t", private, "--push", "-", input=f"FROM busybox\nLABEL n={name}\n").ok()
    engine.client.delete(f"/images/{private}", force="1")
    dockerfile = f"FROM {private}\nLABEL second=1\n"
    done = build(pydock, "-t", name, "--pull", "-", input=dockerfile).ok()
    assert f"[auth] sharing credentials for {registry.address}" in done.err
    assert registry.password not in done.out + done.err
    labels = engine.client.get(f"/images/{name}/json")["Config"]["Labels"]
    assert labels == {"n": name, "second": "1"}
    (pydock.config / "config.json").write_text("{}")
    dockerfile = f"FROM {registry.address}/{name}:other\n"
    assert build(pydock, "--pull", "-", input=dockerfile).status == 1


def test_a_failing_step(pydock: Program) -> None:
    done = build(pydock, "-", input="FROM busybox\nRUN echo here; exit 7\n")
    assert (done.status, done.out) == (1, "")
    assert re.search(r"^#\d+ [0-9.]+ here$", done.err, re.MULTILINE)
    assert re.search(r"^ERROR: failed to build: .*exit code: 7$", done.err, re.MULTILINE)


def test_a_named_context(pydock: Program, engine: Engine, tmp_path: Path) -> None:
    if not engine.at_least("1.42"):
        pytest.skip("This engine's frontend knows no named contexts.")
    plant(tmp_path, {"c/Dockerfile": "FROM scratch\nCOPY --from=other x /\n", "other/x": "1"})
    arguments = ("--build-context", f"other={tmp_path}/other", "-o", str(tmp_path / "out"))
    build(pydock, *arguments, str(tmp_path / "c")).ok()
    assert (tmp_path / "out/x").read_text() == "1"


def test_heredocs(pydock: Program, engine: Engine, tmp_path: Path) -> None:
    if not engine.at_least("1.42"):
        pytest.skip("This engine's frontend knows no heredocs.")
    dockerfile = (
        "FROM busybox AS made\n"
        "RUN <<END\necho one >/a\necho two >>/a\nEND\n"
        "COPY <<END /b\nthree\nEND\n"
        "FROM scratch\nCOPY --from=made /a /b /\n"
    )
    build(pydock, "-o", str(tmp_path / "out"), "-", input=dockerfile).ok()
    assert (tmp_path / "out/a").read_text() == "one\ntwo\n"
    assert (tmp_path / "out/b").read_text() == "three\n"


def test_a_context_from_standard_input(pydock: Program, tmp_path: Path) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as tar:
        member = tarfile.TarInfo("sub/D")
        content = b"FROM scratch\nCOPY sub /\n"
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))
    arguments = ("-f", "sub/D", "-o", str(tmp_path / "out"), "-")
    build(pydock, *arguments, input=file.getvalue()).ok()
    assert (tmp_path / "out/D").read_bytes() == content


def has_image_store(engine: Engine) -> bool:
    status = engine.client.get("/info").get("DriverStatus") or []
    return ["driver-type", "io.containerd.snapshotter.v1"] in status


def test_caches_and_images_in_directories(pydock: Program, engine: Engine, tmp_path: Path) -> None:
    if not has_image_store(engine):
        pytest.skip("This engine writes no caches and no images to directories.")
    cache, layout = f"{tmp_path}/cache", f"{tmp_path}/layout"
    plant(tmp_path, {"c/Dockerfile": "FROM busybox\nRUN cat /proc/sys/kernel/random/uuid >/x\n"})
    words = ("--cache-to", f"type=local,dest={cache}", str(tmp_path / "c"))
    build(pydock, "-o", f"type=oci,tar=false,dest={layout}", *words).ok()
    pydock("builder", "prune", "-af").ok()
    again = build(pydock, "--cache-from", f"type=local,src={cache}", str(tmp_path / "c")).ok()
    assert re.search(r"RUN cat .*\n(#.*\n)*#\d+ CACHED$", again.err, re.MULTILINE)
    plant(tmp_path, {"d/Dockerfile": "FROM other AS a\nFROM scratch\nCOPY --from=a /x /\n"})
    given = ("--build-context", f"other=oci-layout://{layout}", "-o", str(tmp_path / "out"))
    build(pydock, *given, str(tmp_path / "d")).ok()
    assert len((tmp_path / "out/x").read_text()) == 37


@pytest.mark.parametrize("missing", ["/session", "/grpc", "/session /grpc"])
def test_an_engine_that_lacks_a_way(
    pydock: Program, engine: Engine, directory: Path, tmp_path: Path, missing: str
) -> None:
    """Since API 1.53 an engine takes HTTP/2 without either."""
    if " " in missing and not engine.at_least("1.53"):
        with engine_proxy(tmp_path, engine.host, *missing.split()) as proxy:
            environ: dict[str, str | None] = {"DOCKER_HOST": proxy.host}
            done = build(pydock, "-", input="FROM busybox\n", env=environ)
        assert done.status == 1
        assert "the engine has no BuildKit" in done.err
        return
    with engine_proxy(tmp_path, engine.host, *missing.split()) as proxy:
        out = ("-o", str(tmp_path / "out"))
        host: dict[str, str | None] = {"DOCKER_HOST": proxy.host}
        build(pydock, *out, str(directory), env=host).ok()
        assert (tmp_path / "out/large").read_bytes() == (directory / "large").read_bytes()
        done = build(pydock, "-", input="FROM busybox\nRUN exit 7\n", env=host)
        assert done.status == 1
        assert "exit code: 7" in done.err


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A context whose build lasts long, and what its step is called among the processes."""
    seconds = f"10{os.getpid()}"
    plant(tmp_path, {"slow/Dockerfile": f"FROM busybox\nRUN echo begun; sleep {seconds}\n"})
    yield str(tmp_path / "slow"), f"sleep\0{seconds}\0"


def goes_on(step: str) -> bool:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if path.read_text(errors="replace") == step:
                return True
        except OSError:
            continue
    return False


def ends(step: str) -> bool:
    for _ in range(100):
        if not goes_on(step):
            return True
        time.sleep(0.1)
    return False


def test_an_interrupt_cancels_the_build(pydock: Program, slow: tuple[str, str]) -> None:
    directory, step = slow
    words = ("build", "--progress=plain", "--network=none", directory)
    with pydock.running(*words, env=WITH_BUILDKIT) as child:
        assert child.stderr is not None
        assert any(b" begun\n" in line for line in child.stderr)
        child.send_signal(signal.SIGINT)
        errors = child.stderr.read().decode()
        assert child.wait(10) == 130
    assert "CANCELED" in errors
    assert errors.endswith("ERROR: failed to build: failed to solve: Canceled: context canceled\n")
    assert ends(step)


def test_a_lost_connection_ends_the_build(
    pydock: Program, engine: Engine, tmp_path: Path, slow: tuple[str, str]
) -> None:
    directory, step = slow
    with engine_proxy(tmp_path, engine.host) as proxy:
        words = ("build", "--progress=plain", "--network=none", directory)
        environ = {**WITH_BUILDKIT, "DOCKER_HOST": proxy.host}
        with pydock.running(*words, env=environ) as child:
            assert child.stderr is not None
            assert any(b" begun\n" in line for line in child.stderr)
            proxy.cut()
            errors = child.stderr.read().decode()
            assert child.wait(10) == 1
    assert errors.endswith(
        "ERROR: failed to build: the engine closed the connection of the build\n"
    )
    assert ends(step)
