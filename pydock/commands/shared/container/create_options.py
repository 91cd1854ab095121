"""Options of `run` and `create`, and the create request for them."""

import os
from collections.abc import Sequence

from pydock.api.engine import MAX_API_VERSION
from pydock.cli.app import App
from pydock.cli.command import combined, option
from pydock.commands.shared.container.common_options import (
    CONTAINER,
    DNS,
    ENVIRONMENT,
    health_options,
)
from pydock.commands.shared.dotenv_files import add_dotenv_variables
from pydock.commands.shared.image.content_trust import content_trust_option
from pydock.commands.shared.limit_options import container_limits
from pydock.config.small_file import read_small_file
from pydock.errors import CannotConnect, ConnectionLost, ExitStatus, PydockError
from pydock.golang.net import parse_addr
from pydock.options.devices import BYTE_RATES, CGROUP_RULES, GPUS, OPERATION_RATES, WEIGHTS
from pydock.options.environment import LABELS
from pydock.options.hosts import EXTRA_HOSTS, LINKS
from pydock.options.mounts import MOUNTS
from pydock.options.networks import NETWORKS
from pydock.options.resources import SYSCTLS, ULIMITS
from pydock.options.value_types import (
    BYTES,
    DURATION,
    IP_ADDRESS,
    LIST,
    MAP,
    STRING,
    SWITCH,
    Int,
    String,
    StringList,
    Switch,
    Uint,
)
from pydock.spec.container import (
    CreateOptions,
    CreateRequest,
    check_stream,
    container_create_request,
)
from pydock.spec.request_context import RequestContext

_STREAMS = StringList(check=check_stream)
_LINK_LOCAL_IPS = StringList(check=parse_addr)
_INT = Int()

_CHANGEABLE = (
    *CONTAINER,
    *ENVIRONMENT,
    *DNS,
    *health_options(DURATION, "0s", "container"),
    # process
    option("entrypoint", "", String(None), "Entry point, in place of the image's"),
    option("group-add", "", LIST, "Additional group of the user"),
    option("init", "", Switch(None), "Run an init process that forwards signals and reaps"),
    option("stop-signal", "", STRING, "Signal to stop the container", complete="signals"),
    option("stop-timeout", "", Int(None), "Seconds to wait for the stop before SIGKILL"),
    option("restart", "", String("no"), "Restart policy: no, always, unless-stopped or"
           " on-failure[:retries]",
           complete="choices:no,always,on-failure,on-failure:,unless-stopped"),
    option("label", "l", LABELS, "Label of the container (key=value)"),
    option("label-file", "", LIST, "Read labels from a file", complete="files"),
    option("annotation", "", MAP, "Annotation for the OCI runtime (key=value)"),
    # image
    option("platform", "", STRING, "Platform of the image, such as linux/arm64",
           complete="platforms"),
    option("quiet", "q", SWITCH, "Suppress pull output"),
    # streams
    option("interactive", "i", SWITCH, "Keep standard input open"),
    option("log-driver", "", STRING, "Log driver of the container", complete="log-drivers"),
    option("log-opt", "", LIST, "Log driver option (key=value)"),
    # networks
    option("network", "", NETWORKS, "Network to connect to: a name, or name=...,alias=...,ip=...",
           aliases=("net",), complete="networks+choices:default,container:+joinable"),
    option("network-alias", "", LIST, "Network-scoped alias", aliases=("net-alias",)),
    option("ip", "", IP_ADDRESS, "IPv4 address, such as 172.30.100.104"),
    option("ip6", "", IP_ADDRESS, "IPv6 address, such as 2001:db8::33"),
    option("link-local-ip", "", _LINK_LOCAL_IPS, "Link-local address (IPv4 or IPv6)"),
    option("mac-address", "", STRING, "MAC address, such as 92:d0:c6:0a:29:33"),
    option("link", "", LINKS, "Link to another container (name[:alias])",
           complete="containers"),
    option("publish", "p", LIST, "Publish a port: [[ip:]host:]port[/protocol], with ranges"),
    option("publish-all", "P", SWITCH, "Publish all exposed ports on random ports"),
    option("expose", "", LIST, "Expose a port or range of ports"),
    option("hostname", "h", STRING, "Host name of the container"),
    option("domainname", "", STRING, "NIS domain name of the container"),
    option("add-host", "", EXTRA_HOSTS, "Extra /etc/hosts entry (name:address)"),
    option("dns-option", "", LIST, "DNS option", aliases=("dns-opt",)),
    # files
    option("volume", "v", LIST, "Bind mount a volume or path: [source:]target[:options]",
           complete="volumes+directories"),
    option("mount", "", MOUNTS, "Mount a file system: type=...,source=...,target=...",
           complete="choices:type=bind,type=tmpfs,type=volume,type=image"),
    option("tmpfs", "", LIST, "Mount a tmpfs (path[:options])"),
    option("volumes-from", "", LIST, "Mount all volumes of another container",
           complete="containers"),
    option("volume-driver", "", STRING, "Driver of created volumes"),
    option("storage-opt", "", LIST, "Storage driver option (key=value)"),
    option("shm-size", "", BYTES, "Size of /dev/shm"),
    # memory and processors
    container_limits,
    option("memory-swappiness", "", Int(-1), "Memory swappiness (0 to 100)"),
    option("oom-kill-disable", "", SWITCH, "Disable the OOM killer"),
    option("cpu-count", "", _INT, "Number of CPUs (Windows)", os="windows"),
    option("cpu-percent", "", _INT, "CPU percentage (Windows)", os="windows"),
    option("ulimit", "", ULIMITS, "Ulimit (name=soft[:hard])"),
    option("sysctl", "", SYSCTLS, "Sysctl option (name=value)"),
    # devices
    option("device", "", LIST, "Device: path[:path in container][:rwm], or a CDI name",
           complete="files"),
    option("device-cgroup-rule", "", CGROUP_RULES, "Cgroup device rule, such as c 1:3 rwm"),
    option("gpus", "", GPUS, "GPUs: all, a number, or device=...",
           complete="choices:all,device="),
    option("blkio-weight-device", "", WEIGHTS, "Block IO weight of a device (path:weight)"),
    option("device-read-bps", "", BYTE_RATES, "Read rate limit of a device (path:bytes)"),
    option("device-write-bps", "", BYTE_RATES, "Write rate limit of a device (path:bytes)"),
    option("device-read-iops", "", OPERATION_RATES, "Read rate limit (path:operations)"),
    option("device-write-iops", "", OPERATION_RATES, "Write rate limit (path:operations)"),
    option("io-maxbandwidth", "", BYTES, "IO bandwidth limit of the system drive (Windows)",
           os="windows"),
    option("io-maxiops", "", Uint(), "IO operations limit of the system drive (Windows)",
           os="windows"),
    # privileges and namespaces
    option("privileged", "", SWITCH, "Extended privileges"),
    option("security-opt", "", LIST, "Security option, such as seccomp=profile.json",
           complete="choices:apparmor=,label=,no-new-privileges,seccomp=,systempaths=unconfined"),
    option("cgroup-parent", "", STRING, "Parent cgroup"),
    option("cgroupns", "", STRING, "Cgroup namespace: host or private",
           complete="choices:host,private"),
    option("ipc", "", STRING, "IPC namespace: host, private, shareable, none or container:name",
           complete="choices:host,none,private,shareable,container:+joinable"),
    option("pid", "", STRING, "Process namespace: host or container:name",
           complete="choices:host,container:+joinable"),
    option("userns", "", STRING, "User namespace: host", complete="choices:host"),
    option("uts", "", STRING, "UTS namespace: host", complete="choices:host"),
    option("runtime", "", STRING, "OCI runtime"),
    option("help", "", SWITCH, "Print usage"),
)  # fmt: skip

_OF_A_NEW_CONTAINER = (
    content_trust_option,
    option("name", help="Name of the container"),
    option("rm", "", SWITCH, "Remove the container and its anonymous volumes on exit"),
    option("cidfile", "", STRING, "Container ID output file", complete="files"),
    option("pull", "", String("missing"), "Pull policy: always, missing or never",
           complete="choices:always,missing,never"),
    option("attach", "a", _STREAMS, "Stream to attach: stdin, stdout or stderr",
           complete="choices:stdin,stdout,stderr"),
    option("use-api-socket", "", SWITCH, "Mount the API socket and your registry credentials"),
)  # fmt: skip


#: options of `create` that `recreate` changes in a container that exists
changeable_options = combined(*_CHANGEABLE)

#: options of `run` and `create`
create_options = combined(*_CHANGEABLE, *_OF_A_NEW_CONTAINER)


def parse_create_request(
    app: App, arguments: Sequence[str], options: CreateOptions
) -> CreateRequest:
    """Return the request for image, command and options. Raises ValueError, PydockError."""
    image, *command = arguments
    if options["pull"] not in ("", "always", "missing", "never"):
        raise ValueError(
            f"invalid pull option: '{options['pull']}': must be one of"
            ' "always", "missing" or "never"'
        )
    add_dotenv_variables(app, options)
    context = request_context(app)._replace(proxies=app.config.proxies(app.endpoint.url))
    return container_create_request(options, image, command, context)


def request_context(app: App) -> RequestContext:
    """Return the context of this process and engine, without proxies."""
    try:
        os_type, api_version = app.engine.ping.os_type, app.engine.api_version
    except (CannotConnect, ConnectionLost):  # invalid options are reported first
        os_type, api_version = "", MAX_API_VERSION
    return RequestContext(
        environ=app.environ,
        working_directory=_working_directory(app),
        read_file=read_small_file,
        api_version=api_version,
        os_type=os_type,
        console_size=app.console_size(),
        supports=app.engine.supports,
    )


def _working_directory(app: App) -> str:
    """The base directory of relative paths; "" if it is gone."""
    from pydock.archive.copy_paths import working_directory

    try:
        return os.fsdecode(working_directory(app.environ))
    except OSError:
        return ""


def usage_error(
    app: App, command: str, message: str, exit_status: int = ExitStatus.NOT_RUN
) -> PydockError:
    """An error of `run` and `create` in docker's form, with the hint at --help."""
    return PydockError(
        f"{app.program}: {message}\n\nRun '{app.program} {command} --help' for more information",
        exit_status,
    )
