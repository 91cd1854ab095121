"""The address of host-gateway."""

from __future__ import annotations

import pytest

from pydock.build.buildkit.grpc import ServerCall
from pydock.build.buildkit.messages.control import Empty, ListWorkersResponse, WorkerRecord
from pydock.build.buildkit.workers import with_host_gateway
from pydock.errors import NotSupported
from pydock.spec.build_request import BuildRequest, Remote
from tests.build.buildkit.wires import serving

LIST = "/moby.buildkit.v1.Control/ListWorkers"
LABEL = "org.mobyproject.buildkit.worker.moby.host-gateway-ip"


def hosts(*given: str, labels: dict[str, str] | None = None) -> tuple[str, ...]:
    """The hosts of a request, by an engine whose worker has these labels."""

    def workers(call: ServerCall) -> None:
        assert call.receive(Empty) == Empty()
        call.send(ListWorkersResponse([WorkerRecord({}), WorkerRecord(labels or {})]))

    request = BuildRequest(Remote("git://x"), extra_hosts=given)
    with serving({LIST: workers}) as client:
        return with_host_gateway(client, request).extra_hosts


def test_the_gateway_has_the_address_that_the_engine_tells() -> None:
    found = hosts("a:1.2.3.4", "b:host-gateway", "c:::1", labels={LABEL: "172.17.0.1"})
    assert found == ("a:1.2.3.4", "b:172.17.0.1", "c:::1")


def test_nothing_needs_no_request() -> None:
    assert hosts("a:1.2.3.4") == ("a:1.2.3.4",)


def test_an_engine_that_does_not_tell() -> None:
    with pytest.raises(NotSupported, match="unable to derive the IP value for host-gateway"):
        hosts("a:host-gateway")
