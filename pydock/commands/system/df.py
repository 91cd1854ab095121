"""`docker system df`: show disk usage of the engine."""

from collections.abc import Mapping
from typing import Any

from pydock.api import system
from pydock.api.types.system import DiskUsage
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.listing import format_option
from pydock.errors import PydockError
from pydock.golang.reflect import Field, Struct
from pydock.golang.units import human_size
from pydock.options.value_types import SWITCH
from pydock.views.container import ContainerView
from pydock.views.image import NONE, ImageView, image_rows
from pydock.views.listing import Listing, View
from pydock.views.usage import (
    BuildCacheUsage,
    BuildCacheView,
    ContainersUsage,
    ImagesUsage,
    UsageView,
    VolumesUsage,
    by_last_use,
    usage_of,
)
from pydock.views.volume import VolumeView

_IMAGE_COLUMNS = (
    "Repository", "Tag", "ID", "CreatedSince", "Size", "SharedSize", "UniqueSize", "Containers",
)  # fmt: skip
_CONTAINER_COLUMNS = (
    "ID", "Image", "Command", "LocalVolumes", "Size", "RunningFor", "Status", "Names",
)  # fmt: skip
_VOLUME_COLUMNS = ("Name", "Links", "Size")


@define("[OPTIONS]", no_arguments, api_since="1.25")
@format_option
@option("verbose", "v", SWITCH, "Show details of images, containers, volumes and cache entries")
def command(app: App, arguments: tuple[str, ...], *, format: str, verbose: bool) -> None:
    """Show the disk usage of the engine, and the reclaimable part."""
    listing = Listing(UsageView, format)
    answer = system.disk_usage(app.engine, verbose=verbose)
    if not verbose:
        app.write(listing.text(_summary(answer)))
        return
    details = _Details(answer, truncate=format in ("", "table"))
    if listing.is_custom or format == "json":
        app.write(_rendered(listing, details.struct()))
    else:
        app.write(_sections(details))


def _summary(answer: DiskUsage) -> list[UsageView]:
    rows = (ImagesUsage, ContainersUsage, VolumesUsage, BuildCacheUsage)
    return [row(usage_of(answer, row.kind)) for row in rows]


class _Details:
    """All objects with their sizes, as `df -v` shows them."""

    def __init__(self, answer: DiskUsage, *, truncate: bool) -> None:
        cache = usage_of(answer, "BuildCache")
        self.cache_bytes = cache.size_bytes
        self.images = [
            _image_row(item, truncate=truncate) for item in usage_of(answer, "Image").items
        ]
        self.containers = [
            ContainerView({**item, "SizeRootFs": 0}, truncate=truncate)
            for item in usage_of(answer, "Container").items
        ]
        self.volumes = [VolumeView(item) for item in usage_of(answer, "Volume").items]
        self.build_cache = [
            BuildCacheView(item, truncate=truncate) for item in sorted(cache.items, key=by_last_use)
        ]

    def struct(self) -> Struct:
        """Fields of templates and JSON."""
        parts = {
            "Images": self.images,
            "Containers": self.containers,
            "Volumes": self.volumes,
            "BuildCache": self.build_cache,
        }
        return Struct(
            "*formatter.diskUsageContext", [Field(name, rows, name) for name, rows in parts.items()]
        )


def _image_row(image: Mapping[str, Any], *, truncate: bool) -> ImageView:
    """The row of an image under its first name."""
    rows = image_rows([image], truncate=truncate, digests=False, digest_column=False)
    named = next(rows, None)
    if named is None:  # Podman omits names here
        return ImageView(image, NONE, NONE, "", truncate=truncate)
    return ImageView(image, named.repository, named.tag, "", truncate=truncate)


def _rendered(listing: Listing, details: Struct) -> str:
    from pydock.golang import gojson
    from pydock.golang.template import TemplateError

    if listing.format == "json":
        return gojson.encode(details, html=True)
    try:
        return listing.template.render(details)
    except TemplateError as error:
        raise PydockError(error.message) from None


def _sections(details: _Details) -> str:
    def table(view: type[View], columns: tuple[str, ...], rows: list[Any]) -> str:
        return Listing(view, columns=columns).text(rows)

    return "\n".join(
        (
            "Images space usage:\n",
            table(ImageView, _IMAGE_COLUMNS, details.images),
            "Containers space usage:\n",
            table(ContainerView, _CONTAINER_COLUMNS, details.containers),
            "Local Volumes space usage:\n",
            table(VolumeView, _VOLUME_COLUMNS, details.volumes),
            f"Build cache usage: {human_size(details.cache_bytes)}\n",
            table(BuildCacheView, tuple(BuildCacheView.default_columns), details.build_cache),
        )
    )
