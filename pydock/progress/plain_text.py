"""Progress for an output that is not a terminal: docker's lines, byte for byte."""

from pydock.progress.json_stream import Message


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
