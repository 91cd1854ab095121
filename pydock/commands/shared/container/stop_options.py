"""Options of `stop` and `restart`: signal and timeout."""

from pydock.cli.app import App
from pydock.cli.command import combined, option
from pydock.errors import PydockError
from pydock.options.value_types import Int

stop_options = combined(
    option("signal", "s", help="Signal to send", complete="signals"),
    option("timeout", "t", Int(None), "Seconds to wait before SIGKILL"),
    option("time", "", Int(None), deprecated="use --timeout instead"),
)


def stop_timeout(app: App, timeout: int | None, time: int | None) -> int | None:
    """The timeout in seconds, None for the container's default; PydockError for both options."""
    if app.given("timeout") and app.given("time"):
        raise PydockError("conflicting options: cannot specify both --timeout and --time")
    return time if app.given("time") else timeout
