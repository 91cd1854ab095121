"""Attestations of an image: `--attest`, `--provenance`, `--sbom`."""

from collections.abc import Iterable, Mapping

from pydock.golang.csv import quote_field
from pydock.golang.strconv.numbers import parse_bool
from pydock.options.build.csv_fields import pairs, switch

Attests = Mapping[str, str | None]
"""Parameters by kind of attestation; None disables it."""

PROVENANCE = "provenance"
DEFAULT_PROVENANCE = "mode=min,inline-only=true"
"""Provenance by default, where attestations can be stored."""


def attest_option(kind: str, text: str) -> str:
    """Convert `--provenance` or `--sbom` (true, false or parameters) to the form of `--attest`."""
    try:
        is_enabled = parse_bool(text)
    except ValueError:
        return f"type={kind},{text}"
    return f"type={kind},disabled={'false' if is_enabled else 'true'}"


def parse_attests(texts: Iterable[str]) -> Attests:
    """Parse `type=KIND,KEY=VALUE,...`; the last of a kind wins. Raises ValueError."""
    found: dict[str, str | None] = {}
    for text in texts:
        parameters = dict(pairs(text))
        kind = parameters.pop("type", "")
        disabled = parameters.pop("disabled", "false")
        is_disabled = switch(disabled, f"invalid value disabled={disabled}")
        if not kind:
            raise ValueError("attestation type not specified")
        fields = (f"{key}={value}" for key, value in sorted(parameters.items()))
        found[kind] = None if is_disabled else ",".join([f"type={kind}", *map(quote_field, fields)])
    return found
