"""Shapes of `docker context inspect`."""

from collections.abc import Mapping
from typing import Any

from pydock.golang.reflect import Field, Map, Struct

SHAPES = {
    "context.contextWithTLSListing": """
        +store.Metadata; TLSMaterial map[][]string; Storage store.StorageInfo
    """,
    "store.Metadata": "Name string; Metadata any ?; Endpoints map[]context.EndpointMetaBase ?",
    "store.StorageInfo": "MetadataPath string; TLSPath string",
    "context.EndpointMetaBase": "Host string ?; SkipTLSVerify bool",
}


class _Metadata(Struct):
    """The description and other fields of a context, on one level in JSON."""

    def __init__(self, found: Mapping[str, Any]) -> None:
        self._found = dict(found)
        others = {name: value for name, value in found.items() if name != "Description"}
        others = Map(others, "map[string]interface {}", None, is_nil=not others)
        fields = [
            Field("Description", found.get("Description") or "", "Description"),
            Field("AdditionalFields", others, "AdditionalFields"),
        ]
        super().__init__("command.DockerContext", fields)

    def as_json(self) -> dict[str, Any]:
        return self._found


def completed(context: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the context with its metadata as the struct that docker has for it."""
    found = context.get("Metadata")
    return {**context, "Metadata": _Metadata(found if isinstance(found, dict) else {})}
