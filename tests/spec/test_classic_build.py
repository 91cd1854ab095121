"""The options of `build` as a query."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pydock.spec.classic_build import TAGS, build_query

NOT_GIVEN: dict[str, Any] = {
    "add_host": [],
    "build_arg": [],
    "cache_from": [],
    "cgroup_parent": "",
    "cpu_period": 0,
    "cpu_quota": 0,
    "cpu_shares": 0,
    "cpuset_cpus": "",
    "cpuset_mems": "",
    "force_rm": False,
    "isolation": "",
    "label": [],
    "memory": 0,
    "memory_swap": 0,
    "network": "default",
    "no_cache": False,
    "pull": False,
    "quiet": False,
    "rm": True,
    "security_opt": [],
    "shm_size": 0,
    "squash": False,
    "tag": [],
    "target": "",
    "ulimit": [],
}


def query(platform: str = "", **options: Any) -> dict[str, Any]:
    """Return what is sent of the query, without the version of the builder."""
    values: Any = {**NOT_GIVEN, **options}
    found = build_query(values, platform, {"HOME": "/root"}, {})
    assert found.pop("version") == 1
    return {
        key: value
        for key, value in found.items()
        if value is not False and value not in (None, "", [])
    }


def test_defaults_are_not_sent() -> None:
    assert query() == {}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"quiet": True}, {"q": True}),
        ({"no_cache": True, "pull": True}, {"nocache": True, "pull": True}),
        ({"rm": False}, {"rm": "0"}),
        ({"force_rm": True, "squash": True}, {"forcerm": True, "squash": True}),
        ({"tag": ["a", "b:c"]}, {"t": ["a", "b:c"]}),
        ({"add_host": ["a:1.2.3.4"]}, {"extrahosts": ["a:1.2.3.4"]}),
        ({"security_opt": ["a", "b"]}, {"securityopt": ["a", "b"]}),
        ({"network": "host"}, {"networkmode": "host"}),
        ({"isolation": "default"}, {}),
        ({"isolation": "hyperv"}, {"isolation": "hyperv"}),
        ({"platform": "linux/arm64"}, {"platform": "linux/arm64"}),
        ({"memory": 5, "memory_swap": -1}, {"memory": 5, "memswap": -1}),
        ({"cpu_quota": -1, "cpu_shares": 2}, {"cpuquota": -1, "cpushares": 2}),
        ({"cpuset_cpus": "0", "cpuset_mems": "1"}, {"cpusetcpus": "0", "cpusetmems": "1"}),
        ({"cgroup_parent": "/x", "shm_size": 7}, {"cgroupparent": "/x", "shmsize": 7}),
        ({"cpu_period": 9, "target": "t"}, {"cpuperiod": 9, "target": "t"}),
        ({"cache_from": ["a", "b"]}, {"cachefrom": '["a","b"]'}),
        ({"label": ["b=1=2", "a", "b=3"]}, {"labels": '{"a":"","b":"3"}'}),
        (
            {"build_arg": ["B=1", "HOME", "NONE", "E=", "B=2"]},
            {"buildargs": '{"B":"2","E":"","HOME":"/root","NONE":null}'},
        ),
        (
            {"ulimit": [{"Name": "core", "Soft": 1, "Hard": 2}]},
            {"ulimits": '[{"Hard":2,"Name":"core","Soft":1}]'},
        ),
    ],
)
def test_query(options: dict[str, Any], expected: dict[str, Any]) -> None:
    assert query(**options) == expected


def test_proxies_are_build_arguments_unless_given() -> None:
    options: Any = {**NOT_GIVEN, "build_arg": ["HTTP_PROXY=mine", "no_proxy"]}
    proxies = {"HTTP_PROXY": "x", "http_proxy": "x", "no_proxy": "y"}
    found = build_query(options, "", {}, proxies)["buildargs"]
    assert isinstance(found, str)
    assert json.loads(found) == {"HTTP_PROXY": "mine", "http_proxy": "x", "no_proxy": None}


def test_tags_are_checked_and_kept_as_they_are() -> None:
    assert TAGS.add(["x"], "localhost:5000/a:b") == ["x", "localhost:5000/a:b"]
    with pytest.raises(ValueError, match="must be lowercase"):
        TAGS.add([], "UPPER")
