"""Options shared by swarm commands, and value types that read PEM files."""

from pydock.cli.command import combined, option
from pydock.config.small_file import read_small_file
from pydock.golang.os_errors import path_error
from pydock.options.certificates import external_ca, is_pem
from pydock.options.value_types import DURATION, SWITCH, Int, Parsed, ParsedList, String, Uint
from pydock.spec.swarm import NodeAddress

#: far above the size of certificates and keys
MAX_FILE_BYTES = 1 << 20


def _read(path: str) -> bytes:
    return read_small_file(path, MAX_FILE_BYTES)


def _read_pem(path: str) -> str:
    try:
        data = _read(path)
    except OSError as error:
        raise ValueError(path_error(error, path)) from None
    if not is_pem(data):
        raise ValueError("file contents must be in PEM format")
    return data.decode("utf-8", "surrogateescape")


#: a PEM file; the value is its content
PEM_FILE = Parsed(_read_pem, "pem-file", "")
#: external CAs, `protocol=cfssl,url=...`, as ExternalCA objects of the API
_EXTERNAL_CAS = ParsedList(lambda text: external_ca(text, _read), "external-ca")


#: certificate options
ca_options = combined(
    option(
        "cert-expiry",
        "",
        DURATION,
        "Validity period of node certificates",
        default_text="2160h0m0s",
    ),
    option("external-ca", "", _EXTERNAL_CAS, "External CA: protocol=cfssl,url=URL[,cacert=FILE]"),
)


#: options for the settings of a swarm
spec_options = combined(
    option("autolock", "", SWITCH, "Require an unlock key to restart managers"),
    ca_options,
    option("dispatcher-heartbeat", "", DURATION, "Heartbeat period of nodes", default_text="5s"),
    option("max-snapshots", "", Uint(), "Number of old Raft snapshots to keep"),
    option(
        "snapshot-interval", "", Uint(), "Log entries between Raft snapshots", default_text="10000"
    ),
    option("task-history-limit", "", Int(), "Task history limit for each slot", default_text="5"),
)


#: options of `swarm init` and `swarm join`
node_options = combined(
    option("advertise-addr", help="Advertised address: IP|INTERFACE[:PORT]"),
    option(
        "availability",
        "",
        String("active"),
        "Availability of the node: active, pause or drain",
        complete="choices:active,pause,drain",
    ),
    option("data-path-addr", help="Address for data traffic: IP|INTERFACE"),
    option(
        "listen-addr",
        "",
        NodeAddress(),
        "Listen address: IP|INTERFACE[:PORT]",
        default_text="0.0.0.0:2377",
    ),
)
