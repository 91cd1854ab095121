"""The labels of the engine's worker, which runs the steps of a build."""

from dataclasses import replace

from pydock.build.buildkit.grpc import CallFailed, Client
from pydock.build.buildkit.messages.control import Empty, ListWorkersResponse
from pydock.errors import NotSupported
from pydock.spec.build_request import BuildRequest

_LIST = "/moby.buildkit.v1.Control/ListWorkers"
_HOST_GATEWAY = "host-gateway"
_ADDRESS_LABEL = "org.mobyproject.buildkit.worker.moby.host-gateway-ip"


def with_host_gateway(client: Client, request: BuildRequest) -> BuildRequest:
    """Return the request with the address for `host-gateway`; NotSupported before dockerd 23."""
    if not any(_is_gateway(host) for host in request.extra_hosts):
        return request
    address = _host_gateway(client)
    if not address:
        raise NotSupported(
            "unable to derive the IP value for host-gateway: host-gateway IP not found"
        )
    hosts = tuple(
        f"{host.partition(':')[0]}:{address}" if _is_gateway(host) else host
        for host in request.extra_hosts
    )
    return replace(request, extra_hosts=hosts)


def _is_gateway(host: str) -> bool:
    return host.partition(":")[2] == _HOST_GATEWAY


def _host_gateway(client: Client) -> str:
    try:
        workers = client.call(_LIST, ListWorkersResponse, Empty()).only_answer()
    except CallFailed:
        return ""
    found = (worker.labels.get(_ADDRESS_LABEL, "") for worker in workers.records)
    return next((address for address in found if address), "")
