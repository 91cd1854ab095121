"""A played registry on loopback: repositories of manifests, and lists of tags in pages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pydock.oci.manifest_list import OCI_INDEX, OCI_MANIFEST
from tests.support.http_server import Answer, Request, Server, running


def encoded(value: Any) -> bytes:
    return json.dumps(value).encode()


def digest_of(raw: bytes) -> str:
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"


class PlayedRegistry:
    """Answers requests from what is pushed to it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        server.answer = self._answer
        #: repository -> tag or digest -> media type and manifest
        self.manifests: dict[str, dict[str, tuple[str, bytes]]] = {}
        self.blobs: dict[str, bytes] = {}
        #: tags in a page
        self.page = 1000
        #: path, or the beginning of it -> another answer
        self.refusals: dict[str, Answer] = {}

    @property
    def address(self) -> str:
        return self.server.address

    @property
    def requests(self) -> list[str]:
        return self.server.targets

    def push(self, repository: str, tag: str, version: str = "1", *platforms: str) -> str:
        """Push an image, or with several platforms an index; return the digest."""
        found = {}
        for platform in platforms or ("linux/amd64",):
            system, architecture = platform.split("/")
            labels = {"Labels": {"version": version}}
            config = encoded({"os": system, "architecture": architecture, "config": labels})
            self.blobs[digest_of(config)] = config
            manifest = encoded({
                "schemaVersion": 2, "mediaType": OCI_MANIFEST,
                "config": {"digest": digest_of(config), "size": len(config)},
                "layers": [{"digest": digest_of(b""), "size": 1000 * len(version)}],
            })  # fmt: skip
            self._keep(repository, digest_of(manifest), OCI_MANIFEST, manifest)
            found[platform] = (OCI_MANIFEST, manifest)
        if len(platforms) < 2:
            kind, raw = next(iter(found.values()))
        else:
            kind, raw = OCI_INDEX, encoded({"schemaVersion": 2, "manifests": [
                {"mediaType": kind, "digest": digest_of(one), "size": len(one),
                 "platform": dict(zip(("os", "architecture"), platform.split("/"), strict=True))}
                for platform, (kind, one) in found.items()
            ]})  # fmt: skip
        self._keep(repository, tag, kind, raw)
        return digest_of(raw)

    def config_digest(self, repository: str, tag: str) -> str:
        """The digest of the configuration of an image, which is its ID in graph drivers."""
        digest: str = json.loads(self.manifests[repository][tag][1])["config"]["digest"]
        return digest

    def _keep(self, repository: str, reference: str, kind: str, raw: bytes) -> None:
        self.manifests.setdefault(repository, {})[reference] = (kind, raw)
        self.manifests[repository][digest_of(raw)] = (kind, raw)

    def _answer(self, request: Request) -> Answer:
        parts = urlsplit(request.target)
        for path, refusal in self.refusals.items():
            if parts.path.startswith(path):
                return refusal
        if parts.path == "/v2/":
            return Answer()
        repository, kind, reference = parts.path.removeprefix("/v2/").rsplit("/", 2)
        if kind == "tags" and repository in self.manifests:
            return self._tags(repository, parts.path, parse_qs(parts.query))
        if kind == "blobs" and reference in self.blobs:
            return Answer(200, self.blobs[reference])
        if found := self.manifests.get(repository, {}).get(reference):
            headers = {"Content-Type": found[0], "Docker-Content-Digest": digest_of(found[1])}
            return Answer(200, found[1], headers)
        code = "MANIFEST_UNKNOWN" if kind == "manifests" else "NAME_UNKNOWN"
        return Answer(404, encoded({"errors": [{"code": code, "message": "unknown"}]}))

    def _tags(self, repository: str, path: str, query: dict[str, list[str]]) -> Answer:
        last = query.get("last", [""])[0]
        tags = [tag for tag in sorted(self.manifests[repository]) if ":" not in tag and tag > last]
        page = tags[: self.page]
        link = {"Link": f'<{path}?last={page[-1]}>; rel="next"'} if len(page) < len(tags) else {}
        return Answer(200, encoded({"name": repository, "tags": page}), link)


@contextmanager
def played_registry() -> Iterator[PlayedRegistry]:
    """A played registry, running in a thread."""
    with running() as server:
        yield PlayedRegistry(server)
