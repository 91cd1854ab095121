"""Installed packages, as databases in an image list them: dpkg, apk and Python; rpm's unread."""

import re
from collections.abc import Iterable, Iterator, Mapping

#: a file that lists packages, by its path -> the package manager
_LISTS = {
    b"var/lib/dpkg/status": "dpkg",
    b"lib/apk/db/installed": "apk",
    b"usr/lib/apk/db/installed": "apk",
}
#: where distroless images have a file for each package
_DPKG_DIRECTORY = b"var/lib/dpkg/status.d/"
_PYTHON = re.compile(
    rb"(?:.*/)?([^/]+?)-([^/-]+)(?:\.dist-info/METADATA|(?:-py[\d.]+)?\.egg-info(?:/PKG-INFO)?)"
)
_RPM = re.compile(rb"(?:var/lib|usr/lib/sysimage)/rpm/(?:rpmdb\.sqlite|Packages(?:\.db)?)")
#: manager -> the fields of name, version, architecture and state
_FIELDS = {
    "dpkg": ("Package:", "Version:", "Architecture:", "Status:"),
    "apk": ("P:", "V:", "A:", "-"),
}


def manager_of(path: bytes) -> str:
    """Return the package manager whose list a file is, or ""."""
    return "dpkg" if path.startswith(_DPKG_DIRECTORY) else _LISTS.get(path, "")


def listed(manager: str, data: bytes) -> dict[str, str]:
    """Return the versions of installed packages by name, of a list."""
    found: dict[str, str] = {}
    for paragraph in data.decode("utf-8", "replace").split("\n\n"):
        name, version, architecture, state = _values(paragraph, _FIELDS[manager])
        if name and (not state or state.endswith(" installed")):
            found[f"{name}:{architecture}" if name in found else name] = version
    return found


def python_packages(paths: Iterable[bytes]) -> dict[str, str]:
    """Return the versions of Python packages by name, from the paths of their metadata."""
    found: dict[str, set[str]] = {}
    for path in paths:
        if match := _PYTHON.fullmatch(path):
            name, version = (part.decode("utf-8", "replace") for part in match.groups())
            found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), set()).add(version)
    return {name: ", ".join(sorted(versions)) for name, versions in found.items()}


def rpm_databases(paths: Iterable[bytes]) -> list[bytes]:
    """Return the paths of rpm's databases, which are not read."""
    return sorted(path for path in paths if _RPM.fullmatch(path))


def joined(lists: Mapping[bytes, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return packages by manager, of lists by their paths."""
    found: dict[str, dict[str, str]] = {}
    for path, packages in lists.items():
        found.setdefault(manager_of(path), {}).update(packages)
    return found


def _values(paragraph: str, fields: tuple[str, ...]) -> Iterator[str]:
    lines = paragraph.split("\n")
    for field in fields:
        line = next((line for line in lines if line.startswith(field)), field)
        yield line[len(field) :].strip()
