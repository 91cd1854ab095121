"""The Dockerfile that a history reports, of each builder."""

from __future__ import annotations

import pytest

from pydock.oci.dockerfile import dockerfile, instructions


@pytest.mark.parametrize(
    ("created_by", "line"),
    [
        ("RUN /bin/sh -c make # buildkit", "RUN make"),
        ("RUN /bin/bash -o pipefail -c make # buildkit", "RUN /bin/bash -o pipefail -c make"),
        ("COPY a b # buildkit", "COPY a b"),
        ('CMD ["sh"]', 'CMD ["sh"]'),
        ("/bin/sh -c make", "RUN make"),
        ("/bin/sh -c #(nop)  ENV A=b", "ENV A=b"),
        ('/bin/sh -c #(nop) CMD ["sh"]', 'CMD ["sh"]'),
        ("/bin/sh -c #(nop) ADD file:1 in / ", "ADD file:1 in /"),
        ("cmd /S /C #(nop)  USER me", "USER me"),
        ("|1 A=b /bin/sh -c make", "# build arguments: A=b\nRUN make"),
        ("RUN |2 A=b C=d e /bin/sh -c make # buildkit", "# build arguments: A=b C=d e\nRUN make"),
        ("RUN |1 TOKEN=abc /bin/sh -c make # buildkit", "# build arguments: TOKEN=***\nRUN make"),
        ("", "# no instruction recorded"),
        ("python serve.py", "RUN python serve.py"),
    ],
)
def test_a_line(created_by: str, line: str) -> None:
    assert dockerfile(instructions([{"created_by": created_by}])) == f"FROM scratch\n{line}\n"


def test_long_commands_are_broken_where_their_lines_were_joined() -> None:
    text = f"RUN /bin/sh -c apt-get update     && apt-get install {'x' * 100} # buildkit"
    found = dockerfile(instructions([{"created_by": text}]))
    assert "RUN apt-get update \\\n    && apt-get install x" in found


def test_a_base_that_is_reported() -> None:
    assert dockerfile(instructions([{"created_by": "FROM busybox"}])) == "FROM busybox\n"


def test_layers_and_malformed_histories() -> None:
    found = instructions(
        [{"created_by": "ENV A=b", "empty_layer": True}, {"comment": "import"}, {"created_by": 5}]
    )
    assert [one.has_layer for one in found] == [False, True, True]
    assert dockerfile(found).splitlines()[2] == "# import"
