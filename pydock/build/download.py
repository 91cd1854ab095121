"""A context or Dockerfile at a web address, downloaded by the client as docker does."""

from collections.abc import Iterator
from contextlib import contextmanager

from pydock.build.git_url import without_credentials
from pydock.build.input_stream import InputStream
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason

_REASON_LIMIT_BYTES = 64 * 1024


@contextmanager
def downloaded(url: str) -> Iterator[InputStream]:
    """Yield the content of the address, through the environment's proxies. Raises PydockError."""
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.request import urlopen

    shown, _ = without_credentials(url)
    failure = f"unable to prepare context: unable to download remote context {shown}: "
    try:
        answer = urlopen(url)
    except HTTPError as error:
        with error:
            body = error.read(_REASON_LIMIT_BYTES).decode("utf-8", "replace")
        raise PydockError(
            f"{failure}failed to GET {shown} with status {error.code} {error.reason}: {body}"
        ) from None
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        raise PydockError(f'{failure}Get "{shown}": {os_reason(reason)}') from None

    total_bytes = answer.length or 0
    received_bytes = 0

    def read(size_bytes: int) -> bytes:
        nonlocal received_bytes
        try:
            data: bytes = answer.read(size_bytes)
        except (HTTPException, OSError) as error:
            raise PydockError(f"{failure}{error}") from None
        received_bytes += len(data)
        if not data and received_bytes < total_bytes:
            raise PydockError(f"{failure}unexpected EOF")
        return data

    with answer:
        yield InputStream(read)
