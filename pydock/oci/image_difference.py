"""Differences between two images: configuration, layers, packages and files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from posixpath import commonprefix
from typing import Any, NamedTuple

from pydock.oci.layer_files import File, Layer, Tree
from pydock.oci.packages import joined, python_packages, rpm_databases
from pydock.oci.secrets import MASK, is_secret, masked

#: fields of `inspect` that are compared beside those of Config
_FIELDS = ("Os", "OsVersion", "Architecture", "Variant", "Author")
#: the base, which the classic builder leaves in Config
_NOT_COMPARED = {"Image"}
#: fields of Config that are texts NAME=value or maps, compared name by name
_BY_NAME = ("Env", "Labels", "ExposedPorts", "Volumes")


class Change(NamedTuple):
    """A value that differs; None where an image has none."""

    name: str
    first: Any
    second: Any


class FileChange(NamedTuple):
    """A file that differs; None where an image does not have it."""

    path: bytes
    first: File | None
    second: File | None

    @property
    def attributes(self) -> list[str]:
        """The attributes that differ of a file in both images."""
        if self.first is None or self.second is None:
            return []
        pairs = {
            "type": (self.first.type, self.second.type),
            "mode": (self.first.mode, self.second.mode),
            "owner": (self.first[2:4], self.second[2:4]),
            "size": (self.first.size, self.second.size),
            "target": (self.first.link_name, self.second.link_name),
            "content": (self.first.digest, self.second.digest),
        }
        return [name for name, (first, second) in pairs.items() if first != second]


class Contents(NamedTuple):
    """The files of an image, and the packages that they report, by manager."""

    tree: Tree
    packages: Mapping[str, Mapping[str, str]]
    rpm_databases: Sequence[bytes]


class ImageDifference(NamedTuple):
    """All that differs."""

    configuration: list[Change]
    #: of the lowest layers
    common_layers: int
    first_layers: Sequence[str]
    second_layers: Sequence[str]
    packages: list[Change]
    #: rpm's databases that differ
    rpm_databases: list[bytes]
    files: list[FileChange]

    @property
    def is_equal(self) -> bool:
        return not (self.configuration or self.first_layers or self.second_layers or self.files)


def contents(layers: Sequence[Layer]) -> Contents:
    """Return what stacked layers have. Raises TooManyFiles."""
    tree = Tree()
    lists: dict[bytes, Mapping[str, str]] = {}
    for layer in layers:
        tree.apply(layer)
        lists.update(layer.packages)
    paths = {path for path, _ in tree.files()}
    packages = joined({path: list for path, list in lists.items() if path in paths})
    packages["python"] = python_packages(paths)
    return Contents(tree, packages, rpm_databases(paths))


def difference(
    first: Mapping[str, Any],
    second: Mapping[str, Any],
    first_ids: Sequence[str],
    second_ids: Sequence[str],
    first_contents: Contents,
    second_contents: Contents,
) -> ImageDifference:
    """Return what differs of two images: results of `inspect`, diff ids and contents."""
    common = len(commonprefix([list(first_ids), list(second_ids)]))
    files = file_changes(first_contents.tree, second_contents.tree)
    databases = {*first_contents.rpm_databases, *second_contents.rpm_databases}
    return ImageDifference(
        _configuration(first, second),
        common,
        first_ids[common:],
        second_ids[common:],
        _packages(first_contents.packages, second_contents.packages),
        [one.path for one in files if one.path in databases],
        files,
    )


def file_changes(first: Tree, second: Tree) -> list[FileChange]:
    """Return what differs, a directory before its content."""
    found = [
        FileChange(path, file, second.file(path))
        for path, file in first.files()
        if file != second.file(path)
    ]
    found += [
        FileChange(path, None, file) for path, file in second.files() if first.file(path) is None
    ]
    return sorted(found, key=lambda one: one.path.split(b"/"))


def _configuration(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[Change]:
    found = _changes(_part(first, _FIELDS), _part(second, _FIELDS))
    ours, theirs = (image.get("Config") or {} for image in (first, second))
    for name in sorted({*ours, *theirs} - _NOT_COMPARED):
        values = ours.get(name), theirs.get(name)
        if name in _BY_NAME:
            found += _changes(*(_by_name(name, value) for value in values))
        else:
            found += _changes(*({name: value} if value else {} for value in values))
    return [_masked(change) for change in found]


def _part(image: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: image[name] for name in names if image.get(name)}


def _by_name(name: str, value: Any) -> dict[str, Any]:
    """Return the entries of a field by "Env PATH"."""
    if isinstance(value, list):
        value = dict(str(one).partition("=")[::2] for one in value)
    return {f"{name} {key}": one for key, one in value.items()} if value else {}


def _changes(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[Change]:
    return [
        Change(name, first.get(name), second.get(name))
        for name in sorted({*first, *second})
        if first.get(name) != second.get(name) or (name in first) != (name in second)
    ]


def _masked(change: Change) -> Change:
    """Return a change without values that look like secrets."""
    name = change.name.rpartition(" ")[2]
    return Change(change.name, *(_hidden(name, value) for value in change[1:]))


def _hidden(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return MASK if is_secret(name, value) else masked(value)[0]
    if isinstance(value, list):
        return [masked(one)[0] if isinstance(one, str) else one for one in value]
    return value


def _packages(
    first: Mapping[str, Mapping[str, str]], second: Mapping[str, Mapping[str, str]]
) -> list[Change]:
    return [
        Change(f"{manager} {change.name}", change.first, change.second)
        for manager in sorted({*first, *second})
        for change in _changes(first.get(manager, {}), second.get(manager, {}))
    ]
