from __future__ import annotations

import io
import json
from typing import Any, cast

from pydock.api.object_names import names
from pydock.transport import Transport

NODES = [("id1", "vm"), ("id2", "other"), ("id3", "vm")]


class FakeAnswer(io.BytesIO):
    status = 200


class FakeTransport:
    """Answers GET /nodes."""

    def stream(self, method: str, target: str, headers: Any) -> FakeAnswer:
        assert (method, target) == ("GET", "/nodes")
        found = [{"ID": id, "Description": {"Hostname": name}} for id, name in NODES]
        return FakeAnswer(json.dumps(found).encode())


def test_nodes_that_share_a_host_name_complete_by_their_ids() -> None:
    found = names(cast(Transport, FakeTransport()), "nodes")
    assert sorted(found) == ["id1", "id3", "other", "self"]
