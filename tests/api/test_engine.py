"""An engine over a fake transport: versions, paths, queries, answers and errors."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.api.engine import MAX_API_VERSION, Engine, path
from pydock.errors import ApiError, NotSupported, ProtocolError, PydockError
from pydock.transport import Response
from tests.support.transport import FakeTransport, Sent, engine_over, reply


def engine_of(
    answer: Response | Callable[[Sent], Response], version: str = ""
) -> tuple[Engine, FakeTransport]:
    transport = FakeTransport(answer)
    return engine_over(transport, version), transport


def test_the_lower_of_both_versions_is_negotiated() -> None:
    engine, transport = engine_of(reply(api_version="1.41"))
    assert engine.api_version == (1, 41)
    assert transport.requests == [("HEAD", "/_ping")]


def test_requests_to_a_newer_engine_have_the_newest_known_version() -> None:
    engine, _ = engine_of(reply(api_version="1.99"))
    assert engine.api_version == MAX_API_VERSION


def test_an_engine_without_head_gets_a_get() -> None:
    def answer(sent: Sent) -> Response:
        return reply(404) if sent.method == "HEAD" else reply(api_version="1.30")

    engine, transport = engine_of(answer)
    assert engine.api_version == (1, 30)
    assert transport.requests == [("HEAD", "/_ping"), ("GET", "/_ping")]


def test_a_missing_version_in_the_ping_is_requested() -> None:
    def answer(sent: Sent) -> Response:
        return reply(body={"ApiVersion": "1.18"}) if sent.target == "/version" else reply()

    engine, _ = engine_of(answer)
    assert engine.api_version == (1, 18)


def test_a_requested_version_disables_negotiation() -> None:
    engine, transport = engine_of(reply(body=[]), "1.24")
    engine.request("GET", "/containers/json")
    assert transport.requests == [("GET", "/v1.24/containers/json")]


def test_an_engine_older_than_the_oldest_is_refused() -> None:
    engine, _ = engine_of(reply(body={"ApiVersion": "1.9"}))
    with pytest.raises(NotSupported, match=r"1\.9.*1\.12"):
        _ = engine.api_version


@pytest.mark.parametrize("text", ["x", "1.x", "1.", ""])
def test_an_invalid_version_is_an_error(text: str) -> None:
    engine, _ = engine_of(reply(api_version="nonsense"), text)
    with pytest.raises(PydockError):
        _ = engine.api_version


@pytest.mark.parametrize(
    ("parts", "quoted"),
    [
        (("containers", "web", "json"), "/containers/web/json"),
        (("images", "a/b:1", "json"), "/images/a/b:1/json"),
        (("containers", "/web", "json"), "/containers/web/json"),
        (("containers", " a//b/ ", "json"), "/containers/a/b/json"),
        (("images", "a@sha256:0", "json"), "/images/a@sha256:0/json"),
        (("containers", "\udcff", "json"), "/containers/%FF/json"),
        (("containers", "..info", "json"), "/containers/..info/json"),
        (("containers", "a?b#c d%", "json"), "/containers/a%3Fb%23c%20d%25/json"),
    ],
)
def test_parts_of_a_path_are_quoted(parts: tuple[str, ...], quoted: str) -> None:
    assert path(*parts) == quoted


@pytest.mark.parametrize("name", ["..", ".", "../info", "a/../b", "a/.", "/./", "/", "", " "])
def test_a_name_that_leads_to_another_path_is_refused(name: str) -> None:
    with pytest.raises(PydockError, match=r"^invalid (container )?name or ID"):
        path("containers", name, "json")


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("/.")))
def test_no_name_leaves_its_place_in_the_path(name: str) -> None:
    try:
        text = path("containers", name, "json")
    except PydockError:
        return
    assert text.startswith("/containers/") and text.endswith("/json")
    assert not {"?", "#", " "} & set(text) and posixpath.normpath(text) == text


def test_a_query_leaves_out_what_is_not_set() -> None:
    engine, transport = engine_of(reply(body=[]), "1.41")
    engine.request("GET", "/x", {"b": True, "n": None, "a": "ü &", "l": ["1", "2"], "t": 0})
    assert transport.requests == [("GET", "/v1.41/x?a=%C3%BC+%26&b=1&l=1&l=2&t=0")]


@pytest.mark.parametrize(
    ("version", "text"), [("1.22", '{"label": {"a=b": true}}'), ("1.21", '{"label": ["a=b"]}')]
)
def test_filters_have_the_form_of_the_version(version: str, text: str) -> None:
    engine, _ = engine_of(reply(), version)
    assert engine.filters({"label": ["a=b"]}) == text


def test_no_filters_are_no_filters() -> None:
    engine, _ = engine_of(reply(), "1.41")
    assert engine.filters({}) is None


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (reply(404, {"message": "No such container: x"}), "No such container: x"),
        (reply(500, b"boom\n", content_type="text/plain; charset=utf-8"), "boom"),
        (reply(409, b'{"message": "taken"}', content_type="application/json"), "taken"),
        (reply(500, {"cause": "no such id", "message": "", "response": 500}), "no such id"),
        (reply(502, b""), "request returned status 502 without a reason"),
    ],
)
def test_the_engines_message_is_the_reason(answer: Response, reason: str) -> None:
    engine, _ = engine_of(answer, "1.41")
    with pytest.raises(ApiError) as caught:
        engine.request("GET", "/x")
    assert caught.value.reason == reason
    assert caught.value.status == answer.status
    assert caught.value.message == f"Error response from daemon: {reason}"


def test_malformed_json_is_an_error() -> None:
    engine, _ = engine_of(reply(200, b"<html>"), "1.41")
    with pytest.raises(ProtocolError, match=r"^invalid response from engine: GET /x: invalid JSON"):
        engine.request_json(list[str], "GET", "/x")


@pytest.mark.parametrize("status", [300, 301, 302, 307, 308, 399])
def test_a_redirect_is_an_error(status: int) -> None:
    engine, _ = engine_of(reply(status), "1.41")
    with pytest.raises(ProtocolError, match='Post "http://h/x": unexpected redirect in response'):
        engine.request("POST", "/x")


def test_not_modified_is_no_error() -> None:
    engine, _ = engine_of(reply(304), "1.41")
    assert engine.request("POST", "/x").status == 304


def test_a_body_is_sent_as_json() -> None:
    engine, transport = engine_of(reply(204), "1.41")
    engine.request("POST", "/x", None, {"A": "ü"})
    assert transport.sent[0].headers["Content-Type"] == "application/json"
    assert transport.sent[0].body == b'{"A":"\\u00fc"}'
