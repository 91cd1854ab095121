"""What `image inspect` shows of where an image comes from, beside docker 29.

Engines send `Identity` since API 1.53, and list attestations among the manifests.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.engine.program import Program
from tests.parity.recorder import Recorder, Request, running
from tests.support.recordings import Oracle, plain


def digest(digit: str) -> str:
    return f"sha256:{digit * 64}"


def manifest(digit: str, kind: str, **data: Any) -> dict[str, Any]:
    media_type = "application/vnd.oci.image.manifest.v1+json"
    return {
        "ID": digest(digit),
        "Descriptor": {"mediaType": media_type, "digest": digest(digit), "size": 480},
        "Available": True,
        "Size": {"Content": 1000, "Total": 5000},
        "Kind": kind,
        **data,
    }


IDENTITY = {
    "Signature": [
        {
            "Name": "Example",
            "Timestamps": [
                {"Type": "Tlog", "URI": "https://log.example", "Timestamp": "2026-01-02T03:04:05Z"}
            ],
            "KnownSigner": "EXA",
            "Signer": {
                "CertificateIssuer": "CN=ca",
                "SubjectAlternativeName": "https://ci.example/build",
                "RunnerEnvironment": "hosted",
            },
            "SignatureType": "bundle-v0.3",
        }
    ],
    "Pull": [{"Repository": "docker.io/library/app"}],
    "Build": [{"Ref": "default/default/abc", "CreatedAt": "2026-01-02T03:04:05.6Z"}],
}

IMAGE = {
    "Id": digest("1"),
    "RepoTags": ["app:1"],
    "RepoDigests": [f"app@{digest('1')}"],
    "Created": "2026-01-02T03:04:05Z",
    "Config": {"Cmd": ["sh"]},
    "Architecture": "amd64",
    "Os": "linux",
    "Size": 1000,
    "RootFS": {"Type": "layers", "Layers": [digest("2")]},
    "Metadata": {"LastTagTime": "2026-01-02T03:04:05Z"},
    "Identity": IDENTITY,
    "Manifests": [
        manifest(
            "3",
            "image",
            ImageData={
                "Platform": {"architecture": "amd64", "os": "linux"},
                "Identity": IDENTITY,
                "Size": {"Unpacked": 4000},
                "Containers": ["4f4f"],
            },
        ),
        manifest("5", "attestation", AttestationData={"For": digest("3")}),
    ],
}

TEMPLATES = (
    "",
    "{{json .Identity}}",
    "{{range .Identity.Build}}{{.Ref}} {{.CreatedAt}}{{end}}",
    "{{(index .Identity.Pull 0).Repository}}",
    "{{with index .Identity.Signature 0}}{{.Name}} {{.KnownSigner}} {{.SignatureType}}{{end}}",
    "{{with (index .Identity.Signature 0).Signer}}{{.SubjectAlternativeName}} {{.Issuer}}{{end}}",
    "{{range (index .Identity.Signature 0).Timestamps}}{{.Type}} {{.Timestamp}}{{end}}",
    "{{json (index .Identity.Signature 0).Signer}}",
    "{{range .Manifests}}{{.Kind}} {{with .AttestationData}}of {{.For}}{{end}}; {{end}}",
    "{{range .Manifests}}{{with .ImageData}}{{.Platform.OS}} {{json .Identity.Pull}}{{end}}{{end}}",
    "{{json .Manifests}}",
    "{{.Identity.Nothing}}",
)


class Engine(Recorder):
    """An engine with one image."""

    def __init__(self, socket: Path) -> None:
        super().__init__(socket)
        self.api_version = "1.55"

    def answer(self, request: Request, headers: Mapping[str, str]) -> tuple[int, Any]:
        if request.path == "/images/app/json":
            return 200, IMAGE
        return super().answer(request, headers)


@pytest.fixture
def engine_with_image(tmp_path: Path) -> Iterator[Engine]:
    with running(Engine(tmp_path / "engine.sock")) as engine:
        yield engine


@pytest.mark.parametrize("template", TEMPLATES)
def test_identity_and_attestations(
    template: str, engine_with_image: Engine, pydock_alone: Program, oracle: Oracle, tmp_path: Path
) -> None:
    def inspect(program: Program) -> tuple[int, str, str]:
        words = ["-f", template] if template else []
        program.environ["DOCKER_HOST"] = engine_with_image.host
        done = program("image", "inspect", *words, "app")
        return done.status, done.out, done.err

    theirs = oracle((template, IMAGE), lambda docker: inspect(Program([docker], tmp_path, None)))
    assert plain(inspect(pydock_alone)) == theirs
