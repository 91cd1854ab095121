"""`docker wait`: wait for containers to exit and print their exit statuses."""

from typing import TypedDict

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.batch import for_each
from pydock.errors import ProtocolError
from pydock.golang.unmarshal import UnmarshalError, unmarshal

ANSWER_LIMIT_BYTES = 1 << 20


class _Exit(TypedDict):
    StatusCode: int


@define("CONTAINER [CONTAINER...]", at_least(1), complete="containers:running")
def command(app: App, arguments: tuple[str, ...]) -> int:
    """Wait for one or more containers to exit, and print their exit statuses."""

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
