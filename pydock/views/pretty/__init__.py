"""What `inspect --pretty` shows of an object of a swarm: a module a noun, its lines as docker's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydock.golang.time.instant import Time


def sentence_case(value: object) -> str:
    """The text with its first letter in upper case and all others in lower case."""
    text = str(value)
    return text[:1].upper() + text[1:].lower() if len(text) > 1 else text.lower()


def moment(text: str) -> str:
    """A time of the API as these views show it, the name of its zone in lower case."""
    return sentence_case(str(Time.parse(text)))


def label_lines(labels: Mapping[str, str] | None, heading: str = "Labels:") -> Iterator[str]:
    """The heading and a line for each label, or nothing where there are none."""
    if not labels:
        return
    yield heading
    for key, value in sorted(labels.items()):
        yield f" - {key}={value}" if value else f" - {key}"
