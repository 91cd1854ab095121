"""`docker service logs`: show the logs of a service or task."""

from __future__ import annotations

from typing import Any

from pydock.api import services, tasks
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.container.logs import PIECE_BYTES, copy_multiplexed, parse_since
from pydock.commands.shared.id_resolver import IDResolver
from pydock.commands.shared.streams import copy_response
from pydock.errors import ApiError, PydockError
from pydock.options.value_types import SWITCH, String
from pydock.transport import StreamResponse
from pydock.views.service_logs import Writer, parse_line, shown_line
from pydock.views.shorten import short_id

Json = dict[str, Any]


@define("[OPTIONS] SERVICE|TASK", exactly(1), api_since="1.29", complete="services")
@option("details", "", SWITCH, "Include extra attributes of the log driver")
@option("follow", "f", SWITCH, "Follow the log output")
@option("no-resolve", "", SWITCH, "Do not resolve IDs to names")
@option("no-task-ids", "", SWITCH, "Omit task IDs")
@option("no-trunc", "", SWITCH, "Do not truncate output")
@option("raw", "", SWITCH, "Print log lines without names of tasks")
@option("since", "", help="Oldest log line: timestamp (2013-01-02T13:23:37Z) or age (42m)")
@option("tail", "n", String("all"), "Number of lines of each task from the end",
        default_text='"all"')  # fmt: skip
@option("timestamps", "t", SWITCH, "Include timestamps")
def command(app: App, arguments: tuple[str, ...], **options: Any) -> None:
    """Show the logs of a service, or of one task, from all nodes.

    Examples:
      pydock service logs -f --tail 20 web
      pydock service logs --raw --since 10m web
    """
    target = arguments[0]
    ask, template, most = _found(app, target)
    has_terminal = bool((template.get("ContainerSpec") or {}).get("TTY"))
    if has_terminal and not options["raw"]:
        raise PydockError("tty service logs only supported with --raw")
    answer = ask(
        app.engine,
        target,
        follow=options["follow"],
        since=parse_since(options["since"], "since"),
        timestamps=options["timestamps"],
        tail=options["tail"],
        details=options["details"] or not options["raw"],  # these name the task of a line
    )
    if has_terminal:
        copy_response(answer, app.out)
    elif options["raw"]:
        copy_multiplexed(app, answer)
    else:
        _show_lines(app, answer, _WriterNames(app, options, len(str(most))), options)


def _found(app: App, target: str) -> tuple[Any, Json, int]:
    """The API function for the logs, the TaskSpec, and the highest slot of a task."""
    try:
        service = services.inspect(app.engine, target)
    except ApiError as error:
        if error.status != 404:
            raise
    else:
        mode = service["Spec"].get("Mode") or {}
        replicas = (mode.get("Replicated") or {}).get("Replicas") or 1
        return services.logs, service["Spec"].get("TaskTemplate") or {}, replicas
    try:
        task = tasks.inspect(app.engine, target)
    except ApiError as error:
        if error.status != 404:
            raise
        raise PydockError(f"no such task or service: {target}") from None
    return tasks.logs, task.get("Spec") or {}, task.get("Slot") or 0


class _WriterNames:
    """Cached names of tasks, such as web.1.x2k1f3a7gr0s@node1."""

    def __init__(self, app: App, options: Json, number_width: int) -> None:
        self.engine = app.engine
        self.options = options
        self.number_width = number_width
        self.resolver = IDResolver(app.engine, resolve=not options["no_resolve"])
        self.names: dict[Writer, str] = {}

    def name(self, writer: Writer) -> str:
        if writer not in self.names:
            self.names[writer] = self._name(writer)
        return self.names[writer]

    def _name(self, writer: Writer) -> str:
        parts = [self.resolver.service(writer.service)]
        blanks = 0
        try:
            slot = str(tasks.inspect(self.engine, writer.task).get("Slot") or 0)
        except ApiError:
            pass  # the task is no longer known to the swarm, but its logs are
        else:
            parts.append(slot)
            blanks = self.number_width - len(slot)
        if not self.options["no_task_ids"] or len(parts) == 1:
            parts.append(writer.task if self.options["no_trunc"] else short_id(writer.task))
        return f"{'.'.join(parts)}@{self.resolver.node(writer.node)}{' ' * blanks}"


def _show_lines(app: App, answer: StreamResponse, names: _WriterNames, options: Json) -> None:
    from pydock.transport.demultiplexer import STDERR, whole_frames

    outputs = {False: app.out, True: app.err}
    with answer:
        for kind, data in whole_frames(iter(lambda: answer.read1(PIECE_BYTES), b"")):
            line = parse_line(data, has_timestamp=options["timestamps"])
            shown = shown_line(line, names.name(line.writer), with_details=options["details"])
            out = outputs[kind == STDERR]
            out.write(shown)
            out.flush()
