"""The `manifest` commands on a played registry: requests, output and the local lists."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pydock.commands.shared.image import manifests
from pydock.oci.manifest_list import DOCKER_MANIFEST
from pydock.transport import Response
from tests.support.engine import Done, PlayedEngine, pydock_on


def encoded(value: Any) -> bytes:
    return json.dumps(value).encode()


def digest(raw: bytes) -> str:
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"


CONFIG = encoded({"architecture": "amd64", "os": "linux"})
MANIFEST = encoded({
    "schemaVersion": 2, "mediaType": DOCKER_MANIFEST,
    "config": {"digest": digest(CONFIG), "size": len(CONFIG)}, "layers": [],
})  # fmt: skip


class PlayedRegistry:
    """A registry with one image, h:1/app:1."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.bodies: dict[str, Any] = {}

    def request(
        self, method: str, path: str, scopes: object, headers: object = None, body: bytes = b""
    ) -> Response:
        self.requests.append(f"{method} {path}")
        if method == "PUT":
            self.bodies[path] = json.loads(body)
            return Response(201, "", {"docker-content-digest": digest(body)}, b"")
        if path == "/v2/app/manifests/1":
            return Response(200, "", {"content-type": DOCKER_MANIFEST}, MANIFEST)
        if path.startswith("/v2/app/blobs/"):
            return Response(200, "", {}, CONFIG)
        return Response(404, "Not Found", {}, b"{}")


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> PlayedRegistry:
    registry = PlayedRegistry()
    monkeypatch.setattr(manifests, "open_registry", lambda *_, **__: registry)
    return registry


@pytest.fixture
def manifest(registry: PlayedRegistry, tmp_path: Path) -> Callable[..., Done]:
    run = pydock_on(PlayedEngine({}), tmp_path)
    return lambda *arguments: run("manifest", *arguments)


def test_inspect(registry: PlayedRegistry, manifest: Callable[..., Done]) -> None:
    done = manifest("inspect", "h:1/app:1")
    assert (done.status, done.err, json.loads(done.out)) == (0, "", json.loads(MANIFEST))
    assert registry.requests == [
        "GET /v2/app/manifests/1", f"GET /v2/app/blobs/{digest(CONFIG)}"
    ]  # fmt: skip


def test_create_annotate_push_and_rm(
    registry: PlayedRegistry, manifest: Callable[..., Done]
) -> None:
    assert manifest("create", "h:1/app:all", "h:1/app:1") == (
        0, "Created manifest list h:1/app:all\n", "",
    )  # fmt: skip
    assert manifest("annotate", "--variant", "v3", "h:1/app:all", "h:1/app:1") == (0, "", "")
    entry = {
        "mediaType": DOCKER_MANIFEST, "size": len(MANIFEST), "digest": digest(MANIFEST),
        "platform": {"architecture": "amd64", "os": "linux", "variant": "v3"},
    }  # fmt: skip
    assert json.loads(manifest("inspect", "h:1/app:all").out)["manifests"] == [entry]
    registry.requests.clear()
    done = manifest("push", "h:1/app:all")
    assert (done.status, done.err, registry.requests) == (0, "", ["PUT /v2/app/manifests/all"])
    assert registry.bodies["/v2/app/manifests/all"]["manifests"] == [entry]
    assert done.out.startswith("sha256:")
    assert manifest("rm", "h:1/app:all") == (0, "", "")
    assert manifest("rm", "h:1/app:all") == (1, "", "No such manifest: h:1/app:all\n")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["inspect", "h:1/app:2"], "no such manifest: h:1/app:2"),
        (["create", "h:1/app:all", "h:1/app:2"], "no such manifest: h:1/app:2"),
        (["annotate", "h:1/app:all", "h:1/app:1"],
         "manifest for image h:1/app:1 does not exist in h:1/app:all"),
        (["push", "h:1/app:all"], "No such manifest: h:1/app:all"),
        (["inspect", "h:1/APP"],
         "invalid reference format: repository name (APP) must be lowercase"),
    ],
)  # fmt: skip
def test_refusals(arguments: list[str], error: str, manifest: Callable[..., Done]) -> None:
    assert manifest(*arguments) == (1, "", f"{error}\n")
