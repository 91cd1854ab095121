"""Terminals in other encodings than UTF-8: text and signs that these have."""

from __future__ import annotations

import pytest

from pydock.terminal.locale_encoding import encoded, encoding_of

LATIN = {"LC_ALL": "de_DE.ISO-8859-1"}


@pytest.mark.parametrize(
    ("environ", "encoding"),
    [
        ({}, "utf-8"),
        ({"LANG": "de_DE.UTF-8"}, "utf-8"),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "utf-8"),
        ({"LC_CTYPE": "UTF-8"}, "utf-8"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "ascii"),
        ({"LC_ALL": "", "LANG": "POSIX"}, "ascii"),
        ({"LANG": "de_DE"}, "iso8859-1"),
        ({"LANG": "de_DE@euro"}, "iso8859-15"),
        ({"LANG": "ru_RU.KOI8-R"}, "koi8-r"),
        ({"LANG": "xx_XX.unknown"}, "ascii"),
    ],
)
def test_the_encoding_of_a_locale(environ: dict[str, str], encoding: str) -> None:
    assert encoding_of(environ) == encoding


def test_signs_keep_their_width_and_bytes_pass() -> None:
    assert encoded("3µs \udce9 busybox… ━━╸·", LATIN) == b"3\xb5s \xe9 busybox~ ==-\xb7"
    assert encoded("é…⠹", {"LC_ALL": "C"}) == b"?~-"
    assert encoded("é…", {}) == "é…".encode()
