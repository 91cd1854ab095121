"""The same command line with docker and with pydock: the same requests, errors and exit status.

The command lines are in `*.argv` files beside this one, a line each. Both clients speak to a
played engine that keeps their requests.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NamedTuple

import pytest

from pydock.__main__ import main
from pydock.cli.app import App
from tests.engine.program import Program, version_numbers
from tests.parity.recorder import COMMON_FILES as FILES
from tests.parity.recorder import Recorder, recording
from tests.support.recordings import Oracle, masked, plain

pytestmark = pytest.mark.slow

DIRECTORY = Path(__file__).parent


#: docker 29 sends the first ones to older engines, which read them in another way; it no longer
#: resolves the digest of an image that a service is updated to
AS_DOCKER_28 = (
    "create --mount type=bind,src=/a,dst=/b,ro,bind-recursive=readonly,bind-propagation=rprivate x",
    "network create n",
    "network create --subnet 10.1.0.0/16 n",
    "restart -s INT x",
    "stop -s INT x",
    "service update -d --image '' full",
    "service update -d --image missing:2 full",
    "service update -d --image web:2 full",
)


OLDEST_OF_DOCKER_29 = (1, 40)

#: what docker 28 requests and docker 29 leaves out
WITHOUT_EFFECT = {
    ("insertDefaults", "false"), ("rollback", "none"),
    ("stream", "0"), ("stream", "false"), ("tail", "all"),
}  # fmt: skip


class Result(NamedTuple):
    """What one client did for a command line."""

    requests: Any
    status: int
    errors: Any


def command_lines() -> Iterator[tuple[str, str]]:
    """The API version and the words of each command line; `# API 1.24` sets the version."""
    for file in sorted(DIRECTORY.glob("*.argv")):
        api_version = "1.50"
        for line in file.read_text().splitlines():
            if match := re.fullmatch(r"# API (\d+\.\d+)", line):
                api_version = match[1]
            elif line and not line.startswith("#"):
                yield api_version, line


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorder]:
    with recording(tmp_path_factory.mktemp("r")) as recorder:
        yield recorder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory that every command line runs in; `furnish` makes it as new."""
    return tmp_path_factory.mktemp("home")


def furnish(home: Path) -> None:
    """Make the directory what it is before a command runs in it."""
    for entry in home.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    for name, text in FILES.items():
        file = home / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)


@pytest.mark.parametrize(
    ("api_version", "line"), [pytest.param(*pair, id="-".join(pair)) for pair in command_lines()]
)
def test_same(
    api_version: str,
    line: str,
    oracle: Oracle,
    recorder: Recorder,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorder.api_version = api_version
    monkeypatch.chdir(home)
    words = shlex.split(line)

    def by_docker(docker: str) -> Result:
        furnish(home)
        return result_of_docker(Program([docker], home, recorder.host), words, recorder)

    theirs = oracle(
        (api_version, line, FILES),
        by_docker,
        follow_newest=line not in AS_DOCKER_28,
        with_newest=version_numbers(api_version) >= OLDEST_OF_DOCKER_29,
    )
    furnish(home)
    environ = Program(["docker"], home, recorder.host).environ
    assert plain(result_of_pydock(environ, words, recorder)) == theirs


def result_of_docker(docker: Program, words: list[str], recorder: Recorder) -> Result:
    recorder.requests.clear()
    outcome = docker(*words)
    return _result(docker.home, recorder, outcome.status, outcome.err)


def result_of_pydock(environ: dict[str, str], words: list[str], recorder: Recorder) -> Result:
    """Run it in this process, which is quicker than one of its own for each line."""
    recorder.requests.clear()
    with (
        Path("/dev/null").open() as nothing,
        Path("/dev/null").open("w") as out,
        TemporaryFile("w+", encoding="utf-8") as errors,
    ):
        status = main(words, App("docker", environ, stdin=nothing, stdout=out, stderr=errors))
        errors.seek(0)
        return _result(Path(environ["HOME"]), recorder, status, errors.read())


def _result(home: Path, recorder: Recorder, status: int, errors: str) -> Result:
    """Mask the paths of this run."""
    socket = recorder.host.removeprefix("unix://")
    masks = {str(home): "<HOME>", socket: "<SOCKET>", str(home.parent): "<ABOVE>"}
    requests = masked(recorder.requests, masks)
    for _, _, query, _ in requests:
        for key, value in WITHOUT_EFFECT:
            if query.get(key) == value:
                del query[key]
    return Result(requests, status, masked(errors, masks))
