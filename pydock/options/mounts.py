"""Mounts: `--mount`, `-v`/`--volume` and `--tmpfs`."""

from __future__ import annotations

import os.path
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from pydock.golang.csv import split_fields
from pydock.golang.strconv.numbers import parse_bool
from pydock.golang.units import parse_bytes
from pydock.options.value_types import Kind

Json = dict[str, Any]


class MountList(Kind):
    """`type=bind,src=/a,dst=/b,readonly`: mounts of the API, their sources as typed."""

    name = "mount"

    def initial(self) -> list[Json]:
        return []

    def add(self, old: list[Json], text: str) -> list[Json]:
        return [*old, parse_mount(text)]


MOUNTS = MountList()


def parse_mount(text: str) -> Json:
    """One `--mount` as the API's Mount; fields that were not given are left out.

    ValueError in docker's words.
    """
    mount: Json = {"Type": "volume"}
    for field in split_fields(text):
        key, equals, value = field.partition("=")
        key = key.lower()
        if not equals and key not in _SWITCHES:
            raise ValueError(f"invalid field '{field}' must be a key=value pair")
        if not _set(mount, key, value if equals else "true"):
            raise ValueError(f"unexpected key '{key}' in '{field}'")
    _check(mount)
    return mount


def _parse_mode(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or int(text, 8) >> 32:
        raise ValueError(text)
    return int(text, 8)


_SWITCHES = ("readonly", "ro", "volume-nocopy", "bind-nonrecursive")

#: key of `--mount` -> the part of the Mount that holds it, its name there, how it is read
_FIELDS: dict[str, tuple[str, str, Callable[[str], Any]]] = {
    "type": ("", "Type", str.lower),
    "source": ("", "Source", str),
    "src": ("", "Source", str),
    "target": ("", "Target", str),
    "destination": ("", "Target", str),
    "dst": ("", "Target", str),
    "readonly": ("", "ReadOnly", parse_bool),
    "ro": ("", "ReadOnly", parse_bool),
    "consistency": ("", "Consistency", str.lower),
    "bind-propagation": ("BindOptions", "Propagation", str.lower),
    "bind-nonrecursive": ("BindOptions", "NonRecursive", parse_bool),
    "volume-nocopy": ("VolumeOptions", "NoCopy", parse_bool),
    "volume-subpath": ("VolumeOptions", "Subpath", str),
    "image-subpath": ("ImageOptions", "Subpath", str),
    "tmpfs-size": ("TmpfsOptions", "SizeBytes", parse_bytes),
    "tmpfs-mode": ("TmpfsOptions", "Mode", _parse_mode),
}

_RECURSIVE = {
    "enabled": "",
    "disabled": "NonRecursive",
    "writable": "ReadOnlyNonRecursive",
    "readonly": "ReadOnlyForceRecursive",
}


def _set(mount: Json, key: str, value: str) -> bool:
    """Put one field into the mount; False when there is no such key."""
    if key in _FIELDS:
        part, name, parse = _FIELDS[key]
        try:
            parsed = parse(value)
        except ValueError:
            raise ValueError(f"invalid value for {key}: {value}") from None
        (_part(mount, part) if part else mount)[name] = parsed
    elif key == "bind-recursive":
        if value not in _RECURSIVE:
            raise ValueError(
                f"invalid value for {key}: {value}"
                ' (must be "enabled", "disabled", "writable", or "readonly")'
            )
        if _RECURSIVE[value]:
            _part(mount, "BindOptions")[_RECURSIVE[value]] = True
    elif key in ("volume-label", "volume-driver", "volume-opt"):
        volume = _part(mount, "VolumeOptions")
        if key == "volume-driver":
            volume["DriverConfig"]["Name"] = value
        elif key == "volume-label":
            _set_pair(volume.setdefault("Labels", {}), value)
        else:
            _set_pair(volume["DriverConfig"].setdefault("Options", {}), value)
    else:
        return False
    return True


def _part(mount: Json, name: str) -> Json:
    """The options of one type of mount; those of a volume always have a driver."""
    part: Json = mount.setdefault(name, {"DriverConfig": {}} if name == "VolumeOptions" else {})
    return part


def _set_pair(pairs: dict[str, str], text: str) -> None:
    key, _, value = text.partition("=")
    if key:
        pairs[key] = value


def _check(mount: Json) -> None:
    """Raise ValueError for a mount whose fields do not go together."""
    kind = mount["Type"]
    if not kind:
        raise ValueError("type is required")
    if not mount.get("Target"):
        raise ValueError("target is required")
    for owner in ("volume", "image", "bind", "tmpfs"):
        if f"{owner.title()}Options" in mount and kind != owner:
            raise ValueError(f"cannot mix '{owner}-*' options with mount type '{kind}'")
    bind = mount.get("BindOptions", {})
    for recursive in ("writable", "readonly"):
        if bind.get(_RECURSIVE[recursive]) and not mount.get("ReadOnly"):
            raise _needs(recursive, "readonly")
    if bind.get("ReadOnlyForceRecursive") and bind.get("Propagation") != "rprivate":
        raise _needs("readonly", "bind-propagation=rprivate")


def _needs(recursive: str, other: str) -> ValueError:
    return ValueError(
        f"option 'bind-recursive={recursive}' requires '{other}' to be specified in conjunction"
    )


def with_absolute_sources(mounts: Iterable[Json], working_directory: str) -> list[Json]:
    """The mounts, with sources that begin with a dot made absolute."""
    return [
        {**mount, "Source": absolute(mount["Source"], working_directory)}
        if mount.get("Source")
        else mount
        for mount in mounts
    ]


def absolute(path: str, working_directory: str) -> str:
    """A path that begins with a dot as seen from the working directory, "" if that is unknown.

    Other paths are left as they are.
    """
    if not (path.startswith(".") and working_directory):
        return path
    return os.path.normpath(f"{working_directory}/{path}")


class Volumes(NamedTuple):
    """`-v`: what is bound from somewhere, and the paths that get a volume without a name."""

    binds: list[str]
    anonymous: dict[str, dict[str, str]]


def parse_volumes(specs: Iterable[str], working_directory: str) -> Volumes:
    """`-v` in all its forms, each one once. ValueError in docker's words."""
    volumes = Volumes([], {})
    for spec in dict.fromkeys(specs):
        source = _source(spec)
        if not source:
            volumes.anonymous[spec] = {}
        elif source.startswith("."):
            rest = spec[len(source) :]
            volumes.binds.append(absolute(source, working_directory) + rest)
        else:
            volumes.binds.append(spec)
    return volumes


def _source(spec: str) -> str:
    """What a spec mounts, "" for a volume without a name; ValueError when it is malformed."""
    if not spec:
        raise ValueError("invalid empty volume spec")
    if len(spec.encode("utf-8", "surrogateescape")) <= 2:
        return ""
    sections = colon_sections(spec)
    if "" in sections[:3]:
        raise ValueError(f"invalid spec: {spec}: empty section between colons")
    if len(sections) > 3:
        raise ValueError(f"invalid spec: {spec}: too many colons")
    return sections[0] if len(sections) > 1 else ""


def colon_sections(spec: str) -> list[str]:
    """The parts between colons; the colon behind a lone letter is one of a Windows drive."""
    sections = [""]
    for char in spec:
        section = sections[-1]
        if char == ":" and not (len(section) == 1 and section.isalpha()):
            sections.append("")
        else:
            sections[-1] += char
    return sections


def tmpfs_options(specs: Iterable[str]) -> dict[str, str]:
    """`--tmpfs /run:size=64m` as the API has it: path -> options of the mount."""
    return {path: options for path, _, options in (spec.partition(":") for spec in specs)}
