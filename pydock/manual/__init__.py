"""The manual: pages in a part of reStructuredText, and writers of man pages and text.

`differences.rst` and its like are the pages that are not about a command; `pydock.cli.manual` makes
those of commands from the declarations. `markup` reads a page, `roff` and `plain_text` write it.
"""

from __future__ import annotations


def source(name: str) -> str:
    """Return the text of a page of this directory, from the disk or the archive pydock is in."""
    from pkgutil import get_data

    return (get_data(__name__, f"{name}.rst") or b"").decode()
