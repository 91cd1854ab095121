"""Charts of what happened when."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.golang.time.instant import Time
from pydock.progress.timeline_lines import timeline_lines
from pydock.views.timeline import Timeline

START = 1_700_000_000


def event(
    second: float, action: str, name: str = "web", type: str = "container", **more: str
) -> Any:
    nanoseconds = int((START + second) * 10**9)
    actor = {"ID": "4f" * 32, "Attributes": {"name": name, **more}}
    return {"Type": type, "Action": action, "Actor": actor, "timeNano": nanoseconds}


def rows(*events: Any, columns: int = 24, max_rows: int | None = None) -> list[str]:
    """The lines of the objects from START on, a column a second for names of three letters."""
    timeline = Timeline()
    for one in events:
        timeline.add(one)
    chart = timeline.chart(START, START + 20, columns, max_rows)
    return [f"{label} {cells}" for label, cells in chart.rows]


@pytest.mark.parametrize(
    ("events", "row"),
    [
        ([(1, "create"), (2, "start")], "web  +>━━━━━━━━━━━━━━━━━"),
        ([(1, "start"), (5, "die")], "web  >━━━x"),
        ([(5, "die"), (8, "start")], "web ━━━━━x  >━━━━━━━━━━━"),  # it ran before
        ([(5, "pause"), (8, "unpause")], "web ━━━━━p··>━━━━━━━━━━━"),
        ([(5, "health_status: healthy")], "web ━━━━━h━━━━━━━━━━━━━━"),
        ([(5, "health_status: unhealthy")], "web ━━━━━u━━━━━━━━━━━━━━"),
        ([(5, "oom"), (5.5, "die"), (6, "destroy")], "web ━━━━━!-"),
        ([(5, "kill"), (5.1, "die"), (5.2, "stop")], "web ━━━━━x"),
        ([(-9, "start"), (5, "exec_create: sh"), (6, "kill")], "web ━━━━━━k━━━━━━━━━━━━━"),
        ([(3, "rename"), (30, "start")], "web    *"),  # not after the end
    ],
)  # fmt: skip
def test_a_container(events: list[tuple[float, str]], row: str) -> None:
    assert rows(*(event(second, action) for second, action in events)) == [row]


@pytest.mark.parametrize(
    ("status", "sign"),
    [({"exitCode": "0"}, "x"), ({"exitCode": "137"}, "X"), ({"containerExitCode": "1"}, "X")],
)
def test_an_exit_status(status: dict[str, str], sign: str) -> None:
    assert rows(event(0, "die", **status)) == [f"web {sign}"]


def test_other_objects() -> None:
    image = {"Type": "image", "Action": "pull", "Actor": {"ID": "app:1"}, "time": START + 2}
    assert rows(
        event(1, "create", "net", "network"),
        event(2, "mount", "data", "volume"),
        image,
        event(4, "tag", "app:2", "image"),
        columns=60,
    ) == [
        "network net   +",
        "image app:1     +",
        "image app:2          t",
    ]  # fmt: skip


def test_a_container_that_is_created_again_has_one_line() -> None:
    events = [event(1, "start"), event(3, "destroy"), event(5, "create"), event(6, "start")]
    assert rows(*events) == ["web  >━- +>━━━━━━━━━━━━━"]


def test_an_object_without_a_name() -> None:
    one = {"Type": "container", "Action": "start", "Actor": {"ID": "4f" * 32}, "time": START}
    assert rows(one, columns=50)[0].startswith("4f4f4f4f4f4f >━")


def test_names_move_no_terminal() -> None:
    assert rows(event(1, "create", "a\x1b[2Jb"))[0].startswith("ab ")


def test_the_latest_objects_are_shown() -> None:
    events = [event(second, "create", name) for second, name in enumerate("abcd")]
    assert rows(*events, event(9, "start", "a"), max_rows=2) == [
        "a +        >━━━━━━━━━━━━", "d    +",
    ]  # fmt: skip


def test_objects_whose_events_are_older_are_left_out() -> None:
    assert rows(event(-5, "create", "old"), event(1, "create")) == ["web  +"]


@pytest.mark.parametrize(
    ("seconds", "times"),
    [
        (60, ["22:13:20", "22:13:40", "22:14:00"]),
        (7200, ["22:13", "22:53", "23:33"]),
        (300_000, ["11-14 22:13", "11-16 02:00", "11-17 05:46"]),
    ],
)
def test_times(seconds: int, times: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pydock.views.timeline.local", lambda found: Time(found))
    chart = Timeline().chart(START, START + seconds, 49)
    assert chart.times.split("|")[1:] == [f"{times[0]:<15}", f"{times[1]:<15}", times[2]]


@pytest.mark.parametrize("columns", [10, 40, 80, 200])
def test_lines_fit(columns: int) -> None:
    timeline = Timeline()
    for number, name in enumerate(("web", "a-name-that-is-long-" * 4, "日本語")):
        timeline.add(event(number, "start", name))
        timeline.add(event(number + 5, "oom", name))
    chart = timeline.chart(START, START + 20, columns)
    lines = timeline_lines(chart, columns)
    assert max(line.columns for line in lines) <= columns
    assert len({row[0] for row in chart.rows}) == 3
    assert chart.legend == ["! out of memory", "> start"]


def test_only_so_many_events_are_kept() -> None:
    timeline = Timeline()
    for number in range(30_000):
        timeline.add(event(number / 1000, "create", str(number)))
    assert len(timeline.chart(START, START + 100, 80).rows) == 10_000
