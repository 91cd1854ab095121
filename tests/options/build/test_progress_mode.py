from __future__ import annotations

import pytest

from pydock.options.build.progress_mode import progress_mode, provenance_details


@pytest.mark.parametrize(
    ("given", "variable", "quiet", "mode"),
    [
        (None, "", False, "auto"),
        ("", "", False, "auto"),
        (None, "plain", False, "plain"),
        ("tty", "plain", False, "tty"),
        ("none", "", False, "none"),
        ("quiet", "", False, "quiet"),
        (None, "", True, "quiet"),
        ("auto", "", True, "quiet"),
    ],
)
def test_modes(given: str | None, variable: str, quiet: bool, mode: str) -> None:
    assert progress_mode(given, {"BUILDKIT_PROGRESS": variable}, quiet=quiet) == mode


@pytest.mark.parametrize(
    ("given", "variable", "quiet", "message"),
    [
        ("frob", "", False, "invalid progress mode frob"),
        (None, "frob", False, "invalid progress mode frob"),
        ("plain", "", True, "progress=plain and quiet cannot be used together"),
        ("frob", "", True, "progress=frob and quiet cannot be used together"),
    ],
)
def test_no_mode(given: str | None, variable: str, quiet: bool, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        progress_mode(given, {"BUILDKIT_PROGRESS": variable}, quiet=quiet)


@pytest.mark.parametrize(
    ("text", "details"),
    [("", False), ("min", False), ("1", False), ("max", True), ("disabled", None), ("0", None),
     ("frob", False)],
)  # fmt: skip
def test_provenance_of_a_metadata_file(text: str, details: bool | None) -> None:
    assert provenance_details({"BUILDX_METADATA_PROVENANCE": text}) is details
