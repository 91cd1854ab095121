"""`--network`, and the options that apply to the first network of a container."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypedDict

from pydock.golang.csv import quote_field, split_fields
from pydock.golang.net import is_mac, parse_addr
from pydock.golang.strconv.numbers import parse_int
from pydock.options.key_values import pair_texts, without_empty
from pydock.options.value_types import ParsedList

Json = dict[str, Any]

DEFAULT = "default"
_BUILT_IN = (DEFAULT, "bridge", "host", "none")


class Attachment(NamedTuple):
    """One network of a container, with the given fields of EndpointSettings."""

    network: str
    endpoint: Json


_LONG_FORM = r"[a-zA-Z0-9_]=[a-zA-Z0-9_]"


def parse_attachment(text: str) -> Attachment:
    """Parse one `--network`, a name or `name=web,alias=db,ip=10.0.0.2`. Raises ValueError.

    The long form is read in lower case.
    """
    if not re.search(_LONG_FORM, text):
        return Attachment(text, {})
    network, endpoint = "", Json()
    for field in split_fields(text):
        key, equals, value = field.lower().partition("=")
        if not equals or not key:
            raise ValueError(f"invalid field {field}")
        key, value = key.strip(), value.strip()
        if key == "name":
            network = value
        else:
            _set(endpoint, key, value)
    if not network:
        raise ValueError("network name/id is not specified")
    return Attachment(network, endpoint)


def _set(endpoint: Json, key: str, value: str) -> None:
    if key == "alias":
        endpoint.setdefault("Aliases", []).append(value)
    elif key == "ip":
        _addresses(endpoint)["IPv4Address"] = parse_addr(value)
    elif key == "ip6":
        _addresses(endpoint)["IPv6Address"] = parse_addr(value)
    elif key == "link-local-ip":
        _addresses(endpoint).setdefault("LinkLocalIPs", []).append(parse_addr(value))
    elif key == "mac-address":
        endpoint["MacAddress"] = value
    elif key == "driver-opt":
        option, equals, setting = value.partition("=")
        if not equals or not option:
            raise ValueError("invalid key value pair format in driver options")
        endpoint.setdefault("DriverOpts", {})[option.strip()] = setting.strip()
    elif key == "gw-priority":
        try:
            endpoint["GwPriority"] = parse_int(value, any_base=False)
        except ValueError as error:
            reason = str(error).rpartition(": ")[2]
            raise ValueError(f"invalid gw-priority ({value}): {reason}") from None
    else:
        raise ValueError(f"invalid field key {key}")


def attachment_text(network: str, endpoint: Json) -> str:
    """Return the text that `parse_attachment` reads."""
    if not endpoint:
        return network
    addresses = endpoint.get("IPAMConfig") or {}
    fields = [f"name={network}", *(f"alias={alias}" for alias in endpoint.get("Aliases") or ())]
    for key, name in (("ip", "IPv4Address"), ("ip6", "IPv6Address")):
        if addresses.get(name):
            fields.append(f"{key}={addresses[name]}")
    fields += [f"link-local-ip={address}" for address in addresses.get("LinkLocalIPs") or ()]
    if endpoint.get("MacAddress"):
        fields.append(f"mac-address={endpoint['MacAddress']}")
    fields += [f"driver-opt={pair}" for pair in pair_texts(endpoint.get("DriverOpts") or {})]
    if endpoint.get("GwPriority"):
        fields.append(f"gw-priority={endpoint['GwPriority']}")
    return ",".join(map(quote_field, fields))


NETWORKS = ParsedList(parse_attachment, "network", lambda one: attachment_text(*one))


def _addresses(endpoint: Json) -> Json:
    found: Json = endpoint.setdefault("IPAMConfig", {})
    return found


class FirstNetworkOptions(TypedDict, total=False):
    """Options for the first network of a container."""

    ip: str
    ip6: str
    link: list[str]
    link_local_ip: list[str]
    mac_address: str
    network_alias: list[str]


def network_mode(attachments: Sequence[Attachment]) -> str:
    """Return HostConfig.NetworkMode: the name of the first network."""
    return attachments[0].network if attachments else DEFAULT


def endpoints(attachments: Sequence[Attachment], values: FirstNetworkOptions) -> dict[str, Json]:
    """Return NetworkingConfig.EndpointsConfig: EndpointSettings by network.

    The result is empty for a lone network without settings, which
    older engines have in NetworkMode alone. Raises ValueError.
    """
    first, *others = attachments or [Attachment(DEFAULT, {})]
    found: dict[str, Json] = {}
    for attachment in (_with_options(first, values), *others):
        _check(attachment)
        if attachment.network in found:
            raise ValueError(f'network "{attachment.network}" is specified multiple times')
        found[attachment.network] = _without_empty(attachment.endpoint)
    if len({is_user_defined(network) for network in found}) > 1:
        raise ValueError(
            "conflicting options: cannot attach both user-defined"
            " and non-user-defined network-modes"
        )
    return {} if len(found) == 1 and not any(found.values()) else found


#: key of the option -> field of EndpointSettings, field of IPAMConfig, names for a conflict
_FIRST_NETWORK_OPTIONS = {
    "network_alias": ("Aliases", "", "--network-alias and per-network alias"),
    "ip": ("IPAMConfig", "IPv4Address", "--ip and per-network IPv4 address"),
    "ip6": ("IPAMConfig", "IPv6Address", "--ip6 and per-network IPv6 address"),
    "mac_address": ("MacAddress", "", "--mac-address and per-network MAC address"),
    "link_local_ip": (
        "IPAMConfig",
        "LinkLocalIPs",
        "--link-local-ip and per-network link-local IP addresses",
    ),
}


def _with_options(attachment: Attachment, values: FirstNetworkOptions) -> Attachment:
    """Add the options for the first network to its attachment."""
    network, given = attachment
    by_key: Mapping[str, Any] = values
    endpoint = {**given, "IPAMConfig": {**given.get("IPAMConfig", {})}}
    for key, (field, inner, names) in _FIRST_NETWORK_OPTIONS.items():
        value = by_key.get(key)
        holder, name = (endpoint[field], inner) if inner else (endpoint, field)
        if value and holder.get(name):
            raise ValueError(f"conflicting options: cannot specify both {names}")
        if value:
            holder[name] = value
    if values.get("link") and is_user_defined(network):
        # links of the default bridge are in HostConfig
        endpoint["Links"] = values["link"]
    return Attachment(network, endpoint)


def without_settings(attachment: Attachment, keys: Iterable[str]) -> Attachment:
    """Return an attachment without the settings that options for the first network replace."""
    endpoint = {**attachment.endpoint}
    for key in keys:
        if key not in _FIRST_NETWORK_OPTIONS:
            continue
        field, inner, _ = _FIRST_NETWORK_OPTIONS[key]
        if inner:
            addresses = endpoint.get(field) or {}
            endpoint[field] = {name: addresses[name] for name in addresses if name != inner}
        else:
            endpoint.pop(field, None)
    return Attachment(attachment.network, endpoint)


def is_user_defined(network: str) -> bool:
    """Is it a user-defined network, in contrast to a network mode?"""
    return network not in _BUILT_IN and not network.startswith("container:")


def _check(attachment: Attachment) -> None:
    network, endpoint = attachment
    if not network.strip():
        raise ValueError("no name set for network")
    if endpoint.get("Aliases") and not is_user_defined(network):
        raise ValueError("network-scoped aliases are only supported for user-defined networks")
    if endpoint.get("MacAddress"):
        check_mac(endpoint["MacAddress"])


def check_mac(text: str) -> None:
    """Raise ValueError unless the text is a hardware address, with blanks around it allowed."""
    if not is_mac(text.strip()):
        raise ValueError(f"{text} is not a valid mac address")


def _without_empty(endpoint: Json) -> Json:
    """Return the settings that are not empty."""
    kept = {
        key: _without_empty(value) if key == "IPAMConfig" else value
        for key, value in endpoint.items()
    }
    return without_empty(kept)
