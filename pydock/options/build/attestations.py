"""What is told about an image along with it: `--attest`, `--provenance`, `--sbom`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydock.golang.strconv.numbers import parse_bool
from pydock.options.build.csv_fields import pairs

Attests = Mapping[str, str | None]
"""Parameters by kind of attestation; None is for one that must not be made."""

PROVENANCE = "provenance"
DEFAULT_PROVENANCE = "mode=min,inline-only=true"
"""What buildx asks for where attestations can be stored and nothing else is said."""


def attest_option(kind: str, text: str) -> str:
    """`--provenance` or `--sbom` as `--attest` has it: `true`, `false` or parameters."""
    try:
        wanted = parse_bool(text)
    except ValueError:
        return f"type={kind},{text}"
    return f"type={kind},disabled={'false' if wanted else 'true'}"


def parse_attests(texts: Iterable[str]) -> Attests:
    """`type=KIND,KEY=VALUE,...`, the last one of a kind counts; ValueError in docker's words."""
    found: dict[str, str | None] = {}
    for text in texts:
        parameters = dict(pairs(text))
        kind = parameters.pop("type", "")
        is_disabled = _is_disabled(parameters.pop("disabled", "false"))
        if not kind:
            raise ValueError("attestation type not specified")
        fields = (f"{key}={value}" for key, value in sorted(parameters.items()))
        found[kind] = None if is_disabled else ",".join([f"type={kind}", *map(_quoted, fields)])
    return found


def _is_disabled(text: str) -> bool:
    try:
        return parse_bool(text)
    except ValueError as error:
        raise ValueError(f"invalid value disabled={text}: {error}") from None


def _quoted(text: str) -> str:
    """The field as CSV has it."""
    if any(character in text for character in ',"\n\r') or text.startswith(" "):
        return '"' + text.replace('"', '""') + '"'
    return text
