"""Pick a name on the terminal, where a command needs one and has none; by the user's choice."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import Command
from pydock.cli.completion.values import values
from pydock.errors import ConfigError, ExitStatus, Reported
from pydock.golang.tabwriter import display_width
from pydock.progress.screen_region import Line, Region
from pydock.terminal.full_screen import FullScreen
from pydock.terminal.sanitize import escaped
from pydock.views.name_picker import NamePicker

_KINDS = (
    "configs", "containers", "images", "networks", "nodes", "plugins", "secrets", "services",
    "stacks", "volumes",
)  # fmt: skip
_WAIT_SECONDS = 3600.0
_REVERSE, _PLAIN = "\x1b[7m", "\x1b[0m"


def picked_words(app: App, declared: Command, given: set[str]) -> list[str]:
    """Return the arguments of a command that has none: a name that the user picks.

    Empty where there is nothing to pick, or the user has not enabled it. Raises ConfigError, and
    Reported if the user cancels.
    """
    if declared.problem(1 + len(declared.behind_picked), given):
        return []
    if not _is_enabled(app):
        return []
    source = (declared.complete.split() or [""])[0]
    source = source.rpartition("|")[2] if "force" in given else source.partition("|")[0]
    sources = source.split("+")
    kinds = [one.partition(":")[0] for one in sources]
    if not set(kinds) <= set(_KINDS):
        return []
    names = {escaped(name): name for one in sources for name in values(app, one)}
    if not names:
        return []
    picker = NamePicker(app.command_path, " and ".join(kinds), list(names))
    _show(app, picker)
    if not picker.chosen:
        raise Reported(ExitStatus.INTERRUPTED)
    return [names[picker.chosen], *declared.behind_picked]


def _is_enabled(app: App) -> bool:
    value = app.config.own_settings.get("picker") or "off"
    if value not in ("on", "off"):
        raise ConfigError(f'config.json: "picker" of plugin "pydock" must be on or off: "{value}"')
    return bool(value == "on")


def _show(app: App, picker: NamePicker) -> None:
    """Show the picker on standard error, as standard output may be in use, until it is done."""
    region = Region(app.stderr, app.environ)
    with FullScreen(app.stdin.fileno(), app.stderr) as screen:
        while not picker.is_done:
            if screen.is_stale:
                region.leave()
                screen.clear()
            window = region.window()
            lines = picker.lines(window.columns - 1, window.lines - 1)
            region.draw(
                [
                    Line(f"{_REVERSE}{text}{_PLAIN}" if selected else text, display_width(text))
                    for text, selected in lines
                ],
                window.columns,
            )
            for key in screen.keys(_WAIT_SECONDS):
                if not picker.is_done:
                    picker.press(key)
