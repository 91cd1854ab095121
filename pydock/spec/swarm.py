"""Bodies and specs of the swarm commands (API 1.24)."""

import re
from collections.abc import Container, Mapping
from typing import Any, TypedDict, cast

from pydock.options.value_types import IpNetSlice, Kind

Json = dict[str, Any]

DEFAULT_LISTEN_ADDRESS = "0.0.0.0:2377"
_NOT_IN_HOSTS = re.compile(r"[\x00-\x20#%/?@\\^`{|}\x7f]")
AVAILABILITIES = ("active", "pause", "drain")


class NodeAddress(Kind):
    """Listen address of a node: `<ip|interface>[:port]`, completed from the default."""

    name = "node-addr"

    def initial(self) -> str:
        return DEFAULT_LISTEN_ADDRESS

    def add(self, old: str, text: str) -> str:
        return listen_address(text, old)


class Networks(IpNetSlice):
    """Networks in CIDR form, whose quotes are ignored."""

    def add(self, old: list[str], text: str) -> list[str]:
        return super().add(old, re.sub("[\"'`]", "", text))


def listen_address(text: str, default: str) -> str:
    """Return `host:port`, completed from `default`. Raises ValueError."""
    if text in ("", "tcp://"):
        return default
    address = text.removeprefix("tcp://")
    if "://" in address:
        raise ValueError(f"invalid proto, expected tcp: {text}")
    match = re.fullmatch(r"([^/?#]*)([^?#]*)(.*)", address, re.DOTALL)
    assert match is not None
    host, port = _host_and_port(text, match[1].rpartition("@")[2], address)
    default_host, _, default_port = default.rpartition(":")
    host = host or default_host
    return f"{host}:{port or default_port}{match[2]}"


def _host_and_port(text: str, authority: str, address: str) -> tuple[str, str]:
    """Split `host:port`, where both are optional, with the errors of Go's net/url."""
    from pydock.golang.strconv.quoting import quote

    if authority.startswith("["):
        host, bracket, port = authority.rpartition("]")
        if not bracket:
            raise ValueError(f"parse {quote('tcp://' + address)}: missing ']' in host")
        host += bracket
    else:
        host, colon, port = authority.rpartition(":")
        host, port = (host, colon + port) if colon else (port, "")
    if port.removeprefix(":").strip("0123456789") or port[:1] not in ("", ":"):
        raise ValueError(
            f"parse {quote('tcp://' + address)}: invalid port {quote(port)} after host"
        )
    if wrong := _NOT_IN_HOSTS.search(authority):
        what = "invalid character {} in host name" if wrong[0] != "%" else "invalid URL escape {}"
        place = authority[wrong.start() :][:3] if wrong[0] == "%" else wrong[0]
        raise ValueError(f"parse {quote('tcp://' + address)}: {what.format(quote(place))}")
    if host.startswith("[") and not port:
        raise ValueError(f"invalid bind address format: {text}")
    if ":" in host and not host.startswith("["):
        return f"[{host}{port}]", ""  # an IPv6 address without a port
    return host, port[1:]


class NodeOptions(TypedDict):
    """Options of `init` and `join`."""

    advertise_addr: str
    availability: str
    data_path_addr: str
    listen_addr: str


class SpecOptions(TypedDict, total=False):
    """Options of `init`, `update` and `ca` beside those that FIELDS names alone."""

    external_ca: list[Json]


class SwarmInitOptions(NodeOptions, SpecOptions):
    autolock: bool
    data_path_port: int
    default_addr_pool: list[str]
    default_addr_pool_mask_length: int
    force_new_cluster: bool


class SwarmJoinOptions(NodeOptions):
    token: str


class RotateOptions(SpecOptions):
    """Options of `ca`."""

    ca_cert: str
    ca_key: str
    detach: bool
    quiet: bool
    rotate: bool


def swarm_init_body(options: SwarmInitOptions, given: Container[str]) -> Json:
    """Return the body of POST /swarm/init. Raises ValueError for an invalid availability."""
    return {
        **_node_request(options, given),
        "DataPathPort": options["data_path_port"],
        "DefaultAddrPool": options["default_addr_pool"] or None,
        "SubnetSize": options["default_addr_pool_mask_length"],
        "ForceNewCluster": options["force_new_cluster"],
        "AutoLockManagers": options["autolock"],
        "Spec": updated_swarm_spec({}, options, given),
    }


def swarm_join_body(address: str, options: SwarmJoinOptions, given: Container[str]) -> Json:
    """Return the body of POST /swarm/join. Raises ValueError for an invalid availability."""
    return {
        **_node_request(options, given),
        "JoinToken": options["token"],
        "RemoteAddrs": [address],
    }


def _node_request(options: NodeOptions, given: Container[str]) -> Json:
    body: Json = {
        "ListenAddr": options["listen_addr"],
        "AdvertiseAddr": options["advertise_addr"],
        "DataPathAddr": options["data_path_addr"],
    }
    if "availability" in given:
        body["Availability"] = options["availability"].lower()
        if body["Availability"] not in AVAILABILITIES:
            from pydock.golang.strconv.quoting import quote

            raise ValueError(
                f"invalid availability {quote(options['availability'])}, only active, pause and"
                " drain are supported"
            )
    return body


#: key of the option -> section and field of the swarm's spec
FIELDS = {
    "autolock": ("EncryptionConfig", "AutoLockManagers"),
    "cert_expiry": ("CAConfig", "NodeCertExpiry"),
    "dispatcher_heartbeat": ("Dispatcher", "HeartbeatPeriod"),
    "external_ca": ("CAConfig", "ExternalCAs"),
    "max_snapshots": ("Raft", "KeepOldSnapshots"),
    "snapshot_interval": ("Raft", "SnapshotInterval"),
    "task_history_limit": ("Orchestration", "TaskHistoryRetentionLimit"),
}


def updated_swarm_spec(
    spec: Mapping[str, Any], options: SpecOptions, given: Container[str], root_certificate: str = ""
) -> Json:
    """Return the changed Spec; external CAs get `root_certificate` (PEM) as default."""
    found, by_key = dict(spec), cast(Mapping[str, Any], options)
    for option, (part, field) in FIELDS.items():
        if option in given and option in by_key:
            found[part] = {**(found.get(part) or {}), field: by_key[option]}
    if "external_ca" in given and root_certificate:
        authority = found["CAConfig"]
        authority["ExternalCAs"] = [
            {"CACert": root_certificate, **one} for one in authority["ExternalCAs"]
        ]
    return found


def rotated_ca_spec(spec: Mapping[str, Any], options: RotateOptions, given: Container[str]) -> Json:
    """Return the Spec that rotates the root CA, to a given or generated one. ValueError."""
    if "external_ca" in given and options["external_ca"] and "ca_cert" not in given:
        raise ValueError(
            "rotating to an external CA requires the `--ca-cert` flag to specify the external"
            " CA's cert - to add an external CA with the current root CA certificate, use the"
            " `update` command instead"
        )
    if "ca_cert" in given and not options["external_ca"] and "ca_key" not in given:
        raise ValueError(
            "the --ca-cert flag requires that a --ca-key flag and/or --external-ca flag be"
            " provided as well"
        )
    certificate, key = options["ca_cert"], options["ca_key"]
    found = updated_swarm_spec(spec, options, given, certificate)
    authority = dict(found.get("CAConfig") or {})
    authority |= {"SigningCACert": certificate, "SigningCAKey": key}
    if not certificate and not key:
        authority["ForceRotate"] = (authority.get("ForceRotate") or 0) + 1
    return {**found, "CAConfig": authority}
