"""A request as the frontend's attributes, and as the query of POST /build."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.build.buildkit.build_endpoint import build_query
from pydock.build.buildkit.control import solve_request
from pydock.build.buildkit.frontend_attributes import frontend_attributes
from pydock.build.buildkit.messages.control import CacheOptions, TypedEntry
from pydock.build.buildkit.session import Session
from pydock.errors import NotSupported
from pydock.options.build.caches import Cache
from pydock.options.build.outputs import Export
from pydock.spec.build_request import (
    BuildRequest,
    Directory,
    DockerfilePath,
    DockerfileText,
    Remote,
    Ulimit,
)

HERE = Directory("/c")
ALWAYS = {"filename": "D", "image-resolve-mode": "local"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {}),
        ({"pull": True}, {"image-resolve-mode": "pull"}),
        (
            {"target": "t", "platforms": ("linux/amd64", "linux/arm64")},
            {"target": "t", "platform": "linux/amd64,linux/arm64"},
        ),
        ({"no_cache": True}, {"no-cache": ""}),
        ({"no_cache_stages": ("a", "b")}, {"no-cache": "a,b"}),
        (
            {"build_args": {"A": "1", "E": ""}, "labels": {"l": "x=y"}},
            {"build-arg:A": "1", "build-arg:E": "", "label:l": "x=y"},
        ),
        (
            {"build_args": {"BUILDKIT_MULTI_PLATFORM": "1"}},
            {"build-arg:BUILDKIT_MULTI_PLATFORM": "1", "multi-platform": "true"},
        ),
        ({"network": "none"}, {"force-network-mode": "none"}),
        ({"network": "host"}, {"force-network-mode": "host"}),
        ({"network": "default"}, {}),
        (
            {"extra_hosts": ("a:1.2.3.4", "b:::1", "h:host-gateway")},
            {"add-hosts": "a=1.2.3.4,b=::1,h=host-gateway"},
        ),
        (
            {"shm_size_bytes": 1024, "cgroup_parent": "p"},
            {"shm-size": "1024", "cgroup-parent": "p"},
        ),
        (
            {"ulimits": (Ulimit("nofile", 1, 2), Ulimit("core", -1, -1))},
            {"ulimit": "nofile=1:2,core=-1:-1"},
        ),
        (
            {"attests": {"provenance": "mode=max", "sbom": ""}},
            {"attest:provenance": "mode=max", "attest:sbom": ""},
        ),
        (
            {
                "contexts": {
                    "a": Directory("/a"),
                    "context": Directory("/x"),
                    "u": Remote("docker-image://b"),
                }
            },
            {
                "context:a": "local:a",
                "context:context": "local:_context",
                "context:u": "docker-image://b",
                "frontend.caps": "moby.buildkit.frontend.contexts+forward",
            },
        ),
        (
            {"call": "lint"},
            {"requestid": "frontend.lint", "frontend.caps": "moby.buildkit.frontend.subrequests"},
        ),
    ],
)
def test_the_attributes_of_a_request(given: dict[str, Any], expected: dict[str, str]) -> None:
    assert frontend_attributes(BuildRequest(HERE, **given), "D") == {**ALWAYS, **expected}


@pytest.mark.parametrize(
    ("dockerfile", "expected"),
    [
        (DockerfilePath(), {}),
        (DockerfilePath("sub/D"), {}),
        (DockerfilePath("/local/D"), {"dockerfilekey": "dockerfile"}),
        (DockerfileText(b""), {"dockerfilekey": "dockerfile"}),
    ],
)
def test_a_context_that_is_fetched(
    dockerfile: DockerfilePath | DockerfileText, expected: dict[str, str]
) -> None:
    request = BuildRequest(Remote("git://x"), dockerfile)
    found = frontend_attributes(request, "D", "git://x")
    assert found == {**ALWAYS, "context": "git://x", **expected}


def test_requests_to_control() -> None:
    request = BuildRequest(
        HERE,
        exports=(Export("moby", {"name": "a"}), Export("local", destination="/out")),
        cache_from=(Cache("registry", {"ref": "r"}),),
        cache_to=(Cache("inline"),),
    )
    found = solve_request(request, "ref", "session", {"x": "y"})
    assert (found.ref, found.session, found.frontend) == ("ref", "session", "dockerfile.v0")
    assert found.frontend_attrs == {"x": "y"}
    assert (found.exporter, found.exporter_attrs) == ("moby", {"name": "a"})
    assert found.exporters == [TypedEntry("moby", {"name": "a"}), TypedEntry("local")]
    assert found.cache == CacheOptions(
        [TypedEntry("inline")], [TypedEntry("registry", {"ref": "r"})]
    )
    assert not found.internal


def test_a_question_is_no_build() -> None:
    found = solve_request(BuildRequest(HERE, call="lint"), "ref", "session", {})
    assert (found.frontend, found.internal, found.exporters) == ("", True, [])


def query(**given: Any) -> dict[str, Any]:
    request = BuildRequest(HERE, **given)
    found = dict(build_query(request, Session(request, {}, print), "id"))
    del found["session"]
    return {key: value for key, value in found.items() if value not in (None, [])}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {}),
        ({"attests": {"provenance": "mode=min,inline-only=true"}}, {}),
        ({"exports": (Export("moby", {"name": "a:1,b"}),)}, {"t": ["a:1", "b"]}),
        (
            {"exports": (Export("local", destination="/o"),)},
            {"outputs": '[{"Attrs":{},"Type":"local"}]'},
        ),
        (
            {"build_args": {"A": "1"}, "labels": {"l": "x"}},
            {"buildargs": '{"A":"1"}', "labels": '{"l":"x"}'},
        ),
        ({"cache_from": (Cache("registry", {"ref": "r"}),)}, {"cachefrom": '["r"]'}),
        (
            {"target": "t", "platforms": ("linux/amd64",), "no_cache": True, "pull": True},
            {"target": "t", "platform": "linux/amd64", "nocache": True, "pull": True},
        ),
        (
            {"network": "none", "extra_hosts": ("a:1",), "shm_size_bytes": 5, "cgroup_parent": "p"},
            {"networkmode": "none", "extrahosts": ["a:1"], "shmsize": 5, "cgroupparent": "p"},
        ),
        ({"ulimits": (Ulimit("core", 1, 2),)}, {"ulimits": '[{"Hard":2,"Name":"core","Soft":1}]'}),
    ],
)
def test_the_query_of_a_request(given: dict[str, Any], expected: dict[str, Any]) -> None:
    always = {"buildid": "id", "remote": "client-session", "dockerfile": "Dockerfile"}
    assert query(**given) == {**always, **expected}


@pytest.mark.parametrize(
    "given",
    [
        {"contexts": {"a": HERE}},
        {"attests": {"sbom": ""}},
        {"call": "lint"},
        {"exports": (Export("moby"), Export("tar"))},
        {"no_cache_stages": ("a",)},
        {"cache_to": (Cache("inline"),)},
        {"cache_from": (Cache("local", {"src": "x"}),)},
        {"entitlements": ("network.host",)},
    ],
)
def test_unsupported_options_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(NotSupported, match="need BuildKit's own interface"):
        query(**given)
