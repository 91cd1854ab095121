"""`python -m pydock.bundle OUT`: write the single file."""

from __future__ import annotations

import marshal
import sys
import zipfile
import zlib
from collections.abc import Iterator
from importlib.util import MAGIC_NUMBER, find_spec
from io import BytesIO
from pathlib import Path

from pydock.bundle.start import file_of

#: what pydock imports, the rest of rich's requirements (Pygments, markdown-it) not among it
PACKAGES = (
    "pydock", "click", "yaml", "requests", "requests_unixsocket", "urllib3", "idna",
    "charset_normalizer", "h2", "hpack", "hyperframe", "rich",
)  # fmt: skip

#: pydock uses the system's certificates, requests only imports the name of certifi's
_CERTIFI = 'def where():\n    """Return no file."""\n    return ""\n'

_FIRST_LINE = b"#!/usr/bin/env python3\n"
_MODULES = "modules"
#: of a file in a zip archive, before its name
_ZIP_HEADER_BYTES = 30
_UNCHECKED_HASH = 0b01


def sources() -> Iterator[tuple[str, bool, str]]:
    """Yield the name of each module, whether it is a package, and its source."""
    yield "certifi", False, _CERTIFI
    for package in PACKAGES:
        root = _directory(package)
        for path in sorted(root.rglob("*.py")):
            parts = [package, *path.relative_to(root).with_suffix("").parts]
            is_package = parts[-1] == "__init__"
            name = ".".join(parts[:-1] if is_package else parts)
            if name not in ("pydock.bundle.__main__", "pydock.manual.build_hook"):
                yield name, is_package, path.read_text("utf-8")


def data_files() -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of the other files of pydock."""
    root = _directory("pydock")
    for path in sorted(root.rglob("*.*")):
        if path.is_file() and path.suffix not in (".py", ".pyc", ".typed"):
            yield f"pydock/{path.relative_to(root)}", path.read_bytes()


def bundle(magic: bytes = MAGIC_NUMBER) -> bytes:
    """Return the content of the single file; `magic` is the number of the Python it is for."""
    blob = BytesIO()
    start = len(_FIRST_LINE) + _ZIP_HEADER_BYTES + len(_MODULES)

    def put(content: bytes) -> tuple[int, int]:
        offset = start + blob.tell()
        blob.write(content)
        return offset, len(content)

    modules = {}
    for name, is_package, source in sources():
        code = compile(source, file_of(name, is_package), "exec", dont_inherit=True)
        modules[name] = (
            is_package,
            *put(marshal.dumps(code)),
            *put(zlib.compress(source.encode(), 9)),
        )
    data = {path: put(content) for path, content in data_files()}
    index = marshal.dumps({"magic": magic, "modules": modules, "data": data})
    start_source = (_directory("pydock") / "bundle" / "start.py").read_bytes()
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (
            (_MODULES, blob.getvalue()),  # the first one, for the offsets
            ("index", index),
            ("__main__.pyc", _compiled(start_source, magic)),
            ("__main__.py", start_source),
        ):
            archive.writestr(zipfile.ZipInfo(name), content)
    return _FIRST_LINE + out.getvalue()


def _directory(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent


def _compiled(source: bytes, magic: bytes) -> bytes:
    """Return a compiled module as in a file, its source never compared."""
    code = compile(source, "pydock/bundle/start.py", "exec", dont_inherit=True)
    head = magic + _UNCHECKED_HASH.to_bytes(4, "little") + bytes(8)
    return head + marshal.dumps(code)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m pydock.bundle OUT")
    out = Path(sys.argv[1])
    out.write_bytes(bundle())
    out.chmod(0o755)


if __name__ == "__main__":
    main()
