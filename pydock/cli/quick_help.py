"""The pages of groups and commands without click, which takes longer to load than all else."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from pydock import catalog
from pydock.cli import help as pages
from pydock.cli.app import App
from pydock.cli.command import Command
from pydock.cli.plugin_paths import MAYBE_PLUGINS, may_exist


def show_quickly(app: App, path: Sequence[str]) -> bool:
    """Show what `PATH... --help` shows; False where more has to be found out first.

    That is so for options in front of the command, and for what may be a plugin's.
    """
    if not path or (path[0] in MAYBE_PLUGINS and may_exist(app.environ)):
        return False
    name = " ".join(path)
    if name.split() != list(path):  # a word that is more than a word
        return False
    command, columns = catalog.resolve(name), app.environ.get("COLUMNS", "")
    if command in catalog.GROUPS:
        page = pages.group_page(app.program, command, pages.width_of_window(columns))
    elif command in catalog.COMMANDS:
        declared: Command = import_module(catalog.module_of(command)).command
        page = declared.page(app.program, catalog.shown(name), command, columns)
    else:
        return False
    app.stdout.write(pages.to_show(page, app.environ, app.is_terminal("stdout")))
    return True
