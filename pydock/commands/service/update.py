"""`docker service update`: update a service."""

from typing import Any

from pydock.api import services
from pydock.api.types.swarm import Service
from pydock.cli.app import App
from pydock.cli.command import define, exactly
from pydock.commands.shared.swarm.service_changes import (
    request_context,
    resolve_image,
    wait_unless_detached,
)
from pydock.commands.shared.swarm.service_lookups import (
    add_default_tag,
    add_ids,
    identify_credential_spec,
    network_id,
    registry_auth,
)
from pydock.commands.shared.swarm.service_options import update_options
from pydock.errors import PydockError, reported_value_errors
from pydock.spec.service.changes import ParsedOptions, part, put
from pydock.spec.service.create import network_attachment
from pydock.spec.service.option_types import ServiceUpdateOptions
from pydock.spec.service.references import (
    check_targets,
    runtime_config,
    updated_configs,
    without_names,
)
from pydock.spec.service.update import check_rollback, update_networks, updated_spec
from pydock.spec.version_rules import SERVICE_UPDATE

Json = dict[str, Any]

#: engines roll back themselves, with the --rollback options, since this API version
_ROLLBACK_API = SERVICE_UPDATE["rollback by the engine"].api_since


@define(
    "[OPTIONS] SERVICE", exactly(1), api_since="1.24", complete="services", rules=SERVICE_UPDATE
)
@update_options
def command(app: App, arguments: tuple[str, ...], options: ServiceUpdateOptions) -> None:
    """Update a service and wait for its tasks to converge.

    Settings without an option stay unchanged.

    Examples:
      pydock service update --image web:2 --update-parallelism 2 web
      pydock service update --env-add DEBUG=1 --secret-rm old web
      pydock service update --force web
    """
    name = arguments[0]
    service = services.inspect(app.engine, name)
    warnings = (
        _rolled_back(app, service) if options["rollback"] else _updated(app, service, options)
    )
    app.warn(*warnings)
    app.print(name)
    wait_unless_detached(app, name, options["detach"], quiet=options["quiet"])


def _rolled_back(app: App, service: Service) -> list[str]:
    """Roll back to the previous specification; old engines get it as an update."""
    with reported_value_errors():
        check_rollback(app.flags_given)
    if app.engine.at_least(_ROLLBACK_API):
        add_default_tag(service["Spec"])
        return services.update(
            app.engine, service, service["Spec"], registry_auth_from="spec", rollback="previous"
        )
    if not service.get("PreviousSpec"):
        raise PydockError("service does not have a previous specification to roll back to")
    add_default_tag(service["PreviousSpec"])
    return services.update(
        app.engine, service, service["PreviousSpec"], registry_auth_from="previous-spec"
    )


def _updated(app: App, service: Service, options: ServiceUpdateOptions) -> list[str]:
    """Send the changed specification; returns warnings."""
    parsed = ParsedOptions(options, app.flags_given)
    with reported_value_errors():
        spec = updated_spec(service["Spec"], options, app.flags_given, request_context(app))
        _update_networks(app, spec, parsed)
        _update_references(app, spec, parsed)
    auth = ""
    if options["with_registry_auth"]:
        container = spec["TaskTemplate"].get("ContainerSpec") or {}
        auth = registry_auth(app, container.get("Image", ""))
    resolve = "image" in app.flags_given and not options["no_resolve_image"]
    warnings = resolve_image(app, spec, auth, resolve)
    return [
        *services.update(
            app.engine,
            service,
            spec,
            registry_auth=auth,
            registry_auth_from="" if auth else "spec",
            rollback="none",
        ),
        *warnings,
    ]


def _update_networks(app: App, spec: Json, parsed: ParsedOptions) -> None:
    if not parsed.changes("network"):
        return
    removed = [network_id(app.engine, name) for name in parsed.removed("network")]
    added = [
        (one.network, {**network_attachment(one), "Target": network_id(app.engine, one.network)})
        for one in parsed.added("network")
    ]
    update_networks(spec, added, removed)


def _update_references(app: App, spec: Json, parsed: ParsedOptions) -> None:
    """Update secrets, configs and the credential spec."""
    container = part(part(spec, "TaskTemplate"), "ContainerSpec")
    if parsed.changes("secret"):
        kept = without_names("secret", container.get("Secrets") or (), parsed.removed("secret"))
        check_targets("secret", parsed.added("secret"))
        added = add_ids(app.engine, "secret", parsed.added("secret"))
        put(container, "Secrets", [*kept, *added])
    if parsed.changes("config") or "credential_spec" in parsed.given:
        _update_configs(app, container, parsed)


def _update_configs(app: App, container: Json, parsed: ParsedOptions) -> None:
    old_spec = (container.get("Privileges") or {}).get("CredentialSpec") or {}
    new_spec = parsed.values["credential_spec"] if "credential_spec" in parsed.given else None
    kept, needed = updated_configs(
        container.get("Configs") or (), parsed.removed("config"), new_spec, old_spec
    )
    references = [*parsed.added("config"), *([runtime_config(needed)] if needed else [])]
    check_targets("config", references)
    put(container, "Configs", [*kept, *add_ids(app.engine, "config", references)])
    if new_spec is None:
        return
    identify_credential_spec(new_spec, container.get("Configs", ()))
    put(part(container, "Privileges"), "CredentialSpec", new_spec)
