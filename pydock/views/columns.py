"""Columns, and values of columns, that several nouns share."""

import time
from collections.abc import Mapping

from pydock.golang.time.instant import ZERO_SECONDS, Time
from pydock.golang.units import human_duration
from pydock.views.listing import View, column, lookup

#: Go's longest duration
_MAX_SECONDS = (1 << 63) / 10**9


def joined_labels(labels: Mapping[str, str] | None) -> str:
    """Return labels as "a=b,c=d", sorted by key."""
    return ",".join(f"{key}={value}" for key, value in sorted((labels or {}).items()))


def truth(value: object) -> str:
    """Return a boolean of the API as Go prints it."""
    return "true" if value else "false"


def time_of(text: object) -> Time:
    """Return a time of the API; Go's zero time if it is absent or malformed."""
    try:
        return Time.parse(str(text))
    except ValueError:
        return Time(ZERO_SECONDS)


def ago(seconds: float) -> str:
    """Return how long ago a Unix time was: "5 minutes ago"."""
    return f"{human_duration(min(time.time() - seconds, _MAX_SECONDS))} ago"


def time_ago(text: object) -> str:
    """Return how long ago a time of the API was."""
    moment = time_of(text)
    return ago(moment.seconds + moment.nanoseconds / 10**9)


class LabelledView(View):
    """A row of an object with labels."""

    @property
    def labels(self) -> Mapping[str, str]:
        raise NotImplementedError

    @column("LABELS")
    def Labels(self) -> str:
        return joined_labels(self.labels)

    @lookup
    def Label(self, name: str) -> str:
        return str(self.labels.get(name) or "")
