"""A page is read into blocks, and written as a man page and as text."""

from __future__ import annotations

from pydock.manual.markup import Definition, Heading, Item, Literal, Paragraph, blocks, pieces
from pydock.manual.plain_text import text_page
from pydock.manual.roff import man_page

PAGE = """A title
=======

..
   A comment.

First ``--rm`` and *name*
goes on.

A section
---------

- an item
  of two lines
- another

``-f``, ``--force``
    Remove "it"
    at once.

To type::

    .hidden
    a\\b  'c'

Below
~~~~~
"""


def test_blocks_of_a_page() -> None:
    assert blocks(PAGE) == [
        Heading("A title", 0),
        Paragraph("First ``--rm`` and *name* goes on."),
        Heading("A section", 1),
        Item("an item of two lines"),
        Item("another"),
        Definition("``-f``, ``--force``", 'Remove "it" at once.'),
        Paragraph("To type:"),
        Literal((".hidden", "a\\b  'c'")),
        Heading("Below", 2),
    ]


def test_code_and_emphasis_in_a_text() -> None:
    assert list(pieces("a ``b*c*`` *d* 2*3 *.log")) == [
        ("", "a "),
        ("code", "b*c*"),
        ("", " "),
        ("emphasis", "d"),
        ("", " 2*3 *.log"),
    ]


def test_a_man_page_protects_what_roff_would_take_for_a_request() -> None:
    page = man_page("pydock-x", 7, "1.0", blocks(PAGE))
    assert page.startswith('.TH "PYDOCK-X" 7 "')
    assert "First \\fB\\-\\-rm\\fR and \\fIname\\fR goes on.\n" in page
    assert '.SH "A SECTION"\n.IP \\(bu 2\nan item of two lines\n' in page
    assert ".TP\n\\fB\\-f\\fR, \\fB\\-\\-force\\fR\nRemove \\(dqit\\(dq at once.\n" in page
    assert ".nf\n\\&.hidden\na\\eb  \\(aqc\\(aq\n.fi\n" in page
    assert "comment" not in page


def test_text_keeps_to_its_width_and_leaves_what_is_typed_as_it_is() -> None:
    text = text_page(blocks("T\n=\n\n" + "word " * 40 + "\n\n::\n\n    a " + "b" * 90), 40)
    *prose, typed = text.splitlines()
    assert max(map(len, prose)) <= 40
    assert typed.endswith("b" * 90)
