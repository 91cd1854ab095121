"""`--mount`, `--volume` and `--tmpfs`."""

import os.path
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from pydock.golang.csv import quote_field, split_fields
from pydock.golang.units import parse_bytes
from pydock.options.key_values import pair_texts
from pydock.options.value_types import ParsedList

Json = dict[str, Any]


def parse_mount(text: str) -> Json:
    """Parse one `--mount` into a Mount of the API with the given fields. Raises ValueError.

    An example is `type=bind,src=/a,dst=/b,readonly`; its source may be relative.
    """
    text = text.strip()
    if not text:
        raise ValueError("value is empty")
    mount: Json = {"Type": "volume"}
    for field in split_fields(text):
        key, equals, value = field.partition("=")
        if key != key.strip():
            raise ValueError(
                f"invalid option '{key.strip()}' in '{field}': option should not have whitespace"
            )
        if equals and not value.strip():
            raise ValueError(f"invalid value for '{key}': value is empty")
        if value != value.strip():
            raise ValueError(
                f"invalid value for '{key}' in '{field}': value should not have whitespace"
            )
        key = key.lower()
        if not equals and key not in _SWITCHES:
            raise ValueError(f"invalid field '{field}' must be a key=value pair")
        if key == "bind-nonrecursive":
            raise ValueError("bind-nonrecursive is deprecated, use bind-recursive=disabled instead")
        if not _set(mount, key, value if equals else "true"):
            raise ValueError(f"unknown option '{key}' in '{field}'")
    _check(mount)
    return mount


def _parse_mode(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or int(text, 8) >> 32:
        raise ValueError(text)
    return int(text, 8)


def _parse_switch(text: str) -> bool:
    if text not in ("1", "true", "0", "false"):
        raise ValueError(
            f'invalid boolean value ("{text}"): must be one of "true", "1", "false", or "0"'
            ' (default "true")'
        )
    return text in ("1", "true")


_SWITCHES = ("readonly", "ro", "volume-nocopy", "bind-nonrecursive", "bind-create-src")

#: key of `--mount` -> object of the Mount that has the field, name of the field, parser
_FIELDS: dict[str, tuple[str, str, Callable[[str], Any]]] = {
    "type": ("", "Type", str.lower),
    "source": ("", "Source", str),
    "src": ("", "Source", str),
    "target": ("", "Target", str),
    "destination": ("", "Target", str),
    "dst": ("", "Target", str),
    "readonly": ("", "ReadOnly", _parse_switch),
    "ro": ("", "ReadOnly", _parse_switch),
    "consistency": ("", "Consistency", str.lower),
    "bind-propagation": ("BindOptions", "Propagation", str.lower),
    "bind-create-src": ("BindOptions", "CreateMountpoint", _parse_switch),
    "volume-nocopy": ("VolumeOptions", "NoCopy", _parse_switch),
    "volume-subpath": ("VolumeOptions", "Subpath", str),
    "image-subpath": ("ImageOptions", "Subpath", str),
    "tmpfs-size": ("TmpfsOptions", "SizeBytes", parse_bytes),
    "tmpfs-mode": ("TmpfsOptions", "Mode", _parse_mode),
}

#: value of `bind-recursive` -> the switch of BindOptions that it sets
RECURSIVE = {
    "enabled": "",
    "disabled": "NonRecursive",
    "writable": "ReadOnlyNonRecursive",
    "readonly": "ReadOnlyForceRecursive",
}


def _set(mount: Json, key: str, value: str) -> bool:
    """Set one field of the mount; False for an unknown key."""
    if key in _FIELDS:
        part, name, parse = _FIELDS[key]
        try:
            parsed = parse(value)
        except ValueError as error:
            if parse is _parse_switch:
                raise ValueError(f"invalid value for '{key}': {error}") from None
            raise ValueError(f"invalid value for {key}: {value}") from None
        (_part(mount, part) if part else mount)[name] = parsed
    elif key == "bind-recursive":
        if value not in RECURSIVE:
            raise ValueError(
                f"invalid value for {key}: {value}"
                ' (must be "enabled", "disabled", "writable", or "readonly")'
            )
        if RECURSIVE[value]:
            _part(mount, "BindOptions")[RECURSIVE[value]] = True
    elif key in ("volume-label", "volume-driver", "volume-opt"):
        volume = _part(mount, "VolumeOptions")
        if key == "volume-driver":
            volume.setdefault("DriverConfig", {})["Name"] = value
        elif key == "volume-label":
            _set_pair(volume.setdefault("Labels", {}), value)
        else:
            _set_pair(volume.setdefault("DriverConfig", {}).setdefault("Options", {}), value)
    else:
        return False
    return True


def mount_text(mount: Json) -> str:
    """Return the text that `parse_mount` reads."""
    fields = []
    seen = set()
    for key, (part, name, parse) in _FIELDS.items():
        value = (mount.get(part) or {} if part else mount).get(name)
        if not value or (part, name) in seen:
            continue
        seen.add((part, name))
        if parse is _parse_switch:
            fields.append(key)
        else:
            fields.append(f"{key}={value:o}" if parse is _parse_mode else f"{key}={value}")
    bind, volume = mount.get("BindOptions") or {}, mount.get("VolumeOptions") or {}
    fields += [f"bind-recursive={text}" for text, name in RECURSIVE.items() if bind.get(name)]
    fields += [f"volume-label={pair}" for pair in pair_texts(volume.get("Labels") or {})]
    driver = volume.get("DriverConfig") or {}
    if driver.get("Name"):
        fields.append(f"volume-driver={driver['Name']}")
    fields += [f"volume-opt={pair}" for pair in pair_texts(driver.get("Options") or {})]
    return ",".join(map(quote_field, fields))


MOUNTS = ParsedList(parse_mount, "mount", mount_text)


def _part(mount: Json, name: str) -> Json:
    """Return the options of one type of mount."""
    part: Json = mount.setdefault(name, {})
    return part


def _set_pair(pairs: dict[str, str], text: str) -> None:
    key, _, value = text.partition("=")
    if key:
        pairs[key] = value


def _check(mount: Json) -> None:
    """Raise ValueError for conflicting fields."""
    kind = mount["Type"]
    if not kind:
        raise ValueError("type is required")
    for owner in ("volume", "image", "bind", "tmpfs"):
        if f"{owner.title()}Options" in mount and kind != owner:
            raise ValueError(f"cannot mix '{owner}-*' options with mount type '{kind}'")
    bind = mount.get("BindOptions", {})
    for recursive in ("writable", "readonly"):
        if bind.get(RECURSIVE[recursive]) and not mount.get("ReadOnly"):
            raise _needs(recursive, "readonly")
    if bind.get("ReadOnlyForceRecursive") and bind.get("Propagation") != "rprivate":
        raise _needs("readonly", "bind-propagation=rprivate")


def _needs(recursive: str, other: str) -> ValueError:
    return ValueError(
        f"option 'bind-recursive={recursive}' requires '{other}' to be specified in conjunction"
    )


def with_absolute_sources(mounts: Iterable[Json], working_directory: str) -> list[Json]:
    """Return the mounts with absolute sources in place of those that begin with a dot."""
    return [
        {**mount, "Source": absolute(mount["Source"], working_directory)}
        if mount.get("Source")
        else mount
        for mount in mounts
    ]


def absolute(path: str, working_directory: str) -> str:
    """Resolve a path that begins with a dot, unless the working directory is unknown ("")."""
    if not (path.startswith(".") and working_directory):
        return path
    return os.path.normpath(f"{working_directory}/{path}")


class Volumes(NamedTuple):
    """Values of HostConfig.Binds and Config.Volumes: mounts with a source, anonymous volumes."""

    binds: list[str]
    anonymous: dict[str, dict[str, str]]


def parse_volumes(specs: Iterable[str], working_directory: str) -> Volumes:
    """Parse `--volume`, without duplicates. Raises ValueError."""
    volumes = Volumes([], {})
    for spec in dict.fromkeys(specs):
        sections = split_volume(spec)
        source = sections[0]
        if len(sections) == 1:
            volumes.anonymous[spec] = {}
        elif source.startswith("."):
            rest = spec[len(source) :]
            volumes.binds.append(absolute(source, working_directory) + rest)
        else:
            volumes.binds.append(spec)
    return volumes


#: of bind mounts, in the options of a volume
PROPAGATIONS = frozenset(("rprivate", "private", "rshared", "shared", "rslave", "slave"))


def is_host_path(source: str) -> bool:
    """Return whether the source of a volume in a Compose file is a path, not a volume's name."""
    return source.startswith((".", "/", "~", "\\\\")) or (
        source[1:2] == ":" and source[0].isalpha()
    )


def split_volume(spec: str) -> list[str]:
    """Split `[source:]target[:options]`. Raises ValueError."""
    if not spec:
        raise ValueError("invalid empty volume spec")
    if len(spec.encode("utf-8", "surrogateescape")) <= 2:
        return [spec]
    sections = _colon_sections(spec)
    if "" in sections[:3]:
        raise ValueError(f"invalid spec: {spec}: empty section between colons")
    if len(sections) > 3:
        raise ValueError(f"invalid spec: {spec}: too many colons")
    return sections


def _colon_sections(spec: str) -> list[str]:
    """Split at colons, except after a Windows drive letter."""
    sections = [""]
    for char in spec:
        section = sections[-1]
        if char == ":" and not (len(section) == 1 and section.isalpha()):
            sections.append("")
        else:
            sections[-1] += char
    return sections


def tmpfs_options(specs: Iterable[str]) -> dict[str, str]:
    """Parse `--tmpfs /run:size=64m` into mount options by path."""
    return {path: options for path, _, options in (spec.partition(":") for spec in specs)}


def tmpfs_texts(tmpfs: Mapping[str, str]) -> list[str]:
    """Return the texts of `--tmpfs` for HostConfig.Tmpfs."""
    return [f"{path}:{options}" if options else path for path, options in tmpfs.items()]
