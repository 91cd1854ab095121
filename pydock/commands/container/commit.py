"""`docker commit`: create an image from the changes of a container."""

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import between, define, option
from pydock.commands.shared.image.image_reference import parse_reference
from pydock.errors import PydockError
from pydock.options.value_types import LIST, SWITCH, Switch
from pydock.spec.version_rules import CONTAINER_COMMIT


@define(
    "[OPTIONS] CONTAINER [REPOSITORY[:TAG]]",
    between(1, 2),
    interspersed=False,
    complete="containers",
    rules=CONTAINER_COMMIT,
)
@option("author", "a", help='Author of the image, such as "Hannibal Smith <hannibal@a-team.com>"')
@option("change", "c", LIST, "Dockerfile instruction to apply to the image")
@option("message", "m", help="Commit message")
@option("no-pause", "", SWITCH, "Do not pause the container during the commit")
@option(
    "pause",
    "p",
    Switch(True),
    "Pause the container during the commit",
    deprecated="and enabled by default. Use --no-pause to disable pausing during commit.",
)
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    author: str,
    change: list[str],
    message: str,
    no_pause: bool,
    pause: bool,
) -> None:
    """Create an image from the file system changes of a container."""
    if app.given("pause") and app.given("no_pause"):
        raise PydockError("conflicting options: --no-pause and --pause cannot be used together")
    container, name = (*arguments, "")[:2]
    repository, tag = _name_and_tag(name) if name else ("", "")
    image_id = containers.commit(
        app.engine,
        container,
        repository=repository,
        tag=tag,
        comment=message,
        author=author,
        changes=change,
        pause=pause and not no_pause,
    )
    app.print(image_id)


def _name_and_tag(text: str) -> tuple[str, str]:
    reference = parse_reference(text).with_default_tag()
    if reference.digest:
        raise PydockError("refusing to create a tag with a digest reference")
    return reference.name, reference.tag
