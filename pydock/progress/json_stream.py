"""Decode the engine's progress stream: concatenated JSON objects in any chunks."""

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pydock.errors import ConnectionLost, ProtocolError, PydockError
from pydock.golang.unmarshal import DECODER, load

#: far more than any message of an engine
_MAX_MESSAGE_CHARACTERS = 16 << 20
_SPACES = re.compile(r"[ \t\r\n]*")


class StreamError(PydockError):
    """An error in a stream; `code` is the status of a build's failed command, else 0."""

    def __init__(self, message: str, code: int = 0) -> None:
        super().__init__(message)
        self.code = code


class Progress(NamedTuple):
    """The progress of a transfer, in bytes unless `units` is set; 0 is unknown."""

    current: int = 0
    total: int = 0
    units: str = ""
    hide_counts: bool = False

    @property
    def is_known(self) -> bool:
        """Return whether it has any number."""
        return self.current > 0 or self.total > 0


class Message(NamedTuple):
    """One object of the stream, missing fields empty; `id` is a layer's or a tag."""

    id: str = ""
    status: str = ""
    stream: str = ""
    source: str = ""
    progress: Progress | None = None
    progress_text: str = ""
    time_nanoseconds: int = 0
    aux: Any = None


def decode(chunks: Iterable[bytes]) -> Iterator[Message]:
    """Yield messages as they arrive. Raises StreamError, ConnectionLost, ProtocolError."""
    for document in documents(chunks):
        if error := _error(document):
            raise error
        yield _message(document)


def documents(chunks: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects of a stream with any fields; raises as `decode` does."""
    for batch in batches(chunks):
        yield from batch


def batches(chunks: Iterable[bytes]) -> Iterator[list[dict[str, Any]]]:
    """Yield the JSON objects of a stream, those that a chunk completes together.

    Raises as `decode` does.
    """
    characters = codecs.getincrementaldecoder("utf-8")("replace")
    waiting = ""
    for chunk in chunks:
        text = characters.decode(chunk)
        waiting += text
        if "}" in text:
            found, end = _on_lines(waiting) or ([], 0)
            if "}" in waiting[end:]:
                more, length = _one_by_one(waiting[end:])
                found, end = [*found, *more], end + length
            if found:
                yield found
        else:
            end = _end_of_spaces(waiting, 0)
        waiting = waiting[end:]
        if waiting and (waiting[0] != "{" or len(waiting) > _MAX_MESSAGE_CHARACTERS):
            raise ProtocolError("invalid response from engine: the stream is not JSON objects")
    if waiting:
        raise ConnectionLost("unexpected EOF")


def _on_lines(text: str) -> tuple[list[dict[str, Any]], int] | None:
    """Return the objects on the whole lines at the start, and their end.

    None if the lines are not an object each, or may have half a character.
    """
    end = text.rfind("\n") + 1
    if not end or "\\ud" in text or "\\uD" in text:
        return None
    lines = text[: end - 1].split("\n")
    try:
        found = DECODER.decode(f"[{','.join(lines)}]")
    except (ValueError, RecursionError):
        return None
    if len(found) != len(lines) or not {dict}.issuperset(map(type, found)):
        return None
    return found, end


def _one_by_one(text: str) -> tuple[list[dict[str, Any]], int]:
    """Return the whole objects at the start, and where the rest begins.

    What is no JSON, rather than unfinished, is skipped up to its first brace, so that the rest
    does not begin like an object.
    """
    has_surrogates = "\\ud" in text or "\\uD" in text
    found: list[dict[str, Any]] = []
    start = _end_of_spaces(text, 0)
    while start < len(text):
        try:
            document, end = DECODER.raw_decode(text, start)
        except json.JSONDecodeError:
            break
        except (ValueError, RecursionError):
            return found, start + 1
        if not isinstance(document, dict):
            break
        if has_surrogates:  # maybe half a character
            document = load(text[start:end])
        found.append(document)
        start = _end_of_spaces(text, end)
    return found, start


def _end_of_spaces(text: str, start: int) -> int:
    match = _SPACES.match(text, start)
    return match.end() if match else start


def _error(document: dict[str, Any]) -> StreamError | None:
    """Return the error that the message reports; old engines wrote `error` alone."""
    detail = document.get("errorDetail")
    if detail is None and not document.get("error"):
        return None
    detail = detail if isinstance(detail, dict) else {}
    message = _text(detail, "message") or _text(document, "error")
    return StreamError(
        message or "the engine reported an error without a message", _number(detail, "code")
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
