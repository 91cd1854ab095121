"""`pydock image tags`: list the tags of a repository in its registry, which docker does not do."""

from __future__ import annotations

from collections.abc import Mapping

from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.image.image_reference import parse_reference
from pydock.commands.shared.image.registries import (
    open_registry_of,
    registry_errors,
    requested_platform,
)
from pydock.commands.shared.listing import (
    format_option,
    in_order,
    naturally,
    quiet_option,
    window_columns,
)
from pydock.commands.shared.parallel import in_parallel
from pydock.commands.shared.removal.prune_options import GLOBS
from pydock.errors import PydockError
from pydock.oci import registry_client
from pydock.oci.reference import Reference
from pydock.oci.registry_client import Transport
from pydock.oci.remote_image import NoSuchPlatform, RemoteImage
from pydock.options.globs import matches
from pydock.options.value_types import SWITCH, SortColumns
from pydock.transport.registry_http import REGISTRY_CONNECTIONS
from pydock.views.listing import Listing
from pydock.views.registry_tag import TagDetails, TagView


@define("[OPTIONS] REPOSITORY", exactly(1), complete="images")
@option("digests", "", SWITCH, "Show digests")
@option("filter", "f", GLOBS, "List tags that the glob matches")
@format_option
@option("insecure", "", SWITCH, "Allow registries without TLS, or with unverified certificates")
@option("platform", help="Platform of --size (default: this machine's)", complete="platforms")
@option("platforms", "", SWITCH, "Show the platforms of each tag")
@quiet_option("Show tags only")
@option("size", "s", SWITCH, "Show the size of each tag, compressed as it is sent")
@option(
    "sort",
    "",
    SortColumns(("size", "tag")),
    "Sort by columns, descending after - (default: tag)",
    complete="choices:size,tag",
)
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    digests: bool,
    filter: list[str],
    format: str,
    insecure: bool,
    platform: str,
    platforms: bool,
    quiet: bool,
    size: bool,
    sort: list[str],
) -> None:
    """List the tags of a repository in its registry.

    No engine is involved: the registry must be reachable from this machine. Digests, sizes and
    platforms take a request or more for each tag.

    Examples:
      pydock image tags alpine
      pydock image tags --filter '3.*' --size --platforms alpine
      pydock image tags -q --sort=-tag registry.example.com/me/app
    """
    repository = parse_reference(arguments[0])
    if not repository.is_name_only:
        raise PydockError(f"a repository is required, without tag or digest: {arguments[0]}")
    by_size = "size" in sort or "-size" in sort
    shown = {"Digest": digests, "Size": size or by_size, "Platforms": platforms}
    needs = {name: (shown[name] or f".{name}" in format) and not quiet for name in shown}
    needs["Size"] |= by_size
    columns = ("Tag", *(name for name in ("Digest", "Size", "Platforms") if needs[name]))
    listing = Listing(
        TagView, format, quiet=quiet, columns=columns, window_columns=window_columns(app)
    )
    requested = requested_platform(app, platform)
    with registry_errors(repository):
        registry = open_registry_of(app, repository, insecure=insecure)
        found = list(dict.fromkeys(registry_client.tags(registry, repository)))
    kept = [tag for tag in found if not filter or any(matches(tag, glob) for glob in filter)]

    def row(tag: str) -> TagView:
        image = repository._replace(tag=tag)
        details = _details(registry, image, requested, needs) if any(needs.values()) else None
        return TagView(repository.familiar_name, tag, details)

    rows = naturally(in_parallel(row, kept, REGISTRY_CONNECTIONS), "Tag")
    app.write(listing.text(in_order(rows, "tag", sort)))


def _details(
    registry: Transport, image: Reference, platform: Mapping[str, str], needs: Mapping[str, bool]
) -> TagDetails:
    with registry_errors(image):
        if not (needs["Size"] or needs["Platforms"]):
            return TagDetails(registry_client.manifest_digest(registry, image))
        found = RemoteImage(registry, image)
        platforms = found.platforms() if needs["Platforms"] else None
        return TagDetails(
            found.top.digest if needs["Digest"] else "",
            _size(found, platform) if needs["Size"] else None,
            platforms,
        )


def _size(image: RemoteImage, platform: Mapping[str, str]) -> int | None:
    try:
        return image.size_bytes(platform)
    except NoSuchPlatform:
        return None
