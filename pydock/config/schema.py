"""Types of docker's settings in config.json, and docker's messages for invalid ones."""

import json
import re
from typing import Any

_TEXT = "string"
_TEXTS = "[]string"
_TABLE = "map[string]string"

#: every known key with its Go type, which docker's warnings name
TYPES = {
    "auths": "map[string]types.AuthConfig",
    "HttpHeaders": _TABLE,
    "psFormat": _TEXT,
    "imagesFormat": _TEXT,
    "networksFormat": _TEXT,
    "pluginsFormat": _TEXT,
    "volumesFormat": _TEXT,
    "statsFormat": _TEXT,
    "detachKeys": _TEXT,
    "credsStore": _TEXT,
    "credHelpers": _TABLE,
    "serviceInspectFormat": _TEXT,
    "servicesFormat": _TEXT,
    "tasksFormat": _TEXT,
    "secretFormat": _TEXT,
    "configFormat": _TEXT,
    "nodesFormat": _TEXT,
    "pruneFilters": _TEXTS,
    "proxies": "map[string]configfile.ProxyConfig",
    "currentContext": _TEXT,
    "cliPluginsExtraDirs": _TEXTS,
    "plugins": f"map[string]{_TABLE}",
    "aliases": _TABLE,
    "features": _TABLE,
}
_SPELLINGS = {key.lower(): key for key in TYPES}

_AUTH_FIELDS = "username password auth email serveraddress identitytoken registrytoken"
_PROXY_FIELDS = "httpProxy httpsProxy noProxy ftpProxy allProxy"
_STRUCT_FIELDS = {
    "types.AuthConfig": _AUTH_FIELDS.split(),
    "configfile.ProxyConfig": _PROXY_FIELDS.split(),
}

#: all that a shell or the file itself cannot hold; bytes that are not UTF-8 stay as they are
_HALF_CHARACTER = "[\ud800-\udc7f\udd00-\udfff]"
_FEW_LEVELS = 50

_SYNTAX_ERRORS = {
    "Expecting value": "looking for beginning of value",
    "Expecting property name enclosed in double quotes": (
        "looking for beginning of object key string"
    ),
    "Expecting ':' delimiter": "after object key",
}


def spelling(key: str) -> str:
    """Return a known key in docker's case; others unchanged."""
    return _SPELLINGS.get(key.lower(), key)


def mismatch(key: str, value: Any) -> str:
    """Return Go's message for a value of the wrong type, "" for a valid one."""
    return _mismatch(value, TYPES[key], key) if key in TYPES else ""


def decode(text: str) -> dict[str, Any]:
    """Return the settings in a text, ignoring what follows. Raises ValueError in docker's words."""
    text = text.strip(" \t\r\n")
    try:
        document = json.JSONDecoder().raw_decode(text)[0] if text else None
    except json.JSONDecodeError as error:
        raise ValueError(_syntax_error(text, error)) from None
    except RecursionError:
        raise ValueError("exceeded max depth") from None
    if text.count("{") + text.count("[") > _FEW_LEVELS:
        from pydock.golang.unmarshal import fit

        fit(Any, document, fill=False)  # which checks the depth
    if document is None:
        return {}
    if not isinstance(document, dict):
        raise ValueError(
            f"json: cannot unmarshal {json_type(document)}"
            " into Go value of type configfile.ConfigFile"
        )
    return {spelling(key): value for key, value in document.items()}


def printable(value: Any) -> Any:
    """Return a valid setting with U+FFFD for each half of a character, as in Go."""
    if isinstance(value, str):
        return value if value.isprintable() else re.sub(_HALF_CHARACTER, "\ufffd", value)
    if isinstance(value, dict):
        return {printable(key): printable(item) for key, item in value.items()}
    return [printable(item) for item in value] if isinstance(value, list) else value


def _mismatch(value: Any, go_type: str, field: str) -> str:
    parts: list[tuple[Any, str, str]] = []
    if go_type.startswith("map[string]") and isinstance(value, dict):
        parts = [(part, go_type.removeprefix("map[string]"), field) for part in value.values()]
    elif go_type.startswith("[]") and isinstance(value, list):
        parts = [(part, go_type.removeprefix("[]"), field) for part in value]
    elif go_type in _STRUCT_FIELDS and isinstance(value, dict):
        struct = go_type.partition(".")[2]
        parts = [
            (value.get(name), _TEXT, f"{struct}.{field}.{name}") for name in _STRUCT_FIELDS[go_type]
        ]
    elif value is not None and not (go_type == _TEXT and isinstance(value, str)):
        place = field if "." in field else f"ConfigFile.{field}"
        kind = json_type(value)
        return f"json: cannot unmarshal {kind} into Go struct field {place} of type {go_type}"
    return next(filter(None, (_mismatch(*part) for part in parts)), "")


def json_type(value: Any) -> str:
    """Return JSON's name of a value's type."""
    names = {bool: "bool", str: "string", list: "array", dict: "object"}
    return names.get(type(value), "number")


def _syntax_error(text: str, error: json.JSONDecodeError) -> str:
    """Return docker's message for malformed JSON, as far as Python's parser has it."""
    if error.pos >= len(text) or error.msg.startswith("Unterminated string"):
        return "unexpected EOF"
    if error.msg == "Expecting ',' delimiter":
        in_object = text.startswith("{")
        place = "after object key:value pair" if in_object else "after array element"
    else:
        place = _SYNTAX_ERRORS.get(error.msg, f"in line {error.lineno}")
    return f"invalid character {_quoted(text[error.pos])} {place}"


def _quoted(character: str) -> str:
    return {"'": r"'\''", '"': "'\"'"}.get(character) or repr(character)
