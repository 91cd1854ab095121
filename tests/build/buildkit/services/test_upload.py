"""A stream that the engine downloads."""

from __future__ import annotations

import io

import pytest

from pydock.build.buildkit.grpc import Code
from pydock.build.buildkit.messages.control import BytesMessage
from pydock.build.buildkit.services.upload import METHOD, Upload
from tests.build.buildkit.wires import all_bytes, serving, status_of


def test_a_stream_is_sent_once() -> None:
    content = bytes(range(256)) * 2000
    upload = Upload(io.BytesIO(content))
    path = upload.url.removeprefix("http://buildkit-session")
    metadata = [(b"urlpath", path.encode())]
    with serving({METHOD: upload.pull}) as client:
        assert all_bytes(client.call(METHOD, BytesMessage, BytesMessage(), metadata)) == content
        again = client.call(METHOD, BytesMessage, BytesMessage(), metadata)
        assert status_of(again)[0] == Code.NOT_FOUND


@pytest.mark.parametrize("path", ["", "/", "/x", "/etc/passwd"])
def test_another_address_has_nothing(path: str) -> None:
    with serving({METHOD: Upload(io.BytesIO(b"x")).pull}) as client:
        call = client.call(METHOD, BytesMessage, BytesMessage(), [(b"urlpath", path.encode())])
        assert status_of(call) == (Code.NOT_FOUND, f"no http response from session for {path}")
