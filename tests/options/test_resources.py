"""Limits: what goes into the request, ulimits, sysctls, capabilities."""

from __future__ import annotations

import pytest

from pydock.options.resources import SYSCTLS, ULIMITS, capabilities, check_swappiness, parse_ulimit


@pytest.mark.parametrize("percent", [-1, 0, 100])
def test_swappiness(percent: int) -> None:
    check_swappiness(percent)


@pytest.mark.parametrize("percent", [-2, 101])
def test_swappiness_refused(percent: int) -> None:
    with pytest.raises(ValueError) as raised:
        check_swappiness(percent)
    assert str(raised.value) == (
        f"invalid value: {percent}. Valid memory swappiness range is 0-100"
    )


@pytest.mark.parametrize(
    ("text", "soft", "hard"),
    [
        ("nofile=1024", 1024, 1024),
        ("nofile=1024:2048", 1024, 2048),
        ("nofile=010", 10, 10),
        ("nofile=-1", -1, -1),
        ("nofile=-1:-1", -1, -1),
        ("nofile=5:-1", 5, -1),
        ("nofile=-2", -2, -2),
    ],
)
def test_ulimit(text: str, soft: int, hard: int) -> None:
    assert parse_ulimit(text) == {"Name": "nofile", "Soft": soft, "Hard": hard}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "invalid ulimit argument: "),
        ("nofile", "invalid ulimit argument: nofile"),
        ("NOFILE=1", "invalid ulimit type: NOFILE"),
        ("as=1", "invalid ulimit type: as"),
        ("nofile=", 'strconv.ParseInt: parsing "": invalid syntax'),
        ("nofile=1:", 'strconv.ParseInt: parsing "": invalid syntax'),
        ("nofile=unlimited", 'strconv.ParseInt: parsing "unlimited": invalid syntax'),
        ("nofile=0x10", 'strconv.ParseInt: parsing "0x10": invalid syntax'),
        (
            "nofile=1:2:3",
            "too many limit value arguments - 1:2:3, can only have up to two, `soft[:hard]`",
        ),
        (
            "nofile=2048:1024",
            "ulimit soft limit must be less than or equal to hard limit: 2048 > 1024",
        ),
        (
            "nofile=-1:5",
            "ulimit soft limit must be less than or equal to hard limit:"
            " soft: -1 (unlimited), hard: 5",
        ),
    ],
)
def test_ulimit_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_ulimit(text)
    assert str(raised.value) == words


def test_ulimits_are_by_name() -> None:
    found = ULIMITS.initial()
    for text in ("nproc=3", "nofile=1", "nofile=2"):
        found = ULIMITS.add(found, text)
    assert [(ulimit["Name"], ulimit["Soft"]) for ulimit in found] == [("nofile", 2), ("nproc", 3)]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("net.core.somaxconn=1", {"net.core.somaxconn": "1"}),
        ("kernel.shm_rmid_forced=1", {"kernel.shm_rmid_forced": "1"}),
        ("fs.mqueue.a=b=c", {"fs.mqueue.a": "b=c"}),
        ("net.=", {"net.": ""}),
    ],
)
def test_sysctl(text: str, pairs: dict[str, str]) -> None:
    assert SYSCTLS.add({}, text) == pairs


@pytest.mark.parametrize("text", ["", "net.foo", "net=1", "kernel.foo=1", "kernel.domainname=1"])
def test_sysctl_refused(text: str) -> None:
    with pytest.raises(ValueError) as raised:
        SYSCTLS.add({}, text)
    assert str(raised.value) == f"sysctl '{text}' is not allowed"


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([], []),
        (["all"], ["ALL"]),
        (["sys_admin", "CAP_NET_RAW", "cap_net_raw", "ALL"],
         ["ALL", "CAP_NET_RAW", "CAP_SYS_ADMIN"]),
        ([""], ["CAP_"]),
    ],
)  # fmt: skip
def test_capabilities(names: list[str], found: list[str]) -> None:
    assert capabilities(names) == found
