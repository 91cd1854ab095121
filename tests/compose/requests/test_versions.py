"""What a service needs of newer engines: refused, left out, or sent with a warning."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose.errors import ComposeError
from pydock.compose.project.types import Project, Service
from pydock.compose.requests.container import ContainerSettings, CreateRequest, create_request
from pydock.compose.requests.versions import EngineVersions, ignored
from pydock.errors import NotSupported, PydockError
from pydock.spec.version_rules import (
    COMPOSE,
    COMPOSE_SERVICE,
    IGNORED,
    MOVED,
    OMITTED,
    REFUSED,
    parse_version,
)

Version = tuple[int, int]

#: a service with the key of each row
SERVICES: dict[str, dict[str, Any]] = {
    "annotations": {"annotations": {"a": "b"}},
    "cgroup": {"cgroup": "private"},
    "device_cgroup_rules": {"device_cgroup_rules": ["c 1:3 rwm"]},
    "gpus": {"gpus": [{"count": -1}]},
    "healthcheck.start_interval": {
        "healthcheck": {"test": ["CMD", "true"], "start_period": "1s", "start_interval": "1s"}
    },
    "healthcheck.start_period": {"healthcheck": {"test": ["CMD", "true"], "start_period": "1s"}},
    "networks": {"networks": {"a": None, "b": None}},
    "networks.driver_opts": {"networks": {"a": None, "b": {"driver_opts": {"x": "y"}}}},
    "networks.gw_priority": {"networks": {"a": None, "b": {"gw_priority": 5}}},
    "networks.interface_name": {"networks": {"a": {"interface_name": "eth7"}}},
    "networks.mac_address": {"networks": {"a": {"mac_address": "92:d0:c6:0a:29:33"}}},
    "platform": {"platform": "linux/arm64"},
    "volumes.bind.create_host_path": {
        "volumes": [{
            "type": "bind", "source": "/a", "target": "/b",
            "bind": {"create_host_path": True, "propagation": "rslave"},
        }]
    },
    "volumes.bind.recursive": {
        "volumes": [{
            "type": "bind", "source": "/a", "target": "/b", "bind": {"recursive": "disabled"},
        }]
    },
    "volumes.bind.recursive=readonly": {
        "volumes": [{
            "type": "bind", "source": "/a", "target": "/b", "bind": {"recursive": "readonly"},
        }]
    },
    "volumes.image": {"volumes": [{"type": "image", "source": "app", "target": "/b"}]},
    "volumes.volume.subpath": {
        "volumes": [{
            "type": "volume", "source": "v", "target": "/b", "volume": {"subpath": "x"},
        }]
    },
}  # fmt: skip
#: docker compose's own sentences
SENTENCES = {
    "healthcheck.start_interval":
        "can't set healthcheck.start_interval as feature require Docker Engine v25 or later",
    "networks.interface_name": "interface_name requires Docker Engine v28.1 or later",
    "volumes.image": "volume with type=image require Docker Engine v28 or later",
}  # fmt: skip


def since(key: str) -> Version:
    return parse_version(COMPOSE_SERVICE[key].since)


def request(key: str, version: Version) -> CreateRequest:
    """The request of a service with a key, for an engine of a version."""
    networks: Any = {"a": {"name": "a"}, "b": {"name": "b"}, "default": {"name": "default"}}
    service: Any = {"image": "app", **SERVICES[key]}
    project = Project("p", {"web": service}, networks, {"v": {"name": "p_v"}})
    settings = ContainerSettings("p-web-1", "app", "p-web-1", {}, engine(version), read=str.encode)
    return create_request(project, "web", service, settings)


def engine(version: Version) -> EngineVersions:
    """An engine that supports a version, which is negotiated."""
    return EngineVersions(version, lambda text: version >= parse_version(text))


def before(version: Version) -> Version:
    return version[0], version[1] - 1


def owners(body: Any, field: str) -> list[Any]:
    """All values of a field."""
    found = [body]
    for part in field.split("."):
        found = [
            value
            for one in found
            for each in (one if isinstance(one, list) else [one])
            for value in (each.values() if part == "*" else [each.get(part)])
            if value is not None
        ]
    return found


def test_each_row_is_about_a_key_of_a_service() -> None:
    assert set(SERVICES) == set(COMPOSE_SERVICE)
    assert {key.partition(".")[0] for key in COMPOSE_SERVICE} <= set(Service.__annotations__)


@pytest.mark.parametrize("key", SERVICES)
def test_a_new_engine_gets_every_field(key: str) -> None:
    made = request(key, since(key))
    field = COMPOSE_SERVICE[key].field
    if field == "?platform":
        assert made.platform == "linux/arm64"
    elif field:
        assert any(owners(made.with_all_networks, field))
    assert made.further_networks == {} or since(key) < (1, 44)


@pytest.mark.parametrize(
    "key", [key for key, rule in COMPOSE_SERVICE.items() if rule.older == REFUSED]
)
def test_an_older_engine_is_refused_by_name(key: str) -> None:
    version = before(since(key))
    required, negotiated = COMPOSE_SERVICE[key].since, f"1.{version[1]}"
    sentence = SENTENCES.get(
        key,
        f"services.web.{key.partition('=')[0]} requires API version {required}, but the Docker"
        f" daemon API version is {negotiated}",
    )
    with pytest.raises((ComposeError, NotSupported)) as caught:
        request(key, version)
    assert isinstance(caught.value, PydockError)
    assert caught.value.message == sentence


@pytest.mark.parametrize(
    "key", [key for key, rule in COMPOSE_SERVICE.items() if rule.older == IGNORED]
)
def test_what_an_older_engine_may_ignore_is_sent_with_a_warning(key: str) -> None:
    version = before(since(key))
    made = request(key, version)
    body = made.with_all_networks
    assert any(owners(body, COMPOSE_SERVICE[key].field))
    warned = [
        list(ignored("services.web", body, COMPOSE_SERVICE, engine(one)))
        for one in (version, since(key))
    ]
    assert warned[1] == []
    assert warned[0] == [
        f"services.web.{key} requires API version {COMPOSE_SERVICE[key].since}, but the Docker"
        f" daemon API version is 1.{version[1]}: it may have no effect"
    ]


@pytest.mark.parametrize(
    "key", [key for key, rule in COMPOSE_SERVICE.items() if rule.older == OMITTED]
)
def test_what_an_older_engine_does_without_is_left_out(key: str) -> None:
    made = request(key, before(since(key)))
    assert made.platform == ""
    assert not any(owners(made.body, COMPOSE_SERVICE[key].field))


def test_what_an_older_engine_has_elsewhere() -> None:
    moved = [key for key, rule in COMPOSE_SERVICE.items() if rule.older == MOVED]
    assert moved == ["networks", "networks.mac_address"]
    several = request("networks", (1, 43))
    assert list(several.body["NetworkingConfig"]["EndpointsConfig"]) == ["a"]
    assert list(several.further_networks) == ["b"]
    assert request("networks.mac_address", (1, 43)).body["MacAddress"] == "92:d0:c6:0a:29:33"
    assert "MacAddress" not in request("networks.mac_address", (1, 44)).body


def test_a_mac_address_of_another_network_than_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    service = {"networks": {"a": None, "b": {"mac_address": "92:d0:c6:0a:29:33"}}}
    monkeypatch.setitem(SERVICES, "other", service)
    assert owners(request("other", (1, 44)).body, "NetworkingConfig.EndpointsConfig.b.MacAddress")
    with pytest.raises(ComposeError, match="for network b, which is not the first one"):
        request("other", (1, 43))


def test_every_row_concerns_engines_that_have_compose() -> None:
    oldest = parse_version(COMPOSE.engine_since)
    for key in COMPOSE_SERVICE:
        assert since(key) > oldest, key
