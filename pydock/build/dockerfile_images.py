"""The images that a Dockerfile names: only their registries get credentials in a build."""

import re
from collections.abc import Iterable, Mapping

from pydock.build.buildkit_syntax import instructions, parser_directives
from pydock.oci.reference import InvalidReference, Reference, parse, registry_of

_SCRATCH = "scratch"
_ARGUMENT = re.compile(r"""([A-Za-z_][A-Za-z0-9_]*)(?:=("[^"]*"|'[^']*'|\S*))?""")
_FROM_FLAG = re.compile(r"--from=(\S+)", re.IGNORECASE)
_MOUNT_FROM = re.compile(r"--mount=\S*?\bfrom=([^,\s]+)", re.IGNORECASE)
#: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:+alternative}`, with or without the colon
_VARIABLE = re.compile(r"\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-+])([^${}]*))?\})")
_REPLACEMENTS_LIMIT = 100
#: longer than any name of an image
_LONGEST_NAME = 4096
#: arguments that the engine sets, none of which holds a registry
_PLATFORM_ARGUMENTS = (
    *("TARGETOS", "TARGETARCH", "TARGETVARIANT"),
    *("BUILDOS", "BUILDARCH", "BUILDVARIANT"),
)
#: the build argument that replaces the directive `syntax`
_SYNTAX_ARGUMENT = "BUILDKIT_SYNTAX"


def references(names: Iterable[str]) -> frozenset[Reference]:
    """Return the references of images; without a path where that is unknown."""
    return frozenset(map(_reference, names))


def _reference(name: str) -> Reference:
    try:
        return parse(name)
    except InvalidReference:
        return Reference(registry_of(name), "")


def images_of_dockerfile(content: bytes, build_args: Mapping[str, str]) -> frozenset[str] | None:
    """Return the images of a Dockerfile; None if the registry of one is named by a variable.

    A path may have unknown variables left.
    """
    lines = content.decode("utf-8-sig", "replace").splitlines()
    directives = parser_directives(lines)
    values = {**dict.fromkeys(_PLATFORM_ARGUMENTS, "x"), **build_args}
    images = [build_args.get(_SYNTAX_ARGUMENT, "")]
    stages = {_SCRATCH}
    if "syntax" in directives:
        images.append(directives["syntax"].arguments)
    for keyword, rest, _ in instructions(lines, directives):
        if keyword == "ARG":
            for match in _ARGUMENT.finditer(rest):
                if match[2] is not None:
                    values.setdefault(match[1], _expanded(match[2].strip("\"'"), values))
        elif keyword == "FROM":
            words = [word for word in rest.split() if not word.startswith("--")]
            if words and words[0].lower() not in stages:
                images.append(_expanded(words[0].strip("\"'"), values))
            if len(words) > 2 and words[1].upper() == "AS":
                stages.add(words[2].lower())
        else:
            for pattern in (_FROM_FLAG, _MOUNT_FROM):
                images += [_expanded(name.strip("\"'"), values) for name in pattern.findall(rest)]
    found = [name for name in images if name and name.lower() not in stages and not name.isdigit()]
    if any("$" in name.partition("/")[0] for name in found):
        return None
    return frozenset(found)


def _expanded(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its variables replaced, or with a `$` if that is not possible."""
    for _ in range(_REPLACEMENTS_LIMIT):
        match = _VARIABLE.search(text)
        if match is None:
            return text
        name = match[1] or match[2]
        value = values.get(name)
        if match[3] and match[3].endswith("-"):
            value = value or match[4]
        elif match[3]:
            value = match[4] if value else ""
        if value is None:
            return text
        text = text[: match.start()] + value + text[match.end() :]
        if len(text) > _LONGEST_NAME:
            break
    return "$"
