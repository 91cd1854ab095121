"""Parse and normalize platforms such as `linux/arm64/v8`, as containerd does."""

import re
from collections.abc import Mapping
from typing import Any

_PART = r"^[A-Za-z0-9_.-]+$"
_OS_AND_VERSION = r"^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$"

_SYSTEMS = (
    "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux",
    "nacl", "netbsd", "openbsd", "plan9", "solaris", "windows", "zos",
)  # fmt: skip
_ARCHITECTURES = (
    "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle",
    "mips64", "mips64le", "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv",
    "riscv64", "s390", "s390x", "sparc", "sparc64", "wasm",
)  # fmt: skip
_OTHER_NAMES = {
    "i386": "386",
    "x86_64": "amd64",
    "x86-64": "amd64",
    "aarch64": "arm64",
    "armhf": "arm",
    "armel": "arm",
}
#: architecture -> variant -> its normal form
_VARIANTS = {
    "amd64": {"v1": ""},
    "arm": {"": "v7", "5": "v5", "6": "v6", "7": "v7", "8": "v8"},
    "arm64": {"8": "v8", "9": "v9"},
}
_TEXT_KEYS = ("os", "architecture", "variant")
_IMPLIED_VARIANTS = {"i386": "", "armhf": "v7", "armel": "v6"}


def parse_platform(text: str) -> dict[str, Any]:
    """Return the platform of a text with the API's keys: os, architecture, variant, os.version,
    os.features.

    An operating system or architecture alone is completed with this machine's. Raises
    ValueError with containerd's text.
    """
    if "*" in text:
        raise ValueError(f"{_quoted(text)}: wildcards not yet supported: invalid argument")
    first, *rest = text.split("/")
    match = re.fullmatch(_OS_AND_VERSION.strip("^$"), first, re.ASCII)
    if match is None:
        raise ValueError(
            f"{_quoted(first)} is an invalid OS component of {_quoted(text)}: OSAndVersion"
            f" specifier component must match {_quoted(_OS_AND_VERSION)}: invalid argument"
        )
    for part in rest:
        if not re.fullmatch(_PART.strip("^$"), part, re.ASCII):
            raise ValueError(
                f"{_quoted(part)} is an invalid component of {_quoted(text)}: platform specifier"
                f" component must match {_quoted(_PART)}: invalid argument"
            )
    if len(rest) > 2:
        raise ValueError(f"{_quoted(text)}: cannot parse platform specifier: invalid argument")
    system = _system(match[1])
    if rest:
        architecture, variant = _architecture(rest[0], rest[1] if len(rest) > 1 else "")
    elif system in _SYSTEMS:
        architecture, variant = machine_architecture(), ""
    else:
        architecture, variant = _architecture(match[1], "")
        if architecture not in _ARCHITECTURES:
            raise ValueError(
                f"{_quoted(text)}: unknown operating system or architecture: invalid argument"
            )
        system = "linux"
    if architecture == "arm" and variant == "v7" and len(rest) < 2:
        variant = ""
    platform = {
        "architecture": architecture,
        "os": system,
        "os.version": _decoded(match[2] or ""),
        "os.features": [_decoded(name) for name in (match[3] or "").split("+") if name],
        "variant": variant,
    }
    return {key: value for key, value in platform.items() if value}


def normalized(text: str) -> str:
    """Return a platform as OS/ARCHITECTURE[/VARIANT]; ValueError as of `parse_platform`."""
    return platform_text(parse_platform(text))


def platform_text(platform: Mapping[str, Any]) -> str:
    """Return the text of a platform with the API's keys: "linux/arm64/v8"; "" for none."""
    return "/".join(part for key in _TEXT_KEYS if (part := platform.get(key)))


def _quoted(text: str) -> str:
    from pydock.golang.strconv.quoting import quote

    return quote(text)


def _decoded(text: str) -> str:
    """Decode the percent escapes of a version or feature of an operating system."""
    from urllib.parse import unquote

    return unquote(text) if "%" in text else text


def machine_architecture() -> str:
    """Return the architecture of this machine by Go's name."""
    import os

    return _architecture(os.uname().machine, "")[0]


def _system(name: str) -> str:
    name = name.lower()
    return "darwin" if name == "macos" else name


def _architecture(name: str, variant: str) -> tuple[str, str]:
    """Normalize architecture and variant: aarch64 is arm64, 32-bit ARM is v7 by default."""
    name = name.lower()
    variant = _IMPLIED_VARIANTS.get(name, variant.lower())
    name = _OTHER_NAMES.get(name, name)
    return name, _VARIANTS.get(name, {}).get(variant, variant)
