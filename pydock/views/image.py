"""Rows of `docker images`: one for each name of each image."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, ClassVar

from pydock.golang.time.instant import ZERO_SECONDS, local
from pydock.golang.units import human_size
from pydock.oci.reference import InvalidReference, parse
from pydock.views.columns import ago
from pydock.views.listing import View, column
from pydock.views.shorten import short_id

Json = Mapping[str, Any]

NONE = "<none>"
UNKNOWN = "N/A"
_UNKNOWN_NUMBER = -1

DIGEST_COLUMNS = ("Repository", "Tag", "Digest", "ID", "CreatedSince", "Size")
RAW_LINES_WITH_DIGEST = (
    ("repository", "Repository"),
    ("tag", "Tag"),
    ("digest", "Digest"),
    ("image_id", "ID"),
    ("created_at", "CreatedAt"),
    ("virtual_size", "Size"),
)


class ImageView(View):
    go_type = "*formatter.imageContext"
    default_columns = ("Repository", "Tag", "ID", "CreatedSince", "Size")
    raw_lines = tuple(line for line in RAW_LINES_WITH_DIGEST if line[1] != "Digest")
    least_widths: ClassVar[Mapping[str, int]] = {
        "Digest": 14, "CreatedSince": 7, "Tag": 8, "Repository": 10,
    }  # fmt: skip

    def __init__(
        self, image: Json, repository: str, tag: str, digest: str, *, truncate: bool = True
    ) -> None:
        self.image = image
        self.repository = repository
        self.tag = tag
        self.digest = digest
        self.truncate = truncate

    @column("REPOSITORY")
    def Repository(self) -> str:
        return self.repository

    @column("TAG")
    def Tag(self) -> str:
        return self.tag

    @column("DIGEST")
    def Digest(self) -> str:
        return self.digest

    @column("IMAGE ID")
    def ID(self) -> str:
        id: str = self.image.get("Id") or ""
        return short_id(id) if self.truncate else id

    @column("CREATED")
    def CreatedSince(self) -> str:
        created = self.image.get("Created") or 0
        return "" if created == ZERO_SECONDS else ago(created)

    @column("CREATED AT")
    def CreatedAt(self) -> str:
        return str(local(self.image.get("Created") or 0))

    @column("SIZE")
    def Size(self) -> str:
        return human_size(size_bytes(self.image), 3)

    @column("SHARED SIZE")
    def SharedSize(self) -> str:
        shared = self._number("SharedSize")
        return UNKNOWN if shared == _UNKNOWN_NUMBER else human_size(shared)

    @column("UNIQUE SIZE")
    def UniqueSize(self) -> str:
        size, shared = size_bytes(self.image), self._number("SharedSize")
        return UNKNOWN if _UNKNOWN_NUMBER in (size, shared) else human_size(size - shared)

    @column("CONTAINERS")
    def Containers(self) -> str:
        count = self._number("Containers")
        return UNKNOWN if count == _UNKNOWN_NUMBER else str(count)

    cells: ClassVar[Mapping[str, Callable[[Any], str]]] = {
        "CreatedSince": lambda row: row.CreatedSince() or UNKNOWN
    }

    def _number(self, key: str) -> int:
        return self.image.get(key) or 0


def image_rows(
    images: Iterable[Json], *, truncate: bool, digests: bool, digest_column: bool
) -> Iterator[ImageView]:
    """Yield a row for each name, or for each digest with `digest_column` or `digests`."""
    for image in images:
        for repository, tag, digest in _names(image, digests, digests or digest_column):
            yield ImageView(image, repository, tag, digest, truncate=truncate)


def size_bytes(image: Json) -> int:
    """Return the size of the image: before API 1.22 `Size` is only that of its last layer."""
    return max(image.get("Size") or 0, image.get("VirtualSize") or 0)


def is_untagged(image: Json) -> bool:
    """Return whether the image has no tag; it may have digests."""
    return (image.get("RepoTags") or [f"{NONE}:{NONE}"]) == [f"{NONE}:{NONE}"]


def is_dangling(image: Json) -> bool:
    """Return whether the image has neither tag nor digest."""
    digests = image.get("RepoDigests") or [f"{NONE}@{NONE}"]
    return is_untagged(image) and digests == [f"{NONE}@{NONE}"]


def _names(image: Json, own_rows: bool, with_digests: bool) -> Iterator[tuple[str, str, str]]:
    if is_dangling(image):
        yield NONE, NONE, NONE
        return
    tags = _by_repository(image.get("RepoTags"), ":")
    digests = _by_repository(image.get("RepoDigests"), "@")
    for repository, names in tags.items():
        known = digests.pop(repository, [])
        for tag in names:
            for digest in (with_digests and known) or [NONE]:
                yield repository, tag, digest
    for repository, names in digests.items():
        for digest in names if own_rows else [""]:
            yield repository, NONE, digest


def _by_repository(references: Iterable[str] | None, mark: str) -> dict[str, list[str]]:
    """Return tags, or digests, by the familiar names of their repositories."""
    found: dict[str, list[str]] = {}
    for text in references or ():
        name, _, value = text.rpartition(mark)
        repository = _familiar_name(name)
        if repository and value and value != NONE and "/" not in value:
            found.setdefault(repository, []).append(value)
    return found


@lru_cache(maxsize=1024)  # many images have the same few repositories
def _familiar_name(repository: str) -> str:
    """Return the familiar name of a repository, or "" if it is invalid."""
    try:
        return parse(repository).familiar_name
    except InvalidReference:
        return ""
