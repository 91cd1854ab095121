"""`service inspect --pretty`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pydock.golang.time.duration import Duration
from pydock.golang.units import binary_size
from pydock.views.columns import time_ago

Json = Mapping[str, Any]

_NANO = 10**9


def lines(service: Json, network_name: Callable[[str], str]) -> Iterator[str]:
    """Yield the lines; `network_name` returns the name of a network by its ID, or ""."""
    spec = service.get("Spec") or {}
    task = spec.get("TaskTemplate") or {}
    container = task.get("ContainerSpec") or {}
    yield ""
    yield f"ID:\t\t{service.get('ID') or ''}"
    yield f"Name:\t\t{spec.get('Name') or ''}"
    yield from _pairs("Labels:", spec.get("Labels"), "=")
    yield from _mode(spec.get("Mode") or {})
    yield from _update_status(service.get("UpdateStatus") or {})
    yield from _placement(task.get("Placement") or {})
    yield from _policy("Update", spec.get("UpdateConfig"))
    yield from _policy("Rollback", spec.get("RollbackConfig"))
    yield from _container(container)
    yield from _stored(container)
    yield from _log_driver(task.get("LogDriver"))
    yield from _resources(task.get("Resources"))
    if networks := task.get("Networks"):
        names = " ".join(network_name(network.get("Target") or "") for network in networks)
        yield f"Networks: {names} "
    yield from _endpoint(spec.get("EndpointSpec"), service.get("Endpoint") or {})
    yield from _health(container.get("Healthcheck"))
    yield ""


def _pairs(
    heading: str, pairs: Mapping[str, str] | None, mark: str, indent: str = " "
) -> Iterator[str]:
    if not pairs:
        return
    yield heading
    for key, value in sorted(pairs.items()):
        yield f"{indent}{key}{mark}{value}" if value else f"{indent}{key}"


def _mode(mode: Json) -> Iterator[str]:
    if mode.get("Global") is not None:
        yield "Service Mode:\tGlobal"
    elif (replicated := mode.get("Replicated")) is not None:
        yield "Service Mode:\tReplicated"
        if replicated.get("Replicas") is not None:
            yield f" Replicas:\t{replicated['Replicas']}"
    else:
        yield "Service Mode:"


def _update_status(status: Json) -> Iterator[str]:
    if not status.get("State"):
        return
    yield "UpdateStatus:"
    yield f" State:\t\t{status['State']}"
    if status.get("StartedAt"):
        yield f" Started:\t{time_ago(status['StartedAt'])}"
    if status["State"] == "completed" and status.get("CompletedAt"):
        yield f" Completed:\t{time_ago(status['CompletedAt'])}"
    yield f" Message:\t{status.get('Message') or ''}"


def _placement(placement: Json) -> Iterator[str]:
    yield "Placement:"
    if placement.get("Constraints"):
        yield f" Constraints:\t{_listed(placement['Constraints'])}"
    preferences = [one.get("Spread") for one in placement.get("Preferences") or ()]
    spreads = [f"spread={one.get('SpreadDescriptor') or ''}" for one in preferences if one]
    if spreads:
        yield f" Preferences:   {_listed(spreads)}"
    if placement.get("MaxReplicas"):
        yield f" Max Replicas Per Node:   {placement['MaxReplicas']}"


def _listed(texts: Iterable[str]) -> str:
    """Return a list as Go prints it."""
    return f"[{' '.join(texts)}]"


def _policy(which: str, config: Json | None) -> Iterator[str]:
    """Yield the lines of UpdateConfig or RollbackConfig."""
    if config is None:
        return
    yield f"{which}Config:"
    yield f" Parallelism:\t{config.get('Parallelism') or 0}"
    if config.get("Delay"):
        yield f" Delay:\t\t{_duration(config['Delay'])}"
    yield f" On failure:\t{config.get('FailureAction') or ''}"
    if config.get("Monitor"):
        yield f" Monitoring Period: {_duration(config['Monitor'])}"
    yield f" Max failure ratio: {(config.get('MaxFailureRatio') or 0):g}"
    yield f" {which} order:".ljust(20) + str(config.get("Order") or "")


def _duration(nanoseconds: int) -> str:
    return str(Duration(nanoseconds))


def _container(spec: Json) -> Iterator[str]:
    yield "ContainerSpec:"
    yield f" Image:\t\t{spec.get('Image') or ''}"
    for field, heading in (("Args", "Args"), ("Env", "Env")):
        if spec.get(field):
            yield f" {heading}:\t\t{' '.join(spec[field])} "
    if spec.get("Dir"):
        yield f" Dir:\t\t{spec['Dir']}"
    if spec.get("Init") is not None:
        yield f" Init:\t\t{str(spec['Init']).lower()}"
    if spec.get("User"):
        yield f" User: {spec['User']}"
    added, dropped = spec.get("CapabilityAdd"), spec.get("CapabilityDrop")
    if added or dropped:
        yield "Capabilities:"
    if added:
        yield f" Add: {', '.join(added)}"
    if dropped:
        yield f" Drop: {', '.join(dropped)}"
    yield from _pairs("SysCtls:", spec.get("Sysctls"), ": ")
    ulimits = spec.get("Ulimits") or ()
    limits = {
        (one.get("Name") or ""): f"{one.get('Soft') or 0}:{one.get('Hard') or 0}" for one in ulimits
    }
    yield from _pairs("Ulimits:", limits, ": ")
    if spec.get("Mounts"):
        yield "Mounts:"
    for mount in spec.get("Mounts") or ():
        yield f" Target:\t{mount.get('Target') or ''}"
        yield f"  Source:\t{mount.get('Source') or ''}"
        yield f"  ReadOnly:\t{str(bool(mount.get('ReadOnly'))).lower()}"
        yield f"  Type:\t\t{mount.get('Type') or ''}"


def _stored(spec: Json) -> Iterator[str]:
    """Yield the lines of configs and secrets."""
    for kind in ("Config", "Secret"):
        references = spec.get(f"{kind}s")
        if references:
            yield f"{kind}s:"
        for reference in references or ():
            yield f" Target:\t{(reference.get('File') or {}).get('Name') or ''}"
            yield f"  Source:\t{reference.get(f'{kind}Name') or ''}"


def _log_driver(driver: Json | None) -> Iterator[str]:
    if driver is None:
        return
    yield "Log Driver:"
    if driver.get("Name"):
        yield f" Name:\t\t{driver['Name']}"
    yield from _pairs(" LogOpts:", driver.get("Options"), ":       ", "  ")
    yield ""


def _resources(resources: Json | None) -> Iterator[str]:
    if resources is None:
        return
    yield "Resources:"
    for part in ("Reservations", "Limits"):
        amounts = resources.get(part) or {}
        cpus, memory = amounts.get("NanoCPUs"), amounts.get("MemoryBytes")
        processes = amounts.get("Pids")
        if cpus or memory or processes:
            yield f" {part}:"
        if cpus:
            yield f"  CPU:\t\t{cpus / _NANO:g}"
        if memory:
            yield f"  Memory:\t{binary_size(memory)}"
        if processes:
            yield f"  PIDs:\t\t{processes}"


def _endpoint(spec: Json | None, endpoint: Json) -> Iterator[str]:
    yield f"Endpoint Mode:\t{(spec or {}).get('Mode') or ''}"
    ports = endpoint.get("Ports") or ()
    if ports:
        yield "Ports:"
    for number, port in enumerate(ports, start=1):
        yield f" PublishedPort = {port.get('PublishedPort') or 0}"
        yield f"  Protocol = {port.get('Protocol') or ''}"
        yield f"  TargetPort = {port.get('TargetPort') or 0}"
        blank = " " if number == len(ports) else ""
        yield f"  PublishMode = {port.get('PublishMode') or ''}{blank}"


def _health(check: Json | None) -> Iterator[str]:
    if check is None:
        return
    yield " Healthcheck:"
    yield f"  Interval = {_duration(check.get('Interval') or 0)}"
    yield f"  Retries = {check.get('Retries') or 0}"
    yield f"  StartPeriod =\t{_duration(check.get('StartPeriod') or 0)}"
    yield f"  Timeout =\t{_duration(check.get('Timeout') or 0)}"
    if check.get("Test"):
        yield "  Tests:"
    *tests, last = check.get("Test") or [""]
    yield from (f"\t Test = {test}" for test in tests)
    if last:
        yield f"\t Test = {last} "
