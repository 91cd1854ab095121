"""`--device`, CDI names, `--gpus`, device cgroup rules, and limits of block devices."""

import re
from collections.abc import Callable, Iterable, Sequence
from posixpath import normpath
from typing import Any, NamedTuple

from pydock.golang.csv import quote_field, split_fields
from pydock.golang.strconv.numbers import parse_int, parse_uint
from pydock.golang.units import parse_bytes
from pydock.options.key_values import key_values, pair_texts
from pydock.options.value_types import ParsedList, StringList

Json = dict[str, Any]


class Devices(NamedTuple):
    """Values of HostConfig.Devices and HostConfig.DeviceRequests."""

    mappings: list[Json]
    requests: list[Json]


def parse_devices(specs: Iterable[str], gpus: Sequence[Json], os_type: str) -> Devices:
    """Parse `--device` for an engine's OS; CDI names join the requests of `--gpus`. ValueError."""
    mappings: list[Json] = []
    names: list[str] = []
    for spec in specs:
        if re.fullmatch(CDI_NAME, spec):
            names.append(spec)
        else:
            mappings.append({"PathOnHost": spec} if os_type == "windows" else _device(spec))
    requests = [*gpus, {"Driver": "cdi", "DeviceIDs": names}] if names else list(gpus)
    return Devices(mappings, requests)


_CDI_WORD = r"(?:[a-zA-Z]|[a-zA-Z][a-zA-Z0-9_.-]*[a-zA-Z0-9])"
CDI_NAME = rf"{_CDI_WORD}/{_CDI_WORD}=(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9_.:-]*[a-zA-Z0-9])"


def _device(spec: str) -> Json:
    """Parse `/dev/sda`, `/dev/sda:/dev/xvda`, `/dev/sda:rw` or `/dev/sda:/dev/xvda:rw`."""
    host, *rest = spec.split(":")
    if len(rest) > 2 or not host:
        raise ValueError(f"bad format for path: {spec}")
    mode = ""
    if len(rest) == 2 or (rest and _is_mode(rest[0])):
        mode = rest.pop()
        if not _is_mode(mode):
            raise ValueError(f"bad mode specified: {mode}")
    inside = rest[0] if rest else host
    if not inside.startswith("/"):
        raise ValueError(f"{inside} is not an absolute path")
    inside = normpath("/" + inside.lstrip("/"))
    return {
        "PathOnHost": host if rest else inside,
        "PathInContainer": inside,
        "CgroupPermissions": mode or "rwm",
    }


def device_texts(mappings: Iterable[Json], requests: Iterable[Json]) -> list[str]:
    """Return the texts of `--device` for HostConfig.Devices, and for the CDI names in requests."""
    names = [name for request in requests if _is_cdi(request) for name in request["DeviceIDs"]]
    return [*map(_device_text, mappings), *names]


def _device_text(mapping: Json) -> str:
    host, inside = mapping["PathOnHost"], mapping.get("PathInContainer", "")
    mode = mapping.get("CgroupPermissions") or "rwm"
    if mode != "rwm":
        return f"{host}:{inside}:{mode}"
    return host if inside in ("", host) else f"{host}:{inside}"


def _is_cdi(request: Json) -> bool:
    return request.get("Driver") == "cdi" and bool(request.get("DeviceIDs"))


def gpu_requests(requests: Iterable[Json]) -> list[Json]:
    """Return the requests that `--gpus` makes, those that are no CDI names."""
    return [request for request in requests if not _is_cdi(request)]


def _is_mode(text: str) -> bool:
    """Does the text consist of the letters r, w and m, each at most once?"""
    return bool(text) and set(text) <= set("rwm") and len(set(text)) == len(text)


def parse_gpus(text: str) -> Json:
    """Parse one `--gpus` into a DeviceRequest with the capability "gpu". Raises ValueError.

    Examples are `all`, `2` and `"device=0,1",driver=nvidia`.
    """
    request: Json = {"Options": {}}
    seen: set[str] = set()
    for field in split_fields(text):
        key, equals, value = field.partition("=")
        if key in seen:
            raise ValueError(f"gpu request key '{key}' can be specified only once")
        seen.add(key)
        if not equals:
            seen.add("count")
            request["Count"] = _count(field)
        elif key == "count":
            request["Count"] = _count(value)
        elif key == "driver":
            request["Driver"] = value
        elif key == "device":
            request["DeviceIDs"] = value.split(",")
        elif key == "capabilities":
            request["Capabilities"] = [[*value.split(","), "gpu"]]
        elif key == "options":
            request["Options"] = _options(value)
        else:
            raise ValueError(f"unexpected key '{key}' in '{field}'")
    if not {"count", "device"} & seen:
        request["Count"] = 1
    request.setdefault("Capabilities", [["gpu"]])
    return request


def gpus_text(request: Json) -> str:
    """Return the text of `--gpus` for a DeviceRequest with the capability "gpu"."""
    fields = []
    if request.get("DeviceIDs"):
        fields.append(f"device={','.join(request['DeviceIDs'])}")
    if count := request.get("Count"):
        fields.append("all" if count == -1 else f"count={count}")
    if driver := request.get("Driver"):
        fields.append(f"driver={driver}")
    for names in request.get("Capabilities") or ():
        if others := names[:-1]:
            fields.append(f"capabilities={','.join(others)}")
    if options := request.get("Options"):
        fields.append(f"options={','.join(map(quote_field, pair_texts(options)))}")
    return ",".join(map(quote_field, fields))


GPUS = ParsedList(parse_gpus, "gpu-request", gpus_text)


def _count(text: str) -> int:
    if text == "all":
        return -1
    try:
        return parse_int(text, any_base=False)
    except ValueError as error:
        reason = str(error).rpartition(": ")[2]
        raise ValueError(
            f'invalid count ({text}): value must be either "all" or an integer: {reason}'
        ) from None


def _options(text: str) -> dict[str, str]:
    try:
        return key_values(split_fields(text))
    except ValueError as error:
        raise ValueError(f"failed to read gpu options: {error}") from None


_CGROUP_RULE = r"[acb] (?:[0-9]+|\*):(?:[0-9]+|\*) [rwm]{1,3}"


def check_cgroup_rule(text: str) -> str:
    """Return the rule unchanged; ValueError unless it has the form `c 1:3 rwm`."""
    if not re.fullmatch(_CGROUP_RULE, text):
        raise ValueError(f"invalid device cgroup format '{text}'")
    return text


CGROUP_RULES = StringList(check=check_cgroup_rule)


def _block_devices(field: str, parse_value: Callable[[str, str], int]) -> ParsedList:
    """Return the type of limits of block devices: `/dev/sda:1mb` as {"Path": ..., "Rate": ...}."""

    def parse(text: str) -> Json:
        path, colon, value = text.partition(":")
        if not colon or not path:
            raise ValueError(f"bad format: {text}")
        if not path.startswith("/dev/"):
            raise ValueError(f"bad format for device path: {text}")
        return {"Path": path, field: parse_value(value, text)}

    return ParsedList(parse, text=lambda one: f"{one['Path']}:{one[field]}")


def _weight(value: str, text: str) -> int:
    try:
        weight = parse_uint(value, 16, any_base=False)
    except ValueError:
        weight = -1
    if weight != 0 and not 10 <= weight <= 1000:
        raise ValueError(f"invalid weight for device: {text}")
    return weight


def _bytes_per_second(value: str, text: str) -> int:
    try:
        return parse_bytes(value)
    except ValueError:
        raise ValueError(
            f"invalid rate for device: {text}. The correct format is"
            " <device-path>:<number>[<unit>]. Number must be a positive integer."
            " Unit is optional and can be kb, mb, or gb"
        ) from None


def _operations_per_second(value: str, text: str) -> int:
    try:
        return parse_uint(value, any_base=False)
    except ValueError:
        raise ValueError(
            f"invalid rate for device: {text}. The correct format is"
            " <device-path>:<number>. Number must be a positive integer"
        ) from None


WEIGHTS = _block_devices("Weight", _weight)
BYTE_RATES = _block_devices("Rate", _bytes_per_second)
OPERATION_RATES = _block_devices("Rate", _operations_per_second)
