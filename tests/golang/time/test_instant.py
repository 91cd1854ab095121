"""Times read from the engine and written as Go writes them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.golang.template import Template
from pydock.golang.time.instant import Time, local


@pytest.mark.parametrize(
    ("text", "json", "shown", "unix"),
    [
        ("2026-11-23T11:58:13Z", "2026-11-23T11:58:13Z", "2026-11-23 11:58:13 +0000 UTC",
         1795435093),
        ("2026-11-23T11:58:13.120Z", "2026-11-23T11:58:13.12Z", "2026-11-23 11:58:13.12 +0000 UTC",
         1795435093),
        ("2026-11-23T13:58:13.123456789+02:00", "2026-11-23T13:58:13.123456789+02:00",
         "2026-11-23 13:58:13.123456789 +0200 +0200", 1795435093),
        ("1969-12-31T20:29:59-03:30", "1969-12-31T20:29:59-03:30",
         "1969-12-31 20:29:59 -0330 -0330", -1),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "0001-01-01 00:00:00 +0000 UTC",
         -62135596800),
    ],
)  # fmt: skip
def test_read_and_written(text: str, json: str, shown: str, unix: int) -> None:
    moment = Time.parse(text)
    assert (moment.rfc3339(), str(moment), moment.seconds) == (json, shown, unix)


@pytest.mark.parametrize(
    "text",
    ["", "now", "2026-11-23", "2026-13-01T00:00:00Z", "2026-11-23T24:00:00Z",
     "2026-11-23 10:00:00Z", "2026-11-23T10:00:00", "2026-11-23T10:00:00Zx"],
)  # fmt: skip
def test_an_invalid_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="time"):
        Time.parse(text)


@given(
    st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)),
    st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
def test_agrees_with_datetime(moment: datetime, zone: timezone) -> None:
    there = moment.replace(tzinfo=zone)
    seconds = (there - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(seconds=1)
    parsed = Time.parse(there.isoformat())
    assert (parsed.seconds, parsed.nanoseconds) == (seconds, moment.microsecond * 1000)
    assert str(Time.parse(parsed.rfc3339())) == str(parsed)
    assert str(parsed).startswith(f"{moment.replace(microsecond=0)}")


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
def test_local_time() -> None:
    assert str(local(1795435093)) == "2026-11-23 12:58:13 +0100 CET"
    assert str(local(1790000000)) == "2026-09-21 16:13:20 +0200 CEST"


def test_templates_reach_the_parts_of_a_time() -> None:
    moment = Time.parse("2026-11-23T13:58:13.5+02:00")
    template = Template("{{.T}} {{json .T}} {{.T.Unix}} {{.T.UTC}} {{.T.IsZero}}")
    assert template.render({"T": moment}) == (
        '2026-11-23 13:58:13.5 +0200 +0200 "2026-11-23T13:58:13.5+02:00" 1795435093'
        " 2026-11-23 11:58:13.5 +0000 UTC false"
    )
