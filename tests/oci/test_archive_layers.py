"""The ids of layers in archives of `save`."""

from __future__ import annotations

from pydock.oci.archive_layers import chained_layers, legacy_ids

IMAGE = (
    "sha256:fa0973bd8c6b390c1366b61fe78223072cba9d177e70010663584b6c0a4ad38a",
    "sha256:119ad65de0e0b02f52d5e0195cef4db43398aab5552f0de9616089bae227b870",
    "sha256:b80fe18d78d90242b526a19d2810ef5025f7e5e242d7644411f1fd59057d412f",
)


def test_the_legacy_ids_are_those_of_dockerd_20_10() -> None:
    assert legacy_ids(chained_layers(IMAGE)) == [
        "f0c193ea8840c440fd9a848cf9e05d0703a67529b85604fa75eb5d6eb96625aa",
        "470a636464a02fb1fd8583c75ece038eab6695497d460c1989c24a3b8a7347bf",
    ]


def test_places_depend_on_all_layers_below() -> None:
    assert chained_layers(IMAGE)[:2] == chained_layers(IMAGE[:2])
    assert chained_layers(IMAGE)[0].chain_id == IMAGE[0]
    assert chained_layers(IMAGE[1:])[0] != chained_layers(IMAGE)[1]
    assert not chained_layers([])
    assert not legacy_ids([])
