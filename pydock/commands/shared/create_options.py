"""The options that `run` and `create` share, and the request that they make."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pydock.cli.app import App
from pydock.cli.command import option
from pydock.cli.pflag import HelpAsked
from pydock.commands.shared.input_file import read_file
from pydock.errors import PydockError
from pydock.options.devices import BYTE_RATES, CGROUP_RULES, GPUS, OPERATION_RATES, WEIGHTS
from pydock.options.environment import LABELS, VARIABLES
from pydock.options.hosts import DNS_SERVERS, EXTRA_HOSTS, LINKS, SEARCH_DOMAINS
from pydock.options.mounts import MOUNTS
from pydock.options.networks import NETWORKS
from pydock.options.resources import SYSCTLS, ULIMITS
from pydock.options.value_types import (
    BYTES,
    CPUS,
    DURATION,
    LIST,
    MAP,
    STRING,
    SWAP_BYTES,
    SWITCH,
    Int,
    Kind,
    String,
    StringList,
    Switch,
    Uint,
)
from pydock.spec.container import CreateRequest, check_stream, container_create_request
from pydock.spec.request_context import RequestContext

Body = TypeVar("Body", bound=Callable[..., Any])


class _Help(Kind):
    """`--help`, which these commands have to list: their `-h` is the host name."""

    name = ""
    bare = "true"

    def add(self, old: Any, text: str) -> Any:
        raise HelpAsked(short=False)


_STREAMS = StringList(check=check_stream)
_INT = Int()

_OPTIONS = (
    # what runs, as whom and where
    option("name", help="Name of the container"),
    option("entrypoint", "", String(None), "Program to run instead of the image's own entry point"),
    option("user", "u", STRING, "User to run as: a name or number, optionally :group"),
    option("group-add", "", LIST, "One more group of the user", engine_since="1.20"),
    option("workdir", "w", STRING, "Working directory in the container"),
    option("env", "e", VARIABLES, "Set an environment variable, or pass one on by its name",
           complete="env"),
    option("env-file", "", LIST, "Set the environment variables that a file lists",
           complete="files"),
    option("init", "", Switch(None), "Run a small init as process 1, to pass signals on and reap",
           api_since="1.25"),
    option("stop-signal", "", STRING, "Signal that asks the container to stop", complete="signals",
           engine_since="1.21"),
    option("stop-timeout", "", Int(None), "Seconds to wait for it to stop before killing it",
           api_since="1.25"),
    option("restart", "", String("no"), "When to start it again: no, always, unless-stopped or"
           " on-failure[:times]", default_text='"no"',
           complete="choices:no,always,on-failure,on-failure:,unless-stopped", engine_since="1.14"),
    option("rm", "", SWITCH, "Remove the container and its unnamed volumes when it ends"),
    option("label", "l", LABELS, "Attach a label (key=value)", engine_since="1.17"),
    option("label-file", "", LIST, "Attach the labels that a file lists", complete="files",
           engine_since="1.17"),
    option("annotation", "", MAP, "Pass an annotation (key=value) on to the runtime",
           api_since="1.43"),
    option("cidfile", "", STRING, "File to write the container's id to", complete="files"),
    # the image
    option("platform", "", STRING, "Platform to run, such as linux/arm64", api_since="1.32",
           complete="platforms"),
    option("pull", "", String("missing"), "When to pull the image: always, missing or never",
           default_text='"missing"', complete="choices:always,missing,never"),
    option("quiet", "q", SWITCH, "Show nothing of the pull"),
    option("disable-content-trust", "", Switch(True), "Do not verify the image",
           default_text="true"),
    # streams
    option("attach", "a", _STREAMS, "Attach stdin, stdout or stderr only",
           complete="choices:stdin,stdout,stderr"),
    option("interactive", "i", SWITCH, "Keep standard input open"),
    option("tty", "t", SWITCH, "Give the container a terminal"),
    option("log-driver", "", STRING, "Where the output goes", complete="log-drivers",
           engine_since="1.18"),
    option("log-opt", "", LIST, "Setting of the log driver (key=value)", engine_since="1.18"),
    # networks
    option("network", "", NETWORKS, "Network to connect to: its name, or name=...,alias=...,ip=...",
           aliases=("net",), complete="networks+choices:default,container:+joinable"),
    option("network-alias", "", LIST, "One more name on the network", aliases=("net-alias",),
           engine_since="1.22"),
    option("ip", "", STRING, "IPv4 address on the network", engine_since="1.22"),
    option("ip6", "", STRING, "IPv6 address on the network", engine_since="1.22"),
    option("link-local-ip", "", LIST, "Link-local address, IPv4 or IPv6", engine_since="1.24"),
    option("mac-address", "", STRING, "Hardware address, such as 92:d0:c6:0a:29:33",
           engine_since="1.16"),
    option("link", "", LINKS, "Link to another container (name[:alias])",
           complete="containers"),
    option("publish", "p", LIST, "Publish a port: [[ip:]host:]port[/protocol], with ranges"),
    option("publish-all", "P", SWITCH, "Publish every exposed port on a free port"),
    option("expose", "", LIST, "Expose a port or a range of ports"),
    option("hostname", "h", STRING, "Host name of the container"),
    option("domainname", "", STRING, "NIS domain name of the container"),
    option("add-host", "", EXTRA_HOSTS, "Add a host to /etc/hosts (name:address)",
           engine_since="1.15"),
    option("dns", "", DNS_SERVERS, "DNS server to ask"),
    option("dns-option", "", LIST, "Option of the resolver", aliases=("dns-opt",),
           engine_since="1.21"),
    option("dns-search", "", SEARCH_DOMAINS, "Domain to search names in"),
    # files
    option("volume", "v", LIST, "Mount a volume or a path: [source:]target[:options]",
           complete="volumes+folders"),
    option("mount", "", MOUNTS, "Mount a filesystem: type=...,source=...,target=...",
           complete="choices:type=bind,type=tmpfs,type=volume,type=image", engine_since="1.25"),
    option("tmpfs", "", LIST, "Mount a tmpfs (path[:options])", engine_since="1.22"),
    option("volumes-from", "", LIST, "Mount the volumes of another container",
           complete="containers"),
    option("volume-driver", "", STRING, "Driver of volumes that are made on the way",
           engine_since="1.20"),
    option("read-only", "", SWITCH, "Mount the root filesystem read-only", engine_since="1.17"),
    option("storage-opt", "", LIST, "Setting of the storage driver (key=value)",
           engine_since="1.24"),
    option("shm-size", "", BYTES, "Size of /dev/shm", engine_since="1.22"),
    # memory
    option("memory", "m", BYTES, "Most memory it may use"),
    option("memory-reservation", "", BYTES, "Memory to leave it when memory is scarce",
           engine_since="1.21"),
    option("memory-swap", "", SWAP_BYTES, "Most memory and swap together, -1 for any"),
    option("memory-swappiness", "", Int(-1), "How readily it is swapped out, 0 to 100",
           default_text="-1", engine_since="1.20"),
    option("kernel-memory", "", BYTES, "Most kernel memory it may use", engine_since="1.21"),
    option("oom-kill-disable", "", SWITCH, "Do not kill it when memory runs out",
           engine_since="1.19"),
    option("oom-score-adj", "", _INT, "How readily it is killed then, -1000 to 1000",
           engine_since="1.21"),
    # processors
    option("cpus", "", CPUS, "How many CPUs it may use, such as 1.5", api_since="1.25"),
    option("cpu-shares", "c", _INT, "Weight among containers that want a CPU"),
    option("cpu-period", "", _INT, "Length of a scheduling period in microseconds",
           engine_since="1.19"),
    option("cpu-quota", "", _INT, "Microseconds of each period that it may run",
           engine_since="1.19"),
    option("cpu-rt-period", "", _INT, "Length of a real-time period in microseconds",
           api_since="1.25"),
    option("cpu-rt-runtime", "", _INT, "Microseconds of each real-time period that it may run",
           api_since="1.25"),
    option("cpuset-cpus", "", STRING, "CPUs to run on (0-3, 0,1)"),
    option("cpuset-mems", "", STRING, "Memory nodes to use (0-3, 0,1)", engine_since="1.19"),
    option("cpu-count", "", _INT, "How many CPUs it may use (Windows)", os="windows"),
    option("cpu-percent", "", _INT, "Percentage of the CPUs it may use (Windows)", os="windows"),
    option("pids-limit", "", _INT, "Most processes it may have, -1 for any", engine_since="1.23"),
    option("ulimit", "", ULIMITS, "Limit of its processes (name=soft[:hard])", engine_since="1.18"),
    option("sysctl", "", SYSCTLS, "Kernel parameter of its namespaces (name=value)",
           engine_since="1.24"),
    # devices
    option("device", "", LIST, "Add a device: path[:path in container][:rwm], or its CDI name",
           complete="files", engine_since="1.14"),
    option("device-cgroup-rule", "", CGROUP_RULES, "Allow devices by a rule, such as c 1:3 rwm",
           engine_since="1.28"),
    option("gpus", "", GPUS, "Add GPUs: all, a number, or device=...", api_since="1.40",
           complete="choices:all,device="),
    option("blkio-weight", "", Uint(16), "Weight for block devices, 10 to 1000, or 0 for none",
           engine_since="1.19"),
    option("blkio-weight-device", "", WEIGHTS, "Weight for one block device (path:weight)",
           engine_since="1.22"),
    option("device-read-bps", "", BYTE_RATES, "Most bytes a second to read from a device",
           engine_since="1.22"),
    option("device-write-bps", "", BYTE_RATES, "Most bytes a second to write to a device",
           engine_since="1.22"),
    option("device-read-iops", "", OPERATION_RATES, "Most reads a second from a device",
           engine_since="1.22"),
    option("device-write-iops", "", OPERATION_RATES, "Most writes a second to a device",
           engine_since="1.22"),
    option("io-maxbandwidth", "", BYTES, "Most bytes a second for the system drive (Windows)",
           os="windows"),
    option("io-maxiops", "", Uint(), "Most operations a second for the system drive (Windows)",
           os="windows"),
    # rights and namespaces
    option("privileged", "", SWITCH, "Give it the rights of the host's root"),
    option("cap-add", "", LIST, "Add a capability", complete="capabilities", engine_since="1.14"),
    option("cap-drop", "", LIST, "Take a capability away", complete="capabilities",
           engine_since="1.14"),
    option("security-opt", "", LIST, "Security setting, such as seccomp=profile.json",
           complete="choices:apparmor=,label=,no-new-privileges,seccomp=,systempaths=unconfined",
           engine_since="1.15"),
    option("cgroup-parent", "", STRING, "Control group to make its own in", engine_since="1.18"),
    option("cgroupns", "", STRING, "Cgroup namespace: host or private", api_since="1.41",
           complete="choices:host,private"),
    option("ipc", "", STRING, "IPC namespace: host, private, shareable, none or container:name",
           complete="choices:host,none,private,shareable,container:+joinable", engine_since="1.17"),
    option("pid", "", STRING, "Process namespace: host or container:name",
           complete="choices:host,container:+joinable", engine_since="1.17"),
    option("userns", "", STRING, "User namespace: host", complete="choices:host",
           engine_since="1.23"),
    option("uts", "", STRING, "UTS namespace: host", complete="choices:host", engine_since="1.19"),
    option("runtime", "", STRING, "Runtime to use", engine_since="1.24"),
    option("isolation", "", STRING, "How it is isolated (Windows)", complete="isolations",
           engine_since="1.22"),
    option("use-api-socket", "", SWITCH, "Give it the engine's socket and your registry logins"),
    # health
    option("health-cmd", "", STRING, "Command that checks its health", engine_since="1.24"),
    option("health-interval", "", DURATION, "Time between two checks", default_text="0s",
           engine_since="1.24"),
    option("health-retries", "", _INT, "How many failures in a row make it unhealthy",
           engine_since="1.24"),
    option("health-start-period", "", DURATION, "Time to start before failures count",
           api_since="1.29", default_text="0s"),
    option("health-start-interval", "", DURATION, "Time between two checks while it starts",
           api_since="1.44", default_text="0s"),
    option("health-timeout", "", DURATION, "Longest time of one check", default_text="0s",
           engine_since="1.24"),
    option("no-healthcheck", "", SWITCH, "Do not check its health", engine_since="1.24"),
    option("help", "", _Help(), "Show this page"),
)  # fmt: skip


def create_options(body: Body) -> Body:
    """Declare every option that `run` and `create` share."""
    for declare in _OPTIONS:
        body = declare(body)
    return body


def parse_create_request(
    app: App, arguments: Sequence[str], options: Mapping[str, Any]
) -> CreateRequest:
    """The request of a command line: an image, a command, and the options by key.

    ValueError in docker's words for options that make no sense; PydockError for what the
    engine cannot do.
    """
    image, *command = arguments
    if options["pull"] not in ("", "always", "missing", "never"):
        raise ValueError(
            f"invalid pull option: '{options['pull']}': must be one of"
            ' "always", "missing" or "never"'
        )
    context = RequestContext(
        environ=app.environ,
        working_directory=_working_directory(app),
        read_file=read_file,
        api_version=app.engine.api_version,
        os_type=app.engine.ping.os_type,
        proxies=app.config.proxies(app.endpoint.url),
        console_size=_console_size(app),
        supports=app.engine.supports,
    )
    return container_create_request(options, image, command, context)


def _working_directory(app: App) -> str:
    """The folder that relative paths begin in; "" when it is gone."""
    from pydock.archive.copy_paths import working_directory

    try:
        return os.fsdecode(working_directory(app.environ))
    except OSError:
        return ""


def _console_size(app: App) -> tuple[int, int] | None:
    """Rows and columns of the terminal that standard output is."""
    if not app.is_terminal("stdout"):
        return None
    from pydock.terminal.window_size import window_size

    return window_size(app.stdout.fileno())


def usage_error(app: App, command: str, message: str, exit_status: int = 125) -> PydockError:
    """What docker says where a container could not be made as options and arguments ask."""
    return PydockError(
        f"{app.program}: {message}\n\nRun '{app.program} {command} --help' for more information",
        exit_status,
    )
