"""The engine's stream of progress: JSON objects, one after the other, of pull, push, load, build.

The objects come in chunks that begin and end anywhere.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pydock.errors import ConnectionLost, ProtocolError, PydockError

#: no message of an engine comes near this; whatever does is no message
_MAX_MESSAGE_CHARACTERS = 16 << 20
_SPACES = re.compile(r"[ \t\r\n]*")


class StreamError(PydockError):
    """An error that the engine reports inside a stream, after it had answered well.

    `code` is the status of the command that failed, in a build; 0 where there is none.
    """

    def __init__(self, message: str, code: int = 0) -> None:
        super().__init__(message)
        self.code = code


class Progress(NamedTuple):
    """How far something is (`progressDetail`, since API 1.8), in bytes unless `units` says else.

    0 is unknown.
    """

    current: int = 0
    total: int = 0
    units: str = ""
    hide_counts: bool = False

    @property
    def is_known(self) -> bool:
        """Does it say anything at all?"""
        return self.current > 0 or self.total > 0


class Message(NamedTuple):
    """One object of the stream; what it does not have is empty.

    `id` is a layer's short id, or a tag; `progress` is None when there is no `progressDetail`;
    `progress_text` is the bar that old clients would print; `aux` is any JSON, for the program.
    """

    id: str = ""
    status: str = ""
    stream: str = ""
    source: str = ""
    progress: Progress | None = None
    progress_text: str = ""
    time_nanoseconds: int = 0
    aux: Any = None


def decode(chunks: Iterable[bytes]) -> Iterator[Message]:
    """The messages in a stream, each as soon as its last byte is there.

    Raises StreamError with the engine's words when one reports an error, ConnectionLost when
    the stream ends inside a message, ProtocolError when it holds something else.
    """
    for document in documents(chunks):
        if error := _error(document):
            raise error
        yield _message(document)


def documents(chunks: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """The JSON objects in a stream, whatever they are; raises as `decode` does."""
    decoder = json.JSONDecoder()
    characters = codecs.getincrementaldecoder("utf-8")("replace")
    waiting = ""
    for chunk in chunks:
        text = characters.decode(chunk)
        waiting += text
        start = _end_of_spaces(waiting, 0)
        while "}" in text and start < len(waiting):
            try:
                document, end = decoder.raw_decode(waiting, start)
            except json.JSONDecodeError:
                break
            if not isinstance(document, dict):
                break
            yield document
            start = _end_of_spaces(waiting, end)
        waiting = waiting[start:]
        if waiting and (waiting[0] != "{" or len(waiting) > _MAX_MESSAGE_CHARACTERS):
            raise ProtocolError("the engine's stream is not the JSON that it should be")
    if waiting:
        raise ConnectionLost("unexpected EOF")


def _end_of_spaces(text: str, start: int) -> int:
    match = _SPACES.match(text, start)
    return match.end() if match else start


def _error(document: dict[str, Any]) -> StreamError | None:
    """What the message reports as an error; old engines wrote `error` alone."""
    detail = document.get("errorDetail")
    if detail is None and not document.get("error"):
        return None
    detail = detail if isinstance(detail, dict) else {}
    words = _text(detail, "message") or _text(document, "error")
    return StreamError(
        words or "the engine reports an error without a reason", _number(detail, "code")
    )


def _message(document: dict[str, Any]) -> Message:
    detail = document.get("progressDetail")
    return Message(
        id=_text(document, "id"),
        status=_text(document, "status"),
        stream=_text(document, "stream"),
        source=_text(document, "from"),
        progress=_progress(detail) if isinstance(detail, dict) else None,
        progress_text=_text(document, "progress"),
        time_nanoseconds=_number(document, "timeNano") or _number(document, "time") * 10**9,
        aux=document.get("aux"),
    )


def _progress(detail: dict[str, Any]) -> Progress:
    return Progress(
        current=_number(detail, "current"),
        total=_number(detail, "total"),
        units=_text(detail, "units"),
        hide_counts=detail.get("hidecounts") is True,
    )


def _text(document: dict[str, Any], key: str) -> str:
    value = document.get(key)
    return value if isinstance(value, str) else ""


def _number(document: dict[str, Any], key: str) -> int:
    value = document.get(key)
    return value if isinstance(value, int) else 0
