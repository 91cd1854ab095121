"""Record what docker compose requests for each attribute: python -m tests.compose.requests.record

The docker on the PATH has the plugin, of DOCKER_CONFIG for example. Each case of `cases.txt` is a
file; `docker compose create` runs it on a played engine. The recording has the bodies of the
requests that create something.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.support.engine import PlayedEngine, Refusal, served

HERE = Path(__file__).parent
RECORDED = HERE / "recorded.jsonl"
#: the config hashes have the directory in them
DIRECTORY = Path("/tmp/pydock-compose-requests")
FILES = {
    "c.txt": "c\n",
    "d.txt": "d\n",
    "e.env": "E1=one\nE2=two\n",
    "profile.json": '{\n  "defaultAction": "SCMP_ACT_ALLOW",\n  "names": ["<a>", "b"]\n}\n',
    "l.labels": "from=file\n",
    "Dockerfile": "FROM scratch\n",
}
VERSION, OLDER_VERSION = "1.51", "1.43"
#: the cases that the older version changes
OLDER_CASES = ("mac_address", "networks", "networks with options", "healthcheck", "volumes long")
#: fields whose empty value means another thing than none
POINTERS = {
    "Init", "OomKillDisable", "MaskedPaths", "ReadonlyPaths", "Cmd", "Entrypoint", "EnableIPv4",
    "EnableIPv6", "StopTimeout",
}  # fmt: skip
IMAGE = {"Id": "sha256:" + "1a" * 32, "Os": "linux", "Architecture": "amd64"}


def read_cases() -> Iterator[tuple[str, str]]:
    """Yield the names and files of `cases.txt`."""
    for part in (HERE / "cases.txt").read_text().split("=== ")[1:]:
        name, _, text = part.partition("\n")
        yield name, text


class Answers(dict[str, Any]):
    """An engine without objects that creates everything."""

    def __init__(self, version: str) -> None:
        super().__init__()
        self.version = version

    def get(self, line: str, default: object = None) -> Any:
        path = line.partition(" ")[2]
        if line == "GET /version":
            return {"ApiVersion": self.version, "Os": "linux", "Arch": "amd64"}
        if path.startswith("/images/"):
            return IMAGE
        if line in ("GET /containers/json", "GET /networks"):
            return []
        if line == "GET /volumes":
            return {"Volumes": []}
        if line.startswith("POST"):
            return {"Id": "4f" * 32, "Warnings": []}
        if path.startswith("/containers/"):
            return {
                "Id": "4f" * 32, "Name": "/c", "State": {}, "Config": {"Labels": {}},
                "NetworkSettings": {"Networks": {}}, "Image": IMAGE["Id"],
            }  # fmt: skip
        return Refusal(404, "no such object")


def without_empty(value: Any) -> Any:
    """Return a body without the empty fields, which the engine reads as unset."""
    if isinstance(value, list):
        return [without_empty(one) for one in value]
    if not isinstance(value, dict):
        return value
    kept = {
        key: one if key in ("ExposedPorts", "Tmpfs") else without_empty(one)
        for key, one in value.items()
        if key != "ConsoleSize"
    }
    return {key: one for key, one in kept.items() if one or (key in POINTERS and one is not None)}


def run(environ: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["docker", "compose", *arguments], cwd=DIRECTORY, env=dict(environ),
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def record(text: str, version: str, socket: Path) -> dict[str, Any]:
    """Return the requests of a file, and the message of a refusal."""
    (DIRECTORY / "compose.yaml").write_text("name: p\n" + text)
    engine = PlayedEngine(Answers(version), version)
    with served(engine, socket) as host:
        environ = {**os.environ, "DOCKER_HOST": host, "HOME": "/home/me"}
        created = run(environ, "create")
    socket.unlink()
    requests = [
        {"request": request, "body": without_empty(body)}
        for request, body in zip(engine.requests, engine.bodies, strict=True)
        if request.startswith("POST")
    ]
    requests.sort(key=lambda one: json.dumps(one, sort_keys=True))
    found: dict[str, Any] = {"requests": requests}
    if created.returncode:
        found["failed"] = created.stderr
    return found


def main() -> None:
    DIRECTORY.mkdir(exist_ok=True)
    for name, text in FILES.items():
        (DIRECTORY / name).write_text(text)
    lines = []
    with TemporaryDirectory() as directory:
        for name, text in read_cases():
            for version in (VERSION, OLDER_VERSION) if name in OLDER_CASES else (VERSION,):
                found = record(text, version, Path(directory, "s"))
                found = {"name": name, "version": version, **found}
                lines.append(json.dumps(found) + "\n")
    RECORDED.write_text("".join(lines))


if __name__ == "__main__":
    main()
