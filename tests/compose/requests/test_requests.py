"""The requests of a project equal those that docker compose sent, attribute by attribute."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pydock.compose.errors import ComposeError
from pydock.compose.project.hashing import service_hash
from pydock.compose.project.loading import LoadOptions, load_project
from pydock.compose.project.types import Project
from pydock.compose.requests.api_socket import needs_credentials, with_api_socket
from pydock.compose.requests.container import ContainerSettings, create_request
from pydock.compose.requests.labels import CONFIG_HASH, container_labels, service_labels
from pydock.compose.requests.objects import network_body, volume_body
from pydock.compose.requests.references import resolved
from pydock.compose.requests.resources import resource_fields
from pydock.compose.requests.versions import EngineVersions
from tests.compose.requests.record import (
    DIRECTORY,
    FILES,
    IMAGE,
    RECORDED,
    read_cases,
    without_empty,
)

CASES = [json.loads(line) for line in RECORDED.read_text().splitlines()]
TEXTS = dict(read_cases())
#: lists whose order docker compose chooses at random
UNORDERED = ("Env", "Binds", "Mounts", "Ulimits", "ExtraHosts")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['name']} {case['version']}")
def test_requests_equal_those_of_docker_compose(case: dict[str, Any]) -> None:
    expected = Counter(map(text, case["requests"]))
    project = project_of(case["name"])
    if "failed" in case:
        with pytest.raises(ComposeError) as refused:
            created(project, case)
        assert refused.value.message == case["failed"].splitlines()[-1]
        return
    assert Counter(map(text, created(project, case))) == expected


class GivenFiles:
    """The files of the recording, without a disk."""

    def __init__(self, text: str) -> None:
        self._files = {**FILES, "compose.yaml": text}

    def read(self, path: str) -> bytes:
        return self._files[Path(path).name].encode()

    def is_file(self, path: str) -> bool:
        return True

    def real_path(self, path: str) -> str:
        return path


def project_of(name: str) -> Project:
    """The project of a case, as the commands load it."""
    options = LoadOptions(
        directory=str(DIRECTORY),
        config_files=(str(DIRECTORY / "compose.yaml"),),
        environ={"HOME": "/home/me"},
        files=GivenFiles(f"name: p\n{TEXTS[name]}"),
        warn=lambda text: None,
    )
    return load_project(options)


def created(project: Project, case: dict[str, Any]) -> list[dict[str, Any]]:
    """The requests of `create`."""
    major, minor = case["version"].split(".")
    version = int(major), int(minor)
    hashes = {
        one["request"]: one["body"]["Labels"][CONFIG_HASH]
        for one in case["requests"]
        if one["request"].startswith("POST /containers/create")
    }
    if needs_credentials(project):
        project = with_api_socket(project, "{}")
    requests: list[tuple[str, dict[str, Any]]] = [
        ("networks/create", network_body(project, key)) for key in project.networks
    ]
    requests += [("volumes/create", volume_body(project, key)) for key in project.volumes]
    for name, declared in project.services.items():
        service = resolved(declared, lambda name: "")
        labels = service_labels(project, name, service, image_id=IMAGE["Id"])
        replicas = (service.get("deploy") or {}).get("replicas", 1)
        for number in range(1, service.get("scale", replicas) + 1):
            container = service.get("container_name") or f"{project.name}-{name}-{number}"
            line = f"containers/create?name={container}"
            if service.get("platform"):
                line += f"&platform={service['platform']}"
            config_hash = service_hash(service)
            assert "failed" in case or config_hash == hashes[f"POST /{line}"]
            settings = ContainerSettings(
                container, service.get("image") or f"{project.name}-{name}", container,
                container_labels(labels, service, config_hash, number),
                EngineVersions(version), read,
                links=[f"{one}" if ":" in one else f"{one}:{one}"
                       for one in service.get("external_links", [])],
            )  # fmt: skip
            request = create_request(project, name, service, settings)
            requests.append((line, request.body))
            for network, endpoint in request.further_networks.items():
                body = {"Container": "4f" * 32, "EndpointConfig": endpoint}
                requests.append((f"networks/{network}/connect", body))
    if version < (1, 44):
        for line, sent in requests:
            if line == "networks/create":
                sent["CheckDuplicate"] = True
    return [{"request": f"POST /{line}", "body": body} for line, body in requests]


@pytest.mark.parametrize("limit", ["inf", "nan", "3e38"])
def test_cpu_limits_beyond_all_bounds_are_refused(limit: str) -> None:
    with pytest.raises(ComposeError, match="invalid CPU limit: "):
        resource_fields({"cpus": float(limit)})


def read(path: str) -> bytes:
    return FILES[Path(path).name].encode()


def text(request: dict[str, Any]) -> str:
    body = without_empty(request["body"])
    for values in (body, body.get("HostConfig", {})):
        for field in UNORDERED:
            if field in values:
                values[field].sort(key=lambda one: json.dumps(one, sort_keys=True))
    return json.dumps([request["request"], body], sort_keys=True)
