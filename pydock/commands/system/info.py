"""`docker info`: show the state of client and engine."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydock.api import system
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.cli.plugins import Plugin, all_plugins
from pydock.commands.shared.client_info import client_version, render
from pydock.errors import PydockError, without_password
from pydock.golang.units import binary_size, human_duration

Json = Mapping[str, Any]
Lines = Iterator[str]

_PROXIES = {"HTTP": "HttpProxy", "HTTPS": "HttpsProxy"}


@define("[OPTIONS]", no_arguments)
@option(
    "format", "f", help="Output format: 'json' or a Go template", complete="choices:json+fields"
)
def command(app: App, arguments: tuple[str, ...], *, format: str) -> int:
    """Show the state of the client and the engine."""
    plugins = all_plugins(app)
    info: Json = {}
    error = ""
    try:
        info = system.info(app.engine)
    except PydockError as failure:
        error = failure.message
    # engines hide passwords in some forms of address only
    proxies = {key: without_password(info[key]) for key in _PROXIES.values() if key in info}
    info = {**info, **proxies}
    if format:
        if error:
            app.warn(error)
        client = {"Debug": app.debug, **client_version(app), "Warnings": None}
        client["Plugins"] = [plugin.as_json() for plugin in plugins]
        render(app, format, "info", {**info, "ClientInfo": client})
    else:
        app.print(*_client(app, plugins), "", "Server:", *(_server(info) if info else ()), "")
        app.warn(*_plugin_warnings(plugins), *(info.get("Warnings") or ()))
        if error:
            app.warn(error)
    return 1 if error else 0


def _client(app: App, plugins: Iterable[Plugin]) -> Lines:
    client = client_version(app)
    yield f"Client: {client['Platform']['Name']}"
    yield f" Version:    {client['Version']}"
    yield f" Context:    {client['Context']}"
    yield f" Debug Mode: {_truth(app.debug)}"
    usable = [plugin for plugin in plugins if not plugin.error]
    if usable:
        yield " Plugins:"
    for plugin in usable:
        yield f"  {plugin.name}: {plugin.description} ({plugin.vendor})"
        if plugin.version:
            yield f"    Version:  {plugin.version}"
        if plugin.path:
            yield f"    Path:     {plugin.path}"


def _plugin_warnings(plugins: Iterable[Plugin]) -> Lines:
    for plugin in plugins:
        if plugin.error:
            yield f'WARNING: Plugin "{plugin.path}" is not valid: {plugin.error}'


def _server(info: Json) -> Lines:
    """Lines about the engine, indented by one."""
    yield f" Containers: {info.get('Containers', 0)}"
    if "ContainersRunning" in info:  # since API 1.22
        for state in ("Running", "Paused", "Stopped"):
            yield f"  {state}: {info.get(f'Containers{state}', 0)}"
    yield f" Images: {info.get('Images', 0)}"
    yield from _fields(info, ("Server Version", "ServerVersion"), ("Storage Driver", "Driver"))
    yield from _pairs(info.get("DriverStatus"), "  ")
    yield from _pairs(info.get("SystemStatus"), " ")
    yield from _fields(
        info,
        ("Logging Driver", "LoggingDriver"),
        ("Cgroup Driver", "CgroupDriver"),
        ("Cgroup Version", "CgroupVersion"),
    )
    if "Plugins" in info:  # since API 1.22
        yield from _engine_plugins(info["Plugins"] or {})
    yield from _list(" CDI spec directories:", info.get("CDISpecDirs"))
    devices = [f"{item['Source']}: {item['ID']}" for item in info.get("DiscoveredDevices") or ()]
    yield from _list(" Discovered Devices:", devices)
    if "Swarm" in info:  # since API 1.24
        yield from _swarm(info["Swarm"] or {})
    if info.get("Runtimes"):
        yield f" Runtimes: {' '.join(sorted(info['Runtimes']))}"
        yield f" Default Runtime: {info.get('DefaultRuntime', '')}"
    if info.get("OSType") == "linux":
        yield from _linux(info)
    if info.get("OSType") == "windows" and info.get("Isolation"):
        yield f" Default Isolation: {info['Isolation']}"
    yield from _machine(info)
    yield from _settings(info)


def _engine_plugins(plugins: Json) -> Lines:
    yield " Plugins:"
    for kind in ("Volume", "Network", "Authorization", "Log"):
        if plugins.get(kind) or kind in ("Volume", "Network"):
            yield f"  {kind}: {' '.join(plugins.get(kind) or ())}"


def _linux(info: Json) -> Lines:
    yield f" Init Binary: {info.get('InitBinary', '')}"
    for name, key in (("containerd", "Containerd"), ("runc", "Runc"), ("init", "Init")):
        yield f" {name} version: {(info.get(f'{key}Commit') or {}).get('ID', '')}"
    features = info.get("SecurityOptions") or ()
    if features:
        yield " Security Options:"
    for feature in features:
        for key, _, value in (part.partition("=") for part in feature.split(",")):
            if key == "name" or not value:
                yield f"  {value or key}"
            else:
                yield f"   {key.title()}: {value}"


def _machine(info: Json) -> Lines:
    yield from _fields(
        info,
        ("Kernel Version", "KernelVersion"),
        ("Operating System", "OperatingSystem"),
        ("OSType", "OSType"),
        ("Architecture", "Architecture"),
    )
    if "NCPU" in info:  # since API 1.16
        yield f" CPUs: {info['NCPU']}"
        yield f" Total Memory: {binary_size(info.get('MemTotal', 0))}"
    yield from _fields(info, ("Name", "Name"), ("ID", "ID"), ("Docker Root Dir", "DockerRootDir"))
    yield f" Debug Mode: {_truth(info.get('Debug'))}"
    if info.get("Debug"):
        yield f"  File Descriptors: {info.get('NFd', 0)}"
        yield f"  Goroutines: {info.get('NGoroutines', 0)}"
        yield f"  System Time: {info.get('SystemTime', '')}"
        yield f"  EventsListeners: {info.get('NEventsListener', 0)}"


def _settings(info: Json) -> Lines:
    proxies = ((f"{name} Proxy", key) for name, key in _PROXIES.items())
    yield from _fields(info, *proxies, ("No Proxy", "NoProxy"))
    yield from _list(" Labels:", info.get("Labels"))
    yield f" Experimental: {_truth(info.get('ExperimentalBuild'))}"
    registries = info.get("RegistryConfig") or {}
    insecure = [
        name
        for name, facts in sorted((registries.get("IndexConfigs") or {}).items())
        if not (facts or {}).get("Secure")
    ]
    networks = registries.get("InsecureRegistryCIDRs") or []
    yield from _list(" Insecure Registries:", [*insecure, *networks])
    yield from _list(" Registry Mirrors:", registries.get("Mirrors"))
    if "LiveRestoreEnabled" in info:  # since API 1.24
        yield f" Live Restore Enabled: {_truth(info['LiveRestoreEnabled'])}"
    yield from _fields(info, ("Product License", "ProductLicense"))
    pools = info.get("DefaultAddressPools") or ()
    if pools:
        yield " Default Address Pools:"
    for pool in pools:
        yield f"   Base: {pool['Base']}, Size: {pool['Size']}"
    firewall = info.get("FirewallBackend")  # since API 1.49
    if firewall is not None:
        yield f" Firewall Backend: {firewall.get('Driver', '')}"
        yield from _pairs(firewall.get("Info"), "  ")
    nri = info.get("NRI")  # since API 1.53
    if nri is not None:
        yield " NRI:"
        yield from _pairs(nri.get("Info"), "  ")


def _swarm(swarm: Json) -> Lines:
    state = swarm.get("LocalNodeState", "")
    yield f" Swarm: {state}"
    if state in ("inactive", "locked", ""):
        return
    yield f"  NodeID: {swarm.get('NodeID', '')}"
    if swarm.get("Error"):
        yield f"  Error: {swarm['Error']}"
    yield f"  Is Manager: {_truth(swarm.get('ControlAvailable'))}"
    cluster = swarm.get("Cluster") or {}
    if cluster and swarm.get("ControlAvailable") and state != "error" and not swarm.get("Error"):
        yield from _cluster(swarm, cluster)
    yield f"  Node Address: {swarm.get('NodeAddr', '')}"
    managers = sorted(peer["Addr"] for peer in swarm.get("RemoteManagers") or ())
    if managers:
        yield "  Manager Addresses:"
    for address in managers:
        yield f"   {address}"


def _cluster(swarm: Json, cluster: Json) -> Lines:
    spec = cluster.get("Spec") or {}
    raft = spec.get("Raft") or {}
    authority = spec.get("CAConfig") or {}
    yield f"  ClusterID: {cluster.get('ID', '')}"
    yield f"  Managers: {swarm.get('Managers', 0)}"
    yield f"  Nodes: {swarm.get('Nodes', 0)}"
    if cluster.get("DefaultAddrPool") is not None:
        pools = "".join(f"{pool}  " for pool in cluster["DefaultAddrPool"])
        yield f"  Default Address Pool: {pools}"
        yield f"  SubnetSize: {cluster.get('SubnetSize', 0)}"
    yield f"  Data Path Port: {cluster.get('DataPathPort', 0)}"
    yield "  Orchestration:"
    limit = (spec.get("Orchestration") or {}).get("TaskHistoryRetentionLimit") or 0
    yield f"   Task History Retention Limit: {limit}"
    yield "  Raft:"
    yield f"   Snapshot Interval: {raft.get('SnapshotInterval', 0)}"
    if raft.get("KeepOldSnapshots") is not None:
        yield f"   Number of Old Snapshots to Retain: {raft['KeepOldSnapshots']}"
    yield f"   Heartbeat Tick: {raft.get('HeartbeatTick', 0)}"
    yield f"   Election Tick: {raft.get('ElectionTick', 0)}"
    yield "  Dispatcher:"
    beat = (spec.get("Dispatcher") or {}).get("HeartbeatPeriod") or 0
    yield f"   Heartbeat Period: {human_duration(beat / 10**9)}"
    yield "  CA Configuration:"
    yield f"   Expiry Duration: {human_duration((authority.get('NodeCertExpiry') or 0) / 10**9)}"
    yield f"   Force Rotate: {authority.get('ForceRotate', 0)}"
    if (authority.get("SigningCACert") or "").strip():
        yield f"   Signing CA Certificate: \n{authority['SigningCACert'].strip()}\n"
    others = authority.get("ExternalCAs") or ()
    if others:
        yield "   External CAs:"
    for other in others:
        yield f"     {other.get('Protocol', '')}: {other.get('URL', '')}"
    locks = (spec.get("EncryptionConfig") or {}).get("AutoLockManagers")
    yield f"  Autolock Managers: {_truth(locks)}"
    yield f"  Root Rotation In Progress: {_truth(cluster.get('RootRotationInProgress'))}"


def _fields(info: Json, *names: tuple[str, str]) -> Lines:
    """A line for each field with a value."""
    for name, key in names:
        if info.get(key):
            yield f" {name}: {info[key]}"


def _pairs(pairs: Iterable[list[str]] | None, indent: str) -> Lines:
    for key, value in ((*pair, "", "")[:2] for pair in pairs or ()):
        yield f"{indent}{key}: {value}"


def _list(heading: str, values: Iterable[str] | None) -> Lines:
    found = list(values or ())
    if found:
        yield heading
        yield from (f"  {value}" for value in found)


def _truth(value: object) -> str:
    return "true" if value else "false"
