from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from pydock.api import images
from pydock.api.engine import Engine
from pydock.errors import NotSupported
from tests.support.transport import FakeTransport, engine_over, reply

ARM = {"architecture": "arm64", "os": "linux"}


Ask = Callable[[Engine], object]


def request_of(
    ask: Ask, version: str = "1.50", body: Any = None
) -> tuple[str, str, dict[str, Any]]:
    """Method, path and query of the request that a function makes."""
    transport = FakeTransport(reply(body=json.dumps(body).encode()))
    ask(engine_over(transport, version))
    method, target = transport.requests[-1]
    parts = urlsplit(target)
    query = {
        key: found if len(found) > 1 else found[0] for key, found in parse_qs(parts.query).items()
    }
    return method, parts.path, query


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda e: images.ls(e), ("GET", "/v1.50/images/json", {})),
        (
            lambda e: images.ls(e, all=True, filters={"label": ["a=b"]}, manifests=True),
            (
                "GET",
                "/v1.50/images/json",
                {"all": "1", "filters": '{"label": {"a=b": true}}', "manifests": "1"},
            ),
        ),
        (
            lambda e: images.inspect(e, "h:5/team/app:1", platform=ARM),
            (
                "GET",
                "/v1.50/images/h:5/team/app:1/json",
                {"platform": '{"architecture":"arm64","os":"linux"}'},
            ),
        ),
        (lambda e: images.history(e, "a b"), ("GET", "/v1.50/images/a%20b/history", {})),
        (
            lambda e: images.tag(e, "a", "docker.io/library/b", "1"),
            ("POST", "/v1.50/images/a/tag", {"repo": "docker.io/library/b", "tag": "1"}),
        ),
        (
            lambda e: images.attestations(e, "a", platform=ARM),
            (
                "GET",
                "/v1.50/images/a/attestations",
                {"platform": '{"architecture":"arm64","os":"linux"}', "statement": "1"},
            ),
        ),
        (lambda e: images.rm(e, "a"), ("DELETE", "/v1.50/images/a", {})),
        (
            lambda e: images.rm(e, "a", force=True, prune=False, platforms=[ARM, ARM]),
            (
                "DELETE",
                "/v1.50/images/a",
                {"force": "1", "noprune": "1", "platforms": [json.dumps(ARM)] * 2},
            ),
        ),
        (
            lambda e: images.prune(e, {"dangling": ["true"]}),
            ("POST", "/v1.50/images/prune", {"filters": '{"dangling": {"true": true}}'}),
        ),
        (
            lambda e: images.pull(e, "a/b", "sha256:1", platform="linux/arm64"),
            (
                "POST",
                "/v1.50/images/create",
                {"fromImage": "a/b", "tag": "sha256:1", "platform": "linux/arm64"},
            ),
        ),
        (
            lambda e: images.pull(e, "a/b", ""),
            ("POST", "/v1.50/images/create", {"fromImage": "a/b"}),
        ),
        (lambda e: images.push(e, "a/b", "1"), ("POST", "/v1.50/images/a/b/push", {"tag": "1"})),
        (
            lambda e: images.load(e, [b"x"], quiet=True),
            ("POST", "/v1.50/images/load", {"quiet": "1"}),
        ),
        (
            lambda e: images.load(e, [b"x"], quiet=False),  # without it engines are quiet
            ("POST", "/v1.50/images/load", {"quiet": "0"}),
        ),
        (lambda e: images.save(e, ["a", "b"]), ("GET", "/v1.50/images/get", {"names": ["a", "b"]})),
        (
            lambda e: images.import_(e, "-", [b"x"], reference="a:1", changes=["CMD x", "ENV a=b"]),
            (
                "POST",
                "/v1.50/images/create",
                {"fromSrc": "-", "repo": "a:1", "changes": ["CMD x", "ENV a=b"]},
            ),
        ),
        (
            lambda e: images.search(e, "a b", filters={"stars": ["3"]}, limit=5),
            (
                "GET",
                "/v1.50/images/search",
                {"term": "a b", "limit": "5", "filters": '{"stars": {"3": true}}'},
            ),
        ),
        (
            lambda e: images.search(e, "x", filters={}, limit=-1),
            ("GET", "/v1.50/images/search", {"term": "x"}),
        ),
    ],
)
def test_requests(ask: Ask, expected: tuple[str, str, dict[str, Any]]) -> None:
    assert request_of(ask) == expected


def test_old_engines_know_one_reference_beside_the_filters() -> None:
    wanted = {"reference": ["a"], "label": ["x"]}
    _, _, query = request_of(lambda e: images.ls(e, filters=wanted), "1.24")
    assert query == {"filter": "a", "filters": '{"label": {"x": true}}'}
    assert wanted == {"reference": ["a"], "label": ["x"]}
    with pytest.raises(NotSupported, match=r"more than one reference requires API version 1\.25"):
        images.ls(engine_over(FakeTransport(reply(body=[])), "1.24"), filters={"reference": "ab"})


def test_credentials_go_in_a_header() -> None:
    transport = FakeTransport(reply(body={}))
    engine = engine_over(transport)
    images.pull(engine, "a", "1", auth="abc=")
    images.push(engine, "a", "1")
    assert transport.sent[0].headers["X-Registry-Auth"] == "abc="
    assert "X-Registry-Auth" not in transport.sent[1].headers


def test_an_engine_that_does_not_report_what_it_removed() -> None:
    assert images.rm(engine_over(FakeTransport(reply(body=b"null"))), "a") == []
