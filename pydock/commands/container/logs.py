"""`docker logs`: show the logs of a container."""

from __future__ import annotations

from contextlib import suppress
from time import sleep

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.streams import copy_response
from pydock.errors import ConnectionLost, PydockError
from pydock.options.timestamps import timestamp
from pydock.options.value_types import SWITCH, String
from pydock.transport import StreamResponse

PIECE_BYTES = 64 << 10

#: engines send line by line: a short pause after a small read saves wake-ups at both ends
_LITTLE_BYTES = 16 << 10
_PAUSE_SECONDS = 0.0005


@define("[OPTIONS] CONTAINER", exactly(1), complete="containers")
@option("details", "", SWITCH, "Include extra attributes of the log driver", engine_since="1.23")
@option("follow", "f", SWITCH, "Follow the log output")
@option(
    "since",
    "",
    help="Oldest log line: timestamp (2013-01-02T13:23:37Z) or age (42m)",
    engine_since="1.19",
)
@option(
    "tail",
    "n",
    String("all"),
    "Number of lines from the end",
    default_text='"all"',
    engine_since="1.13",
)
@option("timestamps", "t", SWITCH, "Include timestamps")
@option("until", "", help="Newest log line: timestamp or age", api_since="1.35")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    details: bool,
    follow: bool,
    since: str,
    tail: str,
    timestamps: bool,
    until: str,
) -> None:
    """Show the logs of a container.

    Examples:
      pydock logs -f --tail 20 web
      pydock logs --since 10m -t web
    """
    found = containers.inspect(app.engine, arguments[0])
    answer = containers.logs(
        app.engine,
        found["Id"],
        details=details,
        follow=follow,
        since=parse_since(since, "since"),
        tail=tail,
        timestamps=timestamps,
        until=parse_since(until, "until"),
    )
    if (found.get("Config") or {}).get("Tty"):
        copy_response(answer, app.out)
    else:
        copy_multiplexed(app, answer)


def parse_since(text: str, option_name: str) -> str:
    """The timestamp of --since or --until in the engine's form; PydockError if it is invalid."""
    try:
        return timestamp(text)
    except ValueError as error:
        raise PydockError(f'invalid value for "{option_name}": {error}') from None


def copy_multiplexed(app: App, answer: StreamResponse) -> None:
    """Copy the multiplexed stream to standard output and standard error."""
    from pydock.transport.demultiplexer import Demultiplexer

    out, err = app.out, app.err
    frames = Demultiplexer(out.write, err.write)
    buffer = memoryview(bytearray(PIECE_BYTES))
    with answer:
        while count := answer.readinto(buffer):
            frames.feed(buffer[:count])
            out.flush()
            err.flush()
            if count < _LITTLE_BYTES:
                sleep(_PAUSE_SECONDS)
    with suppress(ConnectionLost):  # the response is complete: the log itself ends in mid-frame
        frames.end()
