"""Platforms as containerd parses them."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from pydock.oci import platform
from pydock.oci.platform import parse_platform
from tests.support.recordings import Oracle

READ = [
    ("linux/amd64", "amd64 linux"),
    ("Linux/AMD64", "amd64 linux"),
    ("linux/amd64/v1", "amd64 linux"),
    ("linux/amd64/v3", "amd64 linux v3"),
    ("linux/x86_64/v3", "amd64 linux v3"),
    ("linux/i386/x", "386 linux"),
    ("linux/386/x", "386 linux x"),
    ("linux/arm", "arm linux"),
    ("linux/arm/v7", "arm linux v7"),
    ("linux/arm/6", "arm linux v6"),
    ("linux/arm/V8", "arm linux v8"),
    ("linux/armhf", "arm linux"),
    ("linux/armhf/v6", "arm linux v7"),
    ("linux/armel/v7", "arm linux v6"),
    ("linux/arm64", "arm64 linux"),
    ("linux/aarch64/8", "arm64 linux v8"),
    ("linux/arm64/9", "arm64 linux v9"),
    ("linux/arm/9", "arm linux 9"),
    ("macos/arm64", "arm64 darwin"),
    ("wasm/wasm32", "wasm32 wasm"),
    ("a/b/c", "b a c"),
    ("arm/v7", "v7 arm"),
    ("amd64", "amd64 linux"),
    ("aarch64", "arm64 linux"),
    ("armel", "arm linux v6"),
    ("linux", "HERE linux"),
    ("windows", "HERE windows"),
    ("windows(10.0.17763)/amd64", "amd64 windows 10.0.17763"),
    ("x()/y", "y x"),
]

PART = 'platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument'
SYSTEM = (
    "OSAndVersion specifier component must match"
    r' "^([A-Za-z0-9_-]+)(?:\\(([A-Za-z0-9_.%-]*)((?:\\+[A-Za-z0-9_.%-]+)*)\\))?$":'
    " invalid argument"
)
REFUSED = [
    ("foo", '"foo": unknown operating system or architecture: invalid argument'),
    ("linux/*", '"linux/*": wildcards not yet supported: invalid argument'),
    ("a/b/c/d", '"a/b/c/d": cannot parse platform specifier: invalid argument'),
    ("linux/", f'"" is an invalid component of "linux/": {PART}'),
    ("linux/arm64/", f'"" is an invalid component of "linux/arm64/": {PART}'),
    ("linux/a!", f'"a!" is an invalid component of "linux/a!": {PART}'),
    ("/amd64", f'"" is an invalid OS component of "/amd64": {SYSTEM}'),
    ("a.b/c", f'"a.b" is an invalid OS component of "a.b/c": {SYSTEM}'),
    ("!", f'"!" is an invalid OS component of "!": {SYSTEM}'),
    ("linux\n/amd64", f'"linux\\n" is an invalid OS component of "linux\\n/amd64": {SYSTEM}'),
]


def words(found: dict[str, str]) -> str:
    keys = ("architecture", "os", "os.version", "variant")
    return " ".join(found[key] for key in keys if key in found)


@pytest.mark.parametrize(("text", "expected"), READ)
def test_platforms_are_completed(text: str, expected: str) -> None:
    here = platform.machine_architecture()
    assert words(parse_platform(text)) == expected.replace("HERE", here)


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_an_invalid_platform_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="invalid argument") as refusal:
        parse_platform(text)
    assert str(refusal.value) == message


@pytest.fixture(scope="module")
def queries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The queries sent to a stand-in engine, of which the first line names the address."""
    directory = tmp_path_factory.mktemp("listens")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(directory / "s"))
        listener.listen()
        seen = [f"unix://{directory / 's'}"]
        threading.Thread(target=_listen, args=(listener, seen), daemon=True).start()
        yield seen
        listener.shutdown(socket.SHUT_RDWR)


def _listen(listener: socket.socket, seen: list[str]) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            seen.append(urlsplit(connection.recv(65536).split()[1].decode()).query)
            connection.sendall(
                b"HTTP/1.1 200 OK\r\nApi-Version: 1.50\r\nConnection: close\r\n"
                b"Content-Length: 2\r\n\r\n[]"
            )


@pytest.mark.parametrize("text", [text for text, _ in READ + REFUSED if "\n" not in text])
def test_docker_reads_it_the_same_way(queries: list[str], oracle: Oracle, text: str) -> None:
    def query_of(docker: str) -> list[str]:
        """Return the platform that `history` requests, or its error."""
        argv = [docker, "-H", queries[0], "history", "--platform", text, "x"]
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
        if done.returncode:
            return ["", done.stderr.strip().removeprefix("invalid platform: ")]
        return [*parse_qs(queries[-1])["platform"], ""]

    query, refusal = oracle(text, query_of)
    try:
        ours = parse_platform(text)
    except ValueError as error:
        assert refusal == str(error)
    else:
        assert query == "{" + ",".join(f'"{key}":"{value}"' for key, value in ours.items()) + "}"
