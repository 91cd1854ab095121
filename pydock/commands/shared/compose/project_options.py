"""The options of `compose`, in front of its commands."""

from collections.abc import Mapping
from typing import TypedDict

from pydock.cli.app import App
from pydock.cli.command import Option
from pydock.options.value_types import LIST, SWITCH, Int, String

_ANSI = ("never", "always", "auto")
_PROGRESS = ("auto", "tty", "plain", "json", "quiet")

OPTIONS = [
    Option("all-resources", kind=SWITCH, help="Include networks, volumes, ... of no service"),
    Option(
        "ansi",
        kind=String("auto"),
        help='When to print control sequences of terminals ("never", "always", "auto")',
        complete=f"choices:{','.join(_ANSI)}",
    ),
    Option("compatibility", kind=SWITCH, help="Name containers as version 1 did"),
    Option("dry-run", kind=SWITCH, help="Show what would be done, and do nothing"),
    Option("env-file", kind=LIST, help="File of variables in place of .env", complete="files"),
    Option("file", "f", LIST, "Compose file (later ones override)", complete="files"),
    Option("parallel", kind=Int(-1), help="Limit of what is done at a time, -1 for none"),
    Option("profile", kind=LIST, help="Profile to enable"),
    Option(
        "progress",
        kind=String(""),
        help=f"Type of progress ({', '.join(_PROGRESS)})",
        complete=f"choices:{','.join(_PROGRESS)}",
    ),
    Option(
        "project-directory",
        help="Directory of the project (default: that of the first Compose file)",
        complete="directories",
    ),
    Option("project-name", "p", help="Name of the project"),
    # of docker compose 1
    Option("no-ansi", kind=SWITCH, hidden=True),
    Option("verbose", kind=SWITCH, hidden=True),
    Option("version", "v", SWITCH, hidden=True),
    Option("workdir", hidden=True),
]


class ProjectOptions(TypedDict):
    """The values of the options by key."""

    all_resources: bool
    ansi: str
    compatibility: bool
    dry_run: bool
    env_file: list[str]
    file: list[str]
    no_ansi: bool
    parallel: int
    profile: list[str]
    progress: str
    project_directory: str
    project_name: str
    workdir: str


def project_options(app: App) -> ProjectOptions:
    """Return the options in front of the running command."""
    found: ProjectOptions = {**OPTION_DEFAULTS, **app.group_options}  # type: ignore[typeddict-item]
    found["project_directory"] = found["project_directory"] or found["workdir"]
    return found


def ansi_mode(app: App, environ: Mapping[str, str]) -> str:
    """Return "auto", "always" or "never": of --no-ansi, --ansi or COMPOSE_ANSI."""
    options = project_options(app)
    if options["no_ansi"]:
        return "never"
    if "ansi" in app.group_options_given:
        return options["ansi"]
    return environ.get("COMPOSE_ANSI", options["ansi"])


OPTION_DEFAULTS = {option.key: option.kind.initial() for option in OPTIONS}
