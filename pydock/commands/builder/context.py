from __future__ import annotations

from collections.abc import Iterable

from pydock.build.context import STDIN, directory_rules
from pydock.build.context_listing import Listed, list_context
from pydock.build.dockerfile import context_directory, find_dockerfile
from pydock.cli.app import App
from pydock.cli.command import at_most, define, option
from pydock.errors import PydockError
from pydock.golang.units import human_size
from pydock.options.value_types import SWITCH

_ORDERS = ("name", "size")


@define("[OPTIONS] [PATH]", at_most(1), complete="directories")
@option("explain", "", SWITCH, "Show what is left out too, and the rule that decided")
@option("file", "f", help="Dockerfile, as `build` takes it", complete="files")
@option("sort", help="Order: name (as in the tar) or size (largest first)",
        complete="choices:name,size")  # fmt: skip
def command(app: App, arguments: tuple[str, ...], *, explain: bool, file: str, sort: str) -> None:
    """List the files that a build of the directory PATH would send to the engine.

    The sizes are those of the contents. No engine is needed.
    """
    if sort not in ("", *_ORDERS):
        raise PydockError(f'invalid order "{sort}": it is one of {", ".join(_ORDERS)}')
    directory = context_directory(arguments[0] if arguments else ".")
    dockerfile = None if file == STDIN else find_dockerfile(directory, file)
    listed: Iterable[Listed] = list_context(directory, directory_rules(directory, dockerfile))
    if sort == "size":
        listed = sorted(listed, key=lambda one: one.size_bytes, reverse=True)
    files = sent_bytes = left_out = 0
    for one in listed:
        if one.is_sent:
            files += not one.is_directory
            sent_bytes += one.size_bytes
        else:
            left_out += 1
        if one.is_sent or explain:
            app.print(_line(one, explain))
    app.print(f"{human_size(sent_bytes):>8}  in {files} files; {left_out} left out")


def _line(one: Listed, explain: bool) -> str:
    size = human_size(one.size_bytes) if one.is_sent and not one.is_directory else ""
    mark = ("  " if one.is_sent else "- ") if explain else ""
    why = f"  ({one.why})" if explain and one.why else ""
    return f"{size:>8}  {mark}{one.name}{why}"
