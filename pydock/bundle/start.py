"""The beginning of the single file, there called `__main__`: imports the other modules out of it.

The index of the file has `magic`, the number of the Python that compiled it, `modules`: name ->
(whether it is a package, offset and size of the code, offset and size of the compressed source),
and `data`: path -> offset and size.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import ModuleSpec
from importlib.util import MAGIC_NUMBER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any


def file_of(name: str, is_package: bool) -> str:
    """Return the path of a module's source, relative to the single file."""
    return name.replace(".", "/") + ("/__init__.py" if is_package else ".py")


class Bundle:
    """Finds and loads the modules of the single file."""

    def __init__(self, path: str, index: dict[str, Any]) -> None:
        self._path = path
        self._modules = index["modules"]
        self._data = index["data"]
        self._is_compiled = index["magic"] == MAGIC_NUMBER

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name not in self._modules:
            return None
        is_package = self._modules[name][0]
        spec = ModuleSpec(
            name,
            self,  # type: ignore[arg-type]
            origin=f"{self._path}/{file_of(name, is_package)}",
            is_package=is_package,
        )
        spec.has_location = True
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave it to Python."""

    def exec_module(self, module: ModuleType) -> None:
        exec(self._code(module.__name__), module.__dict__)

    def _code(self, name: str) -> CodeType:
        is_package, offset, size, _, _ = self._modules[name]
        if self._is_compiled:
            code: CodeType = marshal.loads(self._read(offset, size))
            return code
        return compile(self.get_source(name), file_of(name, is_package), "exec", dont_inherit=True)

    def get_source(self, name: str) -> str:
        """Return the source of a module, for tracebacks too."""
        import zlib

        return zlib.decompress(self._read(*self._modules[name][3:])).decode()

    def get_data(self, path: str) -> bytes:
        """Return a file of the package. Raises OSError if there is none."""
        try:
            return self._read(*self._data[os.path.relpath(path, self._path)])
        except KeyError:
            raise FileNotFoundError(path) from None

    def _read(self, offset: int, size: int) -> bytes:
        # opened anew each time: no descriptor is left to a program that pydock becomes
        with open(self._path, "rb") as file:  # noqa: PTH123 (pathlib loads slowly)
            file.seek(offset)
            return file.read(size)


def start() -> None:
    """Run pydock out of the file."""
    if sys.version_info < (3, 10):  # noqa: UP036 (whatever `env python3` finds)
        sys.exit("pydock requires Python 3.10 or later, and this is " + sys.version.split()[0])
    loader: Any = globals()["__loader__"]
    path = os.path.abspath(loader.archive)  # noqa: PTH100
    bundle = Bundle(path, marshal.loads(loader.get_data(f"{loader.archive}/index")))
    sys.meta_path.insert(0, bundle)
    from pydock.__main__ import console

    console()


if __name__ == "__main__":
    start()
