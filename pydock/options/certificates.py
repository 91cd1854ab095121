"""PEM data and `--external-ca` of the swarm commands."""

import re
from base64 import b64decode
from typing import Any

from pydock.golang.csv import split_fields
from pydock.golang.os_errors import path_error
from pydock.options.environment import ReadFile

Json = dict[str, Any]

_PEM_BLOCK = re.compile(
    r"^-----BEGIN (?P<name>[^\n]*?)-----[ \t]*\r?\n(?P<data>.*?)^-----END (?P=name)-----[ \t\r]*$",
    re.MULTILINE | re.DOTALL,
)


def is_pem(data: bytes) -> bool:
    """Does the data contain a valid PEM block?"""
    for block in _PEM_BLOCK.finditer(data.decode("latin-1")):
        body = block["data"].rpartition("\n\n")[2].replace("\r", "").replace("\n", "")
        try:
            b64decode(body.encode("latin-1"), validate=True)
        except ValueError:
            continue
        return True
    return False


def external_ca(text: str, read: ReadFile) -> Json:
    """Parse `protocol=cfssl,url=...[,cacert=FILE][,key=value...]`, an ExternalCA. ValueError."""
    found: Json = {"Options": {}}
    for field in split_fields(text):
        key, equals, value = field.partition("=")
        if not equals:
            raise ValueError(f"invalid field '{field}' must be a key=value pair")
        if key.lower() == "protocol":
            if value.lower() != "cfssl":
                raise ValueError(f"unrecognized external CA protocol {value}")
            found["Protocol"] = "cfssl"
        elif key.lower() == "url":
            found["URL"] = value
        elif key.lower() == "cacert":
            try:
                data = read(value)
            except OSError as error:
                why = path_error(error, value)
                raise ValueError(f"unable to read CA cert for external CA: {why}") from None
            if not is_pem(data):
                raise ValueError("CA cert for external CA must be in PEM format")
            found["CACert"] = data.decode("utf-8", "surrogateescape")
        else:
            found["Options"][key] = value
    for key, field in (("protocol", "Protocol"), ("url", "URL")):
        if field not in found:
            raise ValueError(f"the external-ca option needs a {key}= parameter")
    return found
