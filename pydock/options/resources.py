"""`--ulimit`, `--sysctl`, `--memory-swappiness` and capabilities."""

from collections.abc import Iterable
from typing import Any

from pydock.golang.strconv.numbers import parse_int
from pydock.options.value_types import ParsedList, StringMap

Json = dict[str, Any]


def check_swappiness(percent: int) -> None:
    """Raise ValueError unless it is 0 to 100, or -1 for the default."""
    if not -1 <= percent <= 100:
        raise ValueError(f"invalid value: {percent}. Valid memory swappiness range is 0-100")


_ULIMITS = (
    "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc",
    "rss", "rtprio", "rttime", "sigpending", "stack",
)  # fmt: skip


def parse_ulimit(text: str) -> Json:
    """Parse one `--ulimit` into `{"Name", "Soft", "Hard"}`; -1 is unlimited. Raises ValueError."""
    name, equals, limits = text.partition("=")
    if not equals:
        raise ValueError(f"invalid ulimit argument: {text}")
    if name not in _ULIMITS:
        raise ValueError(f"invalid ulimit type: {name}")
    parts = limits.split(":")
    if len(parts) > 2:
        raise ValueError(
            f"too many limit value arguments - {limits}, can only have up to two, `soft[:hard]`"
        )
    soft, hard = (parse_int(part, any_base=False) for part in (parts[0], parts[-1]))
    if hard != -1 and soft == -1:
        raise ValueError(
            "ulimit soft limit must be less than or equal to hard limit:"
            f" soft: -1 (unlimited), hard: {hard}"
        )
    if hard != -1 and soft > hard:
        raise ValueError(
            f"ulimit soft limit must be less than or equal to hard limit: {soft} > {hard}"
        )
    return {"Name": name, "Soft": soft, "Hard": hard}


def ulimit_text(ulimit: Json) -> str:
    """Return the text that `parse_ulimit` reads."""
    soft, hard = ulimit.get("Soft", 0), ulimit.get("Hard", 0)
    limits = str(soft) if soft == hard else f"{soft}:{hard}"
    return f"{ulimit['Name']}={limits}"


class _UlimitList(ParsedList):
    """Ulimits (`nofile=1024`, `nofile=1024:2048` for soft and hard); the last of a name wins."""

    def add(self, old: list[Json], text: str) -> list[Json]:
        found = {one["Name"]: one for one in super().add(old, text)}
        return [found[name] for name in sorted(found)]


ULIMITS = _UlimitList(parse_ulimit, "ulimit", ulimit_text)


_SYSCTL_PREFIXES = ("net.", "fs.mqueue.")
_SYSCTLS = (
    "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem", "kernel.shmall",
    "kernel.shmmax", "kernel.shmmni", "kernel.shm_rmid_forced",
)  # fmt: skip


def check_sysctl(text: str) -> str:
    """Return `name=value` unchanged; ValueError unless the sysctl is namespaced."""
    name, equals, _ = text.partition("=")
    if not equals or not (name in _SYSCTLS or name.startswith(_SYSCTL_PREFIXES)):
        raise ValueError(f"sysctl '{text}' is not allowed")
    return text


SYSCTLS = StringMap(check_sysctl)


def capabilities(names: Iterable[str]) -> list[str]:
    """Normalize names of capabilities (`CAP_NET_RAW`, `ALL`), sorted and without duplicates."""
    found = set()
    for name in names:
        upper = name.upper()
        found.add(upper if upper == "ALL" or upper.startswith("CAP_") else f"CAP_{upper}")
    return sorted(found)
