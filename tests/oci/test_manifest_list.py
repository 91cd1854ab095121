"""Manifest lists: entries, annotations, and the document of a push."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pydock.oci.manifest_list import (
    DOCKER_LIST,
    DOCKER_MANIFEST,
    OCI_INDEX,
    OCI_MANIFEST,
    Entry,
    annotate,
    blob_digests,
    check_complete,
    list_document,
    listed_reference,
    new_entry,
    payload,
    platform_of_entry,
    source_of,
)
from pydock.oci.reference import parse

IMAGE = parse("localhost:5000/team/app:1")
RAW = b'{\n   "config": {"digest": "sha256:c"},\n   "layers": [{"digest": "sha256:l"}]\n}'


def entry(media_type: str = DOCKER_MANIFEST, **config: Any) -> Entry:
    facts = {"architecture": "amd64", "os": "linux", "history": [1], **config}
    return new_entry(IMAGE, media_type, "sha256:m", RAW, facts)


def test_an_entry_is_what_docker_keeps() -> None:
    assert entry(**{"os.version": "1.2", "variant": ""}) == {
        "Ref": "localhost:5000/team/app:1",
        "Descriptor": {
            "mediaType": DOCKER_MANIFEST,
            "digest": "sha256:m",
            "size": len(RAW),
            "platform": {"architecture": "amd64", "os": "linux", "os.version": "1.2"},
        },
        "Raw": "ewogICAiY29uZmlnIjogeyJkaWdlc3QiOiAic2hhMjU2OmMifSwKICAgImxheWVycyI6IFt7ImRpZ2Vz"
        "dCI6ICJzaGEyNTY6bCJ9XQp9",
        "SchemaV2Manifest": {"config": {"digest": "sha256:c"}, "layers": [{"digest": "sha256:l"}]},
    }
    assert "OCIManifest" in entry(OCI_MANIFEST)


def test_the_bytes_of_a_manifest_are_kept_as_they_were() -> None:
    assert payload(entry()) == RAW
    assert payload({}) == b""


def test_a_manifest_is_about_its_configuration_and_its_layers() -> None:
    assert blob_digests(entry()) == ["sha256:c", "sha256:l"]
    assert blob_digests(entry(OCI_MANIFEST)) == ["sha256:c", "sha256:l"]


@pytest.mark.parametrize(
    ("given", "platform"),
    [
        ({}, {"architecture": "amd64", "os": "linux"}),
        (
            {"architecture": "arm64", "variant": "v8"},
            {"architecture": "arm64", "os": "linux", "variant": "v8"},
        ),
        (
            {"os": "windows", "os_version": "10", "os_features": ["a", "b", "a"]},
            {
                "architecture": "amd64",
                "os": "windows",
                "os.version": "10",
                "os.features": ["a", "b"],
            },
        ),
    ],
)
def test_annotations_change_the_platform(given: dict[str, Any], platform: dict[str, Any]) -> None:
    annotated = annotate(entry(), **given)
    assert platform_of_entry(annotated) == platform
    assert list(platform_of_entry(annotated)) == list(platform)
    assert payload(annotated) == RAW


def test_features_are_added_to_those_known() -> None:
    once = annotate(entry(), os_features=["a"])
    assert platform_of_entry(annotate(once, os_features=["b", "a"]))["os.features"] == ["a", "b"]
    assert platform_of_entry(once)["os.features"] == ["a"]


@pytest.mark.parametrize("given", [{"architecture": "foo"}, {"os": "foo"}, {"os": "plan9"}])
def test_an_unknown_platform_is_refused(given: dict[str, Any]) -> None:
    words = (
        f"unsupported os/arch combination: {given.get('os', '')}/{given.get('architecture', '')}"
    )
    with pytest.raises(ValueError, match=words):
        annotate(entry(architecture="arm"), **given)


def test_a_list_as_docker_writes_it() -> None:
    media_type, raw = list_document(parse("localhost:5000/other:l"), [entry(variant="v2")])
    assert media_type == DOCKER_LIST
    assert raw.decode() == (
        "{\n"
        '   "schemaVersion": 2,\n'
        f'   "mediaType": "{DOCKER_LIST}",\n'
        '   "manifests": [\n'
        "      {\n"
        f'         "mediaType": "{DOCKER_MANIFEST}",\n'
        f'         "size": {len(RAW)},\n'
        '         "digest": "sha256:m",\n'
        '         "platform": {\n'
        '            "architecture": "amd64",\n'
        '            "os": "linux",\n'
        '            "variant": "v2"\n'
        "         }\n"
        "      }\n"
        "   ]\n"
        "}"
    )


def test_the_first_entry_decides_on_the_kind_of_list() -> None:
    target = parse("localhost:5000/x")
    assert list_document(target, [entry(OCI_MANIFEST), entry()])[0] == OCI_INDEX
    assert json.loads(list_document(target, [entry(), entry(OCI_MANIFEST)])[1])["mediaType"] == (
        DOCKER_LIST
    )


def test_a_list_stays_within_one_registry() -> None:
    with pytest.raises(
        ValueError, match="different registry than the target image: localhost:5000"
    ):
        list_document(parse("app:l"), [entry()])


def test_an_entry_without_a_platform_is_not_pushed() -> None:
    with pytest.raises(ValueError, match="must have an OS and Architecture to be pushed"):
        check_complete([entry(), entry(os="")])
    check_complete([entry()])


def test_where_an_image_is_from() -> None:
    assert source_of(entry()) == parse("localhost:5000/team/app")
    with pytest.raises(ValueError, match="invalid image name in a local manifest"):
        source_of({"Ref": "UPPER"})


def test_a_list_s_name_has_a_tag() -> None:
    assert str(listed_reference("app")) == "docker.io/library/app:latest"
