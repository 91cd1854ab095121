from __future__ import annotations

from pydock.api import images
from pydock.cli.app import App
from pydock.cli.command import at_most, define, option
from pydock.commands.shared.listing import filter_option, format_option, quiet_option
from pydock.errors import PydockError
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH

_WIDTH_OF_NO_TERMINAL = 80
_MIN_WIDTH = 20


@define("[OPTIONS] [REPOSITORY[:TAG]]", at_most(1), complete="images")
@option("all", "a", SWITCH, "Show intermediate images of builds too")
@option("digests", "", SWITCH, "Show digests")
@filter_option
@format_option
@option("no-trunc", "", SWITCH, "Show ids in full")
@quiet_option("Show ids only")
@option("tree", "", SWITCH, "Show images with their platforms, as a tree", api_since="1.47")
@option("viz", "", SWITCH, "Show images and their parents as a graph for Graphviz's dot")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    all: bool,
    digests: bool,
    filter: Filters,
    format: str,
    no_trunc: bool,
    quiet: bool,
    tree: bool,
    viz: bool,
) -> None:
    """List images, or those of one name.

    Examples:
      pydock images -a
      pydock images --filter dangling=true -q
    """
    if arguments and arguments[0]:
        references = [*filter.get("reference", ()), arguments[0]]
        filter = {**filter, "reference": references}
    if tree:
        _refuse_with_tree(app, quiet=quiet, no_trunc=no_trunc, digests=digests, format=format)
        _show_tree(app, filter, all)
    elif viz:
        from pydock.views.image_graph import graph_text

        app.stdout.write(graph_text(images.ls(app.engine, all=True, filters=filter)))
    else:
        _show_table(
            app, filter, format, all=all, digests=digests, truncate=not no_trunc, quiet=quiet
        )


def _refuse_with_tree(app: App, *, quiet: bool, no_trunc: bool, digests: bool, format: str) -> None:
    refused = {
        "--quiet": quiet,
        "--no-trunc": no_trunc,
        "--show-digest": digests,
        "--format": bool(format),
    }
    for name, given in refused.items():
        if given:
            raise PydockError(f"{name} is not yet supported with --tree")


def _show_tree(app: App, filters: Filters, all: bool) -> None:
    from pydock.terminal.window_size import window_size
    from pydock.views.image_tree import tree_text

    found = images.ls(app.engine, all=all, filters=filters, manifests=True)
    coloured = app.is_terminal("stdout") and not app.environ.get("NO_COLOR")
    columns = window_size(app.stdout.fileno()).columns if app.is_terminal("stdout") else 0
    width = max(_MIN_WIDTH, columns or _WIDTH_OF_NO_TERMINAL)
    app.stdout.write(tree_text(found, all=all, width=width, coloured=coloured))


def _show_table(
    app: App,
    filters: Filters,
    format: str,
    *,
    all: bool,
    digests: bool,
    truncate: bool,
    quiet: bool,
) -> None:
    from pydock.views.image import DIGEST_COLUMNS, RAW_LINES_WITH_DIGEST, ImageView, image_rows
    from pydock.views.listing import Listing

    if not format and not quiet:
        format = app.config.text("imagesFormat")
    if digests and format.startswith("table ") and "{{.Digest}}" not in format:
        format += r"\t{{.Digest}}"
    listing = Listing(
        ImageView,
        format,
        quiet=quiet,
        columns=DIGEST_COLUMNS if digests else (),
        raw_lines=RAW_LINES_WITH_DIGEST if digests else (),
    )
    found = images.ls(app.engine, all=all, filters=filters)
    rows = image_rows(
        found, truncate=truncate, digests=digests, digest_column="{{.Digest}}" in format
    )
    app.stdout.write(listing.text(rows))
