from __future__ import annotations

from collections.abc import Mapping
from io import BufferedReader, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from pydock.api import build as api
from pydock.build.source import is_download, open_context
from pydock.build.stream import compressed
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.cli.image import old_builder
from pydock.cli.image.build_meter import TransferMeter
from pydock.cli.image.names import refuse_content_trust, wanted_platform
from pydock.config.auth import registry_config_header
from pydock.errors import NotSupported, PydockError
from pydock.options.build import TAGS, build_query
from pydock.options.environment import LABELS, VARIABLES, why_unread
from pydock.options.hosts import EXTRA_HOSTS
from pydock.options.kinds import BYTES, STRINGS, SWAP_BYTES, SWITCH, Int, String, Switch
from pydock.options.resources import ULIMITS
from pydock.progress.messages import StreamError
from pydock.progress.show import show

if TYPE_CHECKING:
    from pydock.transport import StreamResponse

_PIECE_BYTES = 64 << 10


@define("[OPTIONS] PATH | URL | -", exactly(1), complete="folders")
@option("add-host", "", EXTRA_HOSTS, "Add a host to /etc/hosts (name:address)", came="1.28")
@option(
    "build-arg",
    "",
    VARIABLES,
    "Set a build argument (name=value, or a variable's name)",
    came="1.21",
)
@option("cache-from", "", STRINGS, "Images whose layers may be used as cache", came="1.25")
@option("cgroup-parent", help="Parent cgroup of the containers of RUN", came="1.20")
@option("compress", "", SWITCH, "Compress the context on its way, with gzip")
@option("cpu-period", "", Int(), "Period of the CPU quota in microseconds", came="1.19")
@option("cpu-quota", "", Int(), "CPU time in a period, in microseconds", came="1.19")
@option("cpu-shares", "c", Int(), "Weight of RUN among those who want the CPU", came="1.18")
@option("cpuset-cpus", help="CPUs to run on (0-3, 0,1)", came="1.18")
@option("cpuset-mems", help="Memory nodes to use (0-3, 0,1)", came="1.19")
@option("disable-content-trust", "", Switch(True), "Do not verify signatures", default_text="true")
@option("file", "f", help="Dockerfile, - for standard input (PATH/Dockerfile)", complete="files")
@option("force-rm", "", SWITCH, "Remove the containers of RUN even when the build fails")
@option("iidfile", help="File to write the image's id to", complete="files")
@option("isolation", help="How RUN is isolated (Windows)", complete="isolations", came="1.22")
@option("label", "", LABELS, "Attach a label to the image (key=value)", came="1.23")
@option("memory", "m", BYTES, "Most memory RUN may use", came="1.18")
@option("memory-swap", "", SWAP_BYTES, "Most memory and swap together, -1 for any", came="1.18")
@option(
    "network",
    "",
    String("default"),
    "Network of RUN",
    default_text='"default"',
    since="1.25",
    complete="networks",
)
@option("no-cache", "", SWITCH, "Build every step anew")
@option(
    "platform",
    help="Platform to build for, such as linux/arm64",
    since="1.38",
    complete="platforms",
)
@option("pull", "", SWITCH, "Pull a newer base image if there is one", came="1.16")
@option("quiet", "q", SWITCH, "Show nothing but the image's id")
@option("rm", "", Switch(True), "Remove the containers of RUN after the build", default_text="true")
@option("security-opt", "", STRINGS, "Security options", came="1.25")
@option("shm-size", "", BYTES, "Size of /dev/shm", came="1.22")
@option("squash", "", SWITCH, "Make one layer of all new ones", since="1.25")
@option("tag", "t", TAGS, "Name for the image, with a tag if wanted (name:tag)")
@option("target", help="Stage of the Dockerfile to build, the last one by default", came="1.29")
@option("ulimit", "", ULIMITS, "Ulimits of RUN", default_text="[]", came="1.20")
def command(app: App, arguments: tuple[str, ...], **options: Any) -> None:
    """Build an image from a Dockerfile.

    Examples:
      pydock build -t me/app .
      pydock build -f web.Dockerfile --build-arg VERSION=2 -t me/app:2 .
    """
    refuse_content_trust(app, options["disable_content_trust"])
    if options["squash"] and not app.engine.ping.experimental:
        raise NotSupported(
            '"--squash" is only supported on a Docker daemon with experimental features enabled'
        )
    options["platform"] = wanted_platform(app, options["platform"])
    _remove_id_file(options["iidfile"])
    if not options["quiet"]:
        image = _build(app, arguments[0], options, app.stdout, app.stdout)
    else:
        image = _build_quietly(app, arguments[0], options)
    if options["iidfile"]:
        _write_id_file(options["iidfile"], image)


def _build_quietly(app: App, argument: str, options: Mapping[str, Any]) -> str:
    """As `_build`; the engine says nothing but the image's id, and that is printed."""
    progress, output = StringIO(), StringIO()
    try:
        _build(app, argument, options, progress, output)
    except PydockError:
        app.stderr.write(progress.getvalue() + output.getvalue())
        raise
    app.stdout.write(output.getvalue())
    return output.getvalue()


def _build(
    app: App, argument: str, options: Mapping[str, Any], progress: TextIO, output: TextIO
) -> str:
    """Send the context, show that and what the engine says, and return the image's id.

    The id is empty when the engine does not tell it.
    """
    query = build_query(options, app.environ, app.config.proxies(app.endpoint.url))
    stdin = app.stdin.buffer
    assert isinstance(stdin, BufferedReader)
    moves = app.is_terminal("stdout") and progress is app.stdout
    if is_download(argument):
        progress.write(f"Downloading build context from remote url: {argument}\n")
    meter = TransferMeter(progress, "Sending build context to Docker daemon", moves=moves)
    with open_context(argument, options["file"], stdin) as context, meter:
        old_builder.require_dockerfile(app.engine, context.dockerfile)
        query["dockerfile"] = context.dockerfile or None
        query["t"], further_names = old_builder.names_for_build(app.engine, options["tag"])
        blocks = compressed(context.blocks) if options["compress"] else context.blocks
        passwords = registry_config_header(
            app.credentials.all(), in_file=not app.engine.has("1.19")
        )
        answer = api.build(app.engine, query, meter.counting(blocks), passwords)
        image = _show(app, answer, output, wants_id=bool(options["iidfile"]))
    for name in further_names:
        old_builder.add_name(app.engine, options["tag"][0], name)
    return image


def _show(app: App, answer: StreamResponse, output: TextIO, *, wants_id: bool) -> str:
    """Show what the engine says until the build ends; its status is the failing command's."""
    image = ""

    def on_aux(told: Any) -> None:
        nonlocal image
        if isinstance(told, dict):
            image = str(told.get("ID") or image)

    terminal = app.is_terminal("stdout") and output is app.stdout
    with answer:
        said = old_builder.IdSaid(iter(lambda: answer.read1(_PIECE_BYTES), b""))
        try:
            show(said, output, terminal=terminal, environ=app.environ, on_aux=on_aux)
        except StreamError as error:
            raise PydockError(error.message, error.code or 1) from None
    return said.full_id(app.engine) if wants_id and not image else image


def _remove_id_file(path: str) -> None:
    """A build that fails must not leave the id of an earlier one."""
    try:
        if path:
            Path(path).unlink(missing_ok=True)
    except OSError as error:
        reason = why_unread(path, error).replace("open", "remove", 1)
        raise PydockError(f"Removing image ID file: {reason}") from None


def _write_id_file(path: str, image: str) -> None:
    if not image:
        raise PydockError(f"server did not provide an image ID. Cannot write {path}")
    try:
        Path(path).write_text(image)
    except OSError as error:
        raise PydockError(why_unread(path, error)) from None
