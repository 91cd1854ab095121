"""Loads Compose files into a Project: variables, validation, defaults, paths, env files."""

import os.path
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from pydock.compose.errors import ComposeError
from pydock.compose.go_values import scalar_text
from pydock.compose.stack import shapes
from pydock.compose.stack.decoding import Json, optional_pairs, texts, wrong
from pydock.compose.stack.merging import merge_into
from pydock.compose.stack.notices import check_forbidden
from pydock.compose.stack.project import Project, is_extra
from pydock.compose.stack.schema import version_of
from pydock.compose.stack.short_forms import parse_mount, parse_port
from pydock.compose.stack.validation import validate
from pydock.compose.stack.variables import interpolate
from pydock.options.environment import ReadFile, environment


class Source(NamedTuple):
    """One Compose file: its name as given, and its document."""

    name: str
    document: Json


@dataclass(frozen=True)
class ConfigDetails:
    """Environment of Compose files."""

    #: directory of the first file, which paths are relative to
    directory: str
    environ: Mapping[str, str]
    read_file: ReadFile
    #: are variables substituted?
    interpolate: bool = True


def parse(name: str, data: bytes) -> Source:
    """Parse a file. Raises ComposeError with its name and line."""
    from pydock.compose.yaml_reader import read_yaml  # help and completion need no YAML

    with _naming(name):
        document = read_yaml(data)
        if not isinstance(document, dict):
            raise ComposeError("top-level object must be a mapping")
        return Source(name, document)


def load(sources: Sequence[Source], details: ConfigDetails) -> Project:
    """Load the project of one or more files. Raises ComposeError with file and path."""
    version = version_of(sources[0].document)
    merged: Project | None = None
    for name, document in sources:
        with _naming(name, document):
            if (other := version_of(document)) != version:
                raise ComposeError(
                    f"version mismatched between two composefiles : {version} and {other}"
                )
            project = _loaded(document, version, details)
        if merged is None:
            merged = project
        else:
            merge_into(merged, project)
    assert merged is not None
    return merged


@contextmanager
def _naming(name: str, document: Json | None = None) -> Iterator[None]:
    """Prefix errors with the name of the file, and the line if known."""
    try:
        yield
    except ComposeError as error:
        from pydock.compose.yaml_reader import line_of

        line = line_of(document, error.location)
        error.message = f"{name}:{line}: {error.message}" if line else f"{name}: {error.message}"
        raise


def _loaded(document: Json, version: str, details: ConfigDetails) -> Project:
    check_forbidden(document)
    if details.interpolate:
        document = interpolate(document, details.environ)
    validate(document, version)
    return _Loader(version, details).project(document)


class _Loader:
    """Converts a valid document to the normal form."""

    def __init__(self, version: str, details: ConfigDetails) -> None:
        self.details = details
        self.minor = int(version.partition(".")[2])
        self.result = Project(version)

    def project(self, document: Json) -> Project:
        result = self.result
        for name, service in document.get("services", {}).items():
            result.services[name] = self.service(service, f"services.{name}")
        for name, network in document.get("networks", {}).items():
            result.networks[name] = self.network(network, name)
        for name, volume in document.get("volumes", {}).items():
            result.volumes[name] = self.volume(volume, name)
        for kind in ("secret", "config"):
            for name, item in document.get(f"{kind}s", {}).items():
                result.section(f"{kind}s")[name] = self.file_object(item, name, kind)
        result.extras = {key: value for key, value in document.items() if key.startswith("x-")}
        return result

    def service(self, service: Json, location: str) -> Json:
        raw = dict(service)
        raw["ports"] = self.ports(service.get("ports") or (), f"{location}.ports")
        raw["volumes"] = [
            self.mount(mount, f"{location}.volumes.{index}")
            for index, mount in enumerate(service.get("volumes") or ())
        ]
        raw["environment"] = self.environment(service, location)
        found = shapes.SERVICE(raw, location)
        for index, mount in enumerate(found.get("volumes", ())):
            if mount.get("type") == "bind":
                mount["source"] = self.bind_source(mount, f"{location}.volumes.{index}")
        return found

    def ports(self, ports: Sequence[object], location: str) -> list[Json]:
        found: list[Json] = []
        for index, port in enumerate(ports):
            if isinstance(port, dict):
                found.append(port)
                continue
            try:
                parsed, ignored = parse_port(scalar_text(port))
            except ValueError as error:
                raise wrong(f"{location}.{index}", str(error)) from None
            found.extend(parsed)
            for address in ignored:
                self.result.warnings.append(
                    f"ignoring IP-address ({address}) service will listen on '0.0.0.0'"
                )
        return found

    def mount(self, mount: object, location: str) -> Json:
        if isinstance(mount, dict):
            return mount
        try:
            return parse_mount(scalar_text(mount))
        except ValueError as error:
            raise wrong(location, str(error)) from None

    def bind_source(self, mount: Json, location: str) -> str:
        """Return the absolute path on the host; `~` is the home directory."""
        source: str = mount.get("source", "")
        if not source:
            raise wrong(
                location, 'invalid mount config for type "bind": field Source must not be empty'
            )
        if source.startswith("~"):
            home = self.details.environ.get("HOME")
            if home is None:
                self.result.warnings.append("cannot expand '~', because the environment lacks HOME")
            else:
                source = home + source[1:]
        is_absolute = source.startswith(("/", "\\\\")) or (
            source[1:3] in (":\\", ":/") and source[0].isalpha()
        )
        return source if is_absolute else self.absolute(source)

    def absolute(self, path: str) -> str:
        if path.startswith("/"):
            return path
        return os.path.normpath(os.path.join(self.details.directory, path))  # noqa: PTH118

    def environment(self, service: Json, location: str) -> dict[str, str | None]:
        """Return the service's variables over those of env files; unset ones of the user."""
        environ = self.details.environ
        files = [self.absolute(file) for file in texts(service.get("env_file", []), location)]
        try:
            lines = environment((), files, environ, self.details.read_file)
        except ValueError as error:
            raise wrong(f"{location}.env_file", str(error)) from None
        found: dict[str, str | None] = {
            name: value for name, _, value in (line.partition("=") for line in lines)
        }
        found |= optional_pairs(service.get("environment", {}), location)
        return {name: value or environ.get(name, value) for name, value in found.items()}

    def network(self, network: Json | None, name: str) -> Json:
        found = shapes.NETWORK(network, f"networks.{name}")
        if found.get("external"):
            self.name_external(found, name, "network", 5)
            return found
        return _without_extras(found)

    def volume(self, volume: Json | None, name: str) -> Json:
        found = shapes.VOLUME(volume, f"volumes.{name}")
        if not found.get("external"):
            return _without_extras(found)
        for key in ("driver", "driver_opts", "labels"):
            if key in found:
                raise ComposeError(
                    f'conflicting parameters "external" and "{key}" specified for volume "{name}"',
                    ("volumes", name, key),
                )
        self.name_external(found, name, "volume", 4)
        return found

    def file_object(self, item: Json, name: str, kind: str) -> Json:
        found = shapes.FILE_OBJECT(item, f"{kind}s.{name}")
        if found.get("external"):
            self.name_external(found, name, kind, 5)
        elif "driver" not in found:
            found["file"] = self.absolute(found.get("file", ""))
        elif "file" in found:
            raise ComposeError(
                f"{kind} {name}: {kind}.driver and {kind}.file conflict; only use {kind}.driver",
                (f"{kind}s", name),
            )
        for key in ("file", "name"):
            if key in found:
                _move_to_front(found, key)
        return found

    def name_external(self, item: Json, name: str, kind: str, since: int) -> None:
        """Set the name of an external object; the minor version `since` has the field `name`."""
        external = item["external"]
        item["external"] = True
        old_name = "" if external is True else external["name"]
        if old_name and "name" in item:
            raise ComposeError(
                f"{kind} {name}: {kind}.external.name and {kind}.name conflict;"
                f" only use {kind}.name",
                (f"{kind}s", name),
            )
        if old_name and self.minor >= since:
            self.result.warnings.append(
                f"{kind} {name}: {kind}.external.name is deprecated in favor of {kind}.name"
            )
        item.setdefault("name", old_name or name)
        _move_to_front(item, "name")


def _move_to_front(item: Json, key: str) -> None:
    rest = {name: item.pop(name) for name in list(item) if name != key}
    item |= rest


def _without_extras(item: Json) -> Json:
    return {key: value for key, value in item.items() if not is_extra(key)}
