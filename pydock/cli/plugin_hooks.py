"""Hooks of plugins: what a plugin prints after a command that config.json names for it.

    "plugins": {"scout": {"hooks": "pull,image build", "error-hooks": "run"}}

Those of "error-hooks" run when the command fails, those of "hooks" always. They run on a terminal
only, and only where DOCKER_CLI_HOOKS or the feature "hooks" enables them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypedDict

from pydock.cli.plugins import find, start
from pydock.golang.unmarshal import unmarshal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pydock.cli.app import App

HOOKS_COMMAND = "docker-cli-plugin-hooks"
_TIMEOUT_SECONDS = 10.0
_NEXT_STEPS = 0
_MAX_MESSAGES = 10

#: the actions of templates that docker's library for plugins makes, now and before docker 29
_ACTION = re.compile(
    r"""\{\{\s*(?:(\.Name|command)|(?:flag \.|flagValue) "([^"]*)\""""
    r"""|(?:arg \.|argValue) (\d+))\s*\}\}"""
)


class _Answer(TypedDict):
    """The output of a hook."""

    Type: int
    Template: str


class Invocation(NamedTuple):
    """The command that has run: `flags` without texts, and `values` for the messages."""

    path: str
    flags: Mapping[str, str]
    values: Mapping[str, str]
    arguments: Sequence[str]
    error: str


def command_invocation(app: App, error: str) -> Invocation:
    """Return the invocation of the command that ran, or failed with an error."""
    flags, values = {}, {}
    arguments: Sequence[str] = ()
    if parsed := app.parsed:
        given = {key: parsed.values[key] for key in sorted(parsed.given)}
        for key, value in given.items():
            name = key.rstrip("_").replace("_", "-")
            values[name] = str(value).lower() if isinstance(value, bool) else str(value)
            flags[name] = values[name] if isinstance(value, bool) else ""
        if parsed.help:
            flags["help"] = "true"
        arguments = parsed.rest
    return Invocation(app.command_path, flags, values, arguments, error)


def plugin_invocation(arguments: Sequence[str]) -> Invocation:
    """Return the invocation of a plugin, whose flags are not declared: words with a hyphen."""
    flags = {word.lstrip("-"): "" for word in arguments if word.startswith("-") and word != "--"}
    return Invocation(" ".join(arguments), flags, {}, arguments[1:], "")


def run_hooks(app: App, invocation: Invocation) -> None:
    """Run the hooks of a command and print their messages on standard error."""
    messages: list[str] = []
    for name, settings in app.config.table("plugins").items():
        hooks = settings.get("hooks") if isinstance(settings, dict) else None
        command = _match(str(hooks or ""), invocation.path)
        if not command and invocation.error:
            failing = settings.get("error-hooks") if isinstance(settings, dict) else None
            command = _match(str(failing or ""), invocation.path)
        if command:
            messages += _messages(app, name, command, invocation)
    if messages:
        app.warn("", "\x1b[1mWhat's next:\x1b[0m", *(f"    {line}" for line in messages))


def _match(hooks: str, path: str) -> str:
    """Return the first command of "pull,image build" that the path is or begins with."""
    for command in hooks.split(","):
        if command and f"{path} ".startswith(f"{command} "):
            return command
    return ""


def _messages(app: App, name: str, command: str, invocation: Invocation) -> list[str]:
    """Return the messages of one plugin; an invalid answer is ignored."""
    from pydock.config.child_output import ChildOutputError, read_output

    plugin = find(app, name)
    if plugin is None:
        return []
    data: dict[str, Any] = {"RootCmd": command, "Flags": invocation.flags}
    if invocation.error:
        data["CommandError"] = invocation.error
    try:
        text = json.dumps(data, separators=(",", ":"))
        child = start(app, plugin.path, name, HOOKS_COMMAND, text)
        answer = unmarshal(_Answer, read_output(child, timeout_seconds=_TIMEOUT_SECONDS))
        if child.returncode or answer["Type"] != _NEXT_STEPS:
            return []
        lines = _rendered(answer["Template"], invocation).split("\n")
    except (OSError, ChildOutputError, ValueError, LookupError):
        return []
    if len(lines) > _MAX_MESSAGES + 1 or not any(line.strip() for line in lines):
        return []
    return [*lines[: _MAX_MESSAGES - 1], "\n".join(lines[_MAX_MESSAGES - 1 :])][: len(lines)]


def _rendered(template: str, invocation: Invocation) -> str:
    """Return the message. Raises LookupError for an absent flag or argument, and other actions."""

    def value(match: re.Match[str]) -> str:
        is_name, flag, number = match.groups()
        if is_name:
            return invocation.path.rpartition(" ")[2]
        return invocation.values[flag] if number is None else invocation.arguments[int(number)]

    if "{{" in _ACTION.sub("", template):
        raise LookupError(template)
    return _ACTION.sub(value, template)
