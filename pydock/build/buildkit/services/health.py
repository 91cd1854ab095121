"""grpc.health.v1.Health: the engine's periodic check that the client is alive."""

from pydock.build.buildkit.grpc import ServerCall
from pydock.build.buildkit.messages.session import HealthCheckRequest, HealthCheckResponse

METHOD = "/grpc.health.v1.Health/Check"
_SERVING = 1


def check(call: ServerCall) -> None:
    call.receive(HealthCheckRequest)
    call.send(HealthCheckResponse(_SERVING))
