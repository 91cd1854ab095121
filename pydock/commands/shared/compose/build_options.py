"""The options of `build` for the image of a service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict, cast

from pydock.cli.command import default_values
from pydock.commands.shared.compose.scope import Scope
from pydock.compose.errors import ComposeError
from pydock.compose.project.service_parts import Build, FileReference
from pydock.compose.project.types import Project, Service
from pydock.compose.requests import labels
from pydock.compose.requests.references import SERVICE_PREFIX
from pydock.compose.requests.resources import ulimit_body
from pydock.golang.units import parse_bytes
from pydock.spec.build_option_types import BuildOptions


class BuildSettings(TypedDict, total=False):
    """Options of `compose build` that change what its services declare."""

    args: Sequence[str]
    no_cache: bool
    pull: bool
    quiet: bool
    ssh: str
    memory: int
    provenance: str
    sbom: str
    check: bool


def buildable_service(project: Project, name: str) -> Service:
    """Return a service, a disabled one too. Raises ComposeError."""
    service = project.services.get(name) or project.disabled_services.get(name)
    if service is None:
        raise ComposeError(f"no such service: {name}")
    return service


def build_options(
    scope: Scope, name: str, service: Service, image: str, settings: BuildSettings
) -> BuildOptions:
    """Return the options; that of the progress depends on the builder. Raises ComposeError."""
    declared = service["build"]
    project = scope.required_project
    variables = project.environment
    options = default_values("image build")
    args = {
        key: variables.get(key) if value is None else value
        for key, value in declared.get("args", {}).items()
    }
    marked = {
        **declared.get("labels", {}),
        labels.PROJECT: project.name,
        labels.SERVICE: name,
        labels.VERSION: labels.COMPOSE_VERSION,
    }
    ssh = [one.replace(": ", "=", 1) for one in declared.get("ssh", [])]
    allow = list(declared.get("entitlements", []))
    if declared.get("privileged") and "security.insecure" not in allow:
        allow.append("security.insecure")
    options |= {
        "build_arg": [
            *(f"{key}={value}" for key, value in args.items() if value is not None),
            *settings.get("args", ()),
        ],
        "build_context": [
            f"{key}={_context(scope, value)}"
            for key, value in declared.get("additional_contexts", {}).items()
        ],
        "add_host": [one.replace("=", ":", 1) for one in declared.get("extra_hosts", [])],
        "allow": allow,
        "cache_from": declared.get("cache_from", []),
        "cache_to": declared.get("cache_to", []),
        "label": [f"{key}={value}" for key, value in marked.items()],
        "network": declared.get("network") or options["network"],
        "no_cache": declared.get("no_cache", False) or settings.get("no_cache", False),
        "pull": declared.get("pull", False) or settings.get("pull", False),
        "platform": _platforms(service, declared),
        "secret": [_secret(project, one) for one in declared.get("secrets", [])],
        "shm_size": parse_bytes(declared["shm_size"]) if declared.get("shm_size") else 0,
        "ssh": [*ssh, settings["ssh"]] if settings.get("ssh") else ssh,
        "tag": [image, *declared.get("tags", [])],
        "target": declared.get("target", ""),
        "ulimit": [ulimit_body(key, one) for key, one in declared.get("ulimits", {}).items()],
        "provenance": settings.get("provenance") or declared.get("provenance", ""),
        "sbom": settings.get("sbom") or declared.get("sbom", ""),
        "isolation": declared.get("isolation", ""),
        "memory": settings.get("memory", 0),
        "check": settings.get("check", False),
        "quiet": settings.get("quiet", False),
    }
    return cast(BuildOptions, options)


def progress_of(scope: Scope, settings: BuildSettings) -> str | None:
    """Return how BuildKit shows the progress, None for its default."""
    if settings.get("quiet"):
        return "quiet"
    return {"auto": None, "json": "rawjson"}.get(scope.progress, scope.progress)


def _context(scope: Scope, value: str) -> str:
    if not value.startswith(SERVICE_PREFIX):
        return value
    name = value.removeprefix(SERVICE_PREFIX)
    image = scope.image_name(name, buildable_service(scope.required_project, name))
    return f"docker-image://{image}"


def _platforms(service: Service, declared: Build) -> list[str]:
    """Return the platforms to build for: that of the service alone, which will run."""
    if service.get("platform"):
        return [service["platform"]]
    platforms = declared.get("platforms", [])
    return platforms if len(platforms) == 1 else []


def _secret(project: Project, reference: FileReference) -> str:
    """Return a secret of a build as `--secret` has it. Raises ComposeError."""
    source = reference.get("source", "")
    id = reference.get("target") or source
    secret: Mapping[str, Any] = project.secrets.get(source, {})
    if secret.get("environment"):
        return f"id={id},env={secret['environment']}"
    if secret.get("file"):
        return f"id={id},src={secret['file']}"
    raise ComposeError(f"build.secrets only supports environment or file-based secrets: {source}")
