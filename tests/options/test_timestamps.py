"""`--since` and `--until`, checked against what docker sends."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.options.timestamps import timestamp, unix_seconds

NOW = 1_600_000_000.75
NEW_YORK = -5 * 3600


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ""),
        ("0", "0"),
        ("1h30m", "1599994600"),
        ("1.5s", "1599999999"),
        ("-10s", "1600000010"),
        ("2020-01-01", "1577854800.000000000"),
        ("2020-01-01T10", "1577890800.000000000"),
        ("2020-01-01T10:11", "1577891460.000000000"),
        ("2020-01-01T10:11:12", "1577891472.000000000"),
        ("2020-01-01T1:11:12", "1577859072.000000000"),
        ("2020-01-01T10:11:12.5", "1577891472.500000000"),
        ("2020-01-01T10:11:12.1234567891", "1577891472.123456789"),
        ("2020-01-01T10:11:12,5Z", "1577873472.500000000"),
        ("2020-01-01T10:11:12Z", "1577873472.000000000"),
        ("2020-01-01T10:11:12.5Z", "1577873472.500000000"),
        ("2020-01-01T10:11:12+02:00", "1577866272.000000000"),
        ("2020-01-01T10:11:12.25-02:00", "1577880672.250000000"),
        ("2020-01-01T10:11-02:00", "1577880660.000000000"),
        ("2020-01-01T10Z", "1577872800.000000000"),
        ("2020-01-01Z", "1577836800.000000000"),
        ("2020-01-01-02:00", "1577844000.000000000"),
        ("2020-02-29", "1582952400.000000000"),
        ("0001-01-01Z", "-62135596800.000000000"),
        ("1969-12-31T23:59:59.5Z", "-1.500000000"),
        ("1577836800", "1577836800"),
        ("1577836800.1234567891", "1577836800.1234567891"),
        ("2020", "2020"),
        ("+5", "+5"),
    ],
)
def test_timestamp(text: str, found: str) -> None:
    assert timestamp(text, NOW, NEW_YORK) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("abc", 'failed to parse value as time or duration: "abc"'),
        ("1d", 'failed to parse value as time or duration: "1d"'),
        ("1e5", 'failed to parse value as time or duration: "1e5"'),
        ("1.", 'failed to parse value as time or duration: "1."'),
        (".5", 'failed to parse value as time or duration: ".5"'),
        ("9" * 20, f'failed to parse value as time or duration: "{"9" * 20}"'),
        ("2020/01/01", 'failed to parse value as time or duration: "2020/01/01"'),
        ("-5", 'parsing time "-5" as "2006-01-02": cannot parse "-5" as "2006"'),
        ("2020-01", 'parsing time "2020-01" as "2006-01-02": cannot parse "" as "-"'),
        ("2020-1-1", 'parsing time "2020-1-1" as "2006-01-02": cannot parse "1-1" as "01"'),
        ("2020-13-01", 'parsing time "2020-13-01": month out of range'),
        ("2020-00-01", 'parsing time "2020-00-01": month out of range'),
        ("2019-02-29", 'parsing time "2019-02-29": day out of range'),
        ("2020-01-00", 'parsing time "2020-01-00": day out of range'),
        ("2020-01-01T24", 'parsing time "2020-01-01T24": hour out of range'),
        ("2020-01-01T10:60", 'parsing time "2020-01-01T10:60": minute out of range'),
        ("2020-01-01T10:00:61", 'parsing time "2020-01-01T10:00:61": second out of range'),
        ("2020-01-01 10:00", 'parsing time "2020-01-01 10:00": extra text: " 10:00"'),
        ("2020-01-01T10:11:12.", 'parsing time "2020-01-01T10:11:12.": extra text: "."'),
        (
            "2020-01-01T10:11:12.Z",
            'parsing time "2020-01-01T10:11:12.Z" as "2006-01-02T15:04:05.999999999Z07:00":'
            ' cannot parse ".Z" as "Z07:00"',
        ),
        (
            "2020-01-01T10:11:12+25:00",
            'parsing time "2020-01-01T10:11:12+25:00": time zone offset hour out of range',
        ),
        (
            "2020-01-01t10:00:00z",
            'parsing time "2020-01-01t10:00:00z" as "2006-01-02Z07:00":'
            ' cannot parse "t10:00:00z" as "Z07:00"',
        ),
    ],
)
def test_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        timestamp(text, NOW, 0)
    assert str(raised.value) == words


def test_the_clock_of_the_machine_is_used() -> None:
    assert abs(int(timestamp("0s")) - datetime.now(timezone.utc).timestamp()) < 60


@given(st.datetimes(timezones=st.just(timezone.utc)), st.integers(-14 * 60, 14 * 60))
def test_times_of_rfc_3339(moment: datetime, offset_minutes: int) -> None:
    zoned = (
        moment.astimezone(timezone(timedelta(minutes=offset_minutes)))
        if (2 < moment.year < 9998)
        else moment
    )
    seconds = moment.replace(microsecond=0) - datetime(1970, 1, 1, tzinfo=timezone.utc)
    expected = seconds.days * 86400 + seconds.seconds
    assert timestamp(zoned.isoformat(), 0, 0) == f"{expected}.{moment.microsecond:06d}000"


@given(st.text("0123456789-:.,TZz+hms ", max_size=32))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    try:
        found = timestamp(text, NOW, 0)
    except ValueError as error:
        assert str(error)
    else:
        assert re.fullmatch(r"|[+-]?\d+(\.[+-]?\d+)?", found)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("12", 12),
        ("12.25", 12.25),
        ("12.000000001", 12.000000001),
        ("0.+5", 0.05),
        ("1s", NOW // 1 - 1),
    ],
)
def test_seconds_of_timestamps(text: str, seconds: float) -> None:
    assert unix_seconds(text, NOW) == pytest.approx(seconds, abs=1e-9)


def test_an_empty_text_has_no_seconds() -> None:
    with pytest.raises(ValueError, match=r'^failed to parse value as time or duration: ""$'):
        unix_seconds("", NOW)
