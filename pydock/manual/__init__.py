"""The manual: pages in a part of reStructuredText, and writers of man pages and text.

`differences.rst` and its like are the pages that are not about a command; `pydock.cli.manual` makes
those of commands from the declarations. `markup` reads a page, `roff` and `plain_text` write it.
"""

from __future__ import annotations

#: page -> section of the manual; its file is PAGE.rst, with _ for "-" and "."
TOPICS = {
    "beyond": 7,
    "config.json": 5,
    "differences": 7,
    "engines": 7,
    "environment": 7,
    "exit-status": 7,
    "recipes": 7,
}


def source(topic: str) -> str:
    """Return the text of the page, from this directory or the archive that pydock runs from."""
    from pkgutil import get_data

    name = topic.replace("-", "_").replace(".", "_")
    return (get_data(__name__, f"{name}.rst") or b"").decode()
