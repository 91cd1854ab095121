"""Short forms of ports, mounts and devices, and the words of commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydock.golang.strconv.numbers import INT64_MAX
from pydock.golang.strconv.quoting import quote
from pydock.golang.time.duration import SECOND, Duration, parse_duration

if TYPE_CHECKING:
    from pydock.options.ports import Binding

Json = dict[str, Any]

_SELINUX = frozenset("zZ")
_VARIABLE = r"\$\{[^}]*\}"


def ports(text: str) -> list[Json]:
    """Return the ports of `[[ip:]published:]target[/protocol]`. Raises ValueError."""
    found = []
    for target, binding in sorted(_bindings(text), key=lambda pair: pair[0]):
        number, _, protocol = target.partition("/")
        port: Json = {"mode": "ingress", "target": int(number), "protocol": protocol}
        if binding["HostIp"]:
            port["host_ip"] = binding["HostIp"]
        if binding["HostPort"]:
            port["published"] = binding["HostPort"]
        found.append(port)
    return found


def _bindings(text: str) -> list[tuple[str, Binding]]:
    """Return the bindings of a port, with the messages of docker compose. Raises ValueError."""
    from pydock.options.ports import port_bindings

    address = text.rpartition(":")[0].rpartition(":")[0]
    if ":" in address and not address.startswith("["):
        reason = f"address {address}:: too many colons in address"
        raise ValueError(f"Invalid ip address {address}: {reason}")
    try:
        return port_bindings(text)
    except ValueError as error:
        reason = str(error).replace("invalid IP address", "invalid ip address")
        raise ValueError(reason[:1].upper() + reason[1:]) from None


def mount(text: str) -> Json:
    """Return the mount of `[source:]target[:options]`. Raises ValueError."""
    from pydock.options.mounts import PROPAGATIONS, is_host_path

    source, target, options = _sections(text)
    if not source:
        found: Json = {"type": "volume", "target": target}
        return found if len(text) <= 2 else {**found, "volume": {}}
    kind = "bind" if is_host_path(source) else "volume"
    found = {"type": kind, "source": source, "target": target}
    bind: Json = {}
    for option in options:
        if option in ("ro", "rw"):
            found["read_only"] = option == "ro"
        elif option == "nocopy":
            found["volume"] = {"nocopy": True}
        elif option in PROPAGATIONS:
            bind["propagation"] = option
        elif option in _SELINUX:
            bind["selinux"] = option
    if not found.get("read_only", True):
        del found["read_only"]
    if found["type"] == "bind":
        bind["create_host_path"] = True
    else:
        found.setdefault("volume", {})
    return {**found, "bind": bind} if bind else found


def mount_target(text: str) -> str:
    """Return the target of a mount in its short form. Raises ValueError."""
    return _sections(text)[1]


def _sections(text: str) -> tuple[str, str, list[str]]:
    """Return source, target and options; a colon in a variable does not separate them."""
    from pydock.options.mounts import split_volume

    hidden = re.sub(_VARIABLE, lambda match: match[0].replace(":", "\0"), text)
    try:
        sections = [section.replace("\0", ":") for section in split_volume(hidden)]
    except ValueError as error:
        raise ValueError(str(error).replace("\0", ":")) from None
    if len(sections) == 1:
        return "", sections[0], []
    return sections[0], sections[1], ",".join(sections[2:]).split(",")


def device(text: str) -> Json | None:
    """Return the device of `source[:target[:permissions]]`; None for more parts."""
    parts = text.split(":")
    if len(parts) > 3:
        return None
    source, target, permissions = (*parts, "", "")[:3]
    return {
        "source": source,
        "target": target or source,
        "permissions": permissions if len(parts) == 3 else "rwm",
    }


_DAYS = r"([0-9]*\.?[0-9]*)([dw])"
_HOURS = {"d": 24, "w": 24 * 7}


def duration(text: str) -> str:
    """Return a duration, which may have days and weeks, as Go prints it. Raises ValueError."""
    long = 0
    for number, unit in re.findall(_DAYS, text):
        if number in ("", "."):
            raise ValueError(f"time: invalid duration {quote(text)}")
        long += int(float(number) * _HOURS[unit] * 3600) * SECOND
    rest = re.sub(_DAYS, "", text)
    if len(rest) < len(text) and rest in ("", "+", "-"):
        rest += "0"
    try:
        found = parse_duration(rest) + (-long if text.startswith("-") else long)
    except ValueError as error:
        raise ValueError(str(error).replace(quote(rest), quote(text))) from None
    if abs(found) > INT64_MAX:
        raise ValueError(f"time: invalid duration {quote(text)}")
    return str(Duration(found))


class _Words:
    """Splits a command into words; it ends where a shell would run a second one."""

    def __init__(self, text: str) -> None:
        self.rest = iter(text)
        self.word: str | None = None
        #: the character that ends a quoted part, or ""
        self.quote = ""

    def __iter__(self) -> Iterator[str]:
        for char in self.rest:
            if char == "\\" and self.quote != "'":
                self._escaped()
            elif char in " \t\r\n" and not self.quote:
                if self.word is not None:
                    yield self.word
                self.word = None
            elif char in ";&|<>" and not self.quote:
                if char == ">" and self.word and self.word[0].isdecimal():
                    self.word = None
                break
            else:
                self._add(char)
        if self.word is not None:
            yield self.word
        if self.quote:
            raise ValueError("invalid command line string")

    def _escaped(self) -> None:
        char = next(self.rest, None)
        if char is None:
            raise ValueError("invalid command line string")
        self.word = (self.word or "") + {"t": "\t", "n": "\n"}.get(char, char)

    def _add(self, char: str) -> None:
        word = self.word or ""
        if char in "\"'" and self.quote in ("", char):
            self.quote = "" if self.quote else char
            self.word = word if not self.quote else self.word or ""
            return
        if char == "`" and self.quote in ("", "`"):
            self.quote = "" if self.quote else "`"
        elif char == "(" and not self.quote:
            if not word.endswith("$"):
                raise ValueError("invalid command line string")
            self.quote = ")"
        elif char == ")" and self.quote in ("", ")"):
            self.quote = "" if self.quote else ")"
        self.word = word + char


def command_words(text: str) -> list[str]:
    """Return the words of a command. Raises ValueError."""
    return list(_Words(text))
