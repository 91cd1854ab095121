"""The steps of a build for an output that is not a terminal: docker's plain lines."""

from collections.abc import Callable
from typing import BinaryIO

from pydock.build.buildkit.messages.control import VertexStatus
from pydock.build.buildkit.progress.sizes import transfer_size
from pydock.build.buildkit.progress.trace import Step, Trace
from pydock.golang.time.duration import SECOND

#: a counter gets a new line after this share or this time
_LEAST_SHARE = 0.05
_LEAST_SECONDS = 5.0
#: concurrent steps take turns, so that lines of one step stay together
_TURN_SECONDS = 5.0
_LONGEST_WAIT_SECONDS = 10.0
#: the shortest wait, as a divisor
_MOMENT_SECONDS = 1e-9


class PlainPrinter:
    """Prints the changes of the steps, one running step at a time."""

    def __init__(
        self, out: BinaryIO, trace: Trace, headline: str, clock_seconds: Callable[[], float]
    ) -> None:
        self._out = out
        self._trace = trace
        self._headline = headline
        self._clock_seconds = clock_seconds
        self._current: Step | None = None
        self._numbers = 0
        self._printed_counters: dict[str, VertexStatus] = {}

    def refresh(self) -> None:
        """Print the pending changes whose turn it is."""
        changed = [step for step in self._trace.changed.values() if not step.is_hidden]
        completed = [step for step in changed if step.is_completed]
        running = [step for step in changed if not step.is_completed]
        current = self._current
        completed.sort(key=lambda step: (step is not current, step.ended or 0))
        for step in completed:
            self._print(step)
        if running:
            self._print_turn(running, current, current in completed)
        elif current is None or current.is_completed or not current.is_started:
            for step in self._trace.started:
                if not step.is_completed and not step.is_hidden:
                    self._print(step)
                    break
        self._out.flush()

    def finish(self, *, is_canceled: bool = False) -> None:
        """Print the remaining changes, and the last lines of the failed steps."""
        self.refresh()
        for step in self._trace.failed():
            self._write(f"------\n > {step.name}:\n")
            self._out.write(b"".join(line + b"\n" for line in step.last_lines))
            self._write("------\n")
        self._out.flush()

    def _print_turn(self, running: list[Step], current: Step | None, has_ended: bool) -> None:
        if current in running:
            assert current is not None
            self._print(current)
        waiting = list(running)
        if current is not None and current not in waiting and not current.is_completed:
            waiting.append(current)
        now = self._clock_seconds()
        waits = {step: now - (now if step.waits_since is None else step.waits_since)
                 for step in waiting}  # fmt: skip
        speeds = {step: step.changes / max(wait, _MOMENT_SECONDS) for step, wait in waits.items()}
        overdue = [
            step
            for step, wait in waits.items()
            if wait > _LONGEST_WAIT_SECONDS and step is not current
        ]
        busiest = max(waiting, key=lambda step: speeds[step])
        if current is None or has_ended:
            self._print(overdue[0] if overdue else busiest)
        elif overdue:
            self._print(overdue[0])
        else:
            others = 1 - speeds[current] / (sum(speeds.values()) or 1)
            if others and _TURN_SECONDS / others < waits[current]:
                self._print(busiest)

    def _print(self, step: Step) -> None:
        if not step.number:
            self._numbers += 1
            step.number = self._numbers
        if step is not self._current:
            self._begin(step)
        is_counting = self._print_counters(step)
        for warning in step.warnings:
            self._line(step, f"WARN: {warning.short.decode('utf-8', 'surrogateescape')}")
        step.warnings.clear()
        self._print_log(step)
        self._current = step
        if step.is_completed and not is_counting:
            self._current = None
            step.changes = 0
            self._end(step)
        self._trace.changed.pop(step.digest, None)

    def _begin(self, step: Step) -> None:
        left = self._current
        if left is not None:
            if left.is_partial:
                self._write("\n")
            left.printed_bytes = left.changes = 0
            self._write(f"#{left.number} ...\n")
        if self._numbers > 1 or self._headline:
            self._write(f"#0 {self._headline}\n\n" if self._headline else "\n")
            self._headline = ""
        self._line(step, step.name)

    def _print_counters(self, step: Step) -> bool:
        """Print the counters that have moved enough; return whether one is incomplete."""
        is_counting = False
        for name, status in step.counters.items():
            if name not in step.changed_counters or not self._has_moved(status):
                continue
            self._printed_counters[name] = status
            self._line(step, counter_text(status))
            is_counting = is_counting or status.completed is None
        step.changed_counters.clear()
        return is_counting

    def _has_moved(self, status: VertexStatus) -> bool:
        before = self._printed_counters.get(status.id)
        if before is None or status.completed is not None:
            return True
        share = (status.current - before.current) / status.total if status.total > 0 else 0.0
        seconds = ((status.timestamp or 0) - (before.timestamp or 0)) / SECOND
        return share >= _LEAST_SHARE or seconds >= _LEAST_SECONDS

    def _print_log(self, step: Step) -> None:
        if not step.new_lines:
            return
        number = b"#%d " % step.number
        first, *others = step.new_lines
        # the printed part of a line ends at the cursor
        first = first[step.printed_bytes :] if step.printed_bytes else number + first
        self._out.write(b"\n".join([first, *(number + line for line in others)]))
        if step.is_partial:
            step.new_lines = step.new_lines[-1:]
            step.printed_bytes = len(step.new_lines[0])
        else:
            self._write("\n")
            step.new_lines, step.printed_bytes = [], 0

    def _end(self, step: Step) -> None:
        if step.is_partial:
            self._write("\n")
        if step.is_canceled:
            state = "CANCELED"
        elif step.error:
            state = f"ERROR: {step.error}"
        elif step.is_cached:
            state = "CACHED"
        else:
            state = f"DONE {step.busy_seconds(step.ended or 0):.1f}s"
        self._line(step, state)

    def _line(self, step: Step, text: str) -> None:
        self._write(f"#{step.number} {text}\n")

    def _write(self, text: str) -> None:
        self._out.write(text.encode("utf-8", "surrogateescape"))


def counter_text(status: VertexStatus) -> str:
    """`transferring context: 5.20kB / 1.00MB 0.3s done`"""
    text = status.id
    if status.total:
        text += f" {transfer_size(status.current)} / {transfer_size(status.total)}"
    elif status.current:
        text += f" {transfer_size(status.current)}"
    end = status.completed if status.completed is not None else status.timestamp
    if status.started is not None and end is not None:
        seconds = (end - status.started) / SECOND
        if seconds > 0.01:
            text += f" {seconds:.1f}s"
    return text + (" done" if status.completed is not None else "")
