from __future__ import annotations

from typing import cast

from pydock.api.object_names import names
from pydock.transport import Transport
from tests.support.transport import FakeTransport, reply

NODES = [("id1", "vm"), ("id2", "other"), ("id3", "vm")]


def test_nodes_that_share_a_host_name_complete_by_their_ids() -> None:
    nodes = [{"ID": id, "Description": {"Hostname": name}} for id, name in NODES]
    transport = FakeTransport(reply(body=nodes))
    found = sorted(names(cast(Transport, transport), "nodes"))
    assert transport.requests == [("GET", "/nodes")]
    assert found == ["id1", "id3", "other", "self"]
