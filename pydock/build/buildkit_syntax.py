"""Dockerfile syntax that requires BuildKit: options of instructions, here-documents, frontends."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

#: options of instructions that the classic builder refuses
_OPTIONS = {
    "ADD": ("checksum", "chmod", "exclude", "keep-git-dir", "link", "unpack"),
    "COPY": ("chmod", "exclude", "link", "parents"),
    "RUN": ("device", "mount", "network", "security"),
}
#: the ones that BuildKit builds since its first versions
_FIRST_OPTIONS = ("chmod", "mount", "network", "security")
_SYNTAX = "# syntax="
_HERE_DOCUMENTS = ("ADD", "COPY", "RUN")

_DIRECTIVE = re.compile(r"#\s*([a-zA-Z]\w*)\s*=\s*(.+?)\s*$")
_INSTRUCTION = re.compile(r"\s*(?:ONBUILD\s+)?([a-zA-Z]+)(?:\s+(.*))?$", re.IGNORECASE | re.DOTALL)
_HERE_DOCUMENT = re.compile(r"<<(-?)\s*([\"']?)([a-zA-Z_]\w*)\2")
_PLATFORM = re.compile(
    r"--platform=\S*\$\{?((?:BUILD|TARGET)(?:PLATFORM|OS|ARCH|VARIANT))\b", re.IGNORECASE
)


class Feature(NamedTuple):
    """A thing that only BuildKit builds, as it is written, and the number of its line."""

    text: str
    line: int

    @property
    def is_in_first_frontend(self) -> bool:
        """Whether the frontend inside Docker 20.10 has it; `# syntax=` names a newer one."""
        option = self.text.partition("--")[2].partition("=")[0]
        return option in ("platform", *_FIRST_OPTIONS) or self.text == _SYNTAX


class Instruction(NamedTuple):
    name: str
    arguments: str
    line: int


def buildkit_feature(content: bytes) -> Feature | None:
    """Return the first thing in a Dockerfile that only BuildKit builds, None for a plain one."""
    lines = content.decode("utf-8-sig", "replace").splitlines()
    directives = parser_directives(lines)
    if "syntax" in directives:
        return Feature(_SYNTAX, directives["syntax"].line)
    declared: set[str] = set()
    for instruction in instructions(lines, directives):
        if text := _feature(instruction, declared, lines):
            return Feature(f"{instruction.name} {text}", instruction.line)
        if instruction.name == "ARG":
            declared.update(re.findall(r"(\w+)=", instruction.arguments))
    return None


def parser_directives(lines: list[str]) -> dict[str, Instruction]:
    """Return the comments at the very beginning that are settings of the parser, by name."""
    found: dict[str, Instruction] = {}
    for number, line in enumerate(lines, 1):
        if number == 1 and line.startswith("#!"):
            continue
        match = _DIRECTIVE.match(line.strip())
        if match is None:
            break
        name = match[1].lower()
        found[name] = Instruction(name, match[2], number)
    return found


def instructions(lines: list[str], directives: Mapping[str, Instruction]) -> Iterator[Instruction]:
    """Yield instructions, ONBUILD's too, their continuation lines joined, without comments."""
    given = directives.get("escape")
    escape = "`" if given and given.arguments == "`" else "\\"
    text, start = "", 0
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("#") or not line.strip():
            continue
        start = start if text else number
        stripped = line.rstrip()
        if stripped.endswith(escape):
            text += stripped[:-1]
            continue
        yield from _instruction(text + line, start)
        text = ""
    yield from _instruction(text, start)


def _instruction(text: str, line: int) -> Iterator[Instruction]:
    if match := _INSTRUCTION.match(text):
        yield Instruction(match[1].upper(), match[2] or "", line)


def _feature(instruction: Instruction, declared: set[str], lines: list[str]) -> str:
    name, arguments, line = instruction
    if name == "FROM":
        match = _PLATFORM.match(arguments)
        return f"--platform=${match[1]}" if match and match[1] not in declared else ""
    while match := re.match(r"--([a-z-]+)\S*\s*", arguments):
        if match[1] in _OPTIONS.get(name, ()):
            return f"--{match[1]}"
        arguments = arguments[match.end() :]
    if name in _HERE_DOCUMENTS:
        for match in _HERE_DOCUMENT.finditer(arguments):
            # Without its end it is the shell's own affair.
            rest = (text.lstrip("\t") if match[1] else text for text in lines[line:])
            if match[3] in rest:
                return f"<<{match[3]}"
    return ""
