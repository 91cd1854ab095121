"""Downloads of contexts, from a server of the test's own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from pydock.build.download import downloaded
from pydock.errors import PydockError


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/missing":
            self.send_error(404, "Not Found", "no such thing")
            return
        self.send_response(200)
        if self.path != "/unknown-length":
            self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(b"x" * (10 if self.path == "/short" else 100_000))

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Handler) as listener:
        thread = threading.Thread(target=listener.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{listener.server_port}"
        listener.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def without_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@pytest.mark.parametrize("path", ["/", "/unknown-length"])
def test_content(server: str, path: str) -> None:
    with downloaded(server + path) as stream:
        assert b"".join(stream.blocks()) == b"x" * 100_000


@pytest.mark.parametrize(
    ("path", "words"),
    [("/missing", "failed to GET {url} with status 404 Not Found: "), ("/short", "unexpected EOF")],
)
def test_errors(server: str, path: str, words: str) -> None:
    with pytest.raises(PydockError) as caught, downloaded(server + path) as stream:
        list(stream.blocks())
    url = server + path
    start = f"unable to prepare context: unable to download remote context {url}: "
    assert caught.value.message.startswith(start + words.format(url=url))


def test_an_empty_list() -> None:
    url = "http://127.0.0.1:1/"
    with pytest.raises(PydockError, match=r'Get "http://.*": connection refused$'), downloaded(url):
        pass


def test_no_url() -> None:
    with pytest.raises(PydockError), downloaded("http://[x/"):
        pass
