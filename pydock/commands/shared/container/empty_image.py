"""An image without files, for helper containers that are never started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.api import images
from pydock.archive.tar_headers import END
from pydock.errors import ProtocolError
from pydock.progress.json_stream import decode
from pydock.spec.helper_container import label_changes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydock.api.engine import Engine


def empty_image(engine: Engine, labels: Mapping[str, str]) -> str:
    """Return the ID of a new image without files: the engine may have none, and no registry."""
    with images.import_(engine, "-", [END], changes=label_changes(labels)) as answer:
        ids = [message.status for message in decode(answer.chunks()) if message.status]
    if not ids:
        raise ProtocolError("invalid response from engine: no ID of the imported image")
    return ids[-1]
