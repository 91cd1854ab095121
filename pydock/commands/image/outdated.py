"""`pydock outdated`: images and containers behind their registry, which docker does not show."""

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.image.images_by_name import named_images, selected
from pydock.commands.shared.image.registry_check import Comparison, compared
from pydock.commands.shared.listing import format_option, quiet_option, window_columns
from pydock.errors import ExitStatus
from pydock.options.value_types import SWITCH
from pydock.views.listing import Listing
from pydock.views.outdated import FAILURES, OUTDATED, OutdatedView


@define("[OPTIONS] [IMAGE...]", any_number, complete="images")
@format_option
@option("no-trunc", "", SWITCH, "Do not truncate output")
@quiet_option("Show the names of outdated images only")
def command(
    app: App, arguments: tuple[str, ...], *, format: str, no_trunc: bool, quiet: bool
) -> int:
    """Show which images and running containers are behind their registry's tag.

    The digest of each tag in its registry is compared with that of the local image; only local
    platforms are compared. IMAGE is a name, a quoted glob or an ID. A container is also outdated
    when its tag has a newer local image.

    The status of an image that is not compared has the reason: local (never pulled or pushed under
    its name, as far as the engine knows), pinned (used by digest or ID), not in registry, refused,
    rate limited or unreachable. Registries that this machine cannot reach are looked up by the
    engine.

    The exit status is 0 if nothing is outdated, 3 if something is, and 1 for an error.

    Examples:
      pydock outdated
      pydock outdated -q 'registry.example.com/me/*'
      pydock outdated --format '{{.Containers}}' postgres:17
    """
    listing = Listing(
        OutdatedView, format, quiet=quiet, window_columns=window_columns(app, no_trunc=no_trunc)
    )
    found = compared(app, selected(named_images(app.engine), arguments))
    rows = sorted((_row(one, truncate=not no_trunc) for one in found), key=lambda row: row.order)
    is_outdated = any(row.status == OUTDATED for row in rows)
    shown = [row for row in rows if row.status == OUTDATED] if listing.quiet else rows
    app.write(listing.text(shown))
    failures = [row.detail for row in rows if row.status in FAILURES]
    app.warn(*dict.fromkeys(failures))
    if is_outdated:
        return ExitStatus.OUTDATED
    return ExitStatus.FAILURE if failures else ExitStatus.SUCCESS


def _row(found: Comparison, *, truncate: bool) -> OutdatedView:
    image = found.image
    return OutdatedView(
        image.name,
        image.id,
        image.containers,
        found.status,
        image.digest,
        found.registry_digest,
        found.detail,
        truncate=truncate,
    )
