"""A context as an archive: docker's tar, or a zip, which docker reads too.

meta.json
tls/<endpoint>/ca.pem, cert.pem, key.pem
"""

import json
from collections.abc import Iterator

from pydock.config.context_store import META_FILE, Certificates, Context, parse_document
from pydock.errors import ConfigError

LIMIT_BYTES = 10 * 1024 * 1024
TAR_BLOCK_BYTES = 512
TAR_END_BYTES = 2 * TAR_BLOCK_BYTES


def export_archive(context: Context, certificates: Certificates) -> bytes:
    """A tar archive of the context."""
    import io
    import tarfile

    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:

        def add(name: str, mode: int, content: bytes | None) -> None:
            member = tarfile.TarInfo(name)
            member.mode = mode
            if content is None:
                member.type = tarfile.DIRTYPE
            else:
                member.size = len(content)
            archive.addfile(member, io.BytesIO(content or b""))

        document = json.dumps(context.document, separators=(",", ":"), ensure_ascii=False)
        add(META_FILE, 0o644, document.encode("utf-8", "surrogateescape"))
        add("tls", 0o700, None)
        for endpoint, files in certificates.items():
            add(f"tls/{endpoint}", 0o700, None)
            for file, content in files.items():
                add(f"tls/{endpoint}/{file}", 0o600, content)
    return buffer.getvalue()


def import_archive(data: bytes) -> tuple[Context, Certificates]:
    """Return a tar or zip archive's context; unsafe names are refused. ConfigError."""
    if len(data) > LIMIT_BYTES:
        raise ConfigError("read exceeds the defined limit")
    files = _zip_files(data) if data.startswith(b"PK\x03\x04") else _tar_files(data)
    context: Context | None = None
    certificates: dict[str, dict[str, bytes]] = {}
    for name, content in files:
        if name == META_FILE:
            context = parse_document(content)
        elif name.startswith("tls/"):
            endpoint, file = _certificate_names(name)
            certificates.setdefault(endpoint, {})[file] = content
        else:
            raise ConfigError(f"{name}: unexpected context file")
    if context is None:
        raise ConfigError("invalid context: no metadata found")
    return context, certificates


def _certificate_names(path: str) -> tuple[str, str]:
    parts = path.split("/")
    if len(parts) != 3 or not all(parts) or {".", ".."} & set(parts) or "\0" in path:
        raise ConfigError(f"{path}: unexpected path format")
    return parts[1], parts[2]


def _tar_files(data: bytes) -> Iterator[tuple[str, bytes]]:
    import io
    import tarfile

    # docker leaves out the padding of the last file and the end of the archive.
    whole = data + bytes(-len(data) % TAR_BLOCK_BYTES + TAR_END_BYTES)
    try:
        with tarfile.open(fileobj=io.BytesIO(whole), mode="r:") as archive:
            for member in archive:
                if member.offset_data + member.size > len(data):
                    raise ConfigError("unexpected EOF")
                content = archive.extractfile(member) if member.isreg() else None
                if content is not None:
                    yield member.name, content.read()
                elif not member.isdir():
                    raise ConfigError(f"{member.name}: unexpected context file")
    except (tarfile.TarError, ValueError) as error:
        raise ConfigError(f"not an archive of a context: {error}") from None


def _zip_files(data: bytes) -> Iterator[tuple[str, bytes]]:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            left = LIMIT_BYTES
            for member in archive.infolist():
                if member.is_dir():
                    continue
                # The size in a header may be wrong: only reading shows it.
                with archive.open(member) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise ConfigError("read exceeds the defined limit")
                yield member.filename, content
    except ConfigError:
        raise
    except Exception as error:  # of any kind: zipfile lets through what decompressors raise
        raise ConfigError(f"not an archive of a context: {error}") from None
