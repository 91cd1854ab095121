"""Mounts and binds of a service's containers: its volumes, secrets and configs, and tmpfs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydock.compose.errors import ComposeError
from pydock.compose.project.paths import WINDOWS_PATH
from pydock.compose.project.service_parts import BindOptions, FileReference, Mount, VolumeOptions
from pydock.compose.project.types import FileObject, Project, Service

Json = dict[str, Any]

#: how a mount's `recursive` is sent
_RECURSIVE = {
    "disabled": "NonRecursive",
    "writable": "ReadOnlyNonRecursive",
    "readonly": "ReadOnlyForceRecursive",
}


def mount_fields(
    project: Project,
    service: Service,
    inherited: Iterable[Json] = (),
    image_volumes: Iterable[str] = (),
    warn: Callable[[str], object] = lambda text: None,
) -> Json:
    """Return Binds and Mounts of a HostConfig. Raises ComposeError.

    `inherited` are the mounts of the container that is replaced: its anonymous volumes, those of
    the image and of the service, are kept.
    """
    volumes = service.get("volumes", [])
    by_target: dict[str, Json] = {}
    replaced: set[str] = set()
    of_image = set(image_volumes)
    for mount in inherited:
        target = mount.get("Destination", "")
        is_anonymous = any(one["target"] == target and not one.get("source") for one in volumes)
        if mount.get("Type") == "tmpfs" or not (is_anonymous or target in of_image):
            continue
        by_target[target] = _inherited(mount)
        if is_anonymous:
            replaced.add(target)
    for one in volumes:
        if one["target"] not in replaced or one.get("source"):
            by_target[one["target"]] = _mount(project, one, warn)
    for reference in service.get("secrets", []):
        _add_file(by_target, project.secrets, reference, "secret", "/run/secrets/", warn)
    for reference in service.get("configs", []):
        _add_file(by_target, project.configs, reference, "config", "/", warn)
    declared: dict[str, Mount] = {}
    for one in volumes:
        declared.setdefault(one["target"], one)
    return _binds_and_mounts(project, by_target, declared)


def _binds_and_mounts(
    project: Project, by_target: Mapping[str, Json], declared: Mapping[str, Mount]
) -> Json:
    """Sort mounts into those that a bind can express, as docker compose does, and the others."""
    names = {volume.get("name") for volume in project.volumes.values()}
    binds, mounts = [], []
    for target, mount in by_target.items():
        one = declared.get(target)
        kind = mount["Type"]
        is_bind = kind == "bind" and one is not None and not _bind_needs_mount(one.get("bind"))
        is_volume = kind == "volume" and one is not None and mount.get("Source") in names
        if one is not None and (
            is_bind or (is_volume and not _volume_needs_mount(one.get("volume")))
        ):
            binds.append(f"{mount['Source']}:{target}:{_bind_options(one)}")
        else:
            mounts.append(mount)
    found: Json = {"Binds": binds} if binds else {}
    return {**found, "Mounts": mounts} if mounts else found


def _bind_needs_mount(bind: BindOptions | None) -> bool:
    if bind is None:
        return False
    is_created = bind.get("create_host_path", False)
    return not is_created or bool(bind.get("propagation") or bind.get("recursive"))


def _volume_needs_mount(volume: VolumeOptions | None) -> bool:
    return any((volume or {}).get(field) for field in ("labels", "subpath", "nocopy"))


def _bind_options(mount: Mount) -> str:
    selinux = (mount.get("bind") or {}).get("selinux")
    access = "ro" if mount.get("read_only") else "rw"
    return f"{access},{selinux}" if selinux else access


def _inherited(mount: Json) -> Json:
    source = mount.get("Name") if mount["Type"] == "volume" else mount.get("Source")
    found = {"Type": mount["Type"], "Source": source, "Target": mount["Destination"]}
    return found if mount.get("RW") else {**found, "ReadOnly": True}


def _mount(project: Project, mount: Mount, warn: Callable[[str], object]) -> Json:
    """Return a mount as the engine reads it; warns of options of another type."""
    kind, source = mount["type"], mount.get("source", "")
    if kind == "volume" and source in project.volumes:
        source = project.volumes[source].get("name", source)
    sent: Json = {
        "Type": kind,
        "Source": source,
        "Target": mount["target"],
        "ReadOnly": mount.get("read_only", False),
        "Consistency": mount.get("consistency", ""),
    }
    options_by_type: Json = dict(mount)
    for name in _OPTIONS:
        options = options_by_type.get(name)
        if options is None:
            continue
        if name != kind:
            warn(f"mount of type `{kind}` should not define `{name}` option")
            continue
        sent[f"{name.title()}Options"] = _OPTIONS[name](options)
    return {field: value for field, value in sent.items() if value or value == {}}


def _bind_body(options: Json) -> Json:
    body: Json = {}
    if options.get("propagation"):
        body["Propagation"] = options["propagation"]
    if options.get("create_host_path"):
        body["CreateMountpoint"] = True
    if options.get("recursive") in _RECURSIVE:
        body[_RECURSIVE[options["recursive"]]] = True
    return body


def _volume_body(options: Json) -> Json:
    fields = {"nocopy": "NoCopy", "subpath": "Subpath", "labels": "Labels"}
    return {sent: options[name] for name, sent in fields.items() if options.get(name)}


def _tmpfs_body(options: Json) -> Json:
    body: Json = {}
    if options.get("size"):
        body["SizeBytes"] = int(options["size"])
    if options.get("mode"):
        body["Mode"] = file_mode(options["mode"])
    return body


def _image_body(options: Json) -> Json:
    return {"Subpath": options["subpath"]} if options.get("subpath") else {}


_OPTIONS: dict[str, Callable[[Json], Json]] = {
    "bind": _bind_body,
    "volume": _volume_body,
    "tmpfs": _tmpfs_body,
    "image": _image_body,
}


def file_mode(mode: str | int) -> int:
    """Return a mode, which is a number or an octal text."""
    return int(mode, 8) if isinstance(mode, str) else mode


def _add_file(
    by_target: dict[str, Json],
    objects: Mapping[str, FileObject],
    reference: FileReference,
    kind: str,
    directory: str,
    warn: Callable[[str], object],
) -> None:
    """Mount the file of a secret or config; what has no file is copied into the container."""
    file = objects[reference["source"]]
    if file.get("external"):
        raise ComposeError(f"unsupported external {kind} {file.get('name', '')}")
    for field in ("driver", "template_driver"):
        if file.get(field):
            raise ComposeError(f"Docker Compose does not support {kind}s.*.{field}")
    if file.get("environment") or (kind == "config" and file.get("content")):
        return
    if any(reference.get(field) for field in ("uid", "gid", "mode")):
        noun = "secrets" if kind == "secret" else kind
        warn(f"{noun} `uid`, `gid` and `mode` are not supported, they will be ignored")
    target = file_target(reference, directory)
    mount = {"Type": "bind", "Source": file.get("file", ""), "Target": target, "ReadOnly": True}
    if kind == "secret":
        mount["BindOptions"] = {}
    by_target.setdefault(target, mount)


def file_target(reference: FileReference, directory: str) -> str:
    """Return where a secret or config is in a container."""
    target = reference.get("target") or reference["source"]
    is_absolute = target.startswith("/") or WINDOWS_PATH.match(target)
    return target if is_absolute else directory + target
