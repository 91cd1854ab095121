"""Options of several commands of `compose`."""

from typing import TypedDict

from pydock.cli.command import combined, option
from pydock.compose.errors import ComposeError
from pydock.options.value_types import LIST, SWITCH, Int, String

#: each command has it, besides `compose` itself
dry_run_option = option("dry-run", kind=SWITCH, help="Show what would be done, and do nothing")

index_option = option("index", "", Int(), "Number of the container, of a service with several")


class CreateOptions(TypedDict):
    """The options that `create` and `up` share."""

    build: bool
    dry_run: bool
    force_recreate: bool
    no_build: bool
    no_recreate: bool
    pull: str
    quiet_pull: bool
    remove_orphans: bool
    scale: list[str]
    yes: bool


create_options = combined(
    dry_run_option,
    option("build", "", SWITCH, "Build images first, also those that exist"),
    option("force-recreate", "", SWITCH, "Replace containers that have not changed too"),
    option("no-build", "", SWITCH, "Build no image, also if it is missing"),
    option("no-recreate", "", SWITCH, "Keep containers that have changed"),
    option(
        "pull",
        "",
        String("policy"),
        "When to pull: always, missing, never, build",
        complete="choices:always,missing,never,build",
    ),
    option("quiet-pull", "", SWITCH, "Pull without progress"),
    option("remove-orphans", "", SWITCH, "Remove containers of services that the files lack"),
    option("scale", "", LIST, "SERVICE=NUM: number of containers of a service"),
    option("yes", "y", SWITCH, "Answer all prompts with yes"),
)


def check_create_options(options: CreateOptions) -> None:
    """Raise ComposeError for options that exclude each other."""
    if options["build"] and options["no_build"]:
        raise ComposeError("--build and --no-build are incompatible")
    if options["force_recreate"] and options["no_recreate"]:
        raise ComposeError("--force-recreate and --no-recreate are incompatible")
