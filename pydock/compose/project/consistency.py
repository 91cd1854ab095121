"""Checks that the parts of a project fit together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.compose.errors import ComposeError
from pydock.compose.project.cycles import find_cycle
from pydock.compose.project.service_parts import Deploy
from pydock.compose.project.shape import shape_of
from pydock.compose.project.types import Project, Service
from pydock.golang.strconv.quoting import quote

_INVALID = "invalid compose project"


def check_consistency(project: Project) -> None:
    """Raise ComposeError for references to nothing and attributes that contradict each other."""
    for name, service in sorted(project.services.items()):
        _Check(project, name, service).run()
    for name, secret in project.secrets.items():
        if not (secret.get("external") or secret.get("file") or secret.get("environment")):
            raise ComposeError(
                f'secret "{name}" must declare either `file` or `environment`: {_INVALID}'
            )
    _check_cycles(project)


def check_container_names(project: Project) -> None:
    """Raise ComposeError for a name of containers that two services have."""
    names: set[str] = set()
    for name, service in sorted(project.services.items()):
        container = service.get("container_name", "")
        if container in names:
            raise ComposeError(
                f'services.{name}: container name "{container}" is already in use by service {{}}"'
            )
        if container:
            names.add(container)


class _Check:
    """The checks of one service."""

    def __init__(self, project: Project, name: str, service: Service) -> None:
        self.project = project
        self.name = name
        self.service = service

    def run(self) -> None:
        self.build()
        self.networks()
        self.dependencies()
        self.references()
        self.scale()
        self.limits()
        self.watches()
        self.mounts()

    def refuse(self, reason: str) -> ComposeError:
        return ComposeError(f"{reason}: {_INVALID}")

    def build(self) -> None:
        service, name = self.service, self.name
        build = service.get("build")
        if build is None:
            if not service.get("image") and "provider" not in service:
                raise self.refuse(
                    f'service "{name}" has neither an image nor a build context specified'
                )
            return
        if build.get("dockerfile_inline") and build.get("dockerfile"):
            raise self.refuse(
                f'service "{name}" declares mutualy exclusive dockerfile and dockerfile_inline'
            )
        for context, source in build.get("additional_contexts", {}).items():
            if source.startswith("service:"):
                self.check_context(context, source.removeprefix("service:"))
        platform = service.get("platform")
        if build.get("platforms") and platform and platform not in build["platforms"]:
            raise self.refuse(f'service.build.platforms MUST include service.platform "{platform}"')

    def check_context(self, context: str, target: str) -> None:
        other = self.project.services.get(target)
        if other is None or "build" not in other:
            kind = "unknown" if other is None else "non-buildable"
            raise ComposeError(
                f'service "{self.name}" declares {kind} service "{target}" as additional contexts'
                f" {context}"
            )

    def networks(self) -> None:
        service, name = self.service, self.name
        mode = service.get("network_mode", "")
        if mode and service.get("networks"):
            raise self.refuse(
                f"service {name} declares mutually exclusive `network_mode` and `networks`"
            )
        for network in service.get("networks", {}):
            if network not in self.project.networks:
                raise self.refuse(f'service "{name}" refers to undefined network {network}')
        test = service.get("healthcheck", {}).get("test") or ["CMD"]
        if test[0] not in ("CMD", "CMD-SHELL", "NONE"):
            raise ComposeError('healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"')

    def dependencies(self) -> None:
        for other, dependency in self.service.get("depends_on", {}).items():
            if other in self.project.services:
                continue
            if other in self.project.disabled_services and not dependency.get("required"):
                continue
            raise self.refuse(f'service "{self.name}" depends on undefined service {quote(other)}')
        mode = self.service.get("network_mode", "")
        target = mode.removeprefix("service:")
        if target != mode and target not in self.project.services:
            raise ComposeError(
                f"service \"{target}\" not found for network_mode 'service:{target}'"
            )

    def references(self) -> None:
        service, project = self.service, self.project
        for mount in service.get("volumes", ()):
            source = mount.get("source")
            if mount.get("type") == "volume" and source:
                self.check_reference("volume", source, project.volumes)
        for secret in service.get("build", {}).get("secrets", ()):
            self.check_reference("build secret", secret.get("source", ""), project.secrets)
        for config in service.get("configs", ()):
            self.check_reference("config", config.get("source", ""), project.configs)
        for model in service.get("models", {}):
            self.check_reference("model", model, project.models)
        for secret in service.get("secrets", ()):
            self.check_reference("secret", secret.get("source", ""), project.secrets)

    def check_reference(self, kind: str, key: str, known: Mapping[str, Any]) -> None:
        if key not in known:
            raise self.refuse(f'service "{self.name}" refers to undefined {kind} {key}')

    def scale(self) -> None:
        service, name = self.service, self.name
        scale, deploy = service.get("scale"), service.get("deploy")
        replicas = deploy.get("replicas") if deploy else None
        if scale is not None and deploy is not None:
            if replicas is not None and scale != replicas:
                raise self.refuse(
                    f"services.{name}: can't set distinct values on 'scale' and 'deploy.replicas'"
                )
            replicas = scale
            changed: Deploy = {**deploy, "replicas": scale}
            service["deploy"] = shape_of(Deploy).in_order(changed)
        for attribute, count in (("scale", scale), ("deploy.replicas", replicas)):
            if count is not None and count < 0:
                raise ComposeError(
                    f"services.{name}.{attribute}: must be greater than or equal to 0"
                )
        count = scale if scale is not None else replicas
        if count is not None and count > 1 and service.get("container_name"):
            attribute = "scale" if scale is not None else "deploy.replicas"
            raise self.refuse(
                f"services.{attribute}: can't set container_name and {name} as container name must"
                " be unique"
            )

    def limits(self) -> None:
        resources = self.service.get("deploy", {}).get("resources", {})
        for attribute, kind, key in (
            ("cpus", "limits", "cpus"),
            ("mem_limit", "limits", "memory"),
            ("mem_reservation", "reservations", "memory"),
            ("pids_limit", "limits", "pids"),
        ):
            value: Any = self.service.get(attribute)
            resource: Any = resources.get(kind)
            if value and resource is not None and resource.get(key) != value:
                raise self.refuse(
                    f"services.{self.name}: can't set distinct values on '{attribute}' and"
                    f" 'deploy.resources.{kind}.{key}'"
                )

    def watches(self) -> None:
        for watch in self.service.get("develop", {}).get("watch", ()):
            if not watch.get("target") and watch["action"] not in ("rebuild", "restart"):
                raise self.refuse(
                    f"services.{self.name}.develop.watch: target is required for non-rebuild"
                    " actions"
                )

    def mounts(self) -> None:
        locations: dict[str, str] = {}
        tmpfs = [text.partition(":")[0] for text in self.service.get("tmpfs", ())]
        volumes = [mount.get("target", "") for mount in self.service.get("volumes", ())]
        targets = [
            *((f"tmpfs[{i}]", target) for i, target in enumerate(tmpfs)),
            *((f"volumes[{i}]", target) for i, target in enumerate(volumes)),
        ]
        for key, target in targets:
            location = f"services.{self.name}.{key}"
            if target in locations:
                raise ComposeError(
                    f"{location}: target {target} already mounted as {locations[target]}"
                )
            locations[target] = location


def _check_cycles(project: Project) -> None:
    """Raise ComposeError for services that need each other."""
    cycle = find_cycle(
        {
            name: sorted(project.services.keys() & service.get("depends_on", {}).keys())
            for name, service in sorted(project.services.items())
        }
    )
    if cycle:
        raise ComposeError(f"dependency cycle detected: {' -> '.join(cycle)}")
