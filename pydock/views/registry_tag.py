"""Rows of `image tags`: tags of a repository in its registry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from pydock.golang.units import human_size
from pydock.views.listing import View, column

_UNKNOWN = "N/A"


class TagDetails(NamedTuple):
    """Details from the manifest of a tag; None if not requested or missing."""

    digest: str = ""
    size_bytes: int | None = None
    platforms: Sequence[str] | None = None


class TagView(View):
    go_type = "*formatter.tagContext"
    default_columns = ("Tag",)
    quiet_column = "Tag"
    least_widths: ClassVar[dict[str, int]] = {"Platforms": 12, "Digest": 14, "Tag": 8}

    def __init__(self, repository: str, tag: str, details: TagDetails | None) -> None:
        self.repository = repository
        self.tag = tag
        self.details = details or TagDetails()

    @property
    def size_bytes(self) -> int:
        return self.details.size_bytes or 0

    @column("REPOSITORY")
    def Repository(self) -> str:
        return self.repository

    @column("TAG")
    def Tag(self) -> str:
        return self.tag

    @column("DIGEST")
    def Digest(self) -> str:
        return self.details.digest

    @column("SIZE")
    def Size(self) -> str:
        return _UNKNOWN if self.details.size_bytes is None else human_size(self.size_bytes, 3)

    @column("PLATFORMS")
    def Platforms(self) -> str:
        found = self.details.platforms
        return _UNKNOWN if found is None else ", ".join(found)

    def as_json(self) -> Any:
        """Return the columns, without those that were not requested."""
        details = self.details
        found: dict[str, Any] = {"Repository": self.repository, "Tag": self.tag}
        if details.digest:
            found["Digest"] = details.digest
        if details.size_bytes is not None:
            found["Size"] = self.Size()
        if details.platforms is not None:
            found["Platforms"] = self.Platforms()
        return dict(sorted(found.items()))
