from __future__ import annotations

import pytest

from pydock.options.build.caches import Cache, check_caches, parse_caches


@pytest.mark.parametrize(
    ("texts", "caches"),
    [
        ([], []),
        ([""], []),
        (["me/app"], [Cache("registry", {"ref": "me/app"})]),
        (["a,b"], [Cache("registry", {"ref": "a"}), Cache("registry", {"ref": "b"})]),
        (["type=inline"], [Cache("inline")]),
        (
            ["type=registry,ref=a/b,Mode=max", "c"],
            [Cache("registry", {"ref": "a/b", "mode": "max"}), Cache("registry", {"ref": "c"})],
        ),
    ],
)
def test_caches(texts: list[str], caches: list[Cache]) -> None:
    assert list(parse_caches(texts)) == caches


@pytest.mark.parametrize(
    ("text", "message"),
    [("ref=a", 'type required form> "ref=a"'), ("type=registry,a", "invalid value a")],
)
def test_no_cache(text: str, message: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_caches([text])
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("sources", "destinations", "message"),
    [
        ([Cache("local")], [], "local cache importer requires src"),
        ([Cache("registry")], [], "registry cache importer requires ref"),
        ([], [Cache("local")], "local cache exporter requires dest"),
        ([], [Cache("registry", {"ref": ""})], "registry cache exporter requires ref"),
    ],
)
def test_a_cache_that_cannot_be(
    sources: list[Cache], destinations: list[Cache], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        check_caches(sources, destinations)


def test_caches_that_can_be() -> None:
    check_caches([Cache("registry", {"ref": "a"}), Cache("gha")], [Cache("inline")])
