"""The options that `service create` and `service update` share, and those of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pydock.cli.command import option, together
from pydock.options.environment import LABELS, VARIABLES
from pydock.options.hosts import DNS_SERVERS, EXTRA_HOSTS, SEARCH_DOMAINS
from pydock.options.mounts import MOUNTS
from pydock.options.networks import NETWORKS
from pydock.options.resources import ULIMITS
from pydock.options.shell_words import COMMAND
from pydock.options.value_types import (
    BYTES,
    CPUS,
    DURATION,
    LIST,
    STRING,
    SWITCH,
    Duration,
    Int,
    String,
    Uint,
)
from pydock.spec.service.placement import PREFERENCES
from pydock.spec.service.policies import RATIO
from pydock.spec.service.ports import PORTS
from pydock.spec.service.references import CONFIGS, CREDENTIAL_SPEC, SECRETS
from pydock.spec.service.resources import GENERIC_RESOURCES

Declare = Callable[[Any], Any]

_INT = Int()
_UINT = Uint()
_POSITIVE = Duration(positive=True)

detach_option = option(
    "detach", "d", SWITCH, "Do not wait until the tasks are as they should be", api_since="1.29"
)
quiet_option = option("quiet", "q", SWITCH, "Show no progress")


def _of_updates(
    which: str, what: str, api_since: dict[str, str], actions: str
) -> Sequence[Declare]:
    """`--update-...` or `--rollback-...`."""
    return (
        option(f"{which}-parallelism", "", Uint(default=1), f"How many tasks {what} at a time, 0"
               " for all of them", api_since=api_since.get("parallelism", "")),
        option(f"{which}-delay", "", DURATION, "Time between one such group of tasks and the next",
               api_since=api_since.get("delay", "")),
        option(f"{which}-monitor", "", DURATION, "How long a new task is watched for failure",
               api_since=api_since["monitor"]),
        option(f"{which}-failure-action", "", STRING, "What follows when too many tasks fail: "
               + actions.replace(",", " or "), api_since=api_since.get("failure-action", ""),
               complete=f"choices:{actions}"),
        option(f"{which}-max-failure-ratio", "", RATIO, "Part of the tasks that may fail, 0 to 1",
               api_since=api_since["max-failure-ratio"]),
        option(f"{which}-order", "", STRING, "Which task comes first: start-first (the new one) or"
               " stop-first (the old one)", api_since="1.29",
               complete="choices:start-first,stop-first"),
    )  # fmt: skip


_UPDATE_SINCE = {"monitor": "1.25", "max-failure-ratio": "1.25"}
_ROLLBACK_SINCE = dict.fromkeys(
    ("parallelism", "delay", "monitor", "failure-action", "max-failure-ratio"), "1.28"
)

_SHARED: Sequence[Declare] = (
    detach_option,
    quiet_option,
    # what runs, as whom and where
    option("user", "u", STRING, "User to run as: a name or number, optionally :group"),
    option("workdir", "w", STRING, "Working directory in the container"),
    option("hostname", "", STRING, "Host name of the containers", api_since="1.25"),
    option("entrypoint", "", COMMAND, "Command to run instead of the image's own entry point"),
    option("init", "", SWITCH, "Run a small init as process 1, to pass signals on and reap",
           api_since="1.37"),
    option("tty", "t", SWITCH, "Give the containers a terminal", api_since="1.25"),
    option("read-only", "", SWITCH, "Mount the root file system read-only", api_since="1.28"),
    option("stop-signal", "", STRING, "Signal that asks a container to stop", api_since="1.28",
           complete="signals"),
    option("stop-grace-period", "", Duration(None), "Time to wait for it to stop before killing"
           " it"),
    option("isolation", "", STRING, "Way of isolation (Windows)", api_since="1.35",
           complete="isolations"),
    option("credential-spec", "", CREDENTIAL_SPEC, "Credentials of a managed service account:"
           " config://NAME, file://NAME or registry://KEY (Windows)", api_since="1.29"),
    option("cap-add", "", LIST, "Add a Linux capability",
           api_since="1.41", complete="capabilities"),
    option("cap-drop", "", LIST, "Drop a Linux capability", api_since="1.41",
           complete="capabilities"),
    option("oom-score-adj", "", _INT, "How willingly the kernel kills it, -1000 to 1000",
           api_since="1.46"),
    # health
    option("health-cmd", "", STRING, "Command that checks the health", api_since="1.25"),
    option("health-interval", "", _POSITIVE, "Time between two checks", api_since="1.25"),
    option("health-timeout", "", _POSITIVE, "Longest time that a check may take", api_since="1.25"),
    option("health-retries", "", _INT, "Failures in a row that make it unhealthy",
           api_since="1.25"),
    option("health-start-period", "", _POSITIVE, "Time to start in, when failures do not count",
           api_since="1.29"),
    option("health-start-interval", "", _POSITIVE, "Time between two checks while it starts",
           api_since="1.44"),
    option("no-healthcheck", "", SWITCH, "Turn the image's own health check off", api_since="1.25"),
    # limits
    option("limit-cpu", "", CPUS, "How many CPUs a task may use, such as 1.5"),
    option("limit-memory", "", BYTES, "Most memory a task may use"),
    option("limit-pids", "", _INT, "Most processes a task may have, 0 for any", api_since="1.41"),
    option("reserve-cpu", "", CPUS, "CPUs that a node must have left for a task"),
    option("reserve-memory", "", BYTES, "Memory that a node must have left for a task"),
    # how many tasks, where, and what happens when one ends
    option("replicas", "", Uint(default=None), "How many tasks"),
    option("replicas-max-per-node", "", _UINT, "Most tasks on one node, 0 for any",
           api_since="1.40"),
    option("max-concurrent", "", Uint(default=None), "Most tasks of a job at a time; as many as"
           " --replicas by default", api_since="1.41"),
    option("restart-condition", "", STRING, "When a task is replaced that ended: none, on-failure"
           " or any", complete="choices:none,on-failure,any"),
    option("restart-delay", "", DURATION, "Time before it is replaced"),
    option("restart-max-attempts", "", _UINT, "How often it is replaced at most, 0 for any"),
    option("restart-window", "", DURATION, "Time over which these attempts count"),
    *_of_updates("update", "change", _UPDATE_SINCE, "pause,continue,rollback"),
    *_of_updates("rollback", "go back", _ROLLBACK_SINCE, "pause,continue"),
    # the rest
    option("log-driver", "", STRING, "Where the output goes", complete="log-drivers"),
    option("log-opt", "", VARIABLES, "Setting of the log driver (key=value)"),
    option("with-registry-auth", "", SWITCH, "Send the nodes your credentials for the registry"),
    option("no-resolve-image", "", SWITCH, "Do not ask the registry for the image's digest and"
           " platforms", api_since="1.30"),
)  # fmt: skip

_CREATE: Sequence[Declare] = (
    option("name", "", STRING, "Name of the service"),
    option("mode", "", String("replicated"), "What tasks there are: replicated, global,"
           " replicated-job or global-job", default_text='"replicated"',
           complete="choices:replicated,global,replicated-job,global-job"),
    option("endpoint-mode", "", String("vip"), "How its name is found: vip (one address for all"
           " tasks) or dnsrr (their own addresses)", default_text='"vip"',
           complete="choices:vip,dnsrr"),
    option("label", "l", LABELS, "Attach a label to the service (key=value)"),
    option("container-label", "", LABELS, "Attach a label to its containers (key=value)"),
    option("env", "e", VARIABLES, "Set an environment variable, or pass one on by its name",
           complete="env"),
    option("env-file", "", LIST, "Set the environment variables that a file lists",
           complete="files"),
    option("mount", "", MOUNTS, "Mount a volume or folder: type=...,source=...,target=..."),
    option("network", "", NETWORKS, "Network to be on: its name, or name=...,alias=...",
           complete="networks"),
    option("publish", "p", PORTS, "Publish a port: published:target[/protocol], or"
           " published=...,target=...,mode=host"),
    option("config", "", CONFIGS, "Give it a config: its name, or source=...,target=...,mode=...",
           api_since="1.30", complete="configs"),
    option("secret", "", SECRETS, "Give it a secret: its name, or source=...,target=...,mode=...",
           api_since="1.25", complete="secrets"),
    option("constraint", "", LIST, "What a node must be, such as node.role==worker"),
    option("placement-pref", "", PREFERENCES, "Spread the tasks, such as spread=node.labels.zone",
           api_since="1.28"),
    option("generic-resource", "", GENERIC_RESOURCES, "Resource of your own that a node must have"
           " left (name=count)"),
    option("group", "", LIST, "One more group of the user", api_since="1.25"),
    option("dns", "", DNS_SERVERS, "DNS server to ask", api_since="1.25"),
    option("dns-option", "", LIST, "Option for the resolver", api_since="1.25"),
    option("dns-search", "", SEARCH_DOMAINS, "Domain to search names in", api_since="1.25"),
    option("host", "", EXTRA_HOSTS, "Add a host to /etc/hosts (name:address)", api_since="1.25"),
    option("sysctl", "", LIST, "Kernel parameter of the containers (name=value)", api_since="1.40"),
    option("ulimit", "", ULIMITS, "Limit of the processes (name=soft[:hard])", api_since="1.41",
           default_text="[]"),
)  # fmt: skip

_UPDATE: Sequence[Declare] = (
    option("args", "", COMMAND, "Arguments of the command"),
    option("image", "", STRING, "Image to run", complete="images"),
    option("endpoint-mode", "", STRING, "How its name is found: vip (one address for all tasks) or"
           " dnsrr (their own addresses)", complete="choices:vip,dnsrr"),
    option("force", "", SWITCH, "Replace the tasks even when nothing changes", api_since="1.25"),
    option("rollback", "", SWITCH, "Go back to how the service was before the last change",
           api_since="1.25"),
    option("label-add", "", LABELS, "Attach or change a label of the service (key=value)"),
    option("label-rm", "", LIST, "Remove a label of the service"),
    option("container-label-add", "", LABELS, "Attach or change a label of the containers"),
    option("container-label-rm", "", LIST, "Remove a label of the containers"),
    option("env-add", "", VARIABLES, "Set an environment variable, or pass one on by its name",
           complete="env"),
    option("env-rm", "", LIST, "Remove an environment variable"),
    option("mount-add", "", MOUNTS, "Add or change a mount: type=...,source=...,target=..."),
    option("mount-rm", "", LIST, "Remove the mount at a path"),
    option("network-add", "", NETWORKS, "Network to be on as well: its name, or"
           " name=...,alias=...", api_since="1.29", complete="networks"),
    option("network-rm", "", LIST, "Leave a network", api_since="1.29", complete="networks"),
    option("publish-add", "", PORTS, "Publish a port: published:target[/protocol], or"
           " published=...,target=...,mode=host"),
    option("publish-rm", "", PORTS, "No longer publish a port of the tasks"),
    option("config-add", "", CONFIGS, "Give it a config: its name, or"
           " source=...,target=...,mode=...", api_since="1.30", complete="configs"),
    option("config-rm", "", LIST, "Take a config away", api_since="1.30", complete="configs"),
    option("secret-add", "", SECRETS, "Give it a secret: its name, or"
           " source=...,target=...,mode=...", api_since="1.25", complete="secrets"),
    option("secret-rm", "", LIST, "Take a secret away", api_since="1.25", complete="secrets"),
    option("constraint-add", "", LIST, "What a node must be, such as node.role==worker"),
    option("constraint-rm", "", LIST, "Drop such a condition"),
    option("placement-pref-add", "", PREFERENCES, "Spread the tasks, such as"
           " spread=node.labels.zone", api_since="1.28"),
    option("placement-pref-rm", "", PREFERENCES, "No longer spread the tasks so", api_since="1.28"),
    option("generic-resource-add", "", GENERIC_RESOURCES, "Resource of your own that a node must"
           " have left (name=count)"),
    option("generic-resource-rm", "", LIST, "Drop such a resource"),
    option("group-add", "", LIST, "One more group of the user", api_since="1.25"),
    option("group-rm", "", LIST, "Remove a group of the user", api_since="1.25"),
    option("dns-add", "", DNS_SERVERS, "DNS server to ask", api_since="1.25"),
    option("dns-rm", "", LIST, "Remove a DNS server", api_since="1.25"),
    option("dns-option-add", "", LIST, "Option for the resolver", api_since="1.25"),
    option("dns-option-rm", "", LIST, "Remove an option for the resolver", api_since="1.25"),
    option("dns-search-add", "", SEARCH_DOMAINS, "Domain to search names in", api_since="1.25"),
    option("dns-search-rm", "", LIST, "Remove a domain to search names in", api_since="1.25"),
    option("host-add", "", EXTRA_HOSTS, "Add a host to /etc/hosts (name:address)",
           api_since="1.32"),
    option("host-rm", "", LIST, "Remove a host from /etc/hosts (name or name:address)",
           api_since="1.25"),
    option("sysctl-add", "", LIST, "Set a kernel parameter of the containers (name=value)",
           api_since="1.40"),
    option("sysctl-rm", "", LIST, "Remove a kernel parameter", api_since="1.40"),
    option("ulimit-add", "", ULIMITS, "Set a limit of the processes (name=soft[:hard])",
           api_since="1.41", default_text="[]"),
    option("ulimit-rm", "", LIST, "Remove a limit of the processes", api_since="1.41"),
)  # fmt: skip

create_options = together(*_SHARED, *_CREATE)
update_options = together(*_SHARED, *_UPDATE)
