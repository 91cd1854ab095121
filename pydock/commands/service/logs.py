"""`docker service logs`: show the logs of a service or task."""

from contextlib import suppress
from typing import Any

from pydock.api import services, tasks
from pydock.api.types.swarm import TaskSpec
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.monitoring.logs import copy_multiplexed, parse_since
from pydock.commands.shared.streams import copy_response
from pydock.commands.shared.swarm.id_resolver import IDResolver
from pydock.errors import ApiError, NotFound, PydockError
from pydock.options.value_types import SWITCH, String
from pydock.transport import StreamResponse
from pydock.views.service_logs import Writer, heading, parse_line
from pydock.views.shorten import short_id


@define("[OPTIONS] SERVICE|TASK", exactly(1), api_since="1.29", complete="services")
@option("details", "", SWITCH, "Include extra attributes of the log driver")
@option("follow", "f", SWITCH, "Follow the log output")
@option("no-resolve", "", SWITCH, "Do not resolve IDs to names")
@option("no-task-ids", "", SWITCH, "Omit task IDs")
@option("no-trunc", "", SWITCH, "Do not truncate output")
@option("raw", "", SWITCH, "Print log lines without names of tasks")
@option("since", "", help="Oldest log line: timestamp (2013-01-02T13:23:37Z) or age (42m)")
@option("tail", "n", String("all"), "Number of lines of each task from the end")  # fmt: skip
@option("timestamps", "t", SWITCH, "Include timestamps")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    details: bool,
    follow: bool,
    no_resolve: bool,
    no_task_ids: bool,
    no_trunc: bool,
    raw: bool,
    since: str,
    tail: str,
    timestamps: bool,
) -> None:
    """Show the logs of a service, or of one task, from all nodes.

    Examples:
      pydock service logs -f --tail 20 web
      pydock service logs --raw --since 10m web
    """
    target = arguments[0]
    logs, template, highest_slot = _log_source(app, target)
    has_terminal = bool((template.get("ContainerSpec") or {}).get("TTY"))
    if has_terminal and not raw:
        raise PydockError("tty service logs only supported with --raw")
    answer = logs(
        app.engine,
        target,
        follow=follow,
        since=parse_since(since, "since"),
        timestamps=timestamps,
        tail=tail,
        details=details or not raw,  # these name the task of a line
    )
    if has_terminal:
        copy_response(answer, app.out)
    elif raw:
        copy_multiplexed(app, answer)
    else:
        resolver = IDResolver(app.engine, resolve=not no_resolve)
        names = _TaskNames(
            resolver,
            with_task_ids=not no_task_ids,
            truncate=not no_trunc,
            slot_width=len(str(highest_slot)),
        )
        _print_lines(app, answer, names, timestamps=timestamps, details=details)


def _log_source(app: App, target: str) -> tuple[Any, TaskSpec, int]:
    """The API function for the logs, the TaskSpec, and the highest slot of a task."""
    with suppress(NotFound):
        service = services.inspect(app.engine, target)
        mode = service["Spec"].get("Mode") or {}
        replicas = (mode.get("Replicated") or {}).get("Replicas") or 1
        return services.logs, service["Spec"].get("TaskTemplate") or {}, replicas
    try:
        task = tasks.inspect(app.engine, target)
    except NotFound:
        raise PydockError(f"no such task or service: {target}") from None
    return tasks.logs, task.get("Spec") or {}, task.get("Slot") or 0


class _TaskNames:
    """Cached names of tasks, such as web.1.x2k1f3a7gr0s@node1."""

    def __init__(
        self, resolver: IDResolver, *, with_task_ids: bool, truncate: bool, slot_width: int
    ) -> None:
        self.resolver = resolver
        self.with_task_ids = with_task_ids
        self.truncate = truncate
        self.slot_width = slot_width
        self.names: dict[Writer, str] = {}

    def name(self, writer: Writer) -> str:
        if writer not in self.names:
            self.names[writer] = self._name(writer)
        return self.names[writer]

    def _name(self, writer: Writer) -> str:
        parts = [self.resolver.service(writer.service)]
        padding = 0
        try:
            slot = str(tasks.inspect(self.resolver.engine, writer.task).get("Slot") or 0)
        except ApiError:
            pass  # the task is no longer known to the swarm, but its logs are
        else:
            parts.append(slot)
            padding = self.slot_width - len(slot)
        if self.with_task_ids or len(parts) == 1:
            parts.append(short_id(writer.task) if self.truncate else writer.task)
        return f"{'.'.join(parts)}@{self.resolver.node(writer.node)}{' ' * padding}"


def _print_lines(
    app: App, answer: StreamResponse, names: _TaskNames, *, timestamps: bool, details: bool
) -> None:
    from pydock.transport.demultiplexer import STDERR, whole_frames

    outputs = {"stdout": app.out, "stderr": app.err}
    with answer:
        for kind, data in whole_frames(answer.chunks()):
            line = parse_line(data, has_timestamp=timestamps)
            head = heading(line, names.name(line.writer), with_details=details)
            stream = "stderr" if kind == STDERR else "stdout"
            outputs[stream].write(_encoded(app.safe(head, stream)) + line.text)
            outputs[stream].flush()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
