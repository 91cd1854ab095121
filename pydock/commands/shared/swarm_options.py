"""Options that swarm commands share, and the kinds of option whose values are files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydock.cli.command import option, together
from pydock.golang.os_errors import path_error
from pydock.options.certificates import external_ca, is_pem
from pydock.options.value_types import DURATION, SWITCH, Int, Kind, String, Uint
from pydock.spec.swarm import NodeAddress

#: far more than certificates and keys take
MAX_FILE_BYTES = 1 << 20


class PemFile(Kind):
    """A file of certificates or a key; its value is the text in it."""

    name = "pem-file"

    def add(self, old: str, text: str) -> str:
        try:
            data = _read(text)
        except OSError as error:
            raise ValueError(path_error(error, text)) from None
        if not is_pem(data):
            raise ValueError("file contents must be in PEM format")
        return data.decode("utf-8", "surrogateescape")


class ExternalCas(Kind):
    """Services that sign certificates, `protocol=cfssl,url=...`, as the API has them."""

    name = "external-ca"

    def initial(self) -> list[dict[str, Any]]:
        return []

    def add(self, old: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
        return [*old, external_ca(text, _read)]


def _read(path: str) -> bytes:
    """The bytes of a file; ValueError where there are too many, OSError where it cannot be read."""
    with Path(path).open("rb") as file:
        data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise ValueError(f"{path} has more than {MAX_FILE_BYTES} bytes")
    return data


#: of commands that change how certificates are made
ca_options = together(
    option(
        "cert-expiry",
        "",
        DURATION,
        "How long the certificates of nodes are valid",
        default_text="2160h0m0s",
    ),
    option(
        "external-ca",
        "",
        ExternalCas(),
        "Services that sign certificates: protocol=cfssl,url=URL[,cacert=FILE]",
    ),
)


#: of commands that change the settings of a swarm
spec_options = together(
    option("autolock", "", SWITCH, "Lock managers: one that starts again needs a key"),
    ca_options,
    option(
        "dispatcher-heartbeat",
        "",
        DURATION,
        "How often nodes report to managers",
        default_text="5s",
    ),
    option("max-snapshots", "", Uint(), "Old snapshots of Raft to keep", api_since="1.25"),
    option(
        "snapshot-interval",
        "",
        Uint(),
        "Log entries between snapshots of Raft",
        api_since="1.25",
        default_text="10000",
    ),
    option("task-history-limit", "", Int(), "Old tasks to keep for each slot", default_text="5"),
)


#: of commands that make the engine a node
node_options = together(
    option("advertise-addr", help="Address that other nodes reach it at: IP|INTERFACE[:PORT]"),
    option(
        "availability",
        "",
        String("active"),
        "May it run tasks: active, pause or drain",
        default_text='"active"',
        complete="choices:active,pause,drain",
    ),
    option(
        "data-path-addr", help="Address for the traffic of tasks: IP|INTERFACE", api_since="1.31"
    ),
    option(
        "listen-addr",
        "",
        NodeAddress(),
        "Address to listen on: IP|INTERFACE[:PORT]",
        default_text="0.0.0.0:2377",
    ),
)
