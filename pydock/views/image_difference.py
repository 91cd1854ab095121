"""Output of `image diff`: lines of text, or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydock.golang.units import human_size
from pydock.oci.image_difference import Change, FileChange, ImageDifference
from pydock.oci.layer_files import File
from pydock.terminal.sanitize import escaped
from pydock.views.image_explanation import path_text, printable
from pydock.views.shorten import short_id


def difference_text(found: ImageDifference) -> str:
    """Return lines: "-" and "+" for what one image has alone, "~" for what differs."""
    sections = {
        "Configuration": list(map(_change, found.configuration)),
        f"Layers, {found.common_layers} in common": list(_layers(found)),
        "Packages": [*map(_change, found.packages), *_databases(found)],
        "Files": list(file_lines(found.files)),
    }
    texts = [
        f"{title}:\n" + "".join(f"  {line}\n" for line in lines)
        for title, lines in sections.items()
        if lines
    ]
    return "\n".join(texts)


def difference_json(found: ImageDifference) -> str:
    """Return one JSON object on a line."""
    value = {
        "Equal": found.is_equal,
        "Configuration": [_change_object(one) for one in found.configuration],
        "Layers": {
            "Common": found.common_layers,
            "First": list(found.first_layers),
            "Second": list(found.second_layers),
        },
        "Packages": [_change_object(one) for one in found.packages],
        "RpmDatabases": [path_text(path) for path in found.rpm_databases],
        "Files": file_objects(found.files),
    }
    return json.dumps(value, separators=(",", ":")) + "\n"


def _change(change: Change) -> str:
    name, first, second = escaped(change.name), _value(change.first), _value(change.second)
    if change.first is None:
        return f"+ {name}: {second}"
    if change.second is None:
        return f"- {name}: {first}"
    if first == second:
        return f"~ {name}: {first} (the values differ)"
    return f"~ {name}: {first} -> {second}"


def _value(value: Any) -> str:
    return escaped(value) if isinstance(value, str) else json.dumps(value)


def _layers(found: ImageDifference) -> Iterator[str]:
    for mark, ids in (("-", found.first_layers), ("+", found.second_layers)):
        for number, id in enumerate(ids, found.common_layers + 1):
            yield f"{mark} layer {number}: {escaped(short_id(id))}"


def _databases(found: ImageDifference) -> Iterator[str]:
    for path in found.rpm_databases:
        yield f"~ rpm: {printable(path)} differs; the packages in it are not read"


def file_objects(files: Iterable[FileChange]) -> list[dict[str, Any]]:
    """Return what differs as objects for JSON."""
    return [
        {
            "Path": path_text(one.path),
            "First": _file_object(one.first),
            "Second": _file_object(one.second),
            "Changed": one.attributes,
        }
        for one in files
    ]


def file_lines(files: Sequence[FileChange]) -> Iterator[str]:
    """Yield lines; what is below a directory that one image has alone is counted."""
    number = 0
    while number < len(files):
        one = files[number]
        number += 1
        path = printable(one.path)
        if one.first and one.second:
            yield f"~ {path}: {', '.join(_attributes(one))}"
            continue
        mark, file = ("-", one.first) if one.first else ("+", one.second)
        if file is None or not file.is_directory:
            yield f"{mark} {path}: {_size(file)}"
            continue
        size = below = 0
        for other in files[number:]:
            inner = other.second if one.first is None else other.first
            if not inner or (other.first and other.second) or not _is_below(other, one):
                break
            below += not inner.is_directory
            size += inner.size
            number += 1
        files_below = "1 file" if below == 1 else f"{below} files"
        yield f"{mark} {path}/: {files_below} below, {human_size(size)}"


def _is_below(file: FileChange, directory: FileChange) -> bool:
    return file.path.startswith(directory.path + b"/")


def _attributes(change: FileChange) -> Iterator[str]:
    first, second = change.first, change.second
    if first is None or second is None:
        return
    texts = {
        "type": f"type {first.type} -> {second.type}",
        "mode": f"mode {first.mode:04o} -> {second.mode:04o}",
        "owner": f"owner {first.uid}:{first.gid} -> {second.uid}:{second.gid}",
        "size": f"size {human_size(first.size)} -> {human_size(second.size)}",
        "target": f"target {_target(first)} -> {_target(second)}",
        "content": "content",
    }
    yield from (texts[name] for name in change.attributes)


def _size(file: File | None) -> str:
    if file is None or file.type != "file":
        return file.type if file else ""
    return human_size(file.size)


def _target(file: File) -> str:
    return escaped(file.link_name.decode("utf-8", "backslashreplace")) or "none"


def _change_object(change: Change) -> dict[str, Any]:
    return {"Name": change.name, "First": change.first, "Second": change.second}


def _file_object(file: File | None) -> dict[str, Any] | None:
    if file is None:
        return None
    return {
        "Type": file.type,
        "Mode": file.mode,
        "Uid": file.uid,
        "Gid": file.gid,
        "Size": file.size,
        "Target": file.link_name.decode("utf-8", "surrogateescape"),
        "Digest": f"sha256:{file.digest.hex()}" if file.digest else "",
    }
