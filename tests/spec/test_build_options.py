"""The options of `build` as a whole request to BuildKit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pydock.options.build.caches import Cache
from pydock.options.build.outputs import Export
from pydock.options.build.secrets import Secret, SshAgent
from pydock.spec.build_options import (
    EngineFeatures,
    build_request,
    classic_only_warnings,
    parse_build_options,
)
from pydock.spec.build_request import BuildRequest, Ulimit

NOT_GIVEN: dict[str, Any] = {
    "add_host": [],
    "allow": [],
    "annotation": [],
    "attest": [],
    "build_arg": [],
    "build_context": [],
    "cache_from": [],
    "cache_to": [],
    "call": "",
    "cgroup_parent": "",
    "check": False,
    "iidfile": "",
    "label": [],
    "load": False,
    "network": "default",
    "no_cache": False,
    "no_cache_filter": [],
    "output": [],
    "platform": [],
    "provenance": "",
    "pull": False,
    "push": False,
    "sbom": "",
    "secret": [],
    "shm_size": 0,
    "ssh": [],
    "tag": [],
    "target": "",
    "ulimit": [],
}
ENVIRON = {"HOME": "/root"}
IMAGE_STORE = EngineFeatures(image_store=True)


def request(
    features: EngineFeatures = EngineFeatures(),  # noqa: B008
    environ: dict[str, str] = ENVIRON,
    proxies: dict[str, str] | None = None,
    **options: Any,
) -> BuildRequest:
    values: Any = {**NOT_GIVEN, **options}
    parsed = parse_build_options(values, environ)
    return build_request(parsed, values, environ, proxies or {}, features)


def test_without_options_an_image_of_the_engine_is_made() -> None:
    found = request()
    assert found.exports == (Export("moby"),)
    assert replace(found, exports=()) == BuildRequest()


@pytest.mark.parametrize(
    ("options", "field", "expected"),
    [
        ({"build_arg": ["A=1", "HOME", "NOPE"]}, "build_args", {"A": "1", "HOME": "/root"}),
        ({"build_arg": ["A=1", "A=2"]}, "build_args", {"A": "2"}),
        ({"label": ["a=b", "c"]}, "labels", {"a": "b", "c": ""}),
        ({"target": "one"}, "target", "one"),
        ({"platform": ["linux/amd64"]}, "platforms", ("linux/amd64",)),
        ({"platform": ["linux/aarch64"]}, "platforms", ("linux/arm64",)),
        ({"platform": ["local"]}, "platforms", ()),
        ({"no_cache_filter": ["a", "b,c"]}, "no_cache_stages", ("a", "b", "c")),
        ({"network": "none"}, "network", "none"),
        ({"network": "host"}, "entitlements", ("network.host",)),
        (
            {"add_host": ["a:1.2.3.4", "b=::1,c:host-gateway"]},
            "extra_hosts",
            ("a:1.2.3.4", "b:::1", "c:host-gateway"),
        ),
        ({"shm_size": 64 << 20}, "shm_size_bytes", 64 << 20),
        (
            {"ulimit": [{"Name": "nofile", "Soft": 1, "Hard": 2}]},
            "ulimits",
            (Ulimit("nofile", 1, 2),),
        ),
        ({"cgroup_parent": "x"}, "cgroup_parent", "x"),
        ({"secret": ["id=HOME"]}, "secrets", (Secret("HOME", variable="HOME"),)),
        ({"ssh": ["default"]}, "ssh_agents", (SshAgent("default"),)),
        ({"cache_from": ["a/b"]}, "cache_from", (Cache("registry", {"ref": "a/b"}),)),
        ({"cache_to": ["type=inline"]}, "cache_to", (Cache("inline"),)),
        (
            {"allow": ["network.host", "", "device=x", "security.insecure"]},
            "entitlements",
            ("network.host", "device=x", "security.insecure"),
        ),
        ({"call": "outline"}, "call", "outline"),
        ({"check": True}, "call", "lint"),
        ({"provenance": "false", "sbom": "0"}, "attests", {}),
    ],
)
def test_fields(options: dict[str, Any], field: str, expected: Any) -> None:
    assert getattr(request(**options), field) == expected


def test_proxies_and_the_time_of_the_sources_are_build_arguments() -> None:
    found = request(
        environ={"SOURCE_DATE_EPOCH": "1"},
        proxies={"HTTP_PROXY": "p", "NO_PROXY": "n"},
        build_arg=["NO_PROXY=mine"],
    )
    assert found.build_args == {"HTTP_PROXY": "p", "NO_PROXY": "mine", "SOURCE_DATE_EPOCH": "1"}


@pytest.mark.parametrize(
    ("options", "features", "exports"),
    [
        ({"tag": ["a", "b:1"]}, EngineFeatures(), [Export("moby", {"name": "a,b:1"})]),
        ({"load": True, "tag": ["a"]}, EngineFeatures(), [Export("moby", {"name": "a"})]),
        (
            {"push": True, "tag": ["a"]},
            EngineFeatures(),
            [Export("moby", {"name": "a", "push": "true"})],
        ),
        ({"output": ["out"], "tag": ["a"]}, EngineFeatures(), [Export("local", {}, "out")]),
        ({"output": ["type=cacheonly"]}, EngineFeatures(), []),
        ({"call": "targets"}, EngineFeatures(), []),
        ({"annotation": ["a=b"]}, EngineFeatures(), [Export("moby", {"annotation.a": "b"})]),
        (
            {"output": ["type=oci,dest=a.tar"], "tag": ["a"]},
            IMAGE_STORE,
            [Export("oci", {"name": "a"}, "a.tar")],
        ),
        (
            {"output": ["type=docker,dest=a.tar"]},
            IMAGE_STORE,
            [Export("docker", {}, "a.tar")],
        ),
    ],
)  # fmt: skip
def test_outputs(options: dict[str, Any], features: EngineFeatures, exports: list[Export]) -> None:
    assert list(request(features, **options).exports) == exports


@pytest.mark.parametrize(
    ("options", "environ", "attests"),
    [
        ({}, {}, {"provenance": "mode=min,inline-only=true"}),
        ({"provenance": "false"}, {}, {}),
        ({"provenance": "mode=max"}, {}, {"provenance": "type=provenance,mode=max"}),
        (
            {"attest": ["type=sbom"]},
            {},
            {"sbom": "type=sbom", "provenance": "mode=min,inline-only=true"},
        ),
        ({}, {"BUILDX_NO_DEFAULT_ATTESTATIONS": "1"}, {}),
    ],
)
def test_attestations_with_an_image_store(
    options: dict[str, Any], environ: dict[str, str], attests: dict[str, str]
) -> None:
    assert request(IMAGE_STORE, environ, **options).attests == attests


def test_several_platforms_with_an_image_store() -> None:
    found = request(IMAGE_STORE, platform=["linux/amd64,linux/arm64"])
    assert found.platforms == ("linux/amd64", "linux/arm64")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"build_arg": ["=x"]}, 'invalid key-value pair "=x": empty key'),
        ({"label": [""]}, 'invalid key-value pair "": empty key'),
        ({"tag": ["UPPER"]}, 'invalid tag "UPPER": repository name must be lowercase'),
        ({"tag": ["a:b:c"]}, 'invalid tag "a:b:c": invalid reference format'),
        ({"tag": [""]}, 'invalid tag "": repository name must have at least one component'),
        ({"add_host": ["foo"]}, "invalid host foo"),
        ({"allow": ["frob"]}, "unknown entitlement frob"),
        ({"network": "frob"}, 'network mode "frob" not supported by buildkit'),
        ({"push": True}, "tag is needed when pushing to registry"),
        ({"output": ["type=registry"]}, "tag is needed when pushing to registry"),
        (
            {"no_cache": True, "no_cache_filter": ["a"]},
            "--no-cache and --no-cache-filter cannot currently be used together",
        ),
        (
            {"iidfile": "x", "output": ["out"]},
            "local and tar exporters are incompatible with image ID file",
        ),
        ({"annotation": ["index:a=b"]}, "index annotations not supported for single platform"),
        ({"cache_to": ["a/b"]}, "Cache export is not supported for the docker driver."),
        ({"attest": ["type=sbom"]}, "Attestation is not supported for the docker driver."),
        ({"output": ["type=oci,dest=a"]}, "OCI exporter is not supported for the docker driver."),
        ({"output": ["type=docker,dest=a"]}, "Docker exporter is not supported for the docker"),
        ({"platform": ["linux/amd64,linux/arm64"]}, "Multi-platform build is not supported for"),
        ({"platform": ["a/b/c/d"]}, "cannot parse platform specifier"),
    ],
)
def test_what_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as raised:
        request(**options)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("features", "options", "message"),
    [
        (
            EngineFeatures(several_exports=False),
            {"output": ["a", "type=tar,dest=b"]},
            "multiple outputs currently unsupported",
        ),
        (
            IMAGE_STORE,
            {"output": ["type=docker,dest=a"], "platform": ["linux/amd64,linux/arm64"]},
            "docker exporter does not support exporting manifest lists",
        ),
        (
            IMAGE_STORE,
            {"output": ["type=image,push=true,push-by-digest=true"], "tag": ["a"]},
            "push-by-digest is currently not implemented for docker driver",
        ),
    ],
)
def test_what_engines_cannot_do(
    features: EngineFeatures, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        request(features, **options)


def test_options_of_the_classic_builder_are_warned_of() -> None:
    assert classic_only_warnings({"tag", "memory"}) == []
    assert [
        text.split()[0] for text in classic_only_warnings({"squash", "isolation", "security_opt"})
    ] == ["isolation", "security-opt", "experimental"]
