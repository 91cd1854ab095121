"""Efficiency and wasted bytes of twenty images, compared with those that dive 0.13.1 reports.

    python -m tests.oci.test_dive_figures DIRECTORY

writes the images as archives, for `dive docker-archive://DIRECTORY/N.tar --json FILE`.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from random import Random

import pytest

from pydock.archive.image_layers import read_image
from pydock.oci.layer_files import stacked
from tests.support.image_archives import docker_20, layer

#: efficiency, wasted bytes and size of each image, by dive
DIVE = [
    (0.47928691038618015, 101284, 137527),
    (1.0, 0, 17519),
    (0.46646174425968223, 75506, 123405),
    (0.9367044341865995, 2715, 42894),
    (0.7274371999164985, 3917, 9626),
    (0.4251938099622776, 19352, 33667),
    (0.3673361680690412, 120398, 158680),
    (0.9458589989775306, 2171, 40099),
    (1.0, 0, 46225),
    (0.6993665768194071, 26340, 63437),
    (0.5276726210182373, 69563, 129480),
    (0.6388369172412025, 28183, 56792),
    (0.5358193949364775, 25784, 42913),
    (0.6898239297969286, 16542, 53331),
    (1.0, 0, 27993),
    (1.0, 0, 9931),
    (0.2573435240652758, 22776, 24205),
    (0.5697120437189098, 39777, 69536),
    (0.8601936324706758, 7509, 53710),
    (0.7438226994287287, 30040, 86975),
]

_DIRECTORIES = ("", "a/", "a/b/", "c/", "c/d/e/")


def image_archive(number: int) -> bytes:
    """An image whose layers write, change and remove files and directories."""
    random = Random(number)
    files: set[str] = set()
    layers = []
    for _ in range(random.randint(1, 7)):
        lower, entries = set(files), dict[str, bytes | str | None]()
        for _ in range(random.randint(1, 15)):
            directory, action = random.choice(_DIRECTORIES), random.random()
            below = {path for path in lower if path.startswith(directory)}
            is_untouched = not any(name.startswith(directory) for name in entries)
            if action < 0.15 and directory and below and is_untouched:
                _add_parents(entries, directory[:-1])
                parent, _, base = directory[:-1].rpartition("/")
                entries[f"{parent}/.wh.{base}".lstrip("/")] = b""
                files -= below
            elif action < 0.2 and directory and below and is_untouched:
                _add_parents(entries, directory)
                entries[f"{directory}.wh..wh..opq"] = b""
                files -= below
            elif action < 0.35 and (removed := sorted(below & files - set(entries))):
                path = random.choice(removed)
                _add_parents(entries, path)
                entries[_whiteout(path)] = b""
                files.discard(path)
            elif action < 0.4:
                _add_parents(entries, f"{directory}empty{random.randint(1, 3)}/x")
            else:
                path = f"{directory}file{random.randint(1, 9)}"
                if _whiteout(path) not in entries and not _is_removed(path, entries):
                    _add_parents(entries, path)
                    is_link = random.random() < 0.1
                    entries[path] = "target" if is_link else bytes(random.randint(0, 9000))
                    files.add(path)
        layers.append(layer(entries))
    history = [{"created_by": "x"}] * len(layers)
    return docker_20(layers, f"image:{number}", {"history": history})


def _whiteout(path: str) -> str:
    directory, _, base = path.rpartition("/")
    return f"{directory}/.wh.{base}".lstrip("/")


def _is_removed(path: str, entries: dict[str, bytes | str | None]) -> bool:
    """Return whether this layer removes a directory above."""
    return any(_whiteout(path[:end]) in entries for end, c in enumerate(path) if c == "/")


def _add_parents(entries: dict[str, bytes | str | None], path: str) -> None:
    for end, character in enumerate(path):
        if character == "/":
            entries.setdefault(path[: end + 1], None)


@pytest.mark.parametrize("number", range(len(DIVE)))
def test_the_figures_of_dive(number: int) -> None:
    efficiency, wasted_bytes, size = DIVE[number]
    found = stacked(read_image(io.BytesIO(image_archive(number)).readinto, []).layers)
    assert found.efficiency == pytest.approx(efficiency, abs=1e-9)
    assert (found.wasted_bytes, found.size) == (wasted_bytes, size)


if __name__ == "__main__":
    for each in range(20):
        (Path(sys.argv[1]) / f"{each}.tar").write_bytes(image_archive(each))
