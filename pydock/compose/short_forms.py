"""The short forms of Compose files: commands as one text, ports, mounts, hosts."""

from __future__ import annotations

import re
from typing import Any

from pydock.options.mounts import colon_sections
from pydock.options.ports import parse_ports

Json = dict[str, Any]

_NO_QUOTE = "EOF found when expecting closing quote"
_NO_ESCAPED = "EOF found after escape character"

_WORD_PART = re.compile(
    r"""[^ \t\r\n'"\\]+|"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)""",
    re.DOTALL,
)
_BLANKS = " \t\r\n"


def split_command(text: str) -> list[str]:
    """The words of a command line as a shell would part them; `#` begins a comment.

    ValueError for a quotation mark or backslash that is left open.
    """
    words: list[str] = []
    position = 0
    while position < len(text):
        char = text[position]
        if char in _BLANKS:
            position += 1
        elif char == "#":
            end = text.find("\n", position)
            position = len(text) if end < 0 else end
        else:
            word, position = _word(text, position)
            words.append(word)
    return words


def _word(text: str, position: int) -> tuple[str, int]:
    """The word that begins at a position, and where it ends."""
    parts = []
    while position < len(text) and text[position] not in _BLANKS:
        match = _WORD_PART.match(text, position)
        if match is None:
            is_escaped = text[position] != "'" and _ends_in_escape(text[position:])
            raise ValueError(_NO_ESCAPED if is_escaped else _NO_QUOTE)
        double, single, escaped = match.groups()
        if double is not None:
            parts.append(re.sub(r"\\(.)", r"\1", double, flags=re.DOTALL))
        else:
            parts.append(next((part for part in (single, escaped) if part is not None), match[0]))
        position = match.end()
    return "".join(parts), position


def _ends_in_escape(text: str) -> bool:
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def parse_port(text: str) -> tuple[list[Json], list[str]]:
    """`[[ip:]published:]target[/protocol]` in the long form, one for each port.

    Also the addresses in it, which a swarm does not heed. ValueError in docker's words.
    """
    ports: list[Json] = []
    ignored: list[str] = []
    for target, bindings in sorted(parse_ports([text], []).bindings.items()):
        number, _, protocol = target.partition("/")
        for binding in bindings:
            address, published = binding["HostIp"], binding["HostPort"]
            if address:
                host = f"[{address}]" if ":" in address else address
                ignored.append(f"{host}:{published}:{target}")
            first, _, last = published.partition("-")
            for port in range(int(first or 0), int(last or first or 0) + 1):
                ports.append(
                    {"mode": "ingress", "target": int(number), "published": port,
                     "protocol": protocol}
                )  # fmt: skip
    return ports, ignored


_PROPAGATIONS = frozenset(("rprivate", "private", "rshared", "shared", "rslave", "slave"))


def parse_mount(text: str) -> Json:
    """`[source:]target[:options]` in the long form. ValueError in docker's words."""
    if not text:
        raise ValueError("invalid empty volume spec")
    if len(text.encode("utf-8", "surrogateescape")) <= 2:
        return {"type": "volume", "target": text}
    sections = colon_sections(text)
    if "" in sections[:3]:
        raise ValueError(f"invalid spec: {text}: empty section between colons")
    if len(sections) > 3:
        raise ValueError(f"invalid spec: {text}: too many colons")
    if len(sections) == 1:
        return {"type": "volume", "target": text}
    source, target, *options = sections
    mount: Json = {"type": "bind" if _is_path(source) else "volume"}
    mount |= {"source": source, "target": target}
    for option in ",".join(options).split(","):
        if option in ("ro", "rw"):
            mount["read_only"] = option == "ro"
        elif option == "nocopy":
            mount["volume"] = {"nocopy": True}
        elif option in _PROPAGATIONS:
            mount["bind"] = {"propagation": option}
    return mount


def _is_drive(text: str) -> bool:
    return len(text) == 1 and text.isalpha()


def _is_path(source: str) -> bool:
    return source.startswith((".", "/", "~", "\\\\")) or (
        source[1:2] == ":" and _is_drive(source[0])
    )


def parse_host(text: str) -> str | None:
    """`name:address` or `name=address` as `name:address`; None when it names no address."""
    name, found, address = text.partition("=" if "=" in text else ":")
    return f"{name}:{bare_address(address)}" if found else None


def bare_address(text: str) -> str:
    """An address of IPv6 out of its brackets."""
    return text[1:-1] if text.startswith("[") and text.endswith("]") else text
