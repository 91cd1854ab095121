"""The catalogue of commands: path, group, aliases, module and one line of help.

It imports nothing, so that help, groups and completion read it without loading a command. The name
of a command is its path below the program: "container ls".
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
    #: what docker does not have, members of groups by their paths
    "Beyond docker": (
        "builder context", "compose", "debug", "forward", "image copy", "image diff",
        "image explain", "image tags", "image tree", "monitor", "outdated",
        "recreate", "volume copy", "volume diff", "volume du", "volume export",
        "volume import", "volume rename",
    ),
}  # fmt: skip

GROUPS: dict[str, str] = {
    "builder": "Manage builds and the build cache",
    "checkpoint": "Manage checkpoints of running containers",
    "compose": "Define and run applications of several containers",
    "config": "Manage the configs of a swarm, files for its services",
    "container": "Create, run and manage containers",
    "context": "Manage contexts, named endpoints of engines",
    "image": "Build, transfer and manage images",
    "manifest": "Manage manifests and manifest lists of a registry",
    "network": "Create and manage networks",
    "node": "Manage the nodes of a swarm, its engines",
    "plugin": "Manage plugins of the engine",
    "secret": "Manage the secrets of a swarm, confidential files for its services",
    "service": "Manage the services of a swarm",
    "stack": "Manage stacks, groups of services from Compose files",
    "swarm": "Manage a swarm, a cluster of engines",
    "system": "Inspect and clean up the engine",
    "volume": "Create and manage volumes",
}

COMMANDS: dict[str, str] = {
    "builder context": "List the files of a build context",
    "builder prune": "Remove the build cache",
    "checkpoint create": "Save the state of a running container as a checkpoint",
    "checkpoint ls": "List the checkpoints of a container",
    "checkpoint rm": "Remove a checkpoint",
    "completion": "Print the completion script of a shell",
    "compose attach": "Attach the terminal to a container of a project",
    "compose build": "Build the images of a project",
    "compose commit": "Create an image from the changes of a container of a project",
    "compose config": "Print the merged Compose files of a project in canonical form",
    "compose cp": "Copy files between containers of a project and this machine",
    "compose create": "Create the containers of a project",
    "compose down": "Stop and remove the containers and networks of a project",
    "compose events": "Show the events of a project",
    "compose exec": "Run a command in a container of a project",
    "compose export": "Export the files of a container of a project as a tar archive",
    "compose images": "List the images of a project's containers",
    "compose kill": "Send a signal to the containers of a project",
    "compose logs": "Show the logs of a project",
    "compose ls": "List the projects of the engine",
    "compose pause": "Pause the containers of a project",
    "compose port": "Print the address of a published port",
    "compose ps": "List the containers of a project",
    "compose pull": "Download the images of a project",
    "compose push": "Upload the images of a project",
    "compose restart": "Restart the containers of a project",
    "compose rm": "Remove stopped containers of a project",
    "compose run": "Run a command once in a new container of a service",
    "compose scale": "Set the number of containers of services",
    "compose start": "Start the containers of a project",
    "compose stats": "Show the resource usage of a project's containers, live",
    "compose stop": "Stop the containers of a project",
    "compose top": "List the processes of a project",
    "compose unpause": "Resume paused containers of a project",
    "compose up": "Create and start a project",
    "compose version": "Print the version of docker compose that this one equals",
    "compose volumes": "List the volumes of a project",
    "compose wait": "Wait until containers of a project stop",
    "compose watch": "Update services when files change",
    "config create": "Create a config",
    "config inspect": "Show configs in detail",
    "config ls": "List configs",
    "config rm": "Remove configs",
    "container attach": "Attach the terminal to a running container",
    "container commit": "Create an image from the changes of a container",
    "container cp": "Copy files between a container and this machine",
    "container create": "Create a container without starting it",
    "container diff": "List changed files of a container",
    "container exec": "Run a command in a running container",
    "container export": "Export the files of a container as a tar archive",
    "container inspect": "Show containers in detail",
    "container kill": "Send a signal to containers, SIGKILL by default",
    "container logs": "Show the logs of a container",
    "container ls": "List containers",
    "container pause": "Pause all processes of containers",
    "container port": "List the published ports of a container",
    "container prune": "Remove all stopped containers",
    "container rename": "Rename a container",
    "container restart": "Restart containers",
    "container rm": "Remove containers",
    "container run": "Create a container from an image and run it",
    "container start": "Start stopped containers",
    "container stats": "Show the resource usage of containers, live",
    "container stop": "Stop running containers",
    "container top": "List the processes of a container",
    "container unpause": "Resume paused containers",
    "container update": "Update the resource limits of containers",
    "container wait": "Wait until containers stop, and print their exit statuses",
    "context create": "Create a context",
    "context export": "Export a context to a tar archive",
    "context import": "Create a context from a tar or zip archive",
    "context inspect": "Show contexts in detail",
    "context ls": "List contexts",
    "context rm": "Remove contexts",
    "context show": "Print the name of the context in use",
    "context update": "Update a context",
    "context use": "Set the context in use",
    "debug": "Open a shell with tools in any container or image",
    "forward": "Forward local ports to ports of a container",
    "image build": "Build an image from a Dockerfile",
    "image copy": "Copy images to another engine, only the layers that it lacks",
    "image diff": "Show what differs between two images",
    "image explain": "Explain an image: Dockerfile, layers, waste, secrets left behind",
    "image history": "Show the history of an image, layer by layer",
    "image import": "Create an image from a tar archive of files",
    "image inspect": "Show images in detail",
    "image load": "Load images from a tar archive or standard input",
    "image ls": "List images",
    "image prune": "Remove unused images",
    "image pull": "Download an image from a registry",
    "image push": "Upload an image to a registry",
    "image rm": "Remove images",
    "image save": "Save images as a tar archive, to standard output by default",
    "image tag": "Tag an image with another name",
    "image tags": "List the tags of a repository in its registry",
    "image tree": "Show images by shared layers, and what removing one would free",
    "inspect": "Show any objects of the engine in detail",
    "login": "Log in to a registry",
    "logout": "Log out of a registry",
    "manifest annotate": "Annotate an image in a local manifest list",
    "manifest create": "Create a local manifest list to annotate and push",
    "manifest inspect": "Show an image's manifest or manifest list",
    "manifest push": "Upload a manifest list to a registry",
    "manifest rm": "Remove local manifest lists",
    "monitor": "Show what containers use over time, and act on them",
    "network connect": "Connect a container to a network",
    "network create": "Create a network",
    "network disconnect": "Disconnect a container from a network",
    "network inspect": "Show networks in detail",
    "network ls": "List networks",
    "network prune": "Remove all unused networks",
    "network rm": "Remove networks",
    "node demote": "Demote managers to workers",
    "node inspect": "Show nodes in detail",
    "node ls": "List the nodes of the swarm",
    "node ps": "List the tasks on nodes",
    "node promote": "Promote workers to managers",
    "node rm": "Remove nodes from the swarm",
    "node update": "Update a node",
    "outdated": "Show which images and containers are behind their registry",
    "plugin create": "Create a plugin from a directory with its files and configuration",
    "plugin disable": "Disable a plugin",
    "plugin enable": "Enable a plugin",
    "plugin inspect": "Show plugins in detail",
    "plugin install": "Install a plugin",
    "plugin ls": "List plugins",
    "plugin push": "Upload a plugin to a registry",
    "plugin rm": "Remove plugins",
    "plugin set": "Set the settings of a plugin",
    "plugin upgrade": "Upgrade a plugin",
    "recreate": "Replace a container by the same one with changes",
    "search": "Search Docker Hub for images",
    "secret create": "Create a secret",
    "secret inspect": "Show secrets in detail",
    "secret ls": "List secrets",
    "secret rm": "Remove secrets",
    "service create": "Create a service from an image",
    "service inspect": "Show services in detail",
    "service logs": "Show the logs of a service or task",
    "service ls": "List services",
    "service ps": "List the tasks of services",
    "service rm": "Remove services",
    "service rollback": "Roll back the last update of a service",
    "service scale": "Set the number of tasks of services",
    "service update": "Update a service",
    "stack config": "Print the merged Compose files",
    "stack deploy": "Deploy or update a stack",
    "stack ls": "List stacks",
    "stack ps": "List the tasks of a stack",
    "stack rm": "Remove stacks",
    "stack services": "List the services of a stack",
    "swarm ca": "Show or rotate the root CA of the swarm",
    "swarm init": "Create a swarm on this engine",
    "swarm join": "Join the engine to a swarm",
    "swarm join-token": "Show the join tokens of the swarm",
    "swarm leave": "Remove the engine from its swarm",
    "swarm unlock": "Unlock a locked manager",
    "swarm unlock-key": "Show the unlock key of managers",
    "swarm update": "Update the settings of the swarm",
    "system df": "Show the disk usage of the engine",
    "system dial-stdio": "Connect standard input and output to the engine",
    "system events": "Show events of the engine, live",
    "system info": "Show information on the engine",
    "system prune": "Remove unused data",
    "version": "Show the versions of pydock and the engine",
    "volume copy": "Copy a volume, also to another engine",
    "volume create": "Create a volume",
    "volume diff": "Show what differs between the files of two volumes",
    "volume du": "Show what uses the space of a volume",
    "volume export": "Write the files of a volume as a tar archive",
    "volume import": "Fill a volume with the files of a tar archive",
    "volume inspect": "Show volumes in detail",
    "volume ls": "List volumes",
    "volume prune": "Remove unused volumes",
    "volume rename": "Rename a volume that no container uses",
    "volume rm": "Remove volumes",
    "volume update": "Update a volume (cluster volumes only)",
}

#: shortcuts at the top level, and in other groups -> command
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

#: commands that help does not list
HIDDEN = frozenset({"completion", "system dial-stdio"})

#: first words that a command-line plugin may take over
MAYBE_PLUGINS = ("build", "builder", "help", "image")

#: groups in place of which an installed command-line plugin of the name runs
PLUGIN_FIRST = ("compose",)

#: commands and groups that such a plugin has, and pydock lacks
REFUSED = frozenset({"compose alpha", "compose bridge", "compose publish"})

#: groups with options of their own -> the module that has them, as OPTIONS
GROUP_OPTIONS = {"compose": "pydock.commands.shared.compose.project_options"}

#: options in front of the command: long name, short name, kind, help
GLOBAL_OPTIONS: tuple[tuple[str, str, str, str], ...] = (
    ("config", "", "string", "Directory of the configuration files"),
    ("context", "c", "string", "Context of the engine to use"),
    ("debug", "D", "", "Show details of errors"),
    (
        "host",
        "H",
        "string",
        "Address of the engine (unix:///var/run/docker.sock, tcp://..., ssh://...)",
    ),
    ("log-level", "l", "string", 'Level of messages: "debug", "info", "warn", "error", "fatal"'),
    ("tls", "", "", "Use TLS; implied by --tlsverify"),
    ("tlscacert", "", "string", "Certificate file of the trusted authority"),
    ("tlscert", "", "string", "Certificate file of the client"),
    ("tlskey", "", "string", "Key file of the client certificate"),
    ("tlsverify", "", "", "Use TLS and verify the engine's certificate"),
    ("version", "v", "", "Print the version and exit"),
)

#: commands without a noun -> directory of their module below pydock/commands
_NOUNS = {
    "debug": "container",
    "forward": "container",
    "inspect": "system",
    "login": "registry",
    "logout": "registry",
    "monitor": "container",
    "outdated": "image",
    "recreate": "container",
    "search": "registry",
    "version": "system",
}


def resolve(path: str) -> str:
    """Return the name in COMMANDS or GROUPS of a path ("ps", "container list"), or the path."""
    if path in COMMANDS or path in GROUPS:
        return path
    if path in SHORTCUTS:
        return SHORTCUTS[path]
    group, _, verb = path.partition(" ")
    for name, aliases in ALIASES.items():
        if verb in aliases and name.startswith(f"{group} "):
            return name
    return path


def usage_path(path: str) -> str:
    """Return the path in usage lines: "container ls" for "container list", "ps" for "ps"."""
    if path in SHORTCUTS:
        return path
    group = path.rpartition(" ")[0]
    return f"{group} {resolve(path).rpartition(' ')[2]}".strip()


def is_builtin(name: str) -> bool:
    """Return whether this is a command or group of the top level that no plugin replaces."""
    full = resolve(name)
    return (full in COMMANDS or full in GROUPS) and full not in PLUGIN_FIRST


def names_of(command: str) -> list[str]:
    """Return all paths of a command of COMMANDS, the full one first."""
    group, _, _ = command.partition(" ")
    return [
        command,
        *(f"{group} {alias}" for alias in ALIASES.get(command, ())),
        *(short for short, full in SHORTCUTS.items() if full == command),
    ]


def listed(heading: str) -> dict[str, str]:
    """Return what a section of the top-level help lists: path -> one line of help."""
    return {name: GROUPS.get(name) or COMMANDS[resolve(name)] for name in SECTIONS[heading]}


def members(group: str) -> dict[str, str]:
    """Return the listed commands of a group ("" for the top level): name -> one line of help."""
    if not group:
        lists = map(listed, SECTIONS)
        return {name: text for found in lists for name, text in found.items() if " " not in name}
    prefix = f"{group} "
    found = {
        path[len(prefix) :]: COMMANDS[resolve(path)]
        for path in (*COMMANDS, *SHORTCUTS)
        if path.startswith(prefix) and path not in HIDDEN
    }
    return dict(sorted(found.items()))


def all_names(group: str) -> list[str]:
    """Return all names in a group, hidden commands and aliases included."""
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
    """Return the module of a command of COMMANDS: image.import_ for "image import"."""
    noun, _, verb = command.rpartition(" ")
    module = "import_" if verb == "import" else verb.replace("-", "_")
    package = noun or _NOUNS.get(command, "")
    return f"pydock.commands.{package}.{module}" if package else f"pydock.commands.{module}"
