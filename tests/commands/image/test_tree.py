"""`image tree` where the sizes that the engine reports are not enough."""

from __future__ import annotations

from pathlib import Path

from tests.support.engine import PlayedEngine, pydock_on

IMAGES = [
    {"Id": "sha256:1", "RepoTags": ["base:1"], "Size": 5000, "SharedSize": 0},
    {"Id": "sha256:2", "RepoTags": ["app:1"], "Size": 7000, "SharedSize": 0},
]
ANSWERS = {
    "GET /containers/json": [],
    "GET /images/json": IMAGES,
    "GET /images/sha256:1/json": {"Id": "sha256:1", "RootFS": {"Layers": ["a"]}},
    "GET /images/sha256:2/json": {"Id": "sha256:2", "RootFS": {"Layers": ["a", "b"]}},
}


class Podman(PlayedEngine):
    """Podman, which reports that images share nothing."""

    def _head(self) -> dict[str, str]:
        return {**super()._head(), "server": "Libpod/4.3.1 (linux)"}


def test_podman(tmp_path: Path) -> None:
    done = pydock_on(Podman(ANSWERS, "1.41"), tmp_path)("image", "tree")
    assert done == (
        0,
        "IMAGE      IMAGE ID   LAYERS    SIZE      FREES     CONTAINERS\n"
        "base:1     1          1         5kB       0B\n"
        "└─ app:1   2          +1        7kB       2kB\n",
        "",
    )


def test_an_image_that_is_removed_meanwhile(tmp_path: Path) -> None:
    answers = {key: value for key, value in ANSWERS.items() if ":2" not in key}
    done = pydock_on(PlayedEngine(answers), tmp_path)("image", "tree")
    assert (done.status, done.err) == (0, "")
    assert "app" not in done.out


def test_formats(tmp_path: Path) -> None:
    done = pydock_on(PlayedEngine(ANSWERS), tmp_path)("image", "tree", "--format", "table")
    assert done == (1, "", 'invalid format "table": must be json\n')


def test_engines_that_do_not_report_layers(tmp_path: Path) -> None:
    done = pydock_on(PlayedEngine(ANSWERS, "1.21"), tmp_path)("image", "tree")
    assert done.status == 1
    assert done.err.count("\n") == 1
