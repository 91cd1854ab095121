"""`secret inspect --pretty`."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydock.views.pretty import label_lines, moment


def lines(secret: Mapping[str, Any]) -> Iterator[str]:
    spec = secret.get("Spec") or {}
    yield f"ID:              {secret.get('ID') or ''}"
    yield f"Name:              {spec.get('Name') or ''}"
    yield from label_lines(spec.get("Labels"))
    yield f"Driver:            {(spec.get('Driver') or {}).get('Name') or ''}"
    yield f"Created at:        {moment(secret.get('CreatedAt'))}"
    yield f"Updated at:        {moment(secret.get('UpdatedAt'))}"
