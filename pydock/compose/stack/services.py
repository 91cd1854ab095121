"""ServiceSpecs of a project's services; the command adds IDs of secrets and configs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydock.compose.errors import ComposeError
from pydock.compose.stack.mounts import mount
from pydock.compose.stack.namespace import IMAGE_LABEL, scoped, with_stack_label
from pydock.compose.stack.objects import BUILT_IN_NETWORKS, DEFAULT_NETWORK
from pydock.options.cpus import parse_cpus
from pydock.options.restart import is_none, restart_policy
from pydock.spec.service.create import hosts_lines
from pydock.spec.service.references import check_targets, runtime_config
from pydock.spec.service.resources import effective_capabilities

if TYPE_CHECKING:
    from pydock.compose.stack.project import Project

Json = dict[str, Any]

#: first API version with networks in a TaskSpec
TASK_NETWORKS = (1, 29)
_DEFAULT_MODE = 0o444


def service_specs(project: Project, stack: str, api_version: tuple[int, int]) -> dict[str, Json]:
    """Return the ServiceSpecs by name in the file, sorted. Raises ComposeError."""
    found = {}
    for name in sorted(project.services):
        try:
            found[name] = _spec(project, name, stack, api_version)
        except (ComposeError, ValueError) as error:
            raise ComposeError(f"service {name}: {error}") from None
    return found


def _spec(project: Project, name: str, stack: str, api_version: tuple[int, int]) -> Json:
    service = project.services[name]
    deploy = service.get("deploy", {})
    labels = with_stack_label(stack, deploy.get("labels")) | {IMAGE_LABEL: service.get("image", "")}
    placement = deploy.get("placement", {})
    networks = _networks(project, name, stack)
    task: Json = {
        "ContainerSpec": _container(project, name, stack),
        "Resources": _resources(deploy.get("resources", {})),
        "Placement": {
            "Constraints": placement.get("constraints"),
            "Preferences": [
                {"Spread": {"SpreadDescriptor": preference.get("spread", "")}}
                for preference in placement.get("preferences", ())
            ],
            "MaxReplicas": placement.get("max_replicas_per_node", 0),
        },
    }
    if "logging" in service:
        logging = service["logging"]
        task["LogDriver"] = {"Name": logging.get("driver", ""), "Options": logging.get("options")}
    if (policy := _restart_policy(service)) is not None:
        task["RestartPolicy"] = policy
    spec: Json = {
        "Name": scoped(stack, name),
        "Labels": labels,
        "TaskTemplate": task,
        "Mode": _mode(deploy.get("mode", ""), deploy.get("replicas")),
        "EndpointSpec": _endpoint(deploy.get("endpoint_mode", ""), service.get("ports", ())),
    }
    for field, key in (("UpdateConfig", "update_config"), ("RollbackConfig", "rollback_config")):
        if key in deploy:
            spec[field] = _update(deploy[key])
    (task if api_version >= TASK_NETWORKS else spec)["Networks"] = networks
    return spec


def _container(project: Project, name: str, stack: str) -> Json:
    service = project.services[name]
    added, dropped = effective_capabilities(service.get("cap_add", ()), service.get("cap_drop", ()))
    spec: Json = {
        "Image": service.get("image", ""),
        "Labels": with_stack_label(stack, service.get("labels")),
        "Command": service.get("entrypoint"),
        "Args": service.get("command"),
        "Hostname": service.get("hostname", ""),
        "Env": sorted(
            key if value is None else f"{key}={value}"
            for key, value in service.get("environment", {}).items()
        ),
        "Dir": service.get("working_dir", ""),
        "User": service.get("user", ""),
        "Privileges": {"CredentialSpec": _credential_spec(project, service, stack)},
        "StopSignal": service.get("stop_signal", ""),
        "TTY": service.get("tty", False),
        "OpenStdin": service.get("stdin_open", False),
        "ReadOnly": service.get("read_only", False),
        "Mounts": [mount(one, project.volumes, stack) for one in service.get("volumes", ())],
        "Hosts": hosts_lines(service.get("extra_hosts", ())),
        "Secrets": _references(project, service, stack, "secret"),
        "Configs": _references(project, service, stack, "config"),
        "Isolation": service.get("isolation", ""),
        "Sysctls": service.get("sysctls"),
        "CapabilityAdd": added,
        "CapabilityDrop": dropped,
        "Ulimits": _ulimits(service.get("ulimits", {})),
    }
    if "init" in service:
        spec["Init"] = service["init"]
    if "stop_grace_period" in service:
        spec["StopGracePeriod"] = service["stop_grace_period"]
    if "healthcheck" in service:
        spec["Healthcheck"] = _healthcheck(service["healthcheck"])
    if "dns" in service or "dns_search" in service:
        spec["DNSConfig"] = {"Nameservers": service.get("dns"), "Search": service.get("dns_search")}
    return spec


def _ulimits(ulimits: Mapping[str, Any]) -> list[Json]:
    found = []
    for name in sorted(ulimits):
        limit = ulimits[name] or {}
        if not isinstance(limit, dict):
            limit = {"soft": limit, "hard": limit}
        found.append({"Name": name, "Hard": limit.get("hard", 0), "Soft": limit.get("soft", 0)})
    return found


def _healthcheck(check: Json) -> Json:
    if check.get("disable"):
        if "test" in check:
            raise ComposeError("test and disable can't be set at the same time")
        return {"Test": ["NONE"]}
    return {
        "Test": check.get("test"),
        "Interval": check.get("interval", 0),
        "Timeout": check.get("timeout", 0),
        "StartPeriod": check.get("start_period", 0),
        "StartInterval": check.get("start_interval", 0),
        "Retries": check.get("retries", 0),
    }


def _networks(project: Project, service: str, stack: str) -> list[Json]:
    """Return the networks of a service, with its name in the file as an alias."""
    used = project.services[service].get("networks") or {DEFAULT_NETWORK: None}
    found = []
    for name, attachment in used.items():
        if name not in project.networks and name != DEFAULT_NETWORK:
            raise ComposeError(f'undefined network "{name}"')
        target = project.networks.get(name, {}).get("name") or scoped(stack, name)
        attachment = attachment or {}
        aliases = list(attachment.get("aliases", ()))
        if target not in BUILT_IN_NETWORKS and not target.startswith("container:"):
            aliases.append(service)
        found.append(
            {"Target": target, "Aliases": aliases, "DriverOpts": attachment.get("driver_opts")}
        )
    return sorted(found, key=lambda one: str(one["Target"]))


def _references(project: Project, service: Json, stack: str, kind: str) -> list[Json]:
    """Return the references to secrets or configs, sorted by name."""
    known = project.section(f"{kind}s")
    found = []
    for reference in service.get(f"{kind}s", ()):
        source = reference.get("source", "")
        file = {
            "Name": reference.get("target") or source,
            "UID": reference.get("uid") or "0",
            "GID": reference.get("gid") or "0",
            "Mode": reference.get("mode", _DEFAULT_MODE),
        }
        found.append({"File": file, f"{kind.title()}Name": _name_of(known, kind, source, stack)})
    if kind == "config" and (source := service.get("credential_spec", {}).get("config")):
        found.append(runtime_config(_name_of(known, kind, source, stack)))
    check_targets(kind, found)
    return sorted(found, key=lambda one: str(one[f"{kind.title()}Name"]))


def _name_of(known: Mapping[str, Json], kind: str, source: str, stack: str) -> str:
    """Return the name in the swarm of a secret or config of the file."""
    if source not in known:
        raise ComposeError(f'undefined {kind} "{source}"')
    return str(known[source].get("name") or scoped(stack, source))


def _credential_spec(project: Project, service: Json, stack: str) -> Json | None:
    """Return the CredentialSpec, with a config by its name in the swarm."""
    found = service.get("credential_spec")
    if not found:
        return None
    sources = [key.title() for key in ("config", "file", "registry") if found.get(key)]
    if len(sources) > 1:
        quoted = [f'"{source}"' for source in sources]
        together = ", ".join(quoted[:-1]) + ("," if len(quoted) > 2 else "")
        raise ComposeError(
            f"invalid credential spec: cannot specify both {together} and {quoted[-1]}"
        )
    config = found.get("config", "")
    return {
        "Config": _name_of(project.configs, "config", config, stack) if config else "",
        "File": found.get("file", ""),
        "Registry": found.get("registry", ""),
    }


def _resources(resources: Json) -> Json:
    found: Json = {}
    if "limits" in resources:
        limits = resources["limits"]
        found["Limits"] = {**_cpus_and_memory(limits), "Pids": limits.get("pids", 0)}
    if "reservations" in resources:
        reserved = resources["reservations"]
        found["Reservations"] = {
            **_cpus_and_memory(reserved),
            "GenericResources": [_generic(one) for one in reserved.get("generic_resources", ())],
        }
    return found


def _cpus_and_memory(resources: Json) -> Json:
    cpus = resources.get("cpus")
    return {"NanoCPUs": parse_cpus(cpus) if cpus else 0, "MemoryBytes": resources.get("memory", 0)}


def _generic(resource: Json) -> Json:
    discrete = resource.get("discrete_resource_spec")
    if discrete is None:
        return {}
    return {
        "DiscreteResourceSpec": {
            "Kind": discrete.get("kind", ""),
            "Value": discrete.get("value", 0),
        }
    }


def _restart_policy(service: Json) -> Json | None:
    """Return the policy of `deploy`, or else the equivalent of `restart`."""
    policy = service.get("deploy", {}).get("restart_policy")
    if policy is not None:
        return {
            field: policy[key]
            for field, key in (
                ("Condition", "condition"),
                ("Delay", "delay"),
                ("MaxAttempts", "max_attempts"),
                ("Window", "window"),
            )
            if key in policy
        }
    restart = restart_policy(service.get("restart", ""))
    if is_none(restart):
        return None
    name = restart["Name"]
    if name in ("always", "unless-stopped"):
        return {"Condition": "any"}
    if name == "on-failure":
        return {"Condition": "on-failure", "MaxAttempts": restart.get("MaximumRetryCount", 0)}
    raise ComposeError(
        f"invalid restart policy: unknown policy '{name}' (must be one of 'no', 'always',"
        " 'on-failure', or 'unless-stopped')"
    )


def _update(config: Json) -> Json:
    return {
        "Parallelism": config.get("parallelism", 1),
        "Delay": config.get("delay", 0),
        "FailureAction": config.get("failure_action", ""),
        "Monitor": config.get("monitor", 0),
        "MaxFailureRatio": config.get("max_failure_ratio", 0),
        "Order": config.get("order", ""),
    }


def _mode(mode: str, replicas: int | None) -> Json:
    if mode in ("global", "global-job"):
        if replicas is not None:
            raise ComposeError("replicas can only be used with replicated or replicated-job mode")
        return {"Global" if mode == "global" else "GlobalJob": {}}
    if mode == "replicated-job":
        return {"ReplicatedJob": {"MaxConcurrent": replicas, "TotalCompletions": replicas}}
    if mode in ("", "replicated"):
        return {"Replicated": {} if replicas is None else {"Replicas": replicas}}
    raise ComposeError(f"unknown mode: {mode}")


def _endpoint(mode: str, ports: Any) -> Json:
    found = [
        {
            "Protocol": port.get("protocol", ""),
            "TargetPort": port.get("target", 0),
            "PublishedPort": port.get("published", 0),
            "PublishMode": port.get("mode", ""),
        }
        for port in ports
    ]
    found.sort(key=lambda port: int(port["PublishedPort"]))
    return {"Mode": mode.lower(), "Ports": found}
