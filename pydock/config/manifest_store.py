"""Manifest lists before their push: files below `manifests` in docker's directory."""

import json
from pathlib import Path

from pydock.config.atomic_file import replace_file
from pydock.config.small_file import read_small_file
from pydock.errors import ConfigError
from pydock.oci.manifest_list import Entry, decode_entry


class NoSuchManifest(ConfigError):
    """A local list, or an entry of it, is missing."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No such manifest: {name}")


class ManifestStore:
    """A directory for each list with a file for each image, all named after references."""

    def __init__(self, config_directory: Path) -> None:
        self._directory = config_directory / "manifests"

    def entries(self, list_name: str) -> list[Entry]:
        """Return the entries of a list. Raises NoSuchManifest, ConfigError."""
        try:
            files = sorted(self._directory_of(list_name).iterdir())
        except (FileNotFoundError, NotADirectoryError):
            raise NoSuchManifest(list_name) from None
        return [_read(file, list_name) for file in files]

    def get(self, list_name: str, name: str) -> Entry:
        """Return one entry. Raises NoSuchManifest, ConfigError."""
        return _read(self._directory_of(list_name) / _file_name(name), name)

    def save(self, list_name: str, name: str, entry: Entry) -> None:
        """Store an entry, in place of one with the same name. Raises ConfigError."""
        directory = self._directory_of(list_name)
        try:
            directory.mkdir(parents=True, exist_ok=True)
            text = json.dumps(entry, separators=(",", ":"), ensure_ascii=False)
            replace_file(directory / _file_name(name), text.encode(errors="surrogateescape"))
        except OSError as error:
            raise ConfigError(f"{error.filename}: {error.strerror}") from None

    def remove(self, list_name: str) -> None:
        """Remove a list. Raises ConfigError."""
        import shutil

        try:
            shutil.rmtree(self._directory_of(list_name))
        except OSError as error:
            raise ConfigError(f"{error.filename}: {error.strerror}") from None

    def _directory_of(self, list_name: str) -> Path:
        return self._directory / _file_name(list_name)


def _file_name(reference: str) -> str:
    return reference.replace(":", "-").replace("/", "_")


def _read(file: Path, name: str) -> Entry:
    try:
        return decode_entry(read_small_file(str(file)))
    except FileNotFoundError:
        raise NoSuchManifest(name) from None
    except (OSError, ValueError) as error:
        raise ConfigError(f"cannot read the manifest in {file}: {error}") from None
