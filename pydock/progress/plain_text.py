"""Progress for an output that is not a terminal: docker's lines, byte for byte."""

from pydock.golang.units import human_size
from pydock.progress.json_stream import Message, Progress

_BAR_COLUMNS = 50
#: a window that is wider has a bar
_COLUMNS_WITHOUT_BAR = 110


def plain_text(message: Message) -> str:
    """Return what docker prints of a message, with its line end; nothing for a progress bar."""
    if message.progress and message.progress.is_known:
        return ""
    head = _time(message.time_nanoseconds)
    head += f"{message.id}: " if message.id else ""
    head += f"(from {message.source}) " if message.source else ""
    if message.progress_text:
        return f"{head}{message.status} {message.progress_text}"
    if message.stream:
        return head + message.stream
    return f"{head}{message.status}\n"


def transfer_text(progress: Progress, window_columns: int = 200) -> str:
    """Return how far a transfer is, as docker's lines show it: a bar, and bytes."""
    if not progress.is_known:
        return ""
    current, total = human_size(progress.current), human_size(progress.total)
    if progress.units:
        counts = f"{progress.current} {progress.units}"
        if progress.total > 0:
            counts = f"{progress.current}/{progress.total} {progress.units}"
    elif progress.current > progress.total:
        counts = f"{current:>8}"
    else:
        counts = f"{current:>8}/{total}"
    if progress.total <= 0:
        return counts
    bar = ""
    if window_columns > _COLUMNS_WITHOUT_BAR:
        done = min(progress.current * 100 // progress.total // 2, _BAR_COLUMNS)
        bar = f"[{'=' * done}>{' ' * (_BAR_COLUMNS - done)}] "
    return bar if progress.hide_counts else bar + counts


def _time(nanoseconds: int) -> str:
    """Return a time as Go writes it: local, with nine digits and `Z` for no offset."""
    if not nanoseconds:
        return ""
    import time

    seconds, fraction = divmod(nanoseconds, 10**9)
    local = time.localtime(seconds)
    offset = time.strftime("%z", local)
    zone = "Z" if offset == "+0000" else f"{offset[:3]}:{offset[3:]}"
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', local)}.{fraction:09d}{zone} "
