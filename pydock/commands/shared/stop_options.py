"""The options of `stop` and `restart`: how a container is asked to end, and for how long."""

from __future__ import annotations

from typing import TypeVar

from pydock.cli.app import App
from pydock.cli.command import Body, option
from pydock.errors import PydockError
from pydock.options.value_types import Int

B = TypeVar("B", bound=Body)


def grace_options(body: B) -> B:
    """`--signal` and `--timeout`, with its former name `--time`."""
    body = option("time", "", Int(None), deprecated="use --timeout instead")(body)
    body = option("timeout", "t", Int(None), "Seconds to wait before it is killed")(body)
    return option("signal", "s", help="Signal to send to it", complete="signals")(body)


def chosen_timeout(app: App, timeout: int | None, time: int | None) -> int | None:
    """The seconds to wait, or None for the container's own; PydockError for two of them."""
    if app.given("timeout") and app.given("time"):
        raise PydockError("conflicting options: cannot specify both --timeout and --time")
    return time if app.given("time") else timeout
