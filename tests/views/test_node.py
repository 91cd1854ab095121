"""Rows of `node ls`."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.views.listing import Listing
from pydock.views.node import NodeView

OLD, NEW = {"TrustRoot": "old"}, {"TrustRoot": "new"}
MANAGER: dict[str, Any] = {
    "ID": "l3uu",
    "Spec": {"Availability": "active"},
    "Description": {"Hostname": "one", "Engine": {"EngineVersion": "20.10"}, "TLSInfo": NEW},
    "Status": {"State": "ready"},
    "ManagerStatus": {"Leader": True, "Reachability": "reachable"},
}
WORKER: dict[str, Any] = {
    "ID": "od2p",
    "Spec": {"Availability": "drain"},
    "Description": {"Hostname": "two", "Engine": {"EngineVersion": "28.2"}, "TLSInfo": OLD},
    "Status": {"State": "down"},
}
OWN = {"NodeID": "l3uu", "Cluster": {"TLSInfo": NEW}}


def text(format: str = "", *, quiet: bool = False, own: dict[str, Any] = OWN) -> str:
    rows = [NodeView(node, own) for node in (MANAGER, WORKER)]
    return Listing(NodeView, format, quiet=quiet).text(rows)


def test_the_table_marks_the_current_engine() -> None:
    assert text() == (
        "ID        HOSTNAME   STATUS    AVAILABILITY   MANAGER STATUS   ENGINE VERSION\n"
        "l3uu *    one        Ready     Active         Leader           20.10\n"
        "od2p      two        Down      Drain                           28.2\n"
    )


def test_ids_alone() -> None:
    assert text(quiet=True) == "l3uu\nod2p\n"


def test_raw_keeps_the_blank_behind_an_empty_value() -> None:
    assert text("raw").splitlines()[-2:] == ["manager_status: ", ""]


@pytest.mark.parametrize(
    ("own", "statuses"),
    [(OWN, "Ready Needs Rotation "), ({"NodeID": "l3uu"}, "Unknown Unknown ")],
    ids=str,
)
def test_whose_certificates_are_of_the_present_root(own: dict[str, Any], statuses: str) -> None:
    assert text("{{.TLSStatus}}", own=own).replace("\n", " ") == statuses


def test_a_manager_that_does_not_lead() -> None:
    node = {**MANAGER, "ManagerStatus": {"Reachability": "unreachable"}}
    assert NodeView(node, OWN).ManagerStatus() == "Unreachable"
