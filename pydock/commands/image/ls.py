"""`docker images`: list images."""

from collections import Counter
from collections.abc import Iterable, Sequence

from pydock.api import containers, images
from pydock.api.types.images import ImageSummary
from pydock.cli.app import App
from pydock.cli.command import at_most, define, option, own_option
from pydock.commands.shared.listing import (
    ListFilters,
    filter_option,
    format_option,
    in_order,
    quiet_option,
    sort_option,
    watch_option,
    window_columns,
)
from pydock.errors import ConfigError, PydockError
from pydock.options.filters import Filters
from pydock.options.value_types import SWITCH
from pydock.spec.version_rules import IMAGE_LIST

#: chooses the list of images as docker 28 shows it; `plugins.pydock.images` of config.json too
VARIABLE = "PYDOCK_IMAGES"

_MIN_WIDTH = 20
_VERBS_OF_IMAGE = (
    *("build", "history", "import", "inspect", "list", "load", "ls", "prune", "pull", "push"),
    *("rm", "save", "tag"),
)


@define("[OPTIONS] [REPOSITORY[:TAG]]", at_most(1), complete="images", rules=IMAGE_LIST)
@option("all", "a", SWITCH, "Include untagged and intermediate images")
@option("digests", "", SWITCH, "Show digests")
@filter_option
@format_option
@option("no-trunc", "", SWITCH, "Do not truncate output")
@quiet_option("Show image IDs only")
@option("tree", "", SWITCH, "Show images and their platforms as a tree")
@sort_option("containers created digest id repository size tag")
@own_option("viz", "", SWITCH, "Print the graph of images and parents for Graphviz")
@watch_option
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
    sort: list[str],
    tree: bool,
    viz: bool,
    watch: float | None,
) -> None:
    """List images, optionally of one name.

    PYDOCK_IMAGES=table selects the table of docker 28, with untagged images. --sort selects a
    table too. Filters with != leave out what those with = select: label and reference. --watch
    draws the list in place until interrupted, and requires a terminal.

    Examples:
      pydock images -a
      pydock images --filter dangling=true -q
      pydock images --format table
      pydock images --sort -size --filter 'reference!=registry.example/*/*'
    """
    name = arguments[0] if arguments else ""
    if name:
        filter = {**filter, "reference": [*filter.get("reference", ()), name]}
    selection = ListFilters("image", filter)
    if viz:
        if watch:
            raise PydockError("conflicting options: --viz and --watch")
        from pydock.views.image_graph import graph_text

        all_images = images.ls(app.engine, all=True, filters=selection.sent)
        app.write(graph_text(selection.kept(all_images)))
        return
    of_tables = {
        "--quiet": quiet,
        "--no-trunc": no_trunc,
        "--show-digest": digests,
        "--format": format,
        "--sort": sort,
    }
    given = [option for option, value in of_tables.items() if value]
    if tree and given:
        raise PydockError(f"{given[0]} is not yet supported with --tree")
    is_former = _prefers_former_list(app)
    if not format and not quiet and not tree:
        format = app.config.text("imagesFormat")
    is_table = bool(given) or (not tree and (is_former or bool(format)))
    manifests = not is_table and app.engine.supports("1.47")

    def requested() -> list[ImageSummary]:
        found = images.ls(app.engine, all=all, filters=selection.sent, manifests=manifests)
        found = list(selection.kept(found))
        if not all and not is_former:
            found = _without_untagged(found, filter)
        return found if is_table else _with_use(app, found)

    def text(found: Iterable[ImageSummary], columns: int) -> str:
        if not is_table:
            return _tree(app, found, columns, expanded=tree)
        return _table(
            found, format, columns, truncate=not no_trunc, digests=digests, quiet=quiet, sort=sort
        )

    if watch:
        from pydock.commands.shared.monitoring.watch import Draw, watch_list

        def load() -> Draw:
            found = requested()
            return lambda seconds, columns: text(found, 0 if no_trunc else columns)

        watch_list(app, watch, ("image", "container"), load)
    found = requested()
    app.write(text(found, window_columns(app, no_trunc=no_trunc)))
    if not found and name in _VERBS_OF_IMAGE and app.command_path == "images":
        hint = f'did you mean "{app.program} image {name}"?'
        app.warn(f'No images found matching "{name}": {hint}')


def _prefers_former_list(app: App) -> bool:
    """Does the user prefer the list of docker 28: a table, with untagged images?"""
    chosen = app.environ.get(VARIABLE) or app.config.own_settings.get("images") or "tree"
    if chosen not in ("table", "tree"):
        raise ConfigError(f'invalid {VARIABLE}: "{chosen}": must be "table" or "tree"')
    return bool(chosen == "table")


def _without_untagged(found: Iterable[ImageSummary], filters: Filters) -> list[ImageSummary]:
    """The images with a tag, unless the filters select untagged ones."""
    from pydock.views.image import is_untagged

    dangling = filters.get("dangling")
    if dangling and "false" not in dangling:
        return list(found)
    return [image for image in found if not is_untagged(image)]


def _with_use(app: App, found: list[ImageSummary]) -> list[ImageSummary]:
    """Return the images with numbers of containers, which API 1.51 has itself."""
    if all(image.get("Containers", -1) >= 0 for image in found):
        return found
    used = Counter(container.get("ImageID") for container in containers.ls(app.engine, all=True))
    return [{**image, "Containers": used[image["Id"]]} for image in found]


def _tree(app: App, found: Iterable[ImageSummary], columns: int, *, expanded: bool) -> str:
    from pydock.views.image_tree import tree_text

    width = max(_MIN_WIDTH, columns) if columns else None
    coloured = app.is_terminal("stdout") and not app.environ.get("NO_COLOR")
    return tree_text(found, expanded=expanded, width=width, coloured=coloured)


def _table(
    found: Iterable[ImageSummary],
    format: str,
    window_columns: int,
    *,
    truncate: bool,
    digests: bool,
    quiet: bool,
    sort: Sequence[str],
) -> str:
    from pydock.views.image import DIGEST_COLUMNS, RAW_LINES_WITH_DIGEST, ImageView, image_rows
    from pydock.views.listing import Listing

    if digests and format.startswith("table ") and "{{.Digest}}" not in format:
        format += r"\t{{.Digest}}"
    listing = Listing(
        ImageView,
        format,
        quiet=quiet,
        columns=DIGEST_COLUMNS if digests else (),
        raw_lines=RAW_LINES_WITH_DIGEST if digests else (),
        window_columns=window_columns,
    )
    rows = image_rows(
        found, truncate=truncate, digests=digests, digest_column="{{.Digest}}" in format
    )
    return listing.text(in_order(rows, "image", sort))
