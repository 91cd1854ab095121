"""The convergence of a service: messages made of the engine's answers, which a caller polls."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from pydock.errors import PydockError
from pydock.progress.json_stream import Message, Progress
from pydock.views.shorten import short_id

Json = Mapping[str, Any]

#: the states of a task in their order, from 1
_STATES = {
    state: number
    for number, state in enumerate(
        ("new", "allocated", "pending", "assigned", "accepted", "preparing", "ready", "starting",
         "running", "complete", "shutdown", "failed", "rejected"),
        start=1,
    )
}  # fmt: skip
_RUNNING, _COMPLETE = _STATES["running"], _STATES["complete"]
_STATE_WIDTH = max(map(len, _STATES))

#: services with more tasks get the overall lines only
_MAX_BARS = 20
_ERROR_WIDTH = 75
_NANOSECONDS = 10**9
_DEFAULT_MONITOR_SECONDS = 5.0


class Convergence:
    """Follows one service until its tasks have been in the desired state for long enough."""

    def __init__(self, name: str, clock: Callable[[], float], program: str = "docker") -> None:
        """`name` is the service as given; `clock` returns seconds; `program` is pydock's name."""
        self.name = name
        self.program = program
        self.clock = clock
        #: nothing more to wait for
        self.ended = False
        #: the tasks were in the desired state when last examined
        self.converged = False
        self._converged_at: float | None = None
        self._monitor_seconds = _DEFAULT_MONITOR_SECONDS
        self._service: Json = {}
        self._tasks: _Tasks | None = None
        self._rolls_back = False
        self._last_message: Message | None = None

    def update_service(self, service: Json) -> Iterator[Message]:
        """Apply the engine's service and yield messages. PydockError when an update was paused."""
        self._service = service
        config = service["Spec"].get("UpdateConfig") or {}
        if config.get("Monitor"):
            self._monitor_seconds = config["Monitor"] / _NANOSECONDS
        if self._tasks is None:
            self._tasks = _tasks_of(service)
        yield from self._see_update(service.get("UpdateStatus") or {})
        if self.ended or not self.converged or self._converged_at is None:
            return
        if self.clock() - self._converged_at >= self._monitor_seconds:
            yield _line("verify", f"Service {self.name} converged")
            if self._last_message:
                yield self._last_message
            self.ended = True

    def _see_update(self, status: Json) -> Iterator[Message]:
        state, message = status.get("State", ""), status.get("Message", "")
        if state == "updating":
            self._rolls_back = False
        elif state == "completed":
            # an update that ended before the first poll has nothing to display
            self.ended = not self.converged
        elif state in ("paused", "rollback_paused"):
            what = "update" if state == "paused" else "rollback"
            raise PydockError(f"service {what} paused: {message}")
        elif state == "rollback_started":
            if not self._rolls_back and message:
                yield _line("rollback", message)
            self._rolls_back = True
        elif state == "rollback_completed":
            self._rolls_back = True
            if not self.converged:
                self._last_message = Message(id="rollback", status=message)

    def update_tasks(
        self, tasks: Sequence[Json], active_nodes: Collection[str]
    ) -> Iterator[Message]:
        """Apply the tasks of the service's current version, and the nodes that are not down."""
        assert self._tasks is not None
        yield from self._tasks.update(self._service, tasks, active_nodes, self._rolls_back)
        self.converged = self._tasks.converged
        if not self.converged:
            if self._converged_at is not None:
                yield _line("verify", "Detected task failure")
            self._converged_at = None
            return
        if self._service.get("JobStatus"):
            yield Message(status="job complete")
            self.ended = True
            return
        if self._converged_at is None:
            self._converged_at = self.clock()
        left = self._monitor_seconds - (self.clock() - self._converged_at)
        if left >= 0:
            seconds = int(left) + 1
            status = f"Waiting {seconds} seconds to verify that tasks are stable..."
            yield _line("verify", status)

    def interrupted(self) -> Iterator[Message]:
        """Yield the messages for a user who interrupts the wait."""
        if not self.converged:
            yield Message(status="Operation continuing in background.")
            hint = f"Use `{self.program} service ps {self.name}` to check progress."
            yield Message(status=hint)


def _line(id: str, action: str, current: int = 0, total: int = 0) -> Message:
    """Return a line that is redrawn in place, with a bar if it has a total."""
    return Message(id=id, status=action, progress=Progress(current, total, "", True))


class _Tasks(Protocol):
    """The tasks of a service in one of the modes."""

    converged: bool

    def update(
        self, service: Json, tasks: Sequence[Json], active_nodes: Collection[str], rolls_back: bool
    ) -> Iterator[Message]:
        """Yield the lines of the tasks in their current state."""


def _tasks_of(service: Json) -> _Tasks:
    mode = service["Spec"].get("Mode") or {}
    if (mode.get("Replicated") or {}).get("Replicas") is not None:
        return _Replicated()
    if mode.get("Global") is not None:
        return _Global()
    if mode.get("ReplicatedJob") is not None:
        return _ReplicatedJob(service)
    if mode.get("GlobalJob") is not None:
        return _GlobalJob()
    raise PydockError("unrecognized service mode")


def _overall(done: int, total: int, rolls_back: bool) -> Message:
    text = f"{done} out of {total} tasks"
    return _line("overall progress", f"rolling back update: {text}" if rolls_back else text)


class _Replicated:
    """A number of tasks, each in a slot."""

    def __init__(self) -> None:
        self.converged = False
        self._begun = False
        self._done = False
        #: slots as the swarm counts them -> as they are shown, without gaps
        self._places: dict[int, int] = {}

    def update(
        self, service: Json, tasks: Sequence[Json], active_nodes: Collection[str], rolls_back: bool
    ) -> Iterator[Message]:
        replicas = service["Spec"]["Mode"]["Replicated"]["Replicas"]
        if not self._begun:
            yield _overall(0, replicas, rolls_back)
            if replicas <= _MAX_BARS:
                yield from (_line(f"{place}/{replicas}", " ") for place in range(1, replicas + 1))
            self._begun = True
        placed = [
            task for task in tasks if not task.get("NodeID") or task["NodeID"] in active_nodes
        ]
        by_slot = _foremost(placed, "Slot", _rank)
        if any(not _is_running(task) for task in by_slot.values()):
            self._done = False
        running = 0
        for slot, task in sorted(by_slot.items()):
            place = self._places.setdefault(slot, len(self._places) + 1)
            running += _counts_as_running(task)
            if not self._done and place <= replicas <= _MAX_BARS:
                yield from _progress_of(task, f"{place}/{replicas}")
        if not self._done:
            yield _overall(running, replicas, rolls_back)
            self._done = running == replicas
        self.converged = running == replicas


class _Global:
    """A task on every node that may have one."""

    def __init__(self) -> None:
        self.converged = False
        self._begun = False
        self._done = False

    def update(
        self, service: Json, tasks: Sequence[Json], active_nodes: Collection[str], rolls_back: bool
    ) -> Iterator[Message]:
        by_node = _foremost(tasks, "NodeID", _rank)
        if not self._begun:
            if not by_node:
                yield _line("overall progress", "waiting for new tasks")
                return
            yield _overall(0, len(by_node), rolls_back)
            self._begun = True
        if any(not _is_running(task) for task in by_node.values()):
            self._done = False
        running = 0
        for node, task in sorted(by_node.items()):
            if node in active_nodes:
                running += _counts_as_running(task)
                if not self._done and len(by_node) <= _MAX_BARS:
                    yield from _progress_of(task, short_id(node))
        if not self._done:
            yield _overall(running, len(by_node), rolls_back)
            self._done = running == len(by_node)
        self.converged = running == len(by_node)


class _ReplicatedJob:
    """A number of tasks that end by themselves."""

    def __init__(self, service: Json) -> None:
        self.converged = False
        self._begun = False
        job = service["Spec"]["Mode"]["ReplicatedJob"]
        self._total = int(job.get("TotalCompletions") or 0)
        self._at_once = int(job.get("MaxConcurrent") or 0)

    def update(
        self, service: Json, tasks: Sequence[Json], active_nodes: Collection[str], rolls_back: bool
    ) -> Iterator[Message]:
        total = self._total
        if not self._begun:
            yield from self._overall(0, 0)
            if total <= _MAX_BARS:
                yield from (_line(f"{place}/{total}", " ") for place in range(1, total + 1))
            self._begun = True
        by_slot = _foremost(_of_iteration(service, tasks), "Slot", _progress)
        active = complete = 0
        for slot, task in sorted(by_slot.items()):
            if total <= _MAX_BARS:
                yield from _job_progress_of(task, f"{slot + 1}/{total}")
            state = _STATES[task["Status"]["State"]]
            active += state < _COMPLETE
            complete += state == _COMPLETE
        yield from self._overall(active, complete)
        self.converged = complete == total

    def _overall(self, active: int, complete: int) -> Iterator[Message]:
        text = f"{complete:{len(str(self._total))}} out of {self._total} complete"
        yield _line("job progress", text, complete, self._total)
        width = len(str(self._at_once))
        desired = min(self._total - complete, self._at_once)
        yield _line("active tasks", f"{active:{width}} out of {desired:{width}} tasks")


class _GlobalJob:
    """A task that ends by itself on every node of the first hour; later nodes do not count."""

    def __init__(self) -> None:
        self.converged = False
        self._nodes: set[str] | None = None

    def update(
        self, service: Json, tasks: Sequence[Json], active_nodes: Collection[str], rolls_back: bool
    ) -> Iterator[Message]:
        of_job = list(_of_iteration(service, tasks))
        if self._nodes is None:
            if not tasks and active_nodes:
                yield _line("job progress", "waiting for tasks")
                return
            self._nodes = {task.get("NodeID", "") for task in of_job}
            yield self._overall(0)
        by_node = _foremost(of_job, "NodeID", _progress)
        complete = 0
        for node in sorted(self._nodes & by_node.keys()):
            if len(self._nodes) <= _MAX_BARS:
                yield from _job_progress_of(by_node[node], node)
            complete += by_node[node]["Status"]["State"] == "complete"
        yield self._overall(complete)
        self.converged = complete == len(self._nodes)

    def _overall(self, complete: int) -> Message:
        total = len(self._nodes or ())
        text = f"{complete:{len(str(total))}} out of {total} complete"
        return _line("job progress", text, complete, total)


def _rank(task: Json) -> tuple[int, int]:
    """Return the ranks of a task's desired and current state; 0 for an unknown state."""
    return (
        _STATES.get(task.get("DesiredState", ""), 0),
        _STATES.get(task["Status"].get("State", ""), 0),
    )


def _progress(task: Json) -> tuple[int, ...]:
    """Return the rank of a task's current state."""
    return _rank(task)[1:]


def _foremost(
    tasks: Iterable[Json], key: str, rank: Callable[[Json], tuple[int, ...]]
) -> dict[Any, Json]:
    """Return the task of the lowest rank, the younger one, of each slot or node, by `key`."""
    found: dict[Any, Json] = {}
    for task in tasks:
        if 0 in _rank(task):
            continue
        place = task.get(key) or (0 if key == "Slot" else "")
        if place not in found or rank(task) < rank(found[place]):
            found[place] = task
    return found


def _of_iteration(service: Json, tasks: Iterable[Json]) -> Iterator[Json]:
    """Yield the tasks of a job's current iteration."""
    run = ((service.get("JobStatus") or {}).get("JobIteration") or {}).get("Index", 0)
    for task in tasks:
        iteration = task.get("JobIteration")
        if iteration is not None and iteration.get("Index", 0) == run:
            yield task


def _is_running(task: Json) -> bool:
    return bool(task["Status"]["State"] == "running")


def _counts_as_running(task: Json) -> bool:
    return _is_running(task) and _STATES[task["DesiredState"]] <= _RUNNING


def _progress_of(task: Json, id: str) -> Iterator[Message]:
    error = task["Status"].get("Err")
    desired, actual = _rank(task)
    if error:
        yield _line(id, _short_error(error))
    elif desired <= _RUNNING and actual <= _RUNNING:
        yield _line(id, task["Status"]["State"].ljust(_STATE_WIDTH), actual, _RUNNING)


def _job_progress_of(task: Json, id: str) -> Iterator[Message]:
    if error := task["Status"].get("Err"):
        yield _line(id, _short_error(error))
    else:
        state = task["Status"]["State"]
        yield _line(id, state.ljust(_STATE_WIDTH), _STATES[state], _COMPLETE)


def _short_error(text: str) -> str:
    line = text.replace("\n", " ")
    data = line.encode()
    if len(data) <= _ERROR_WIDTH:
        return line
    return data[: _ERROR_WIDTH - 1].decode(errors="ignore") + "…"
