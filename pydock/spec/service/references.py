"""What a service takes from the swarm: `--secret`, `--config` and `--credential-spec`.

A reference knows its secret or config by name; whoever has the engine adds the id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydock.golang.csv import split_fields
from pydock.golang.strconv.numbers import parse_uint
from pydock.options.value_types import Kind

Json = dict[str, Any]

_DEFAULT_MODE = 0o444
_FILE_FIELDS = {"target": "Name", "uid": "UID", "gid": "GID"}


class ReferenceList(Kind):
    """`NAME`, or `source=NAME,target=/path,uid=0,gid=0,mode=0400`."""

    def __init__(self, kind: str) -> None:
        """`kind` is "secret" or "config"."""
        self.name = kind

    def initial(self) -> list[Json]:
        return []

    def add(self, old: list[Json], text: str) -> list[Json]:
        return [*old, parse_reference(self.name, text)]


SECRETS = ReferenceList("secret")
CONFIGS = ReferenceList("config")


def parse_reference(kind: str, text: str) -> Json:
    """One reference as the API's SecretReference or ConfigReference, without its id.

    ValueError in docker's words.
    """
    file: Json = {"UID": "0", "GID": "0", "Mode": _DEFAULT_MODE}
    source = ""
    fields = split_fields(text)
    if len(fields) == 1 and "=" not in fields[0]:
        source, fields = fields[0], []
    for field in fields:
        key, equals, value = field.partition("=")
        if not equals or not key:
            raise ValueError(f"invalid field '{field}' must be a key=value pair")
        if key.lower() in ("source", "src"):
            source = value
        elif key.lower() in _FILE_FIELDS:
            file[_FILE_FIELDS[key.lower()]] = value
        elif key.lower() == "mode":
            file["Mode"] = _mode(value)
        else:
            raise ValueError(f"invalid field in {kind} request: {key}")
    if not source:
        raise ValueError("source is required")
    return {"File": {**file, "Name": file.get("Name") or source}, f"{kind.title()}Name": source}


def _mode(text: str) -> int:
    try:
        return parse_uint(text, 32)
    except ValueError as error:
        raise ValueError(f"invalid mode specified: {error}") from None


def runtime_config(name: str) -> Json:
    """The reference to a config that is no file: the one that holds a credential spec."""
    return {"Runtime": {}, "ConfigName": name}


def check_targets(kind: str, references: Iterable[Json]) -> None:
    """Raise ValueError when two secrets, or two configs, would be the same file."""
    seen = set()
    for reference in references:
        if "File" not in reference:
            continue
        if reference["File"]["Name"] in seen:
            name = reference[f"{kind.title()}Name"]
            raise ValueError(f"duplicate {kind} target for {name} not allowed")
        seen.add(reference["File"]["Name"])


def with_ids(kind: str, references: Sequence[Json], ids: Mapping[str, str]) -> list[Json]:
    """The references with the ids of what they name; ValueError for a name that has none."""
    title = kind.title()
    for reference in references:
        if reference[f"{title}Name"] not in ids:
            raise ValueError(f"{kind} not found: {reference[f'{title}Name']}")
    return [{**one, f"{title}ID": ids[one[f"{title}Name"]]} for one in references]


def without_names(kind: str, references: Iterable[Json], names: Iterable[str]) -> list[Json]:
    """The references but those of these names."""
    removed = set(names)
    return [one for one in references if one[f"{kind.title()}Name"] not in removed]


class CredentialSpec(Kind):
    """`config://NAME`, `file://NAME` or `registry://KEY`; "" for none."""

    name = "credential-spec"

    def initial(self) -> Json | None:
        return None

    def add(self, old: Json | None, text: str) -> Json:
        return parse_credential_spec(text)


CREDENTIAL_SPEC = CredentialSpec()

_CREDENTIAL_SOURCES = {"config://": "Config", "file://": "File", "registry://": "Registry"}


def parse_credential_spec(text: str) -> Json:
    """The API's CredentialSpec, its config by name; empty for none.

    ValueError in docker's words.
    """
    for prefix, field in _CREDENTIAL_SOURCES.items():
        if text.startswith(prefix):
            return {field: text.removeprefix(prefix)}
    if text:
        raise ValueError(
            'invalid credential spec: value must be prefixed with "config://", "file://",'
            ' or "registry://"'
        )
    return {}


def updated_configs(
    configs: Iterable[Json], rm: Iterable[str], credential_spec: Json | None, old_spec: Json
) -> tuple[list[Json], str]:
    """The configs that stay, and the name of the one that a new credential spec still needs.

    `credential_spec` is None where it is not to change; `old_spec` is the one in force. A
    config that held a credential spec goes with it.
    """
    name = (credential_spec or {}).get("Config", "")
    id = old_spec.get("Config", "") if credential_spec is None else ""
    kept = []
    removed = set(rm)
    for config in configs:
        if config.get("Runtime") is None:
            stays = config["ConfigName"] not in removed
        else:
            stays = config["ConfigName"] == name or (id != "" and config["ConfigID"] == id)
        if stays:
            kept.append(config)
    return kept, name
