"""JSON of engines, registries, plugins and files is decoded in one place: bounded, as Go does."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1] / "pydock"

#: the place, and those that have a reason of their own
DECODING = {
    "golang/unmarshal.py",
    "config/schema.py",  # keeps halves of characters, for the next writing
    "options/security.py",  # a profile is checked, and sent as it is written
    "transport/registry_http.py",  # imports no other part; reads tokens alone
    "commands/shared/build/classic.py",  # reads its own query
}


def test_json_is_decoded_in_one_place() -> None:
    found = {
        str(source.relative_to(ROOT))
        for source in ROOT.rglob("*.py")
        if any(call in source.read_text() for call in ("json.load", "JSONDecoder("))
    }
    assert found == DECODING
