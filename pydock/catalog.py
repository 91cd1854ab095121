"""Every command of pydock: where it is, what it is called, one line on what it does.

This module imports nothing, so that bare help, the groups and completion can read it
without loading a command. A command's name is its path below the program: "container ls".
"""

#: top-level help, in this order: heading -> names
SECTIONS: dict[str, tuple[str, ...]] = {
    "Common Commands": (
        "run", "exec", "ps", "build", "pull", "push", "images", "login", "logout", "search",
        "version", "info",
    ),
    "Management Commands": (
        "builder", "checkpoint", "container", "context", "image", "manifest", "network",
        "plugin", "system", "volume",
    ),
    "Swarm Commands": (
        "config",
        "node",
        "secret",
        "service",
        "stack",
        "swarm",
    ),
    "Commands": (
        "attach", "commit", "cp", "create", "diff", "events", "export", "history", "import",
        "inspect", "kill", "load", "logs", "pause", "port", "rename", "restart", "rm", "rmi",
        "save", "start", "stats", "stop", "tag", "top", "unpause", "update", "wait",
    ),
}  # fmt: skip

GROUPS: dict[str, str] = {
    "builder": "Work with the engine's builder",
    "checkpoint": "Work with checkpoints of running containers",
    "config": "Work with a swarm's configs, files that services read",
    "container": "Work with containers",
    "context": "Work with contexts, the engines known by name",
    "image": "Work with images",
    "manifest": "Work with manifests and manifest lists of a registry",
    "network": "Work with networks",
    "node": "Work with a swarm's nodes, the engines in it",
    "plugin": "Work with the engine's plugins",
    "secret": "Work with a swarm's secrets, files that services read",
    "service": "Work with the services of a swarm",
    "stack": "Work with stacks, services that a Compose file describes",
    "swarm": "Work with a swarm, many engines as one",
    "system": "Work with the engine as a whole",
    "volume": "Work with volumes",
}

COMMANDS: dict[str, str] = {
    "builder context": "List what a build would send, and why",
    "builder prune": "Remove the build cache",
    "checkpoint create": "Save the state of a running container as a checkpoint",
    "checkpoint ls": "List the checkpoints of a container",
    "checkpoint rm": "Remove a checkpoint",
    "completion": "Print the script that completes commands in a shell",
    "config create": "Create a config",
    "config inspect": "Show configs in detail",
    "config ls": "List configs",
    "config rm": "Remove configs",
    "container attach": "Connect the terminal to a running container",
    "container commit": "Make an image of a container's changes",
    "container cp": "Copy files between a container and this machine",
    "container create": "Create a container without starting it",
    "container diff": "List what has changed in a container's files",
    "container exec": "Run a command in a running container",
    "container export": "Write a container's files as a tar archive",
    "container inspect": "Show containers in detail",
    "container kill": "Send a signal to containers, SIGKILL by default",
    "container logs": "Show what a container has written",
    "container ls": "List containers",
    "container pause": "Pause all processes of containers",
    "container port": "List the published ports of a container",
    "container prune": "Remove all stopped containers",
    "container rename": "Give a container another name",
    "container restart": "Stop containers and start them again",
    "container rm": "Remove containers",
    "container run": "Create a container from an image and run it",
    "container start": "Start stopped containers",
    "container stats": "Show what containers use, live",
    "container stop": "Stop running containers",
    "container top": "List the processes of a container",
    "container unpause": "Let paused containers go on",
    "container update": "Change the limits of containers",
    "container wait": "Wait until containers end and print their exit statuses",
    "context create": "Create a context",
    "context export": "Write a context to a tar archive",
    "context import": "Create a context from a tar or zip archive",
    "context inspect": "Show contexts in detail",
    "context ls": "List contexts",
    "context rm": "Remove contexts",
    "context show": "Print the name of the context in use",
    "context update": "Change a context",
    "context use": "Make a context the one in use",
    "image build": "Build an image from a Dockerfile",
    "image history": "Show how an image was made, layer by layer",
    "image import": "Make an image from a tar archive of files",
    "image inspect": "Show images in detail",
    "image load": "Load images from a tar archive or standard input",
    "image ls": "List images",
    "image prune": "Remove unused images",
    "image pull": "Download an image from a registry",
    "image push": "Upload an image to a registry",
    "image rm": "Remove images",
    "image save": "Write images as a tar archive, to standard output by default",
    "image tag": "Give an image another name",
    "inspect": "Show any of the engine's objects in detail",
    "login": "Log in to a registry",
    "logout": "Log out of a registry",
    "manifest annotate": "Add details to an image in a local manifest list",
    "manifest create": "Create a local manifest list to annotate and push",
    "manifest inspect": "Show an image's manifest or manifest list",
    "manifest push": "Upload a manifest list to a registry",
    "manifest rm": "Remove local manifest lists",
    "network connect": "Connect a container to a network",
    "network create": "Create a network",
    "network disconnect": "Disconnect a container from a network",
    "network inspect": "Show networks in detail",
    "network ls": "List networks",
    "network prune": "Remove all unused networks",
    "network rm": "Remove networks",
    "node demote": "Make workers of managers",
    "node inspect": "Show nodes in detail",
    "node ls": "List the nodes of the swarm",
    "node ps": "List the tasks on nodes",
    "node promote": "Make managers of workers",
    "node rm": "Remove nodes from the swarm",
    "node update": "Change a node",
    "plugin create": "Create a plugin from a folder with its files and configuration",
    "plugin disable": "Disable a plugin",
    "plugin enable": "Enable a plugin",
    "plugin inspect": "Show plugins in detail",
    "plugin install": "Install a plugin",
    "plugin ls": "List plugins",
    "plugin push": "Upload a plugin to a registry",
    "plugin rm": "Remove plugins",
    "plugin set": "Change the settings of a plugin",
    "plugin upgrade": "Upgrade a plugin",
    "search": "Search Docker Hub for images",
    "secret create": "Create a secret",
    "secret inspect": "Show secrets in detail",
    "secret ls": "List secrets",
    "secret rm": "Remove secrets",
    "service create": "Create a service from an image",
    "service inspect": "Show services in detail",
    "service logs": "Show what the tasks of a service have written",
    "service ls": "List services",
    "service ps": "List the tasks of services",
    "service rm": "Remove services",
    "service rollback": "Take the last change of a service back",
    "service scale": "Change how many tasks services have",
    "service update": "Change a service",
    "stack config": "Show what Compose files say together",
    "stack deploy": "Deploy a stack, or change it",
    "stack ls": "List stacks",
    "stack ps": "List the tasks of a stack",
    "stack rm": "Remove stacks",
    "stack services": "List the services of a stack",
    "swarm ca": "Show the root CA of the swarm, or change it",
    "swarm init": "Begin a new swarm",
    "swarm join": "Make the engine a node of a swarm",
    "swarm join-token": "Show how to add nodes to the swarm",
    "swarm leave": "Make the engine leave its swarm",
    "swarm unlock": "Let a locked manager go on",
    "swarm unlock-key": "Show the key that unlocks managers",
    "swarm update": "Change the settings of the swarm",
    "system df": "Show how much disk space the engine uses",
    "system dial-stdio": "Connect standard input and output to the engine",
    "system events": "Show what happens on the engine, live",
    "system info": "Show the state of the engine",
    "system prune": "Remove unused data",
    "version": "Show the versions of pydock and the engine",
    "volume create": "Create a volume",
    "volume inspect": "Show volumes in detail",
    "volume ls": "List volumes",
    "volume prune": "Remove unused volumes",
    "volume rm": "Remove volumes",
    "volume update": "Change a volume (cluster volumes only)",
}

#: names of the top level, and of other groups, that stand for a command of a noun
SHORTCUTS: dict[str, str] = {
    **{
        verb: f"container {verb}"
        for verb in (
            "attach", "commit", "cp", "create", "diff", "exec", "export", "kill", "logs",
            "pause", "port", "rename", "restart", "rm", "run", "start", "stats", "stop", "top",
            "unpause", "update", "wait",
        )
    },
    **{
        verb: f"image {verb}"
        for verb in ("build", "history", "import", "load", "pull", "push", "save", "tag")
    },
    "builder build": "image build",
    "events": "system events",
    "images": "image ls",
    "info": "system info",
    "ps": "container ls",
    "rmi": "image rm",
}  # fmt: skip

#: further names of a command inside its group, not listed there
ALIASES: dict[str, tuple[str, ...]] = {
    "container ls": ("list", "ps"),
    **{
        f"{noun} ls": ("list",)
        for noun in (
            "checkpoint", "config", "context", "image", "network", "node", "plugin", "secret",
            "service", "stack", "volume",
        )
    },
    "stack deploy": ("up",),
    "stack rm": ("remove", "down"),
    **{
        f"{noun} rm": ("remove",)
        for noun in (
            "checkpoint", "config", "container", "context", "image", "network", "node", "plugin",
            "secret", "service", "volume",
        )
    },
}  # fmt: skip

#: commands that work but are not listed in help
HIDDEN = frozenset({"completion", "system dial-stdio"})

#: first words that a command-line plugin may take over
MAYBE_PLUGINS = ("build", "builder", "help", "image")

#: options in front of the command: long name, short name, kind, help
GLOBAL_OPTIONS: tuple[tuple[str, str, str, str], ...] = (
    ("config", "", "string", "Folder of the configuration files"),
    ("context", "c", "string", "Context that says which engine to use"),
    ("debug", "D", "", "Show more about errors"),
    ("host", "H", "list", "Address of the engine, such as unix:///var/run/docker.sock"),
    ("log-level", "l", "string", 'Level of messages: "debug", "info", "warn", "error", "fatal"'),
    ("tls", "", "", "Use TLS; implied by --tlsverify"),
    ("tlscacert", "", "string", "File of the certificate authority to trust"),
    ("tlscert", "", "string", "File of the client certificate"),
    ("tlskey", "", "string", "File of the client certificate's key"),
    ("tlsverify", "", "", "Use TLS and verify the engine's certificate"),
    ("version", "v", "", "Print the version and end"),
)

#: commands without a noun -> the directory below pydock/commands that has their module
_NOUNS = {
    "inspect": "system",
    "login": "registry",
    "logout": "registry",
    "search": "registry",
    "version": "system",
}


def resolve(path: str) -> str:
    """The name in COMMANDS or GROUPS that `path` ("ps", "container list") stands for.

    A path that names nothing comes back as it is.
    """
    if path in COMMANDS or path in GROUPS:
        return path
    if path in SHORTCUTS:
        return SHORTCUTS[path]
    group, _, verb = path.partition(" ")
    for name, aliases in ALIASES.items():
        if verb in aliases and name.startswith(f"{group} "):
            return name
    return path


def shown(path: str) -> str:
    """The path as usage lines show it: "container list" is "container ls", "ps" remains "ps"."""
    if path in SHORTCUTS:
        return path
    group = path.rpartition(" ")[0]
    return f"{group} {resolve(path).rpartition(' ')[2]}".strip()


def is_builtin(name: str) -> bool:
    """Is this a command or group of the top level?"""
    full = resolve(name)
    return full in COMMANDS or full in GROUPS


def names_of(command: str) -> list[str]:
    """All paths of one command of COMMANDS, the full one first."""
    group, _, _ = command.partition(" ")
    return [
        command,
        *(f"{group} {alias}" for alias in ALIASES.get(command, ())),
        *(short for short, full in SHORTCUTS.items() if full == command),
    ]


def members(group: str) -> dict[str, str]:
    """The listed commands of a group ("" for the top level): name -> one line of help."""
    if not group:
        listed = [name for names in SECTIONS.values() for name in names]
        return {name: GROUPS.get(name) or COMMANDS[resolve(name)] for name in listed}
    prefix = f"{group} "
    found = {
        path[len(prefix) :]: COMMANDS[resolve(path)]
        for path in (*COMMANDS, *SHORTCUTS)
        if path.startswith(prefix) and path not in HIDDEN
    }
    return dict(sorted(found.items()))


def all_names(group: str) -> list[str]:
    """The names in a group, listed and not: hidden commands and aliases too."""
    prefix = f"{group} " if group else ""
    paths = (*(path for command in COMMANDS for path in names_of(command)), *GROUPS)
    return sorted(
        {
            path[len(prefix) :]
            for path in paths
            if path.startswith(prefix) and " " not in path[len(prefix) :]
        }
    )


def module_of(command: str) -> str:
    """The dotted module of one command of COMMANDS: "image import" is in image.import_."""
    noun, _, verb = command.rpartition(" ")
    module = "import_" if verb == "import" else verb.replace("-", "_")
    package = noun or _NOUNS.get(command, "")
    return f"pydock.commands.{package}.{module}" if package else f"pydock.commands.{module}"
