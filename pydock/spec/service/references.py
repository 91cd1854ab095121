"""References of a service to secrets and configs by name; the command adds IDs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydock.golang.csv import split_fields
from pydock.golang.strconv.numbers import parse_uint
from pydock.options.value_types import Parsed, ParsedList

Json = dict[str, Any]

_DEFAULT_MODE = 0o444
_FILE_FIELDS = {"target": "Name", "uid": "UID", "gid": "GID"}


def parse_reference(kind: str, text: str) -> Json:
    """Parse a SecretReference or ConfigReference without its ID. Raises ValueError.

    The text is `NAME`, or `source=NAME,target=/path,uid=0,gid=0,mode=0400`.
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


SECRETS = ParsedList(lambda text: parse_reference("secret", text), "secret")
CONFIGS = ParsedList(lambda text: parse_reference("config", text), "config")


def _mode(text: str) -> int:
    try:
        return parse_uint(text, 32)
    except ValueError as error:
        raise ValueError(f"invalid mode specified: {error}") from None


def runtime_config(name: str) -> Json:
    """Return the reference to a config that is a credential spec and not mounted."""
    return {"Runtime": {}, "ConfigName": name}


def check_targets(kind: str, references: Iterable[Json]) -> None:
    """Raise ValueError for two secrets, or two configs, with the same target."""
    seen = set()
    for reference in references:
        if "File" not in reference:
            continue
        if reference["File"]["Name"] in seen:
            name = reference[f"{kind.title()}Name"]
            raise ValueError(f"duplicate {kind} target for {name} not allowed")
        seen.add(reference["File"]["Name"])


def with_ids(kind: str, references: Sequence[Json], ids: Mapping[str, str]) -> list[Json]:
    """Return the references with IDs. Raises ValueError for an unknown name."""
    title = kind.title()
    for reference in references:
        if reference[f"{title}Name"] not in ids:
            raise ValueError(f"{kind} not found: {reference[f'{title}Name']}")
    return [{**one, f"{title}ID": ids[one[f"{title}Name"]]} for one in references]


def without_names(kind: str, references: Iterable[Json], names: Iterable[str]) -> list[Json]:
    """Return the references without those of the names."""
    removed = set(names)
    return [one for one in references if one[f"{kind.title()}Name"] not in removed]


_CREDENTIAL_SOURCES = {"config://": "Config", "file://": "File", "registry://": "Registry"}


def parse_credential_spec(text: str) -> Json:
    """Parse a CredentialSpec, with its config by name; {} for "". Raises ValueError.

    The text is `config://NAME`, `file://NAME` or `registry://KEY`.
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


CREDENTIAL_SPEC = Parsed(parse_credential_spec, "credential-spec", None)


def updated_configs(
    configs: Iterable[Json], rm: Iterable[str], credential_spec: Json | None, old_spec: Json
) -> tuple[list[Json], str]:
    """Return remaining configs, and the config of a new credential spec, None if unchanged."""
    name = (credential_spec or {}).get("Config", "")
    id = old_spec.get("Config", "") if credential_spec is None else ""
    kept = []
    removed = set(rm)
    for config in configs:
        if config.get("Runtime") is None:
            is_kept = config["ConfigName"] not in removed
        else:
            is_kept = config["ConfigName"] == name or (id != "" and config["ConfigID"] == id)
        if is_kept:
            kept.append(config)
    return kept, name
