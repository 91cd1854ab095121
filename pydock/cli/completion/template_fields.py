"""The fields of templates of `--format`, from the views and structs behind them."""

from importlib import import_module

#: command -> module and class of its rows
_VIEWS = {
    "checkpoint ls": "checkpoint.CheckpointView",
    "config ls": "secrets_configs.ConfigView",
    "container ls": "container.ContainerView",
    "container stats": "stats.StatsView",
    "context ls": "context.ContextView",
    "image history": "history.HistoryView",
    "image ls": "image.ImageView",
    "network ls": "network.NetworkView",
    "node ls": "node.NodeView",
    "node ps": "task.TaskView",
    "plugin ls": "plugin.PluginView",
    "search": "search.SearchView",
    "secret ls": "secrets_configs.SecretView",
    "service ls": "service.ServiceView",
    "service ps": "task.TaskView",
    "stack ls": "stack.StackView",
    "stack ps": "task.TaskView",
    "stack services": "service.ServiceView",
    "system df": "usage.UsageView",
    "volume ls": "volume.VolumeView",
}

_EVENT_FIELDS = "Action Actor.Attributes Actor.ID From ID Scope Status Time TimeNano Type"

#: command -> kind of struct; for others that inspect, their noun
_STRUCTS = {"inspect": "container", "system info": "info", "version": "version"}


def fields(command: str) -> list[str]:
    """Return the fields that templates of a command can name, without methods with parameters."""
    if command in _VIEWS:
        module, _, name = _VIEWS[command].partition(".")
        view = getattr(import_module(f"pydock.views.{module}"), name)
        return sorted(name for name, member in view.members.items() if not member.parameters)
    if command == "system events":
        return _EVENT_FIELDS.split()
    from pydock.views.structs import KINDS, field_names

    kind = _STRUCTS.get(command) or command.removesuffix(" inspect")
    return sorted(field_names(kind)) if kind in KINDS else []
