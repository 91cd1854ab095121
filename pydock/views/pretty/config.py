"""`config inspect --pretty`, with the data of the config."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydock.golang.reflect import Bytes
from pydock.views.pretty import label_lines, moment


def lines(config: Mapping[str, Any]) -> Iterator[str]:
    spec = config.get("Spec") or {}
    yield f"ID:\t\t\t{config.get('ID') or ''}"
    yield f"Name:\t\t\t{spec.get('Name') or ''}"
    yield from label_lines(spec.get("Labels"))
    yield f"Created at:            \t{moment(config.get('CreatedAt'))}"
    yield f"Updated at:            \t{moment(config.get('UpdatedAt'))}"
    yield "Data:"
    yield str(Bytes.from_base64(spec.get("Data")))
