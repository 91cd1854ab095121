"""Change the limits of containers."""

from __future__ import annotations

from typing import Any

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.batch import for_each
from pydock.errors import PydockError
from pydock.options.value_types import BYTES, CPUS, STRING, SWAP_BYTES, Int, Uint
from pydock.spec.container_update import container_update_body

_INT = Int()


@define("[OPTIONS] CONTAINER [CONTAINER...]", at_least(1), complete="containers", api_since="1.22")
@option("blkio-weight", "", Uint(16), "Weight for block devices, 10 to 1000, or 0 for none")
@option("cpu-period", "", _INT, "Length of a scheduling period in microseconds")
@option("cpu-quota", "", _INT, "Microseconds of each period that it may run")
@option("cpu-rt-period", "", _INT, "Length of a real-time period in microseconds", api_since="1.25")
@option("cpu-rt-runtime", "", _INT, "Microseconds of each real-time period", api_since="1.25")
@option("cpu-shares", "c", _INT, "Weight among containers that want a CPU")
@option("cpus", "", CPUS, "How many CPUs it may use, such as 1.5", api_since="1.29")
@option("cpuset-cpus", "", STRING, "CPUs to run on (0-3, 0,1)")
@option("cpuset-mems", "", STRING, "Memory nodes to use (0-3, 0,1)")
@option("kernel-memory", "", BYTES, "Most kernel memory it may use", hidden=True)
@option("memory", "m", BYTES, "Most memory it may use")
@option("memory-reservation", "", BYTES, "Memory to leave it when memory is scarce")
@option("memory-swap", "", SWAP_BYTES, "Most memory and swap together, -1 for any")
@option("pids-limit", "", _INT, "Most processes it may have, -1 for any", api_since="1.40")
@option(
    "restart",
    "",
    STRING,
    "When to start it again: no, always, unless-stopped or on-failure[:times]",
    engine_since="1.23",
    complete="choices:no,always,on-failure,on-failure:,unless-stopped",
)
def command(app: App, arguments: tuple[str, ...], **options: Any) -> int:
    """Change the limits of containers, running ones too.

    What is not given stays as it is.
    """
    if not app.flags_given:
        raise PydockError("you must provide one or more flags when using this command")
    try:
        body = container_update_body(options)
    except ValueError as error:
        raise PydockError(str(error)) from None
    warnings: list[str] = []

    def update(container: str) -> None:
        warnings.extend(containers.update(app.engine, container, body))
        app.print(container)

    status = for_each(app, arguments, update)
    app.print(*warnings)
    return status
