"""The Dockerfile that an image's history reports, as far as it does.

BuildKit records `RUN /bin/sh -c make # buildkit`, with build arguments `RUN |1 A=b /bin/sh -c
make # buildkit`; the classic builder `/bin/sh -c make`, `|1 A=b /bin/sh -c make`, and for all but
RUN `/bin/sh -c #(nop) COPY ...`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pydock.oci.secrets import masked

_NOTHING_RUN = re.compile(r"^.{0,200}?#\(nop\)\s+(.*)$", re.DOTALL)
_WORDS = (
    "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL"
    " STOPSIGNAL USER VOLUME WORKDIR"
)
_INSTRUCTION = re.compile(rf"^(?:{_WORDS.replace(' ', '|')})\s")
_ARGUMENTS = re.compile(r"^\|\d+ (.*?) ?(/\S+ .*)$", re.DOTALL)
_SHELL = "/bin/sh -c "
#: where the lines of a RUN were joined
_JOINT = re.compile(r"\s{2,}(?=&& |\|\| |; )")
_LONG = 100
_MOST_CHARACTERS = 16 << 10


class Instruction(NamedTuple):
    """A line of the history."""

    #: with secrets masked
    text: str
    has_layer: bool
    #: what looks like a secret in it, without values
    secrets: Sequence[str]
    #: build arguments that RUN had, with secrets masked
    arguments: str = ""
    comment: str = ""


def instructions(
    history: Iterable[Mapping[str, Any]], values: Iterable[str] = ()
) -> list[Instruction]:
    """Return the instructions of a configuration's history; `values` are secrets to mask."""
    known = list(values)
    return [_instruction(one, known) for one in history]


def dockerfile(found: Iterable[Instruction]) -> str:
    """Return the lines of a Dockerfile."""
    lines = []
    for number, one in enumerate(found):
        if number == 0 and not one.text.startswith("FROM "):
            lines.append("FROM scratch")
        if one.arguments:
            lines.append(f"# build arguments: {one.arguments}")
        if one.text:
            lines.append(_JOINT.sub(" \\\n    ", one.text) if len(one.text) > _LONG else one.text)
        else:
            lines.append(f"# {one.comment.strip() or 'no instruction recorded'}")
    return "".join(f"{line}\n" for line in lines)


def _instruction(line: Mapping[str, Any], values: Sequence[str]) -> Instruction:
    text = _text(line, "created_by").removesuffix("# buildkit").strip()
    arguments = ""
    if match := _NOTHING_RUN.match(text):
        text = match[1].strip()
    elif text:
        is_run = text.startswith("RUN ")
        if is_run or not _INSTRUCTION.match(text):
            text = text.removeprefix("RUN ").lstrip()
            if match := _ARGUMENTS.match(text):
                arguments, text = match[1], match[2]
            text = f"RUN {text.removeprefix(_SHELL).strip()}"
    text, in_text = masked(text, values)
    arguments, in_arguments = masked(f"ENV {arguments}" if arguments else "", values)
    comment, in_comment = masked(_text(line, "comment"), values)
    secrets = [*in_text, *in_arguments, *in_comment]
    arguments = arguments.removeprefix("ENV ")
    return Instruction(text, not line.get("empty_layer"), secrets, arguments, comment)


def _text(line: Mapping[str, Any], key: str) -> str:
    value = line.get(key)
    if not isinstance(value, str):
        return ""
    return value if len(value) <= _MOST_CHARACTERS else f"{value[:_MOST_CHARACTERS]}…"
