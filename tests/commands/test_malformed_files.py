"""Configuration, contexts, manifests and answers of registries with malformed values.

Each case replaces one value of a valid file by another of any kind: a sentence, no traceback.
"""

from __future__ import annotations

import base64
import json
import random
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pydock.commands.shared.image import manifests
from pydock.oci.manifest_list import DOCKER_LIST, DOCKER_MANIFEST
from pydock.transport import Response
from tests.commands.test_malformed_responses import whole_engine
from tests.support.engine import Done, PlayedEngine, pydock_on
from tests.support.malformed_values import with_malformed_value

CASES_FOR_A_COMMAND = 150
DEEP = '{"x":' * 5000 + "1" + "}" * 5000

AUTH = {"auth": base64.b64encode(b"ann:hushhush").decode(), "email": "x", "identitytoken": "x"}
CONFIGURATION = {
    "auths": {"https://index.docker.io/v1/": AUTH, "h:1": AUTH},
    "HttpHeaders": {"X": "y"},
    **{f"{noun}Format": "{{.ID}}" for noun in (
        "ps", "images", "networks", "plugins", "volumes", "stats", "services", "tasks", "secret",
        "config", "nodes")},
    "detachKeys": "ctrl-a",
    "credHelpers": {"other": "x"},
    "pruneFilters": ["until=1h"],
    "proxies": {"default": {"httpProxy": "x", "httpsProxy": "x", "noProxy": "x", "allProxy": "x"}},
    "currentContext": "default",
    "cliPluginsExtraDirs": ["/nonexistent"],
    "plugins": {"x": {"hooks": "ps", "error-hooks": "ps"}, "pydock": {"images": "table"}},
    "aliases": {"builder": "buildx"},
    "features": {"hooks": "true", "buildkit": "false"},
}  # fmt: skip
WITH_CONFIGURATION = """
ps; images; network ls; plugin ls; volume ls; stats --no-stream; service ls; secret ls; config ls
node ls; node ps; run x; create x; pull x; push x; login h:1; logout h:1; search x; info
context ls; context show; container prune -f; build -; --help; nosuch; attach x
"""

CONTEXT = {
    "Name": "x",
    "Metadata": {"Description": "d", "StackOrchestrator": "swarm"},
    "Endpoints": {"docker": {"Host": "tcp://127.0.0.1:1", "SkipTLSVerify": False}},
}
WITH_CONTEXT = """
context ls; context ls -q; context ls --format json; context inspect x; context use x
context update --description y x; context export x -; context rm x; context show
context create y --from x; --context x context ls
"""


def check(done: Done, what: object) -> None:
    assert "a bug" not in done.err and "Traceback" not in done.err, (what, done.err)
    assert "hushhush" not in done.err + done.out, what
    assert done.status == 0 or done.err.strip(), f"silence: {what}"


def write_anew(path: Path, text: str) -> None:
    """Write a file that may exist: ext4 waits for the disk when one that was emptied is closed."""
    path.unlink(missing_ok=True)
    path.write_text(text)


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.replace("\n", ";").split(";") if line.strip()]


@pytest.mark.parametrize("line", lines(WITH_CONFIGURATION))
def test_configuration(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pydock.cli import plugins

    monkeypatch.setattr(plugins, "SYSTEM_DIRECTORIES", ())
    file = tmp_path / ".docker/config.json"
    file.parent.mkdir()
    generator = random.Random(line)
    for _ in range(CASES_FOR_A_COMMAND):
        configuration, place, value = with_malformed_value(CONFIGURATION, generator)
        write_anew(file, json.dumps(configuration))
        done = pydock_on(whole_engine(), tmp_path, terminal=True)(*line.split())
        check(done, f"{place} = {value!r}")
    file.write_text(DEEP)
    check(pydock_on(whole_engine(), tmp_path)(*line.split()), "deep")


@pytest.mark.parametrize("line", lines(WITH_CONTEXT))
def test_context(line: str, tmp_path: Path) -> None:
    directory = tmp_path / ".docker/contexts/meta" / sha256(b"x").hexdigest()
    generator = random.Random(line)
    for _ in range(CASES_FOR_A_COMMAND):
        context, place, value = with_malformed_value(CONTEXT, generator)
        directory.mkdir(parents=True, exist_ok=True)
        write_anew(directory / "meta.json", json.dumps(context))
        run = pydock_on(PlayedEngine({}), tmp_path)
        check(run(*line.split()), f"{place} = {value!r}")
        run("context", "rm", "-f", "y")
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "meta.json").write_text(DEEP)
    check(pydock_on(PlayedEngine({}), tmp_path)(*line.split()), "deep")


DIGEST = f"sha256:{'0' * 64}"
PLATFORM = {
    "architecture": "amd64", "os": "linux", "os.version": "1", "os.features": ["x"],
    "variant": "v8",
}  # fmt: skip
MANIFEST = {
    "schemaVersion": 2, "mediaType": DOCKER_MANIFEST,
    "config": {"digest": DIGEST, "size": 2, "mediaType": "x"},
    "layers": [{"digest": DIGEST, "size": 2, "mediaType": "x"}],
}  # fmt: skip
DESCRIPTOR = {"mediaType": DOCKER_MANIFEST, "digest": DIGEST, "size": 1, "platform": PLATFORM}
ENTRY = {
    "Ref": "h:1/other:1", "Descriptor": DESCRIPTOR,
    "Raw": base64.b64encode(json.dumps(MANIFEST).encode()).decode(), "SchemaV2Manifest": MANIFEST,
}  # fmt: skip
INDEX = {"schemaVersion": 2, "mediaType": DOCKER_LIST, "manifests": [DESCRIPTOR, DESCRIPTOR]}


class MalformedRegistry:
    """Has an image and an index; what it sends has a malformed value."""

    def __init__(self, generator: random.Random) -> None:
        self.generator = generator
        self.malformed = ""

    def request(
        self, method: str, path: str, scopes: object, headers: object = None, body: bytes = b""
    ) -> Response:
        assert path.startswith("/v2/") and "/../" not in path, path
        if method != "GET":
            return self._response(201, {"errors": [{"code": "X", "message": "x"}]})
        if path == "/v2/index/manifests/1":
            return self._response(200, INDEX, DOCKER_LIST)
        if path.startswith("/v2/app/manifests/"):
            return self._response(200, MANIFEST, DOCKER_MANIFEST)
        if "/blobs/" in path:
            return self._response(200, PLATFORM)
        return self._response(404, {"errors": [{"code": "X", "message": "x"}]})

    def _response(self, status: int, document: Any, media_type: str = "") -> Response:
        changed, place, value = with_malformed_value(document, self.generator)
        self.malformed += f"{place} = {value!r} "
        body = json.dumps(changed).encode()
        return Response(status, "", {"content-type": media_type}, body)


@pytest.mark.parametrize(
    "line",
    lines("inspect h:1/list; inspect -v h:1/list; inspect h:1/list h:1/app; push h:1/list;"
          "annotate --variant v7 h:1/list h:1/app; push -p h:1/list; rm h:1/list;"
          "create h:1/list2 h:1/app:1; inspect h:1/app:1; inspect -v h:1/index:1"),
)  # fmt: skip
def test_manifests(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory = tmp_path / ".docker/manifests/h-1_list-latest"
    generator = random.Random(line)
    for _ in range(CASES_FOR_A_COMMAND):
        registry = MalformedRegistry(generator)
        monkeypatch.setattr(manifests, "open_registry", lambda *_, one=registry, **__: one)
        entry, place, value = with_malformed_value(ENTRY, generator)
        directory.mkdir(parents=True, exist_ok=True)
        write_anew(directory / "h-1_app-latest", json.dumps(entry))
        done = pydock_on(PlayedEngine({}), tmp_path)("manifest", *line.split())
        check(done, f"entry{place} = {value!r}, registry: {registry.malformed}")
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "h-1_app-latest").write_text(DEEP)
    check(pydock_on(PlayedEngine({}), tmp_path)("manifest", *line.split()), "deep")
