"""Image references: familiar and full names, and docker's errors."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.oci.reference import InvalidReference, Reference, is_image_id, parse
from tests.support.recordings import Oracle

HEX = "0123456789abcdef" * 4
SHA256 = f"sha256:{HEX}"

FULL_NAMES = [
    ("alpine", "docker.io/library/alpine"),
    ("alpine:3.20", "docker.io/library/alpine:3.20"),
    ("alpine:5000", "docker.io/library/alpine:5000"),
    ("team/app", "docker.io/team/app"),
    ("docker.io/alpine", "docker.io/library/alpine"),
    ("index.docker.io/alpine", "docker.io/library/alpine"),
    ("docker.io/library", "docker.io/library/library"),
    ("docker.io/a/b/c", "docker.io/a/b/c"),
    ("docker.io/docker.io/a", "docker.io/docker.io/a"),
    ("localhost/app", "localhost/app"),
    ("LOCALHOST/app", "LOCALHOST/app"),
    ("Team/app", "Team/app"),
    ("host:5000/app:dev", "host:5000/app:dev"),
    ("host.example/app", "host.example/app"),
    ("HOST.example:80/app:Dev", "HOST.example:80/app:Dev"),
    ("[::1]:5000/app", "[::1]:5000/app"),
    ("[2001:db8::1]/app", "[2001:db8::1]/app"),
    ("a_b/c", "docker.io/a_b/c"),
    ("a__b", "docker.io/library/a__b"),
    ("a---b.c", "docker.io/library/a---b.c"),
    (f"app@{SHA256}", f"docker.io/library/app@{SHA256}"),
    (f"app:1@{SHA256}", f"docker.io/library/app:1@{SHA256}"),
    (f"app@sha512:{HEX * 2}", f"docker.io/library/app@sha512:{HEX * 2}"),
    ("app:" + "t" * 128, "docker.io/library/app:" + "t" * 128),
    ("host.example/" + "a" * 255, "host.example/" + "a" * 255),
]

BAD_FORM = "invalid reference format"
REFUSED = [
    *[
        (text, BAD_FORM)
        for text in (
            "", " ", "/app", "app/", "app:", "app@", ":tag", "@x", "a___b", "a..b", "a:b:c",
            "app:1@", "aé/b", "app:é", "[::1]", "[::1]:/a", "[::1/a", "[fe80::1%eth0]/a", "a-.b/c",
            "a./b", "a:80a/b", "http://x/y", "a b", "app\n", "app:" + "t" * 129, "app@sha256:abc",
        )
    ],
    ("Alpine", f"{BAD_FORM}: repository name (library/Alpine) must be lowercase"),
    ("team/App:Dev", f"{BAD_FORM}: repository name (team/App) must be lowercase"),
    ("host:80/App", f"{BAD_FORM}: repository name (App) must be lowercase"),
    ("a/É", f"{BAD_FORM}: repository name (a/É) must be lowercase"),
    (HEX, f"invalid repository name ({HEX}), cannot specify 64-byte hexadecimal strings"),
    ("host.example/" + "a" * 256, "repository name must not be more than 255 characters"),
    ("a" * 255, "repository name must not be more than 255 characters"),
    (f"app@md5:{HEX}", "unsupported digest algorithm"),
    (f"app@MD5:{HEX}", f"{BAD_FORM}: repository name (library/app@MD5) must be lowercase"),
    (f"app@sha256:{HEX[1:]}", "invalid checksum digest length"),
    (f"app@sha512:{HEX}", "invalid checksum digest length"),
    (f"app@sha256:{HEX.upper()}", "invalid checksum digest format"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "full"), FULL_NAMES)
def test_a_short_name_is_expanded(text: str, full: str) -> None:
    assert str(parse(text)) == full


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_what_names_no_image_is_refused_in_docker_s_words(text: str, message: str) -> None:
    with pytest.raises(InvalidReference) as refusal:
        parse(text)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("text", "familiar"),
    [
        ("docker.io/library/alpine", "alpine"),
        ("index.docker.io/library/alpine:3", "alpine:3"),
        ("docker.io/team/app", "team/app"),
        ("docker.io/library/a/b", "library/a/b"),
        ("quay.io/library/app", "quay.io/library/app"),
        (f"library/app:1@{SHA256}", f"app:1@{SHA256}"),
    ],
)
def test_the_familiar_form_leaves_out_what_is_understood(text: str, familiar: str) -> None:
    assert parse(text).familiar == familiar


def test_the_default_tag_is_added_only_without_tag_and_digest() -> None:
    assert parse("app").with_default_tag().tag == "latest"
    assert parse("app:1").with_default_tag().tag == "1"
    assert parse(f"app@{SHA256}").with_default_tag().tag == ""


def test_a_repository_is_what_remains_without_tag_and_digest() -> None:
    repository = parse(f"h:1/app:1@{SHA256}").without_tag_and_digest()
    assert repository == Reference("h:1", "app")
    assert repository.is_name_only


@pytest.mark.parametrize(
    ("text", "expected"),
    [(HEX, True), (SHA256, True), (HEX[1:], False), ("app", False), (f"md5:{HEX}", False)],
)
def test_whole_ids_differ_from_names(text: str, expected: bool) -> None:
    assert is_image_id(text) is expected


WORDS = st.text("abz059", min_size=1, max_size=6)
JOINTS = st.sampled_from(["_", "__", "-", "--"])
PARTS = WORDS | st.tuples(WORDS, JOINTS, WORDS).map("".join)
PATHS = st.lists(PARTS, min_size=2, max_size=4).map("/".join)
REGISTRIES = st.sampled_from(["docker.io", "localhost", "Host.example:5000", "[::1]:80", "Team"])
TAGS = st.just("") | st.text("aZ09_.-", max_size=127).map(lambda rest: "t" + rest)
DIGESTS = st.sampled_from(["", SHA256, f"sha512:{HEX * 2}"])


@given(REGISTRIES, PATHS, TAGS, DIGESTS)
def test_a_reference_survives_both_of_its_spellings(
    registry: str, path: str, tag: str, digest: str
) -> None:
    reference = Reference(registry, path, tag, digest)
    assert parse(str(reference)) == reference
    assert parse(reference.familiar) == reference


@given(st.text(st.sampled_from("aB0._-/:@[]%é\n") | st.characters(), max_size=30))
def test_any_text_is_a_reference_or_refused(text: str) -> None:
    try:
        reference = parse(text)
    except InvalidReference:
        return
    assert parse(str(reference)) == reference


@pytest.fixture(scope="module")
def accepting_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The host of an engine that answers every request with success and nothing else."""
    directory = tmp_path_factory.mktemp("accepts-all")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(directory / "s"))
        listener.listen()
        threading.Thread(target=_accept_everything, args=(listener,), daemon=True).start()
        yield f"unix://{directory / 's'}"
        listener.shutdown(socket.SHUT_RDWR)


def _accept_everything(listener: socket.socket) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            connection.recv(65536)
            connection.sendall(
                b"HTTP/1.1 200 OK\r\nApi-Version: 1.50\r\nConnection: close\r\n"
                b"Content-Length: 0\r\n\r\n"
            )


@pytest.mark.parametrize("text", [text for text, _ in FULL_NAMES + REFUSED])
def test_docker_reads_it_the_same_way(
    accepting_engine: str, oracle: Oracle, tmp_path: Path, text: str
) -> None:
    def full_name(docker: str) -> list[str]:
        """`pull --quiet` prints the full name, and nothing is pulled."""
        argv = [docker, "--config", str(tmp_path), "-H", accepting_engine, "pull", "-q", "--", text]
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
        return [done.stdout.strip(), *done.stderr.splitlines()[:1]]

    name, *errors = oracle(text, full_name)
    try:
        ours = str(parse(text).with_default_tag())
    except InvalidReference as error:
        assert errors == [str(error)]
    else:
        assert name == ours
