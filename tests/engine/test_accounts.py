"""Two accounts on one real registry, and their images, on a real engine."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Engine, started
from tests.engine.machine import in_network_of
from tests.engine.program import Program
from tests.engine.registry import PythonServer, Registry, free_port

ACCOUNTS = ("red", "blue")
BUILDERS = pytest.mark.parametrize("builder", ["0", "1"], ids=["classic", "buildkit"])


class Accounts:
    """The registry of account_registry.py, with its data and its log."""

    def __init__(self, address: str, data: Path, log: Path) -> None:
        self.address = address
        self._data = data
        self._log = log

    def used(self, path: str) -> set[str]:
        """The accounts with which a path of the registry was requested."""
        lines = [line.split() for line in self._log.read_text().splitlines()]
        return {account for account, _, target in lines if path in target} - {"-"}

    def add_tags(self, repository: str, tag: str, others: list[str]) -> None:
        """Give the image of a tag more tags, in the registry's files."""
        path = repository.partition("/")[2]
        tags = self._data / "docker/registry/v2/repositories" / path / "_manifests/tags"
        for other in others:
            shutil.copytree(tags / tag, tags / other)


@pytest.fixture(scope="module")
def accounts(engine: Engine, work_directory: Path) -> Iterator[Accounts]:
    own = engine.pid is not None
    backend_port, port = (5010, 5011) if own else (free_port(), free_port())
    directory, log = work_directory / "accounts-backend", work_directory / "accounts.log"
    backend = Registry(
        directory, port=backend_port, beside=engine.pid, dies_with_parent=True, open=True
    )
    arguments = (backend.address, str(log))
    proxy = PythonServer(
        work_directory / "accounts", "account_registry", port, engine.pid, *arguments
    )
    with started(backend), started(proxy):
        yield Accounts(f"127.0.0.1:{port}", directory / "data", log)


@pytest.fixture
def both(pydock: Program, accounts: Accounts) -> Program:
    """pydock with the logins to both namespaces."""
    auths = {
        f"{accounts.address}/{account}": {
            "auth": base64.b64encode(f"{account}:{account}-secret".encode()).decode()
        }
        for account in ACCOUNTS
    }
    pydock.config.mkdir(exist_ok=True)
    (pydock.config / "config.json").write_text(json.dumps({"auths": auths}))
    return pydock


@pytest.fixture
def beside(engine: Engine, both: Program) -> Program:
    """The same in the network of the engine, where the registry is."""
    if engine.pid is not None:
        both.argv = tuple(in_network_of(engine.pid, both.argv))
    return both


@pytest.fixture
def repositories(accounts: Accounts, name: str) -> tuple[str, str]:
    """A repository of each account that nobody else uses."""
    red, blue = (f"{accounts.address}/{account}/{name}" for account in ACCOUNTS)
    return red, blue


def make(pydock: Program, name: str, image: str) -> None:
    """Make an image of its own: a label has its name."""
    container = f"{name}-made"
    pydock("create", "--name", container, "busybox", "true").ok()
    pydock("commit", "-c", f"LABEL made={image}-{len(image)}", container, image).ok()
    pydock("rm", container).ok()


def push_all(pydock: Program, name: str, *images: str) -> None:
    """Push new images, and remove them here."""
    for image in images:
        make(pydock, name, image)
        pydock("push", "-q", image).ok()
        pydock("rmi", image).ok()


def test_each_account_pushes_and_pulls_its_own(
    both: Program, accounts: Accounts, repositories: tuple[str, str], name: str
) -> None:
    push_all(both, name, *(f"{repository}:1" for repository in repositories))
    for account, repository in zip(ACCOUNTS, repositories, strict=True):
        assert both("run", "--rm", f"{repository}:1", "echo", "hello").ok().out == "hello\n"
        assert accounts.used(f"/v2/{account}/{name}/manifests") == {account}
        both("rmi", f"{repository}:1").ok()
    green = f"{accounts.address}/green/{name}:1"
    both("tag", "busybox", green).ok()
    for verb in ("push", "pull"):
        done = both(verb, green)
        assert done.status == 1
        assert "secret" not in done.out + done.err


def test_logins_to_namespaces(
    pydock: Program, engine: Engine, accounts: Accounts, repositories: tuple[str, str], name: str
) -> None:
    if engine.name == "podman":
        pytest.skip("Podman's own login speaks TLS alone.")
    for account in ACCOUNTS:
        server = f"{accounts.address}/{account}"
        words = ("login", "-u", account, "--password-stdin", server)
        assert "unauthorized" in pydock(*words, input="wrong").err.lower()
        done = pydock(*words, input=f"{account}-secret").ok()
        assert done.out.endswith("Login Succeeded\n")
    push_all(pydock, name, *(f"{repository}:1" for repository in repositories))
    pydock("logout", f"{accounts.address}/blue").ok()
    red, blue = (pydock("pull", "-q", f"{repository}:1") for repository in repositories)
    assert (red.status, blue.status) == (0, 1)


@BUILDERS
@pytest.mark.parametrize("options", [[], ["--pull"]], ids=["missing", "pull"])
def test_a_build_from_both(
    beside: Program,
    engine: Engine,
    accounts: Accounts,
    repositories: tuple[str, str],
    name: str,
    builder: str,
    options: list[str],
) -> None:
    if engine.name == "podman" and builder == "1":
        pytest.skip("Podman has no BuildKit.")
    red, blue = (f"{repository}:{builder}{len(options)}" for repository in repositories)
    push_all(beside, name, red, blue)
    dockerfile = f"FROM {red}\nCOPY --from={blue} /bin/busybox /copied\n"
    target = f"{repositories[1]}:built"
    environ = {"DOCKER_BUILDKIT": builder}
    done = beside("build", "-q", *options, "-t", target, "-", input=dockerfile, env=environ).ok()
    assert "secret" not in done.out + done.err
    for account in ACCOUNTS:
        assert accounts.used(f"/v2/{account}/{name}/manifests") == {account}
    beside("push", "-q", target).ok()


def test_a_list_of_many_tags(
    beside: Program, accounts: Accounts, repositories: tuple[str, str], name: str
) -> None:
    red = repositories[0]
    push_all(beside, name, f"{red}:1.0")
    tags = [f"1.{number}" for number in range(1, 1203)]
    accounts.add_tags(red, "1.0", tags)
    done = beside("image", "tags", red).ok()
    assert done.out.split() == ["TAG", "1.0", *tags]
    few = beside("image", "tags", "-f", "1.11?", "--size", "--platforms", red).ok()
    header, *rows = (line.split() for line in few.out.splitlines())
    assert header == ["TAG", "SIZE", "PLATFORMS"]
    assert [row[0] for row in rows] == [f"1.{number}" for number in range(110, 120)]
    assert {row[2] for row in rows} == {"linux/amd64"}
    refused = beside("image", "tags", f"{accounts.address}/green/app")
    assert (refused.status, refused.out) == (1, "")


def test_inspect_an_image_that_is_not_here(
    beside: Program, engine: Engine, repositories: tuple[str, str], name: str
) -> None:
    red = f"{repositories[0]}:1"
    make(beside, name, red)
    beside("push", "-q", red).ok()
    template = "{{.RootFS.Layers}} {{.Architecture}} {{.Os}} {{json .Config.Labels}}"
    here = beside("image", "inspect", "-f", template, red).ok().out
    beside("rmi", red).ok()
    assert beside("image", "inspect", "--remote", "-f", template, red).ok().out == here


def outdated(pydock: Program, name: str) -> list[str]:
    """The lines of the images whose repository has this name."""
    done = pydock("outdated", "--format", "{{.Image}} {{.Status}} {{.Containers}}")
    assert "secret" not in done.out + done.err
    lines = [line.rstrip() for line in done.out.splitlines() if f"/{name}" in line]
    return [f"{line.partition('/')[2]}".replace(name, "NAME") for line in lines]


def test_what_is_behind_the_registry(
    both: Program, engine: Engine, repositories: tuple[str, str], name: str
) -> None:
    """Before and after newer images are pushed; found by the engine, and by pydock itself."""
    red, blue = repositories
    for image in (f"{red}:1", f"{red}:2", f"{blue}:1"):
        make(both, name, image)
        both("push", "-q", image).ok()
    digest = both("inspect", "-f", "{{index .RepoDigests 0}}", f"{blue}:1").ok().out.strip()
    running = {"web": f"{red}:1", "same": f"{blue}:1"}
    if engine.name != "podman":  # which lists a container by the tag of its image, too
        running["fixed"] = digest
    for container, image in running.items():
        both("run", "-d", "--name", f"{name}-{container}", image, "sleep", "600").ok()
    old = both("inspect", "-f", "{{.Id}}", f"{red}:2").ok().out.strip()
    # both tags get a newer image in the registry; here one of them has it, too
    make(both, name, f"{red}:newer")
    for tag in ("1", "2"):
        both("tag", f"{red}:newer", f"{red}:{tag}").ok()
        both("push", "-q", f"{red}:{tag}").ok()
    both("tag", old, f"{red}:2").ok()
    expected = [
        "red/NAME:1 outdated NAME-web",
        "red/NAME:2 outdated",
        "red/NAME:newer not in registry",
        "blue/NAME:1 up to date NAME-same",
        "red/NAME:1 up to date",
    ]
    if "fixed" in running:
        expected.append(f"blue/NAME@{digest.partition('@')[2]} pinned NAME-fixed")
    if engine.name != "podman":  # which sends registries no requests for its clients
        assert sorted(outdated(both, name)) == sorted(expected)
    if engine.pid is not None:
        both.argv = tuple(in_network_of(engine.pid, both.argv))
    assert sorted(outdated(both, name)) == sorted(expected)
    assert both("outdated", "-q", f"{red}:2").status == 3
    assert both("outdated", f"{blue}:*").status == 0
    both("pull", "-q", f"{red}:2").ok()
    assert both("outdated", "-q", f"{red}:2").ok().out == ""


def test_an_index_whose_other_platforms_change(
    beside: Program, repositories: tuple[str, str], name: str
) -> None:
    """The image here stays up to date until its own platform has another one."""
    red = repositories[0]
    images = {letter: f"{red}:{letter}" for letter in "abc"}
    push_all(beside, name, *images.values())

    def push_index(here: str, other: str) -> None:
        beside("manifest", "create", "--insecure", f"{red}:all", images[here], images[other]).ok()
        beside("manifest", "annotate", "--arch", "s390x", f"{red}:all", images[other]).ok()
        beside("manifest", "push", "--insecure", "--purge", f"{red}:all").ok()

    def status() -> str:
        return beside("outdated", "--format", "{{.Status}}", f"{red}:all").out.strip()

    push_index("a", "b")
    beside("pull", "-q", f"{red}:all").ok()
    assert status() == "up to date"
    push_index("a", "c")
    assert status() == "up to date"
    push_index("c", "b")
    assert status() == "outdated"
    found = beside("image", "tags", "--platforms", "-f", "all", red).ok().out.splitlines()[1]
    assert found.split(maxsplit=1)[1] == "linux/amd64, linux/s390x"
