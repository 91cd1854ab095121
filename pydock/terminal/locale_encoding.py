"""The encoding of the terminal: conversion to other encodings than UTF-8, and their signs."""

import codecs
from collections.abc import Mapping

#: handler of `encode` for characters that the encoding lacks
SIGNS = "pydock.signs"

_ASCII = str.maketrans("…→└├─━╸·⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏▁▂▃▄▅▆▇█", "~>`|-=-.|/-\\|/-\\|/_.:-=+*#")

#: of a locale that names none
_DEFAULT = "iso8859-1"


def encoding_of(environ: Mapping[str, str]) -> str:
    """Return the encoding that LC_ALL, LC_CTYPE or LANG names, the first that is set; else UTF-8.

    Python sets LC_CTYPE to C.UTF-8 where the locale is C and LC_ALL is not set.
    """
    name = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or "UTF-8"
    locale, _, modifier = name.partition("@")
    if locale in ("C", "POSIX"):
        return "ascii"
    language, dot, codeset = locale.partition(".")
    if not dot:
        codeset = "iso8859-15" if modifier == "euro" else _DEFAULT if "_" in language else language
    try:
        return codecs.lookup(codeset).name
    except LookupError:
        return "ascii"


def encoded(text: str, environ: Mapping[str, str]) -> bytes:
    """Return text as bytes for the terminal."""
    return text.encode(encoding_of(environ), SIGNS)


def _with_other_signs(error: UnicodeError) -> tuple[str | bytes, int]:
    """Return what is written instead of a character: an ASCII sign, "?", or the byte it escapes."""
    assert isinstance(error, UnicodeEncodeError)
    character = error.object[error.start]
    if "\udc80" <= character <= "\udcff":
        return bytes([ord(character) & 0xFF]), error.start + 1
    sign = character.translate(_ASCII)
    return sign if sign.isascii() else "?", error.start + 1


codecs.register_error(SIGNS, _with_other_signs)
