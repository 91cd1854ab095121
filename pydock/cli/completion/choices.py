"""Fixed sets of values that completion offers, for the sources that name one of them."""

from pydock.cli.completion.template_fields import fields

#: capabilities of the kernel, without the optional prefix CAP_
_CAPABILITIES = (
    "ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN"
    " DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE"
    " MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON"
    " SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE"
    " SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM"
)

_SIGNALS = (
    "SIGABRT SIGALRM SIGBUS SIGCHLD SIGCONT SIGFPE SIGHUP SIGILL SIGINT SIGIO SIGKILL SIGPIPE"
    " SIGPROF SIGPWR SIGQUIT SIGSEGV SIGSTOP SIGSYS SIGTERM SIGTRAP SIGTSTP SIGTTIN SIGTTOU"
    " SIGURG SIGUSR1 SIGUSR2 SIGVTALRM SIGWINCH SIGXCPU SIGXFSZ"
)
_SHORT_SIGNALS = _SIGNALS.replace("SIG", "")

_LOG_DRIVERS = "awslogs etwlogs fluentd gcplogs gelf journald json-file local none splunk syslog"

_PLATFORMS = (
    "linux/amd64 linux/arm64 linux/arm/v7 linux/386 linux/ppc64le linux/riscv64 linux/s390x"
)

#: source of `complete=` -> its values
_VALUES = {
    "capabilities": _CAPABILITIES,
    "isolations": "default hyperv process",
    "log-drivers": _LOG_DRIVERS,
    "network-drivers": "bridge host ipvlan macvlan none overlay",
    "platforms": _PLATFORMS,
    "signals": f"{_SIGNALS} {_SHORT_SIGNALS}",
}

_CONTAINERS = (
    "ancestor= before= exited= expose= health= id= is-task= label= name= network="
    " publish= since= status= volume="
)

#: command -> names of its --filter
_FILTERS = {
    "builder prune": "until=",
    "config ls": "id= label= name=",
    "container logs": _CONTAINERS,
    "container ls": _CONTAINERS,
    "container prune": "label= label!= until=",
    "container stats": _CONTAINERS,
    "image ls": "before= dangling= label= reference= since= until=",
    "image prune": "dangling= label= label!= until=",
    "monitor": _CONTAINERS,
    "network ls": "dangling= driver= id= label= name= scope= type=",
    "network prune": "label= label!= until=",
    "node ls": "id= label= membership= name= node.label= role=",
    "node ps": "desired-state= id= label= name=",
    "plugin ls": "capability= enabled=",
    "search": "is-automated= is-official= stars=",
    "secret ls": "id= label= name=",
    "service ls": "id= label= mode= name=",
    "service ps": "desired-state= id= name= node=",
    "stack ps": "desired-state= id= label= name= node=",
    "stack services": "id= label= mode= name=",
    "system events": "config= container= daemon= event= image= label= network= node= plugin="
    " scope= secret= service= type= volume=",
    "system prune": "label= label!= until=",
    "volume ls": "dangling= driver= label= name=",
    "volume prune": "all= label= label!=",
}


def expanded(sources: str, command: str) -> str:
    """Return sources with fixed sets as `choices:A,B,C`.

    `filters` and `fields` are those of the command.
    """
    return "+".join(_expanded(source, command) for source in sources.split("+"))


def _expanded(source: str, command: str) -> str:
    if source == "fields":
        return f"fields:{','.join(fields(command))}"
    values = _FILTERS.get(command) if source == "filters" else _VALUES.get(source)
    return f"choices:{values.replace(' ', ',')}" if values else source
