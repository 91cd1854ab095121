"""`pydock builder context`: list the files of a build context."""

from collections.abc import Iterable

from pydock.build.context_listing import ContextEntry, list_context
from pydock.build.dockerfile import context_directory, context_rules, find_dockerfile
from pydock.build.input_stream import STDIN
from pydock.cli.app import App
from pydock.cli.command import at_most, define, option
from pydock.errors import PydockError
from pydock.golang.units import human_size
from pydock.options.value_types import SWITCH

_ORDERS = ("name", "size")


@define("[OPTIONS] [PATH]", at_most(1), complete="directories")
@option("explain", "", SWITCH, "Include ignored files, and the rule that applies")
@option("file", "f", help="Path of the Dockerfile, as of `build`", complete="files")
@option("sort", help="Sort order: name (as in the tar) or size (largest first)",
        complete="choices:name,size")  # fmt: skip
def command(app: App, arguments: tuple[str, ...], *, explain: bool, file: str, sort: str) -> None:
    """List the files that a build of the directory PATH would send to the engine.

    Sizes are those of the file contents. Does not connect to an engine.
    """
    if sort not in ("", *_ORDERS):
        raise PydockError(f'invalid sort order "{sort}": must be one of {", ".join(_ORDERS)}')
    directory = context_directory(arguments[0] if arguments else ".")
    dockerfile = None if file == STDIN else find_dockerfile(directory, file)
    listed: Iterable[ContextEntry] = list_context(directory, context_rules(directory, dockerfile))
    if sort == "size":
        listed = sorted(listed, key=lambda one: one.size_bytes, reverse=True)
    files = sent_bytes = ignored = 0
    for one in listed:
        if one.is_sent:
            files += not one.is_directory
            sent_bytes += one.size_bytes
        else:
            ignored += 1
        if one.is_sent or explain:
            app.print(_line(one, explain))
    app.print(f"{human_size(sent_bytes):>8}  in {files} files; {ignored} ignored")


def _line(one: ContextEntry, explain: bool) -> str:
    size = human_size(one.size_bytes) if one.is_sent and not one.is_directory else ""
    mark = ("  " if one.is_sent else "- ") if explain else ""
    why = f"  ({one.why})" if explain and one.why else ""
    return f"{size:>8}  {mark}{one.name}{why}"
