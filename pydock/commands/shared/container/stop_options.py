"""Options of `stop` and `restart`: signal and timeout."""

from typing import TypeVar

from pydock.cli.app import App
from pydock.cli.command import Body, option
from pydock.errors import PydockError
from pydock.options.value_types import Int

B = TypeVar("B", bound=Body)


def stop_options(body: B) -> B:
    """`--signal` and `--timeout`, with its deprecated name `--time`."""
    body = option("time", "", Int(None), deprecated="use --timeout instead")(body)
    body = option("timeout", "t", Int(None), "Seconds to wait before SIGKILL")(body)
    return option("signal", "s", help="Signal to send", complete="signals")(body)


def stop_timeout(app: App, timeout: int | None, time: int | None) -> int | None:
    """The timeout in seconds, None for the container's default; PydockError for both options."""
    if app.given("timeout") and app.given("time"):
        raise PydockError("conflicting options: cannot specify both --timeout and --time")
    return time if app.given("time") else timeout
