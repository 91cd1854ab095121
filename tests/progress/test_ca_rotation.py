from __future__ import annotations

import io
from typing import Any

import pytest

from pydock.progress.ca_rotation import Rotation, display_rotation, lines, rotation_of

OLD = {"TrustRoot": "old", "CertIssuerSubject": "s1", "CertIssuerPublicKey": "k1"}
NEW = {"TrustRoot": "new", "CertIssuerSubject": "s2", "CertIssuerPublicKey": "k2"}
HALF = {**NEW, "TrustRoot": "old"}
DIGEST = "sha256:11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437"


def state(*nodes: dict[str, Any], in_progress: bool = False) -> Rotation:
    swarm = {"TLSInfo": NEW, "RootRotationInProgress": in_progress}
    return rotation_of(swarm, [{"Description": {"TLSInfo": node}} for node in nodes])


@pytest.mark.parametrize(
    ("found", "certificates", "roots", "is_done"),
    [
        (state(OLD, OLD, in_progress=True), 0, 0, False),
        (state(HALF, OLD, in_progress=True), 1, 0, False),
        (state(NEW, OLD), 1, 0, False),
        (state(HALF, HALF, in_progress=True), 2, 0, False),
        (state(NEW, HALF), 2, 1, False),
        (state(NEW, NEW), 2, 2, True),
        (state(), 0, 0, True),
    ],
)
def test_roots_count_once_all_have_certificates(
    found: Rotation, certificates: int, roots: int, is_done: bool
) -> None:
    assert (found.certificates, found.roots, found.is_done) == (certificates, roots, is_done)


def test_lines_of_a_log_only_where_the_root_is_another_one() -> None:
    out = io.StringIO()
    states = [Rotation("sha256:1", 0, 0, 2, True)] * 3 + [Rotation("sha256:2", 2, 2, 2, False)]
    display_rotation(states, out, terminal=False, environ={})
    assert out.getvalue() == (
        "desired root digest: \n"
        "  rotated TLS certificates: \n"
        "  rotated CA certificates:  \n"
        "desired root digest: sha256:1\n"
        "desired root digest: sha256:2\n"
    )


def test_bars_on_a_terminal() -> None:
    drawn = [line.text for line in lines(state(NEW, OLD), 100)]
    assert drawn[0].startswith(f"desired root digest: {DIGEST}")
    assert drawn[1].endswith("1/2 nodes")
    assert drawn[2].endswith("0/2 nodes")


@pytest.mark.parametrize("columns", [1, 20, 60, 200])
def test_no_line_reaches_the_edge_of_the_window(columns: int) -> None:
    assert all(line.columns < max(2, columns) for line in lines(state(NEW, OLD), columns))
