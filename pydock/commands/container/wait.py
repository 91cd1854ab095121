"""`docker wait`: wait for containers to exit and print their exit statuses."""

from typing import TypedDict

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import at_least, define, own_option
from pydock.commands.shared.batch import for_each
from pydock.errors import ProtocolError, PydockError
from pydock.golang.unmarshal import UnmarshalError, unmarshal
from pydock.options.value_types import EXPRESSION, SWITCH, DurationValue, Uint
from pydock.spec.version_rules import CONTAINER_WAIT

ANSWER_LIMIT_BYTES = 1 << 20


class _Exit(TypedDict):
    StatusCode: int


@define(
    "CONTAINER [CONTAINER...]",
    at_least(1),
    own_usages=["[OPTIONS] CONTAINER [CONTAINER...]"],
    complete="containers",
    rules=CONTAINER_WAIT,
)
@own_option("healthy", "", SWITCH, "Wait until the health check of the engine succeeds")
@own_option("log", "", EXPRESSION, "Wait for a line of the current run that matches")
@own_option("port", "", Uint(16, None), "Wait until a program listens on a TCP port in it")
@own_option("removed", "", SWITCH, "Wait until they are removed")
@own_option("running", "", SWITCH, "Wait until they run")
@own_option("timeout", "", DurationValue(None, positive=True), "Longest time to wait, such as 30s")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    healthy: bool,
    log: str,
    port: int | None,
    removed: bool,
    running: bool,
    timeout: int | None,
) -> int:
    """Wait for one or more containers to exit, and print their exit statuses.

    With a condition, wait until all containers meet it, and print the name of each that does. The
    status is 1 if a container exits, becomes unhealthy or reaches the timeout first; the reason and
    the last lines of its log are reported. A port is looked up in the container's own network,
    published or not, which requires the program cat in its image.

    Examples:
      pydock wait --healthy --timeout 1m db cache
      pydock wait --port 5432 db
      pydock wait --log 'ready to accept' db
    """
    flags = {"healthy": healthy, "running": running, "removed": removed}
    kinds = [kind for kind, is_given in flags.items() if is_given]
    kinds += [kind for kind in ("log", "port") if app.given(kind)]
    if len(kinds) > 1:
        raise PydockError(f"conflicting options: --{kinds[0]} and --{kinds[1]}")
    if kinds:
        from pydock.commands.shared.monitoring.condition_wait import Condition, ConditionWait

        return ConditionWait(app, Condition(kinds[0], port or 0, log), timeout).run(arguments)
    if timeout is not None:
        from pydock.commands.shared.monitoring.condition_wait import wait_for_exits

        return wait_for_exits(app, arguments, timeout)

    def wait(name: str) -> None:
        with containers.wait(app.engine, name) as answer:
            text = answer.read(ANSWER_LIMIT_BYTES)
        try:
            app.print(str(unmarshal(_Exit, text)["StatusCode"]))
        except (UnmarshalError, KeyError):
            raise ProtocolError(
                "invalid response from engine: missing exit status of the container"
            ) from None
        app.stdout.flush()

    return for_each(app, arguments, wait)
