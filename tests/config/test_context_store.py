from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from pydock.config.context_store import Context, ContextNotFound, ContextStore, check_name
from pydock.errors import ConfigError


@pytest.fixture
def store(tmp_path: Path) -> ContextStore:
    return ContextStore(tmp_path / "contexts")


def test_layout_on_disk(store: ContextStore, tmp_path: Path) -> None:
    store.save(
        Context.create("prod", host="tcp://h:1", description="the real one"),
        {"docker": {"ca.pem": b"ca", "key.pem": b"key"}},
    )
    files = {
        str(path.relative_to(tmp_path)): path for path in tmp_path.rglob("*") if path.is_file()
    }
    name = store.meta_directory("prod").name
    assert len(name) == 64
    assert sorted(files) == [
        f"contexts/meta/{name}/meta.json",
        f"contexts/tls/{name}/docker/ca.pem",
        f"contexts/tls/{name}/docker/key.pem",
    ]
    assert json.loads(files[f"contexts/meta/{name}/meta.json"].read_bytes()) == {
        "Name": "prod",
        "Metadata": {"Description": "the real one"},
        "Endpoints": {"docker": {"Host": "tcp://h:1", "SkipTLSVerify": False}},
    }
    private = files[f"contexts/tls/{name}/docker/key.pem"]
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    for directory in (private.parent, private.parent.parent, private.parent.parent.parent):
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700


def test_what_is_not_known_stays(store: ContextStore) -> None:
    document = {
        "Name": "prod",
        "Metadata": {"Description": "a", "Team": "b"},
        "Endpoints": {"docker": {"Host": "unix:///a", "More": 1}, "kubernetes": {"Host": "k"}},
    }
    store.save(Context(document))
    store.save(store.get("prod").changed(description="new"))
    found = store.get("prod").document
    assert found["Metadata"] == {"Description": "new", "Team": "b"}
    assert found["Endpoints"] == document["Endpoints"]


def test_certificates_are_replaced_as_a_whole(store: ContextStore) -> None:
    context = Context.create("prod", host="tcp://h:1")
    store.save(context, {"docker": {"ca.pem": b"1", "cert.pem": b"2"}})
    store.save(context)
    assert store.certificates("prod") == {"docker": {"ca.pem": b"1", "cert.pem": b"2"}}
    store.save(context, {"docker": {"ca.pem": b"3"}})
    assert store.certificates("prod") == {"docker": {"ca.pem": b"3"}}
    store.save(context, {})
    assert store.certificates("prod") == {}


def test_remove(store: ContextStore, tmp_path: Path) -> None:
    store.save(Context.create("prod", host="tcp://h:1"), {"docker": {"ca.pem": b"1"}})
    store.remove("prod")
    assert store.find("prod") is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    store.remove("prod")


def test_an_empty_store_is_not_created(store: ContextStore, tmp_path: Path) -> None:
    assert store.all() == []
    with pytest.raises(
        ContextNotFound, match=r'context "prod": context not found: open .*meta.json'
    ):
        store.get("prod")
    assert list(tmp_path.iterdir()) == []


def test_all_contexts_whatever_their_directories_are_called(store: ContextStore) -> None:
    store.save(Context.create("prod", host="tcp://h:1"))
    stray = store.meta_directory("prod").parent / "stray"
    stray.mkdir()
    (stray / "meta.json").write_text('{"Name":"other","Endpoints":{"docker":{"Host":"unix:///o"}}}')
    (stray.parent / "empty").mkdir()
    assert sorted(context.name for context in store.all()) == ["other", "prod"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{bad",
        "[]",
        "null",
        '{"Name":1}',
        '{"Metadata":[]}',
        '{"Endpoints":{"docker":1}}',
        "\xff",
        "[" * 100_000,
    ],
)
def test_damaged_context(store: ContextStore, text: str) -> None:
    store.save(Context.create("prod", host="tcp://h:1"))
    path = store.meta_directory("prod") / "meta.json"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(ConfigError, match=r'^context "prod": parsing /.*meta.json: '):
        store.get("prod")
    with pytest.raises(ConfigError, match=r"^failed to read metadata: parsing "):
        store.all()
    assert store.exists("prod")
    store.remove("prod")
    assert not store.exists("prod")


@pytest.mark.parametrize("name", ["prod", "a1", "A.b_c+d-e"])
def test_names(name: str) -> None:
    check_name(name)


@pytest.mark.parametrize("name", ["", "a", "a b", "-a", "../x", "a/b", "ü1", "default", "ab\n"])
def test_invalid_names(name: str) -> None:
    with pytest.raises(ConfigError):
        check_name(name)
