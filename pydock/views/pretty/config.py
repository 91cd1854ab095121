"""`config inspect --pretty`, with the data of the config."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any

from pydock.views.pretty import label_lines, moment


def lines(config: Mapping[str, Any]) -> Iterator[str]:
    spec = config.get("Spec") or {}
    yield f"ID:\t\t\t{config.get('ID', '')}"
    yield f"Name:\t\t\t{spec.get('Name', '')}"
    yield from label_lines(spec.get("Labels"))
    yield f"Created at:            \t{moment(config.get('CreatedAt'))}"
    yield f"Updated at:            \t{moment(config.get('UpdatedAt'))}"
    yield "Data:"
    yield b64decode(spec.get("Data") or "").decode("utf-8", "surrogateescape")
