"""Deploy a Compose project to a swarm."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pydock.api import networks, services, system
from pydock.api.secrets_configs import ObjectEndpoints, configs, secrets
from pydock.api.types.swarm import Service
from pydock.cli.app import App
from pydock.commands.shared.swarm.service_changes import resolve_image
from pydock.commands.shared.swarm.service_lookups import (
    add_ids,
    identify_credential_spec,
    registry_auth,
)
from pydock.commands.shared.swarm.stack_objects import remove_objects
from pydock.compose.stack import objects
from pydock.compose.stack.namespace import IMAGE_LABEL, descoped, stack_filters
from pydock.compose.stack.objects import BUILT_IN_NETWORKS
from pydock.compose.stack.services import service_specs
from pydock.config.small_file import read_small_file
from pydock.errors import NotFound, PydockError
from pydock.golang.strconv.quoting import quote
from pydock.spec.version_rules import STACK_DEPLOY

if TYPE_CHECKING:
    from pydock.compose.stack.project import Project

Json = dict[str, Any]

#: when to resolve image digests in the registry
RESOLVE = ("always", "changed", "never")


class Deployment:
    """One deployment of a stack."""

    def __init__(
        self, app: App, project: Project, stack: str, resolve: str, with_registry_auth: bool
    ) -> None:
        """`resolve` is one of RESOLVE."""
        self.app = app
        self.engine = app.engine
        self.project = project
        self.stack = stack
        self.resolve = (
            resolve if app.engine.at_least(STACK_DEPLOY["resolve-image"].api_since) else "never"
        )
        self.with_registry_auth = with_registry_auth

    def run(self, *, prune: bool) -> list[str]:
        """Create and update all, after errors in files are reported; return the services' IDs."""
        check_manager(self.app)
        specs = service_specs(self.project, self.stack, self.engine.api_version)
        new_secrets = objects.secrets(self.project, self.stack, read_small_file)
        new_configs = objects.configs(self.project, self.stack, read_small_file)
        used = objects.networks(self.project, self.stack)
        if prune:
            self.prune()
        for name in used.external:
            self.check_external(name)
        self.create_networks(used.created)
        self.store("secret", secrets, new_secrets)
        self.store("config", configs, new_configs)
        for name, spec in specs.items():
            with _failing(f"service {name}"):
                self.identify(spec)
        return self.deploy(list(specs.values()))

    def prune(self) -> None:
        """Remove services of the stack that are not in the project."""
        old = [
            service
            for service in services.ls(self.engine, stack_filters(self.stack))
            if descoped(self.stack, service["Spec"]["Name"]) not in self.project.services
        ]
        remove_objects(self.app, "service", services.rm, old)

    def check_external(self, name: str) -> None:
        """PydockError unless the swarm has this network."""
        if name in BUILT_IN_NETWORKS or name.startswith("container:"):
            return
        declared = f"network {quote(name)} is declared as external, but"
        try:
            scope = networks.inspect(self.engine, name).get("Scope", "")
        except NotFound:
            raise PydockError(
                f"{declared} could not be found. You need to create a swarm-scoped network"
                " before the stack is deployed"
            ) from None
        if scope != "swarm":
            raise PydockError(
                f'{declared} it is not in the right scope: {quote(scope)} instead of "swarm"'
            )

    def create_networks(self, bodies: list[Json]) -> None:
        """Create missing networks of the stack."""
        present = {
            network["Name"] for network in networks.ls(self.engine, stack_filters(self.stack))
        }
        for body in bodies:
            if body["Name"] not in present:
                self.app.print(f"Creating network {body['Name']}")
                with _failing(f"failed to create network {body['Name']}"):
                    networks.create(self.engine, body)

    def store(self, kind: str, api: ObjectEndpoints[Any], specs: list[Json]) -> None:
        """Create or update secrets or configs."""
        for spec in specs:
            name = spec["Name"]
            try:
                present = api.inspect(self.engine, name)
            except NotFound:
                self.app.print(f"Creating {kind} {name}")
                with _failing(f"failed to create {kind} {name}"):
                    api.create(self.engine, spec)
            else:
                with _failing(f"failed to update {kind} {name}"):
                    api.update(self.engine, present["ID"], present["Version"]["Index"], spec)

    def identify(self, spec: Json) -> None:
        """Add the IDs of secrets and configs to a ServiceSpec."""
        container = spec["TaskTemplate"]["ContainerSpec"]
        for kind, field in (("secret", "Secrets"), ("config", "Configs")):
            container[field] = add_ids(self.engine, kind, container[field])
        credential_spec = container["Privileges"]["CredentialSpec"]
        if credential_spec:
            identify_credential_spec(credential_spec, container["Configs"])

    def deploy(self, specs: list[Json]) -> list[str]:
        """Create and update services; return their IDs."""
        old = {
            one["Spec"]["Name"]: one for one in services.ls(self.engine, stack_filters(self.stack))
        }
        ids = []
        for spec in specs:
            known = old.get(spec["Name"])
            ids.append(self.update(spec, known) if known else self.create(spec))
        return ids

    def create(self, spec: Json) -> str:
        name = spec["Name"]
        auth = self.auth(spec)
        self.app.print(f"Creating service {name}")
        with _failing(f"failed to create service {name}"):
            warnings = resolve_image(self.app, spec, auth, self.resolve != "never")
            created = services.create(self.engine, spec, auth)
        self.app.warn(*(created.get("Warnings") or ()), *warnings)
        return str(created["ID"])

    def update(self, spec: Json, old: Service) -> str:
        name, task = spec["Name"], spec["TaskTemplate"]
        auth = self.auth(spec)
        self.app.print(f"Updating service {name} (id: {old['ID']})")
        old_task = old["Spec"]["TaskTemplate"]
        image = task["ContainerSpec"]["Image"]
        same = image == (old["Spec"].get("Labels") or {}).get(IMAGE_LABEL)
        if same and self.resolve != "always":
            # keep the resolved digest, so that tasks are not restarted
            task["ContainerSpec"]["Image"] = old_task["ContainerSpec"]["Image"]
        task["ForceUpdate"] = old_task.get("ForceUpdate", 0)
        resolve = self.resolve == "always" or (self.resolve == "changed" and not same)
        with _failing(f"failed to update service {name}"):
            warnings = resolve_image(self.app, spec, auth, resolve)
            warnings = [*services.update(self.engine, old, spec, registry_auth=auth), *warnings]
        self.app.warn(*warnings)
        return str(old["ID"])

    def auth(self, spec: Json) -> str:
        if not self.with_registry_auth:
            return ""
        return registry_auth(self.app, spec["TaskTemplate"]["ContainerSpec"]["Image"])


def check_manager(app: App) -> None:
    """PydockError unless the engine is a manager of a swarm."""
    swarm = system.info(app.engine).get("Swarm") or {}
    if not swarm.get("ControlAvailable"):
        raise PydockError(
            'this node is not a swarm manager. Use "docker swarm init" or "docker swarm join"'
            " to connect this node to swarm and try again"
        )


@contextmanager
def _failing(action: str) -> Iterator[None]:
    """Prefix errors with the failed action."""
    try:
        yield
    except PydockError as error:
        raise PydockError(f"{action}: {error.message}") from None
