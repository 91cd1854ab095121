from __future__ import annotations

from pathlib import Path

import pytest

from pydock.config.manifest_store import ManifestStore, NoSuchManifest
from pydock.errors import ConfigError

LIST, IMAGE = "localhost:5000/team/app:list", "localhost:5000/team/app@sha256:ab"
DESCRIPTOR = {"mediaType": "a/b", "size": 1, "digest": "sha256:ab"}
ENTRY = {"Ref": IMAGE, "Descriptor": DESCRIPTOR, "note": "ü"}


@pytest.fixture
def store(tmp_path: Path) -> ManifestStore:
    return ManifestStore(tmp_path)


def test_entries_are_kept_where_docker_looks_for_them(store: ManifestStore, tmp_path: Path) -> None:
    store.save(LIST, IMAGE, ENTRY)
    directory = tmp_path / "manifests" / "localhost-5000_team_app-list"
    assert [file.name for file in directory.iterdir()] == ["localhost-5000_team_app@sha256-ab"]
    assert store.get(LIST, IMAGE) == ENTRY
    assert store.entries(LIST) == [ENTRY]


def test_an_entry_is_replaced_and_the_order_is_that_of_names(store: ManifestStore) -> None:
    for name in ("b", "a", "b"):
        store.save(LIST, name, {**ENTRY, "Ref": name})
    assert [entry["Ref"] for entry in store.entries(LIST)] == ["a", "b"]


def test_missing_files_are_reported_in_docker_s_words(store: ManifestStore) -> None:
    with pytest.raises(NoSuchManifest, match=f"^No such manifest: {LIST}$"):
        store.entries(LIST)
    store.save(LIST, "other", ENTRY)
    with pytest.raises(NoSuchManifest, match=f"^No such manifest: {IMAGE}$"):
        store.get(LIST, IMAGE)


def test_a_list_is_forgotten(store: ManifestStore) -> None:
    store.save(LIST, IMAGE, ENTRY)
    store.remove(LIST)
    with pytest.raises(NoSuchManifest):
        store.entries(LIST)
    with pytest.raises(ConfigError):
        store.remove(LIST)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"Descriptor": 3}'])
def test_a_damaged_file_is_named(store: ManifestStore, tmp_path: Path, text: str) -> None:
    store.save(LIST, IMAGE, ENTRY)
    (file,) = (tmp_path / "manifests" / "localhost-5000_team_app-list").iterdir()
    file.write_text(text)
    with pytest.raises(ConfigError, match="cannot read the manifest in"):
        store.entries(LIST)
