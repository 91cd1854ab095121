"""Options of the prune commands."""

from collections.abc import Callable
from typing import Any, TypeVar

from pydock.cli.app import App
from pydock.cli.command import Body, Command, combined, option, own_option
from pydock.commands.shared.prompt import confirm
from pydock.options.filters import FILTERS, Filters
from pydock.options.value_types import BYTES, SWITCH, Parsed, StringList, Uint
from pydock.spec.prune import PruneOptions, Scope

B = TypeVar("B", bound=Body)


def _parse_age(text: str) -> int:
    from pydock.options.ages import parse_age

    return parse_age(text)


def _not_empty(text: str) -> str:
    """Refuse an empty text, as that of a variable that is not set: more would be removed."""
    if not text:
        raise ValueError("value is empty")
    return text


_FILE = Parsed(_not_empty, "string", "")
GLOBS = StringList("list", _not_empty)

#: of every prune: what is removed of the unused objects, and whether it is now
_SELECTION = (
    own_option("apply", "", _FILE, "Remove the objects of a plan, if unchanged", complete="files"),
    own_option("dry-run", "", SWITCH, "Show what would be removed, and remove nothing"),
    own_option("keep", "", Uint(), "Keep the newest N (of images: in each repository)"),
    own_option("older-than", "", Parsed(_parse_age, "duration"), 'Remove older ones, such as "7d"'),
    own_option("plan", "", _FILE, "Write a plan of the removal to a file", complete="files"),
)


def prune_options(example: str, *others: Callable[[Any], Any]) -> Callable[[B], B]:
    """The options of every prune, with an example of --filter, and `others`."""
    return combined(
        option("filter", "", FILTERS, f'Filter, such as "{example}"', complete="filters"),
        option("force", "f", SWITCH, "Do not prompt for confirmation"),
        *_SELECTION,
        *others,
    )


name_option = own_option("name", "", GLOBS, "Remove those whose name the glob matches")
larger_than_option = own_option("larger-than", "", BYTES, 'Remove larger ones, such as "100m"')
keep_tag_option = own_option("keep-tag", "", GLOBS, "Keep images with a tag that the glob matches")

#: filters that a selection of our own supports, by the first of its kinds
_FILTERS = {
    "container": {"label", "label!", "until"},
    "network": {"label", "label!", "until"},
    "volume": {"label", "label!", "all"},
    "image": {"label", "label!", "until", "dangling"},
    "build cache": {"until"},
}


def run_prune(
    app: App,
    command: Command,
    scope: Scope,
    options: PruneOptions,
    filters: Filters,
    question: str,
    prune: Callable[[], None],
    *,
    lists: bool = True,
) -> int:
    """Remove unused objects: listed ones, one by one, or by the engine's own `prune`.

    They are listed with an option that docker lacks, and before the prompt on a terminal where
    `lists`. Returns the exit status.
    """
    shows_list = lists and not options["force"] and app.is_terminal("stdout")
    first_kind = next(iter(scope.kinds))
    if command.has_own(app.flags_given) or (shows_list and set(filters) <= _FILTERS[first_kind]):
        from pydock.commands.shared.removal.prune_selection import prune_selected

        return prune_selected(app, scope, options, filters, question)
    if options["force"] or confirm(app, question):
        prune()
    return 0


def prune_filters(app: App, filters: Filters) -> Filters:
    """The filters, with `pruneFilters` of config.json."""
    found = {name: list(values) for name, values in filters.items()}
    for text in app.config.texts("pruneFilters"):
        name, _, value = text.partition("=")
        opposite = {"label": "label!", "label!": "label"}.get(name, "")
        if value not in found.get(opposite, ()) and value not in found.get(name, ()):
            found.setdefault(name, []).append(value)
    return found
