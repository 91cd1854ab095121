"""POST /services/create, from the options of `service create`.

Networks, secrets, configs and the config of a credential spec have their names here; the command
replaces them by IDs.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from pydock.options.environment import environment
from pydock.options.key_values import key_values, without_empty
from pydock.options.mounts import with_absolute_sources
from pydock.options.networks import Attachment
from pydock.spec.health_check import health_check
from pydock.spec.mount_versions import check_mounts
from pydock.spec.request_context import RequestContext
from pydock.spec.service import placement
from pydock.spec.service.option_types import ServiceCreateOptions, ServiceOptions
from pydock.spec.service.policies import restart_policy, update_config
from pydock.spec.service.references import check_targets, runtime_config
from pydock.spec.service.resources import effective_capabilities, generic_resources, swap_settings
from pydock.spec.version_rules import CONTAINER_SPEC, LIMITS, RESERVATIONS, SERVICE_CREATE, copied

Json = dict[str, Any]


def service_spec(
    values: ServiceCreateOptions,
    given: Collection[str],
    image: str,
    arguments: Sequence[str],
    context: RequestContext,
) -> Json:
    """Return the ServiceSpec for options by key; `given` keys. Raises ValueError, NotSupported."""
    container = _container_spec(values, given, image, arguments, context)
    mode = placement.service_mode(values)
    update = update_config("update", values, given, None)
    rollback = update_config("rollback", values, given, None)
    if placement.is_job(mode) and (update or rollback):
        raise ValueError("update and rollback configuration is not supported for jobs")
    check_mounts(container.get("Mounts", ()), SERVICE_CREATE, context)
    task = {
        "ContainerSpec": container,
        "Networks": [network_attachment(one) for one in values["network"]],
        "RestartPolicy": restart_policy(values, given, None),
        "LogDriver": log_driver(values),
    }
    return {
        "Name": values["name"],
        "Labels": key_values(values["label"]),
        "TaskTemplate": {
            **without_empty(task),
            "Resources": _resources(values, given),
            "Placement": _placement(values),
            "ForceUpdate": 0,
        },
        "Mode": mode,
        "EndpointSpec": without_empty(
            {"Mode": values["endpoint_mode"].lower(), "Ports": values["publish"]}
        ),
        **without_empty({"UpdateConfig": update, "RollbackConfig": rollback}),
    }


def _container_spec(
    values: ServiceCreateOptions,
    given: Collection[str],
    image: str,
    arguments: Sequence[str],
    context: RequestContext,
) -> Json:
    variables = environment(values["env"], values["env_file"], context.environ, context.read_file)
    added, dropped = effective_capabilities(values["cap_add"], values["cap_drop"])
    credential_spec = values["credential_spec"] or {}
    configs = list(values["config"])
    check_targets("secret", values["secret"])
    check_targets("config", configs)
    if credential_spec.get("Config"):
        configs.append(runtime_config(credential_spec["Config"]))
    found = without_empty(
        {
            "Image": image,
            "Args": list(arguments),
            "Env": last_of_each_name(variables),
            "Labels": key_values(values["container_label"]),
            "Mounts": with_absolute_sources(values["mount"], context.working_directory),
            "Hosts": hosts_lines(values["host"]),
            "Sysctls": key_values(values["sysctl"]),
            "CapabilityAdd": added,
            "CapabilityDrop": dropped,
            "Configs": configs,
            "Healthcheck": health_check(values),
            **copied(values, SERVICE_CREATE, CONTAINER_SPEC),
        }
    )
    if "stop_grace_period" in given:
        found["StopGracePeriod"] = values["stop_grace_period"]
    if credential_spec:
        found["Privileges"] = {"CredentialSpec": credential_spec}
    found["DNSConfig"] = without_empty(
        {
            "Nameservers": values["dns"],
            "Search": values["dns_search"],
            "Options": values["dns_option"],
        }
    )
    found["Init"] = values["init"]
    return found


def _resources(values: ServiceCreateOptions, given: Collection[str]) -> Json:
    limits, reservations = (
        copied(values, SERVICE_CREATE, parent) for parent in (LIMITS, RESERVATIONS)
    )
    if generic := generic_resources(values["generic_resource"]):
        reservations["GenericResources"] = generic
    return {"Limits": limits, "Reservations": reservations, **swap_settings(values, given)}


def _placement(values: ServiceCreateOptions) -> Json:
    return without_empty(
        {
            "Constraints": values["constraint"],
            "Preferences": values["placement_pref"],
            "MaxReplicas": values["replicas_max_per_node"],
        }
    )


def network_attachment(attachment: Attachment) -> Json:
    """Return the NetworkAttachmentConfig of a network, by name."""
    endpoint = {key: attachment.endpoint.get(key) for key in ("Aliases", "DriverOpts")}
    return {"Target": attachment.network, **without_empty(endpoint)}


def last_of_each_name(variables: Iterable[str]) -> list[str]:
    """Return the last variable of each name, at its position."""
    found: list[str] = []
    for variable in variables:
        if variable not in found:
            name = variable.partition("=")[0]
            found = [one for one in found if not one.startswith(f"{name}=")]
            found.append(variable)
    return found


def hosts_lines(hosts: Iterable[str]) -> list[str]:
    """Convert `name:address` to lines of a hosts file: `address name`."""
    parts = (host.partition(":") for host in hosts)
    return [f"{address} {name}" for name, _, address in parts]


def log_driver(values: ServiceOptions) -> Json:
    """Return the Driver of --log-driver and --log-opt; {} without a driver."""
    if not values["log_driver"]:
        return {}
    return without_empty({"Name": values["log_driver"], "Options": key_values(values["log_opt"])})
