from __future__ import annotations

import contextlib
import io
import tarfile
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pydock.config.context_archive import LIMIT_BYTES, export_archive, import_archive
from pydock.config.context_store import Context
from pydock.errors import ConfigError

META = b'{"Name":"prod","Metadata":{"More":1},"Endpoints":{"docker":{"Host":"unix:///x"}}}'


def tar(*files: tuple[str, bytes], type: bytes = tarfile.REGTYPE) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.size, member.type = len(content), type
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def zipped(*files: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def test_there_and_back() -> None:
    context = Context.create("prod", host="tcp://h:1", description="é")
    certificates = {"docker": {"ca.pem": b"1", "key.pem": b"2"}}
    archive = export_archive(context, certificates)
    found, certificates_found = import_archive(archive)
    assert (found.document, certificates_found) == (context.document, certificates)
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        assert {member.name: member.mode for member in members} == {
            "meta.json": 0o644,
            "tls": 0o700,
            "tls/docker": 0o700,
            "tls/docker/ca.pem": 0o600,
            "tls/docker/key.pem": 0o600,
        }


def test_archive_without_an_end() -> None:
    """docker neither pads the last file nor ends the archive."""
    archive = tar(("meta.json", META), ("tls/docker/ca.pem", b"x" * 700))
    start = archive.index(b"x" * 700)
    _, certificates = import_archive(archive[: start + 700])
    assert certificates == {"docker": {"ca.pem": b"x" * 700}}
    with pytest.raises(ConfigError, match=r"unexpected EOF"):
        import_archive(archive[: start + 699])


def test_zip() -> None:
    archive = zipped(("meta.json", META), ("tls/", b""), ("tls/docker/ca.pem", b"1"))
    context, certificates = import_archive(archive)
    assert context.host == "unix:///x"
    assert context.metadata == {"More": 1}
    assert certificates == {"docker": {"ca.pem": b"1"}}


@pytest.mark.parametrize("pack", [tar, zipped])
@pytest.mark.parametrize(
    "name",
    [
        "tls/docker/../../evil",
        "tls/../evil",
        "tls/docker/..",
        "tls/./ca.pem",
        "tls//ca.pem",
        "tls/docker/sub/ca.pem",
        "tls/ca.pem",
        "/tls/docker/ca.pem",
        "../meta.json",
        "./meta.json",
        "other",
    ],
)
def test_names_that_point_elsewhere(pack, name: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ConfigError, match=r"unexpected (path format|context file)"):
        import_archive(pack(("meta.json", META), (name, b"x")))


@pytest.mark.parametrize(
    "type", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE]
)
def test_other_kinds_than_regular_files(type: bytes) -> None:
    with pytest.raises(ConfigError, match=r"meta.json: unexpected context file"):
        import_archive(tar(("meta.json", b""), type=type))


@pytest.mark.parametrize(
    ("archive", "words"),
    [
        (b"", "no metadata found"),
        (tar(("tls/docker/ca.pem", b"x")), "no metadata found"),
        (tar(("meta.json", b"{bad")), "invalid JSON"),
        (tar(("meta.json", b"[]")), "malformed: expected object"),
        (b"hello\n", "not an archive of a context"),
        (b"PK\x03\x04 hello", "not an archive of a context"),
        (bytes(LIMIT_BYTES + 1), "read exceeds the defined limit"),
        (zipped(("tls/docker/bomb", bytes(LIMIT_BYTES + 1))), "read exceeds the defined limit"),
    ],
    ids=range(8),
)
def test_invalid_contexts(archive: bytes, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        import_archive(archive)


@given(st.binary(max_size=600), st.integers(0, 3000))
@example(b"t", 186)  # a place before the beginning
def test_damage_is_an_error_of_ours_or_harmless(damage: bytes, place: int) -> None:
    for whole in (tar(("meta.json", META)), zipped(("meta.json", META))):
        archive = whole[:place] + damage + whole[place + len(damage) :]
        try:
            context, _ = import_archive(archive)
        except ConfigError as error:
            assert error.message
        else:
            assert isinstance(context.name, str)


@pytest.mark.parametrize(
    "compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_any_damaged_byte_of_a_zip_is_an_error_of_ours_or_harmless(compression: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        archive.writestr("meta.json", META)
    for place in range(len(buffer.getvalue())):
        damaged = bytearray(buffer.getvalue())
        damaged[place] ^= 0xFF
        with contextlib.suppress(ConfigError):
            import_archive(bytes(damaged))
