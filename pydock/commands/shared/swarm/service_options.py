"""Options of `service create` and `service update`."""

from collections.abc import Sequence

from pydock.cli.command import combined, option
from pydock.commands.shared.container.common_options import (
    CONTAINER,
    DNS,
    ENVIRONMENT,
    Declare,
    health_options,
)
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
    SWAP_BYTES,
    SWITCH,
    DurationValue,
    Int,
    String,
    Uint,
)
from pydock.spec.service.placement import PREFERENCES
from pydock.spec.service.policies import RATIO
from pydock.spec.service.ports import PORTS
from pydock.spec.service.references import CONFIGS, CREDENTIAL_SPEC, SECRETS
from pydock.spec.service.resources import GENERIC_RESOURCES

_INT = Int()
_UINT = Uint()
_POSITIVE = DurationValue(positive=True)

detach_option = option("detach", "d", SWITCH, "Exit without waiting for the service to converge")
quiet_option = option("quiet", "q", SWITCH, "Suppress progress output")


def _of_updates(which: str, what: str, actions: str) -> Sequence[Declare]:
    """`--update-...` or `--rollback-...`."""
    return (
        option(f"{which}-parallelism", "", Uint(default=1), f"Number of tasks to {what} at once (0:"
               " all)", default_text=""),
        option(f"{which}-delay", "", DURATION, "Delay between tasks"),
        option(f"{which}-monitor", "", DURATION, "Time to watch a new task for failure"),
        option(f"{which}-failure-action", "", STRING, "Action on failure: "
               + actions.replace(",", " or "),
               complete=f"choices:{actions}"),
        option(f"{which}-max-failure-ratio", "", RATIO, "Tolerated ratio of failed tasks (0 to 1)"),
        option(f"{which}-order", "", STRING, "Order: start-first (new task before the old one) or"
               " stop-first",
               complete="choices:start-first,stop-first"),
    )  # fmt: skip


_SHARED: Sequence[Declare] = (
    detach_option,
    quiet_option,
    *CONTAINER,
    *health_options(_POSITIVE, "", "task"),
    # process
    option("hostname", "", STRING, "Host name of the containers"),
    option("entrypoint", "", COMMAND, "Entry point, in place of the image's"),
    option("init", "", SWITCH, "Run an init process that forwards signals and reaps processes"),
    option("stop-signal", "", STRING, "Signal to stop the containers",
           complete="signals"),
    option("stop-grace-period", "", DurationValue(None), "Time to wait for the stop before"
           " SIGKILL"),
    option("credential-spec", "", CREDENTIAL_SPEC, "Credential spec of a managed service"
           " account: config://NAME, file://NAME or registry://KEY (Windows)"),
    # limits
    option("limit-cpu", "", CPUS, "CPU limit of a task, such as 1.5"),
    option("limit-memory", "", BYTES, "Memory limit of a task"),
    option("limit-pids", "", _INT, "Process limit of a task (0: unlimited)"),
    option("memory-swap", "", SWAP_BYTES, "Swap limit of a task (-1: unlimited)"),
    option("memory-swappiness", "", Int(-1), "Memory swappiness of a task (0 to 100, -1: default)"),
    option("reserve-cpu", "", CPUS, "CPU reservation of a task"),
    option("reserve-memory", "", BYTES, "Memory reservation of a task"),
    # number, placement and restart of tasks
    option("replicas", "", Uint(default=None), "Number of tasks"),
    option("replicas-max-per-node", "", _UINT, "Maximum number of tasks per node (0: unlimited)"),
    option("max-concurrent", "", Uint(default=None), "Number of concurrent tasks of a job (default:"
           " --replicas)"),
    option("restart-condition", "", STRING, "Restart condition: none, on-failure"
           " or any", complete="choices:none,on-failure,any"),
    option("restart-delay", "", DURATION, "Delay between restart attempts"),
    option("restart-max-attempts", "", _UINT, "Maximum number of restarts (0: unlimited)"),
    option("restart-window", "", DURATION, "Time window of the restart limit"),
    *_of_updates("update", "update", "pause,continue,rollback"),
    *_of_updates("rollback", "roll back", "pause,continue"),
    # logging and images
    option("log-driver", "", STRING, "Log driver of the service", complete="log-drivers"),
    option("log-opt", "", VARIABLES, "Log driver option (key=value)"),
    option("with-registry-auth", "", SWITCH, "Send your registry credentials to the nodes"),
    option("no-resolve-image", "", SWITCH, "Do not resolve the digest and platforms of the image"
           " in the registry"),
)  # fmt: skip

_CREATE: Sequence[Declare] = (
    *ENVIRONMENT,
    *DNS,
    option("name", "", STRING, "Name of the service"),
    option("mode", "", String("replicated"), "Service mode: replicated, global,"
           " replicated-job or global-job",
           complete="choices:replicated,global,replicated-job,global-job"),
    option("endpoint-mode", "", String("vip"), "Endpoint mode: vip (one virtual address) or"
           " dnsrr (addresses of all tasks)",
           complete="choices:vip,dnsrr"),
    option("label", "l", LABELS, "Label of the service (key=value)"),
    option("container-label", "", LABELS, "Label of the containers (key=value)"),
    option("mount", "", MOUNTS, "Mount a file system: type=...,source=...,target=..."),
    option("network", "", NETWORKS, "Network to attach to: a name, or name=...,alias=...",
           complete="networks"),
    option("publish", "p", PORTS, "Publish a port: published:target[/protocol], or"
           " published=...,target=...,mode=host"),
    option("config", "", CONFIGS, "Config to mount: a name, or source=...,target=...,mode=...",
           complete="configs"),
    option("secret", "", SECRETS, "Secret to mount: a name, or source=...,target=...,mode=...",
           complete="secrets"),
    option("constraint", "", LIST, "Placement constraint, such as node.role==worker"),
    option("placement-pref", "", PREFERENCES, "Placement preference (spread=node.labels.zone)"),
    option("generic-resource", "", GENERIC_RESOURCES, "Reservation of a user-defined resource"
           " (name=count)"),
    option("group", "", LIST, "Additional group of the user"),
    option("dns-option", "", LIST, "DNS option"),
    option("host", "", EXTRA_HOSTS, "Extra /etc/hosts entry (name:address)"),
    option("sysctl", "", LIST, "Sysctl option (name=value)"),
    option("ulimit", "", ULIMITS, "Ulimit (name=soft[:hard])",
           default_text="[]"),
)  # fmt: skip

_UPDATE: Sequence[Declare] = (
    option("args", "", COMMAND, "Command arguments"),
    option("image", "", STRING, "Image to run", complete="images"),
    option("endpoint-mode", "", STRING, "Endpoint mode: vip (one virtual address) or dnsrr"
           " (addresses of all tasks)", complete="choices:vip,dnsrr"),
    option("force", "", SWITCH, "Force an update without changes"),
    option("rollback", "", SWITCH, "Roll back to the previous specification"),
    option("label-add", "", LABELS, "Add or update a label of the service (key=value)"),
    option("label-rm", "", LIST, "Remove a label of the service"),
    option("container-label-add", "", LABELS, "Add or update a container label (key=value)"),
    option("container-label-rm", "", LIST, "Remove a label of the containers"),
    option("env-add", "", VARIABLES, "Add or update an environment variable (NAME=VALUE, or NAME)",
           complete="env"),
    option("env-rm", "", LIST, "Remove an environment variable"),
    option("mount-add", "", MOUNTS, "Add or update a mount: type=...,source=...,target=..."),
    option("mount-rm", "", LIST, "Remove a mount by its target path"),
    option("network-add", "", NETWORKS, "Add a network: a name, or"
           " name=...,alias=...", complete="networks"),
    option("network-rm", "", LIST, "Remove a network", complete="networks"),
    option("publish-add", "", PORTS, "Publish a port: published:target[/protocol], or"
           " published=...,target=...,mode=host"),
    option("publish-rm", "", PORTS, "Remove a published port by its target port"),
    option("config-add", "", CONFIGS, "Add or update a config: a name, or"
           " source=...,target=...,mode=...", complete="configs"),
    option("config-rm", "", LIST, "Remove a config", complete="configs"),
    option("secret-add", "", SECRETS, "Add or update a secret: a name, or"
           " source=...,target=...,mode=...", complete="secrets"),
    option("secret-rm", "", LIST, "Remove a secret", complete="secrets"),
    option("constraint-add", "", LIST, "Add a placement constraint, such as node.role==worker"),
    option("constraint-rm", "", LIST, "Remove a placement constraint"),
    option("placement-pref-add", "", PREFERENCES, "Add a placement preference, such as"
           " spread=node.labels.zone"),
    option("placement-pref-rm", "", PREFERENCES, "Remove a placement preference"),
    option("generic-resource-add", "", GENERIC_RESOURCES, "Add a user-defined resource"
           " (name=count)"),
    option("generic-resource-rm", "", LIST, "Remove a user-defined resource"),
    option("group-add", "", LIST, "Add a group of the user"),
    option("group-rm", "", LIST, "Remove a group of the user"),
    option("dns-add", "", DNS_SERVERS, "Add a DNS server"),
    option("dns-rm", "", LIST, "Remove a DNS server"),
    option("dns-option-add", "", LIST, "Add a DNS option"),
    option("dns-option-rm", "", LIST, "Remove a DNS option"),
    option("dns-search-add", "", SEARCH_DOMAINS, "Add a DNS search domain"),
    option("dns-search-rm", "", LIST, "Remove a DNS search domain"),
    option("host-add", "", EXTRA_HOSTS, "Add an /etc/hosts entry (name:address)"),
    option("host-rm", "", LIST, "Remove an /etc/hosts entry (name or name:address)"),
    option("sysctl-add", "", LIST, "Add or update a sysctl option (name=value)"),
    option("sysctl-rm", "", LIST, "Remove a sysctl option"),
    option("ulimit-add", "", ULIMITS, "Add or update a ulimit (name=soft[:hard])",
           default_text="[]"),
    option("ulimit-rm", "", LIST, "Remove a ulimit"),
)  # fmt: skip

create_options = combined(*_SHARED, *_CREATE)
update_options = combined(*_SHARED, *_UPDATE)
