"""The create request of a container that exists, with changes: for `recreate`.

A change has the fields of its options in the request that `create` would send for them alone.
"""

from collections.abc import Callable, Iterable, Mapping
from posixpath import normpath
from typing import Any

from pydock.options import networks
from pydock.options.mounts import split_volume
from pydock.spec.container_to_options import attachments_of
from pydock.spec.version_rules import CONTAINER_CREATE

Json = dict[str, Any]


#: fields whose defaults an engine does not report: they may be settings of its own
_OF_UNKNOWN_DEFAULT = ("IpcMode", "ShmSize")


def exact_body(body: Json, container: Mapping[str, Any]) -> Json:
    """Return the request with the anonymous volumes of a container by their names.

    Fields that equal the usual defaults, but not surely the engine's, are in it, too.
    """
    reported = container.get("HostConfig") or {}
    values = {field: reported.get(field) for field in _OF_UNKNOWN_DEFAULT}
    host = {**{field: value for field, value in values.items() if value}, **body["HostConfig"]}
    given = {_target(bind) for bind in host.get("Binds") or ()}
    mounts = {normpath(mount.get("Target", "")): mount for mount in host.get("Mounts") or ()}
    declared = {normpath(path) for path in (container["Config"].get("Volumes") or ())}
    binds, named = [], {}
    for mount in container.get("Mounts") or ():
        target = normpath(mount.get("Destination", ""))
        if mount.get("Type") != "volume" or not mount.get("Name") or target in given:
            continue
        if target in mounts:
            named[target] = {**mounts[target], "Source": mount["Name"]}
        elif target in declared:
            mode = ":ro" if mount.get("RW") is False else ""
            binds.append(f"{mount['Name']}:{target}{mode}")
    kept = {_target(bind) for bind in binds}
    anonymous = {path: value for path, value in (body.get("Volumes") or {}).items()
                 if normpath(path) not in kept}  # fmt: skip
    host = {
        **host,
        "Binds": [*(host.get("Binds") or ()), *binds],
        "Mounts": [named.get(target, mount) for target, mount in mounts.items()],
    }
    return _filled({**body, "HostConfig": _filled(host), "Volumes": anonymous})


def _filled(fields: Json) -> Json:
    """Return the fields without empty collections that stand for none."""
    optional = ("Binds", "Mounts", "Volumes", "Tmpfs", "Links", "NetworkingConfig")
    return {key: value for key, value in fields.items() if value or key not in optional}


def _target(bind: str) -> str:
    """Return the path in the container of a text of `--volume`."""
    sections = split_volume(bind)
    return normpath(sections[1] if len(sections) > 1 else sections[0])


#: options that are sent in more fields than that of their rule
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "device": ("HostConfig.Devices", "HostConfig.DeviceRequests"),
    "dotenv-file": ("Env",),
    "interactive": ("OpenStdin", "AttachStdin", "StdinOnce"),
    "publish": ("HostConfig.PortBindings", "ExposedPorts"),
    "security-opt": (
        "HostConfig.SecurityOpt", "HostConfig.MaskedPaths", "HostConfig.ReadonlyPaths",
    ),
    "volume": ("HostConfig.Binds", "Volumes"),
}  # fmt: skip
_MOUNTING = {"mount", "tmpfs", "volume"}
OF_NETWORKS = {
    "ip", "ip6", "link", "link-local-ip", "mac-address", "network", "network-alias",
}  # fmt: skip
_NETWORK_FIELDS = ("HostConfig.NetworkMode", "HostConfig.Links", "NetworkingConfig")
#: not sent in the body
_NOT_SENT = {"kernel-memory", "platform"}


def changed_body(body: Json, change: Json, options: Iterable[str]) -> Json:
    """Return the request with the fields that these options, by long name, have in `change`.

    Values of a list with a key (variables, devices, limits, targets of mounts) and those of a map
    replace the ones of the same key; other lists grow; an empty value removes a field.
    """
    given = set(options) - _NOT_SENT
    result = {**body, "HostConfig": {**body["HostConfig"]}}
    if given & _MOUNTING:
        _remove_targets(result, _targets(change))
    if "log-driver" in given:
        result["HostConfig"].pop("LogConfig", None)
    for path in _paths(given):
        holder, made = result, change
        *parents, field = path.split(".")
        for parent in parents:
            holder, made = holder.setdefault(parent, {}), made.get(parent) or {}
        value = made.get(field)
        if path not in _NETWORK_FIELDS:
            value = _merged(field, holder.get(field), value)
        if value is None:
            holder.pop(field, None)
        else:
            holder[field] = value
    return _filled({**result, "HostConfig": _filled(result["HostConfig"])})


def _paths(options: set[str]) -> list[str]:
    """Return the fields of options, each once; one of an object that is merged stands for it."""
    paths = [*_NETWORK_FIELDS] if options & OF_NETWORKS else []
    for option in sorted(options - OF_NETWORKS):
        fields = _FIELDS.get(option) or (CONTAINER_CREATE[option].field,)
        paths += [_object(field) for field in fields]
    return list(dict.fromkeys(paths))


def _object(field: str) -> str:
    for whole in ("Healthcheck", "HostConfig.LogConfig"):
        if field.startswith(f"{whole}."):
            return whole
    return field


def _security_name(text: str) -> str:
    """Return what a security option is about; labels are several."""
    name = text.partition("=" if "=" in text else ":")[0]
    return text if name == "label" else name


#: field of a list -> the key of one of its values
_KEYS: Mapping[str, Callable[[Any], Any]] = {
    "Env": lambda text: text.partition("=")[0],
    "SecurityOpt": _security_name,
    "Ulimits": lambda one: one["Name"],
    "Devices": lambda one: one.get("PathInContainer"),
    **dict.fromkeys(
        ("BlkioWeightDevice", "BlkioDeviceReadBps", "BlkioDeviceReadIOps",
         "BlkioDeviceWriteBps", "BlkioDeviceWriteIOps"),
        lambda one: one["Path"],
    ),
}  # fmt: skip


def _merged(field: str, old: Any, new: Any) -> Any:
    """Return a value of the container with that of the change."""
    if field == "Healthcheck":
        return _merged_check(old or {}, new)
    if field in ("MaskedPaths", "ReadonlyPaths"):
        return old if new is None else new
    if field in ("RestartPolicy", "Entrypoint") or not (old and new):
        return new if new or not isinstance(new, (list, dict)) else old
    if field == "LogConfig":
        return {**old, **new, "Config": {**old.get("Config", {}), **new.get("Config", {})}}
    if isinstance(new, dict):
        return {**old, **new}
    if isinstance(new, list):
        key = _KEYS.get(field, repr)
        names = {key(one) for one in new}
        return [*(one for one in old if key(one) not in names), *new]
    return new


def _merged_check(old: Json, new: Json | None) -> Json | None:
    disabled = ["NONE"]
    if new is None or new.get("Test") == disabled:
        return new or old
    return {**({} if old.get("Test") == disabled else old), **new}


def _targets(change: Json) -> set[str]:
    """Return the paths at which a change mounts something."""
    host = change["HostConfig"]
    return {
        *map(_target, host.get("Binds") or ()),
        *map(normpath, change.get("Volumes") or ()),
        *(normpath(mount.get("Target", "")) for mount in host.get("Mounts") or ()),
        *map(normpath, host.get("Tmpfs") or ()),
    }


def _remove_targets(body: Json, targets: set[str]) -> None:
    """Remove what is mounted at these paths, in place."""
    host = body["HostConfig"]
    volumes, tmpfs = body.get("Volumes") or {}, host.get("Tmpfs") or {}
    body["Volumes"] = {path: volumes[path] for path in volumes if normpath(path) not in targets}
    host["Tmpfs"] = {path: tmpfs[path] for path in tmpfs if normpath(path) not in targets}
    host["Binds"] = [bind for bind in host.get("Binds") or () if _target(bind) not in targets]
    host["Mounts"] = [
        mount
        for mount in host.get("Mounts") or ()
        if normpath(mount.get("Target", "")) not in targets
    ]


def attachments_to_change(body: Json, given: Iterable[str]) -> list[networks.Attachment]:
    """Return the networks of a request, without the settings of the first that options replace."""
    first, *others = attachments_of(body)
    return [networks.without_settings(first, given), *others]
