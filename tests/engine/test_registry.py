"""`login`, `push`, `pull` and `manifest` on a real engine and a real registry with passwords."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Engine, RunningRegistry, started
from tests.engine.console import Console
from tests.engine.machine import in_network_of
from tests.engine.program import Program
from tests.engine.registry import PythonServer, free_port

HELPER = """#!/bin/sh
# keeps what it has to store beside itself, and notes how it was called
cd "$(dirname "$0")"
echo "$*" >>calls
case $1 in
store) cat >kept ;;
get) cat >/dev/null; [ -e kept ] && cat kept || { echo "credentials not found in native keychain"; exit 1; } ;;
erase) cat >/dev/null; rm -f kept ;;
esac
"""  # noqa: E501


@pytest.fixture
def repository(registry: RunningRegistry, name: str) -> str:
    """The name of a repository in the registry that nobody else uses."""
    return f"{registry.address}/{name}"


@pytest.fixture
def logged_in(pydock: Program, registry: RunningRegistry) -> Program:
    pydock.log_in(registry.address, registry.user, registry.password)
    return pydock


@pytest.fixture
def remote(engine: Engine, registry: RunningRegistry, repository: str) -> str:
    """A repository with the tags v1 and v2 that the engine does not have."""
    for tag in ("v1", "v2"):
        engine.client.post("/images/busybox/tag", repo=repository, tag=tag)
        engine.client.push(repository, tag, registry.user, registry.password)
        engine.client.delete(f"/images/{repository}:{tag}")
    return repository


@pytest.fixture
def engine_logs_in(engine: Engine) -> None:
    """Skips a test of `login` where the engine cannot do it."""
    if engine.name == "podman":
        pytest.skip("Podman's own login speaks TLS alone.")


def settings(pydock: Program) -> dict[str, object]:
    found: dict[str, object] = json.loads((pydock.config / "config.json").read_bytes())
    return found


def tags(engine: Engine, repository: str) -> list[str]:
    found = [tag for image in engine.client.get("/images/json") for tag in image["RepoTags"] or ()]
    return sorted(tag.rpartition(":")[2] for tag in found if tag.startswith(f"{repository}:"))


@pytest.mark.usefixtures("engine_logs_in")
def test_a_login_that_is_right(pydock: Program, registry: RunningRegistry) -> None:
    done = pydock(
        "login", "-u", registry.user, "--password-stdin", registry.address, input=registry.password
    ).ok()
    assert done.out.strip().endswith("Login Succeeded")
    assert registry.password not in done.out + done.err
    assert (pydock.config / "config.json").stat().st_mode & 0o777 == 0o600
    assert list(settings(pydock)["auths"]) == [registry.address]  # type: ignore[call-overload]
    assert pydock("login", registry.address).ok().out.strip().endswith("Login Succeeded")


@pytest.mark.usefixtures("engine_logs_in")
def test_a_login_that_is_wrong(pydock: Program, registry: RunningRegistry) -> None:
    done = pydock(
        "login", "-u", registry.user, "--password-stdin", registry.address, input="guess-guess"
    )
    assert (done.status, done.out) == (1, "")
    assert "unauthorized" in done.err.lower()
    assert "guess-guess" not in done.err
    assert not (pydock.config / "config.json").exists()


def test_a_push_without_a_login(pydock: Program, engine: Engine, repository: str) -> None:
    engine.client.post("/images/busybox/tag", repo=repository, tag="v1")
    done = pydock("push", f"{repository}:v1")
    assert done.status == 1
    assert "no basic auth credentials" in done.err or "authentication required" in done.err
    assert "digest:" not in done.out


def test_pushed_and_pulled_again(logged_in: Program, engine: Engine, repository: str) -> None:
    engine.client.post("/images/busybox/tag", repo=repository, tag="v1")
    logged_in("push", f"{repository}:v1").ok()
    logged_in("rmi", f"{repository}:v1").ok()
    assert tags(engine, repository) == []
    assert logged_in("pull", "-q", f"{repository}:v1").ok().out == f"{repository}:v1\n"
    assert tags(engine, repository) == ["v1"]
    assert logged_in("run", "--rm", f"{repository}:v1", "echo", "hello").ok().out == "hello\n"


@pytest.mark.usefixtures("engine_logs_in")
def test_from_push_to_pull(
    pydock: Program, engine: Engine, registry: RunningRegistry, repository: str
) -> None:
    pydock(
        "login", "-u", registry.user, "--password-stdin", registry.address, input=registry.password
    ).ok()
    engine.client.post("/images/busybox/tag", repo=repository, tag="v1")
    pushed = pydock("push", f"{repository}:v1").ok()
    digest = re.search(r"digest: (sha256:[0-9a-f]{64}) size: \d+", pushed.out)
    assert digest, pushed.out
    assert pydock("push", "-q", f"{repository}:v1").ok().out == f"{repository}:v1\n"
    pydock("rmi", f"{repository}:v1").ok()
    assert tags(engine, repository) == []
    pulled = pydock("pull", f"{repository}:v1").ok()
    assert f"Digest: {digest[1]}" in pulled.out
    assert tags(engine, repository) == ["v1"]
    pydock("logout", registry.address).ok()
    assert pydock("pull", f"{repository}:v1").status == 1


def test_pull_by_digest(logged_in: Program, engine: Engine, remote: str) -> None:
    if engine.name == "podman":
        pytest.skip("Podman does not say which digest it has pulled.")
    pulled = logged_in("pull", f"{remote}:v1").ok()
    digest = re.search(r"Digest: (sha256:[0-9a-f]{64})", pulled.out)
    assert digest
    logged_in("rmi", f"{remote}:v1").ok()
    by_digest = f"{remote}@{digest[1]}"
    try:
        assert logged_in("pull", by_digest).ok().out.splitlines()[-1] == by_digest
        rows = logged_in("images", "-a", "--digests", remote).ok().out.splitlines()
        assert [remote, "<none>", digest[1]] in [row.split()[:3] for row in rows]
        done = logged_in("push", by_digest)
        assert (done.status, done.err) == (1, "cannot push a digest reference\n")
    finally:
        logged_in("rmi", by_digest).ok()


def test_pull_and_push_of_all_tags(
    logged_in: Program, engine: Engine, registry: RunningRegistry, remote: str
) -> None:
    if engine.name == "podman":
        words = '"--all-tags" is not supported by Podman\n'
        assert [logged_in(verb, "-a", remote).err for verb in ("pull", "push")] == [words] * 2
        return
    assert logged_in("pull", "-a", remote).ok().out.splitlines()[-1] == remote
    assert tags(engine, remote) == ["v1", "v2"]
    other = f"{remote}-other"
    for tag in ("a", "b"):
        engine.client.post("/images/busybox/tag", repo=other, tag=tag)
    pushed = logged_in("push", "-a", other).ok().out
    assert {"a", "b"} <= set(re.findall(r"^(\w+): digest: sha256:", pushed, re.MULTILINE))
    for tag in ("a", "b"):
        engine.client.delete(f"/images/{other}:{tag}")
    logged_in("pull", "-aq", other).ok()
    assert tags(engine, other) == ["a", "b"]


@pytest.fixture
def new_layer(engine: Engine, registry: RunningRegistry, repository: str) -> str:
    """An image in the registry whose layer the engine does not have."""
    if engine.name == "podman":
        pytest.skip("Podman's progress has other words.")
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        member = tarfile.TarInfo(f"file-of-{repository.rpartition('/')[2]}")
        member.size = 1_000_000
        tar.addfile(member, io.BytesIO(os.urandom(member.size)))
    query = {"fromSrc": "-", "repo": repository, "tag": "v1"}
    engine.client.send_tar("/images/create", [archive.getvalue()], **query)
    engine.client.push(repository, "v1", registry.user, registry.password)
    engine.client.delete(f"/images/{repository}:v1")
    return f"{repository}:v1"


def test_a_pull_on_a_terminal(logged_in: Program, new_layer: str) -> None:
    window = Console(logged_in, "pull", new_layer)
    try:
        window.wait_until(lambda: window.child.poll() is not None, "the end of the pull")
        window.wait_until(lambda: window.text().endswith(f"\n{new_layer}"), "the image's name")
    finally:
        window.child.kill()
        window.child.wait()
    lines = window.text().splitlines()
    assert lines[0] == "v1: Pulling from " + new_layer.partition("/")[2].removesuffix(":v1")
    assert [line[12:] for line in lines if re.match(r"[0-9a-f]{12}: ", line)] == [": Pull complete"]
    assert any(line.startswith("Digest: sha256:") for line in lines)


@pytest.fixture
def broken_registry(engine: Engine, work_directory: Path) -> Iterator[str]:
    port = 5001 if engine.pid is not None else free_port()
    with started(
        PythonServer(work_directory / "broken-registry", "broken_registry", port, engine.pid)
    ):
        yield f"127.0.0.1:{port}"


def test_a_registry_that_hangs_up(pydock: Program, broken_registry: str) -> None:
    done = pydock("pull", f"{broken_registry}/cut:v1")
    assert done.status == 1
    assert f"{broken_registry}/cut:v1\n" not in done.out
    assert done.err


@pytest.mark.parametrize("options", [[], ["-q"]])
def test_an_error_in_the_middle_of_the_progress(
    pydock: Program, engine: Engine, broken_registry: str, options: list[str]
) -> None:
    done = pydock("pull", *options, f"{broken_registry}/gone:v1")
    assert done.status == 1
    assert f"{broken_registry}/gone:v1\n" not in done.out
    if engine.name == "docker":
        assert done.out == "" if options else done.out.startswith("v1: Pulling from gone\n")
        # the last is the form of an image store
        assert any(why in done.err for why in ("unknown blob", "it is gone", "not found"))
    else:
        assert done.err


@pytest.fixture
def helper(pydock: Program, tmp_path: Path) -> Path:
    """A credential helper in the PATH of pydock, and in its config.json."""
    directory = tmp_path / "bin"
    directory.mkdir()
    program = directory / "docker-credential-box"
    program.write_text(HELPER)
    program.chmod(0o755)
    pydock.environ["PATH"] = f"{directory}:{pydock.environ['PATH']}"
    pydock.config.mkdir()
    (pydock.config / "config.json").write_text('{"credsStore": "box"}')
    return directory


@pytest.mark.usefixtures("engine_logs_in")
def test_a_credential_helper_keeps_the_password(
    pydock: Program, registry: RunningRegistry, helper: Path, remote: str
) -> None:
    assert "non-TTY" in pydock("login", registry.address).err
    pydock(
        "login", "-u", registry.user, "--password-stdin", registry.address, input=registry.password
    ).ok()
    assert settings(pydock) == {"auths": {registry.address: {}}, "credsStore": "box"}
    assert json.loads((helper / "kept").read_text())["Secret"] == registry.password
    assert registry.password not in (helper / "calls").read_text()
    pydock("pull", "-q", f"{remote}:v1").ok()
    pydock("logout", registry.address).ok()
    assert not (helper / "kept").exists()
    pydock("rmi", f"{remote}:v1").ok()
    assert pydock("pull", f"{remote}:v1").status == 1


@pytest.mark.usefixtures("engine_logs_in")
def test_a_credential_helper_that_fails(
    pydock: Program, registry: RunningRegistry, helper: Path
) -> None:
    (helper / "docker-credential-box").write_text("#!/bin/sh\ncat; echo; echo locked; exit 5\n")
    done = pydock(
        "login", "-u", registry.user, "--password-stdin", registry.address, input=registry.password
    )
    assert done.status == 1
    assert "error saving credentials: error storing credentials - err: exit status 5" in done.err
    assert "locked" in done.err
    assert f'"{registry.password}"' not in done.err
    assert settings(pydock) == {"credsStore": "box"}


@pytest.mark.usefixtures("engine_logs_in")
def test_two_logins_at_once(pydock: Program, registry: RunningRegistry) -> None:
    servers = [registry.address, f"http://{registry.address}", f"localhost:{registry.address[-4:]}"]
    children = []
    for server in servers:
        child = subprocess.Popen(
            [*pydock.argv, "login", "-u", registry.user, "--password-stdin", server],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=pydock.environ,
        )
        assert child.stdin is not None
        child.stdin.write(registry.password.encode())
        child.stdin.close()
        children.append(child)
    assert [child.wait(60) for child in children] == [0, 0, 0]
    kept = settings(pydock)["auths"]
    assert isinstance(kept, dict)
    assert sorted(kept) == sorted({server.removeprefix("http://") for server in servers})


@pytest.fixture
def beside_registry(engine: Engine, logged_in: Program) -> Program:
    """pydock in the network of the engine: `manifest` speaks to the registry itself."""
    if engine.pid is not None:
        logged_in.argv = tuple(in_network_of(engine.pid, logged_in.argv))
    return logged_in


def test_a_manifest_list_from_its_beginning_to_its_end(
    beside_registry: Program, remote: str
) -> None:
    pydock = beside_registry
    shown = json.loads(pydock("manifest", "inspect", "--insecure", f"{remote}:v1").ok().out)
    assert shown["layers"]
    done = pydock("manifest", "create", "--insecure", f"{remote}:list", f"{remote}:v1").ok()
    assert done.out == f"Created manifest list {remote}:list\n"
    refused = pydock("manifest", "create", "--insecure", f"{remote}:list", f"{remote}:v2")
    assert refused.status == 1
    assert "--amend" in refused.err
    pydock("manifest", "create", "-a", "--insecure", f"{remote}:list", f"{remote}:v2").ok()
    pydock("manifest", "annotate", "--arch", "arm64", f"{remote}:list", f"{remote}:v2").ok()
    pushed = pydock("manifest", "push", "--insecure", "--purge", f"{remote}:list").ok()
    assert re.fullmatch(r"sha256:[0-9a-f]{64}\n", pushed.out)
    found = json.loads(pydock("manifest", "inspect", "--insecure", f"{remote}:list").ok().out)
    platforms = [item["platform"]["architecture"] for item in found["manifests"]]
    assert platforms[1:] == ["arm64"]
    gone = pydock("manifest", "rm", f"{remote}:list")
    assert (gone.status, gone.err) == (1, f"No such manifest: {remote}:list\n")


def test_a_manifest_list_over_several_repositories(
    beside_registry: Program, engine: Engine, remote: str
) -> None:
    pydock, target = beside_registry, f"{remote}-both:v1"
    pydock("manifest", "create", "--insecure", target, f"{remote}:v1").ok()
    pushed = pydock("manifest", "push", "--insecure", target).ok().out.splitlines()
    assert pushed[0].startswith(f"Pushed ref {remote}-both@sha256:")
    pydock("pull", "-q", target).ok()
    assert tags(engine, f"{remote}-both") == ["v1"]


def test_missing_manifests(beside_registry: Program, remote: str) -> None:
    for image in (f"{remote}:nope", f"{remote}-nope:v1"):
        done = beside_registry("manifest", "inspect", "--insecure", image)
        assert (done.status, done.out) == (1, "")
        assert done.err == f"no such manifest: {image}\n"
