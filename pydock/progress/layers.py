"""The state of a running pull, push or load: every layer, and what remains."""

from collections import deque
from typing import NamedTuple

from pydock.progress.json_stream import Message, Progress

#: a speed is the mean over this time
_SPEED_WINDOW_SECONDS = 3.0
#: an estimate that is so much later than one before is not shown
_TOLERANCE_SECONDS = 1.0

_LOADING = "Loading layer"
_TRANSFERS = ("Downloading", "Pushing", _LOADING, "Sending", "Reading", "Verifying")
#: the size is not known yet
_PENDING = ("Waiting", "Pulling fs layer", "Preparing")
#: the end where the engine's store does not extract layers, else steps on the way
_DOWNLOADED = "Download complete"
_EXTRACTING = "Extracting"
_FINISHED = (
    "Pull complete",
    "Already exists",
    "Pushed",
    "Layer already exists",
    "Mounted from",
    "Skipped foreign layer",
    "Sent",
    "Would send",
    _DOWNLOADED,
)


class Layer:
    """One line of the display."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.status = ""
        self.progress = Progress()
        self._marks: deque[tuple[float, int]] = deque()

    def update(self, message: Message, now_seconds: float) -> None:
        """Apply a message about the layer."""
        if message.status != self.status:
            self._marks.clear()
        self.status = message.status
        self.progress = message.progress or Progress()
        self._marks.append((now_seconds, self.progress.current))

    @property
    def is_transferring(self) -> bool:
        """Return whether the engine transfers it to or from a registry or file."""
        return self.status in _TRANSFERS and self.progress.is_known and self.left_bytes != 0

    @property
    def is_finished(self) -> bool:
        """Return whether it is complete."""
        loaded = self.status == _LOADING and self.left_bytes == 0
        return loaded or self.status.startswith(_FINISHED)

    @property
    def is_pending(self) -> bool:
        """Return whether its transfer has not begun, so that its size is unknown."""
        return self.status in _PENDING or self.left_bytes is None

    @property
    def left_bytes(self) -> int | None:
        """Bytes remaining to transfer; None when the engine reports no total."""
        if self.status not in _TRANSFERS:
            return 0
        if not self.progress.total:
            return None
        return max(0, self.progress.total - self.progress.current)

    def speed(self, now_seconds: float) -> float:
        """Return the recent speed in bytes per second; 0 without a transfer."""
        marks = self._marks
        while len(marks) > 1 and marks[1][0] < now_seconds - _SPEED_WINDOW_SECONDS:
            marks.popleft()
        if not self.is_transferring or not marks:
            return 0.0
        elapsed_seconds = now_seconds - marks[0][0]
        moved_bytes = marks[-1][1] - marks[0][1]
        return max(0.0, moved_bytes / elapsed_seconds) if elapsed_seconds > 0 else 0.0


class Summary(NamedTuple):
    """All layers together."""

    layers: int
    #: complete ones, and in a pull those that are downloaded
    finished: int
    #: complete ones, extracted if the engine extracts
    complete: int
    #: what `finished` counts: "done", or "downloaded" while some are not complete
    state: str
    #: a load: the engine names a layer when it begins with it, so what remains is unknown
    is_open: bool
    #: layers of unknown size, whose transfer has not begun
    pending: int
    left_bytes: int
    bytes_per_second: float
    #: remaining time; None without a speed, with layers of unknown size or number, and while an
    #: estimate is later than the one before
    left_seconds: float | None


class LayerStates:
    """The layers in the order in which the engine named them."""

    def __init__(self) -> None:
        self.layers: dict[str, Layer] = {}
        self._downloads = False
        #: the earliest end that was estimated
        self._end_seconds = float("inf")

    def update(self, message: Message, now_seconds: float) -> None:
        """Apply a message that has an id."""
        layer = self.layers.setdefault(message.id, Layer(message.id))
        layer.update(message, now_seconds)
        self._downloads |= message.status in (_DOWNLOADED, _EXTRACTING)

    def clear(self) -> None:
        """Remove all layers: what follows is about something else."""
        self.__init__()  # type: ignore[misc]

    def summary(self, now_seconds: float) -> Summary:
        """Return how much of all layers is done and remains; the counts never go back."""
        layers = self.layers.values()
        finished = sum(layer.is_finished or layer.status == _EXTRACTING for layer in layers)
        complete = sum(layer.is_finished and layer.status != _DOWNLOADED for layer in layers)
        pending = sum(layer.is_pending for layer in layers)
        left_bytes = sum(layer.left_bytes or 0 for layer in layers)
        speed = sum(layer.speed(now_seconds) for layer in layers)
        left_seconds = None
        is_open = any(layer.status == _LOADING for layer in layers)
        if speed and not pending and not is_open:
            left_seconds = left_bytes / speed
            if now_seconds + left_seconds > self._end_seconds + _TOLERANCE_SECONDS:
                left_seconds = None
            else:
                self._end_seconds = min(self._end_seconds, now_seconds + left_seconds)
        return Summary(
            layers=len(layers),
            finished=finished,
            complete=complete,
            state="downloaded" if self._downloads and complete < len(layers) else "done",
            is_open=is_open,
            pending=pending,
            left_bytes=left_bytes,
            bytes_per_second=speed,
            left_seconds=left_seconds,
        )

    def most_active(self, count: int) -> list[Layer]:
        """Return up to `count` layers, in their order: active ones first, then waiting ones."""
        layers = list(self.layers.values())
        if len(layers) <= count:
            return layers
        ranked = sorted(layers, key=lambda layer: (layer.is_finished, not layer.progress.is_known))
        chosen = {layer.name for layer in ranked[:count]}
        return [layer for layer in layers if layer.name in chosen]
