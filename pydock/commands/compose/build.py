"""`docker compose build`: build the images of a project's services."""

from typing import TypedDict

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.compose.errors import ComposeError
from pydock.options.value_types import BYTES, LIST, SWITCH


class BuildOptions(TypedDict):
    """The options of `compose build`."""

    build_arg: list[str]
    builder: str
    check: bool
    compress: bool
    dry_run: bool
    force_rm: bool
    memory: int
    no_cache: bool
    no_rm: bool
    parallel: bool
    print: bool
    progress: str
    provenance: str
    pull: bool
    push: bool
    quiet: bool
    sbom: str
    ssh: str
    with_dependencies: bool


@define("[OPTIONS] [SERVICE...]", any_number)
@option("build-arg", "", LIST, "Build argument (name=value, or name to copy a variable)")
@option("builder", help="Builder instance of the buildx plugin")
@option("check", "", SWITCH, "Check the Dockerfiles, and build nothing")
@option("compress", "", SWITCH, "Accepted, without effect", hidden=True)
@dry_run_option
@option("force-rm", "", SWITCH, "Accepted, without effect", hidden=True)
@option("memory", "m", BYTES, "Memory limit, of the classic builder alone")
@option("no-cache", "", SWITCH, "Build without the cache")
@option("no-rm", "", SWITCH, "Accepted, without effect", hidden=True)
@option("parallel", "", SWITCH, "Accepted, without effect", hidden=True)
@option("print", "", SWITCH, "Print the builds as a file of bake")
@option("progress", help="Type of progress, as in front of the command", hidden=True)
@option("provenance", help="Provenance attestation")
@option("pull", "", SWITCH, "Always pull newer base images")
@option("push", "", SWITCH, "Push the images")
@option("quiet", "q", SWITCH, "Build without output")
@option("sbom", help="SBOM attestation")
@option("ssh", help="ssh agent or keys for RUN (default, id=socket, id=key)")
@option("with-dependencies", "", SWITCH, "Build the images of dependencies too")
def command(app: App, arguments: tuple[str, ...], options: BuildOptions) -> None:
    """Build the images of services, those first that others are built from.

    Examples:
      pydock compose build --pull web
      pydock compose build --build-arg VERSION=2
    """
    from pydock.commands.shared.compose.building import build_services
    from pydock.commands.shared.compose.opening import all_services_scope
    from pydock.commands.shared.compose.pulling import push_images
    from pydock.compose.project.selection import with_selected

    for name in ("builder", "print"):
        if options[name]:
            raise ComposeError(f"--{name} is not supported: it is one of the buildx plugin")
    if options["progress"]:
        app.group_options["progress"] = options["progress"]
    scope = all_services_scope(app, dry_run=options["dry_run"])
    if options["progress"]:
        app.warn("--progress is an option of compose, in front of build")
    project = with_selected(
        scope.required_project, arguments, with_dependencies=options["with_dependencies"]
    )
    names = [name for name, service in project.services.items() if service.get("build")]
    if options["quiet"]:
        scope.progress = "quiet"
    with scope.shown("Building"):
        build_services(
            scope,
            names,
            {
                "args": options["build_arg"],
                "check": options["check"],
                "memory": options["memory"],
                "no_cache": options["no_cache"],
                "provenance": options["provenance"],
                "pull": options["pull"],
                "quiet": options["quiet"],
                "sbom": options["sbom"],
                "ssh": options["ssh"],
            },
        )
    if options["push"]:
        scope.project = project
        with scope.shown("Pushing"):
            push_images(scope, quiet=options["quiet"], ignores_failures=False)
