"""The content of a build's `--metadata-file`."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from pydock.golang.gojson import encode
from pydock.golang.unmarshal import unmarshal


def metadata_text(response: Mapping[str, str], more: Mapping[str, Any]) -> str:
    """Return the exporters' response and `more` as JSON, base64 decoded, names sorted."""
    found = {name: _unpacked(value) for name, value in response.items()} | dict(more)
    return encode(dict(sorted(found.items())), indent=2, sort_keys=False)


def _unpacked(value: str) -> Any:
    try:
        found = unmarshal(Any, base64.b64decode(value, validate=True), fill=False)
    except (binascii.Error, ValueError):
        return value
    is_object = isinstance(found, dict) or (
        isinstance(found, list) and all(isinstance(one, dict) for one in found)
    )
    return found if is_object and found else value
