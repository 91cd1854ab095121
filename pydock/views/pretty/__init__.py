"""Lines of `inspect --pretty`, one module for each noun."""

from collections.abc import Iterator, Mapping

from pydock.views.columns import time_of


def sentence_case(value: object) -> str:
    """Return the text with its first letter in upper case and all others in lower case."""
    text = str(value)
    return text[:1].upper() + text[1:].lower() if len(text) > 1 else text.lower()


def moment(text: object) -> str:
    """Return a time of the API, with the name of its zone in lower case."""
    return sentence_case(str(time_of(text)))


def label_lines(labels: Mapping[str, str] | None, heading: str = "Labels:") -> Iterator[str]:
    """Yield a heading and a line for each label; nothing without labels."""
    if not labels:
        return
    yield heading
    for key, value in sorted(labels.items()):
        yield f" - {key}={value}" if value else f" - {key}"
