"""`docker update`: change the resource limits of containers."""

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option, own_option
from pydock.commands.shared.batch import for_each
from pydock.commands.shared.limit_options import container_limits
from pydock.errors import PydockError, reported_value_errors
from pydock.options.devices import BYTE_RATES, OPERATION_RATES
from pydock.options.value_types import STRING
from pydock.spec.container_update import UpdateOptions, container_update_body
from pydock.spec.version_rules import CONTAINER_UPDATE


@define(
    "[OPTIONS] CONTAINER [CONTAINER...]",
    at_least(1),
    complete="containers",
    api_since="1.22",
    rules=CONTAINER_UPDATE,
)
@container_limits
@own_option("device-read-bps", "", BYTE_RATES, "Read rate limit of a device (path:bytes)")
@own_option("device-read-iops", "", OPERATION_RATES, "Read rate limit (path:operations)")
@own_option("device-write-bps", "", BYTE_RATES, "Write rate limit of a device (path:bytes)")
@own_option("device-write-iops", "", OPERATION_RATES, "Write rate limit (path:operations)")
@option(
    "restart",
    "",
    STRING,
    "Restart policy: no, always, unless-stopped or on-failure[:retries]",
    complete="choices:no,always,on-failure,on-failure:,unless-stopped",
)
def command(app: App, arguments: tuple[str, ...], options: UpdateOptions) -> int:
    """Change the resource limits of one or more containers.

    Limits without an option stay unchanged.
    """
    if not app.flags_given:
        raise PydockError("you must provide one or more flags when using this command")
    with reported_value_errors():
        body = container_update_body(options)
    warnings: list[str] = []

    def update(container: str) -> None:
        warnings.extend(containers.update(app.engine, container, body))
        app.print(container)

    status = for_each(app, arguments, update)
    app.print(*warnings)
    return status
