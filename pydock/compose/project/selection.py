"""The services of a project that are enabled and selected, and what they use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import TypeVar

from pydock.compose.errors import ComposeError
from pydock.compose.key_order import sorted_keys
from pydock.compose.project.types import SERVICE, Project, Service

T = TypeVar("T")


def with_profiles(project: Project, profiles: Sequence[str]) -> Project:
    """Return the project with the services of the profiles enabled, all others disabled."""
    services = {**project.services, **project.disabled_services}
    enabled = {name: each for name, each in services.items() if _has_profile(each, profiles)}
    disabled = {name: each for name, each in services.items() if name not in enabled}
    return project._replace(
        services=sorted_keys(enabled, deep=False),
        disabled_services=sorted_keys(disabled, deep=False),
        profiles=tuple(profiles),
    )


def _has_profile(service: Service, profiles: Sequence[str]) -> bool:
    own = service.get("profiles")
    return not own or "*" in profiles or not set(own).isdisjoint(profiles)


def with_selected(
    project: Project, names: Sequence[str], *, with_dependencies: bool = True
) -> Project:
    """Return the project with the named services, and those that they depend on.

    A name may be a pattern. Raises ComposeError for one of no service.
    """
    if not names:
        return project
    selected = _selected(project, names, with_dependencies=with_dependencies)
    enabled = {}
    for name, service in project.services.items():
        if name in selected:
            enabled[name] = _without_dependencies(service, selected)
    others = {name: each for name, each in project.services.items() if name not in selected}
    disabled = sorted_keys({**project.disabled_services, **others}, deep=False)
    return project._replace(services=enabled, disabled_services=disabled)


def _selected(project: Project, names: Iterable[str], *, with_dependencies: bool) -> set[str]:
    """Return the services of names and patterns, and those that they depend on, depth first."""
    selected: set[str] = set()
    pending = [(name, True) for name in reversed(list(names))]
    while pending:
        name, is_required = pending.pop()
        matches = [each for each in project.services if fnmatchcase(each, name)]
        if not matches and is_required:
            raise ComposeError(f"no such service: {name}")
        added = [match for match in matches if match not in selected]
        selected.update(added)
        if with_dependencies:
            for match in reversed(added):
                dependencies = project.services[match].get("depends_on", {})
                pending += (
                    (other, one.get("required", True))
                    for other, one in reversed(dependencies.items())
                )
    return selected


def _without_dependencies(service: Service, kept: set[str]) -> Service:
    """Return the service without dependencies on others than those that are kept."""
    dependencies = service.get("depends_on")
    if dependencies is None or kept.issuperset(dependencies):
        return service
    left = {name: each for name, each in dependencies.items() if name in kept}
    changed: Service = {**service, "depends_on": left}
    if not left:
        del changed["depends_on"]
    return changed


def without_unused(project: Project) -> Project:
    """Return the project without networks, volumes, secrets and so on that no service uses."""
    networks: set[str] = set()
    volumes: set[str] = set()
    secrets: set[str] = set()
    configs: set[str] = set()
    models: set[str] = set()
    for service in project.services.values():
        networks.update(service.get("networks", ()))
        for mount in service.get("volumes", ()):
            if mount.get("type") == "volume":
                volumes.add(mount.get("source", ""))
        build_secrets = service.get("build", {}).get("secrets", ())
        for secret in (*service.get("secrets", ()), *build_secrets):
            secrets.add(secret.get("source", ""))
        configs.update(config.get("source", "") for config in service.get("configs", ()))
        models.update(service.get("models", ()))
    return project._replace(
        networks=_only(project.networks, networks),
        volumes=_only(project.volumes, volumes),
        secrets=_only(project.secrets, secrets),
        configs=_only(project.configs, configs),
        models=_only(project.models, models),
    )


def _only(section: Mapping[str, T], keys: set[str]) -> dict[str, T]:
    return {key: item for key, item in section.items() if key in keys}


def in_dependency_order(project: Project) -> list[str]:
    """Return the names of the services, sorted, those that others depend on in front of them."""
    found: dict[str, None] = {}
    entered: set[str] = set()
    pending = sorted(project.services, reverse=True)
    while pending:
        name = pending[-1]
        if name in entered:
            found[pending.pop()] = None
        else:
            entered.add(name)
            others = project.services[name].get("depends_on", {}).keys()
            pending += sorted(others & project.services.keys(), reverse=True)
    return list(found)


def service_of(project: Project, name: str) -> Service:
    """Return an enabled service. Raises ComposeError."""
    try:
        return project.services[name]
    except KeyError:
        reason = "disabled" if name in project.disabled_services else "not found"
        raise ComposeError(f"no such service: {name}: {reason}") from None


def with_default_platform(project: Project) -> Project:
    """Return the project with the platform of the environment for services that are built."""
    default = project.environment.get("DOCKER_DEFAULT_PLATFORM", "")
    services = {}
    for name, service in project.services.items():
        build = service.get("build")
        if build is None:
            services[name] = service
            continue
        platforms = build.get("platforms")
        platform = service.get("platform", "")
        if platforms and not platform and default and default not in platforms:
            raise ComposeError(
                f'service "{name}" build.platforms does not support value set by'
                f" DOCKER_DEFAULT_PLATFORM: {default}"
            )
        platform = platform or default
        if platforms and platform and platform not in platforms:
            raise ComposeError(
                f'service "{name}" build configuration does not support platform: {platform}'
            )
        changed: Service = {**service, "platform": platform} if platform else service
        services[name] = SERVICE.in_order(changed)
    return project._replace(services=services)
