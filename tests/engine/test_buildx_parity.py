"""The same builds by buildx and by pydock's own BuildKit: the same images and the same words.

What differs from run to run is masked: times, ids, and the order of steps that go on together.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests.build.trees import Directory, File, HardLink, Link, plant
from tests.conftest import Engine
from tests.engine.program import Outcome, Program

OPTIONS = ("--progress=plain", "--network=none")

STAGES = """\
FROM busybox AS base
RUN echo hello && echo oops >&2 && mkdir -p /made/deep && echo x >/made/deep/file
RUN chmod 4750 /made

FROM base AS one
COPY a /one
RUN ln -s one /link && ln /one /hard

FROM busybox
ARG VERSION=1
COPY --from=one /one /link /hard /from-one/
COPY --chown=12:34 . /context
ADD a.tar /unpacked
ENV VERSION=$VERSION PATH=/own:$PATH
LABEL inside=yes
USER 12:34
WORKDIR /site/here
VOLUME /data
EXPOSE 80/tcp
STOPSIGNAL SIGINT
HEALTHCHECK --interval=5s CMD true
ENTRYPOINT ["sh", "-c"]
CMD ["true"]
"""

FAILS = """\
FROM busybox
# comment
RUN for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; done; \\
    exit 3
RUN true
"""

MASKS = [
    (re.compile(r"^#\d+ "), "# "),
    (re.compile(r"^(# )?\d+\.\d+ "), r"\1<TIME> "),
    (re.compile(r" \d+\.\d+s( done)?$"), r"\1"),
    (re.compile(r"sha256:[0-9a-f]{64}"), "<DIGEST>"),
    (re.compile(r"\bref [0-9a-z:-]+"), "ref <REF>"),
    (re.compile(r"^(# (?:transferring|copying) \w+:?) [0-9.]+[kM]?B"), r"\1"),
    (re.compile(r"\x1b\[[0-9;]*m"), ""),
    # the engine may say any of them, by how fast it was, and nothing of a base image
    (re.compile(r"^# (CACHED|DONE|CANCELED)$"), "# DONE"),
    (re.compile(r"^# \[\S+ \d/\d\] FROM .*"), ""),
    # what pydock does not print: a prefix of old engines
    (re.compile(r"rpc error: code = \w+ desc = "), ""),
]  # fmt: skip


@pytest.fixture
def buildx(engine: Engine, plugins: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    if engine.name != "docker" or not engine.at_least("1.41"):
        pytest.skip("buildx does not build on this engine.")
    home = tmp_path_factory.mktemp("buildx")
    return Program([str(plugins / "docker-buildx")], home, engine.host, engine.api_version)


@pytest.fixture
def pydock(pydock: Program, buildx: Program) -> Program:
    pydock.environ["DOCKER_BUILDKIT"] = "1"
    return pydock


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A context with files of many kinds."""
    context = tmp_path / "context"
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("in-tar"))
    plant(
        context,
        {
            "Dockerfile": STAGES,
            ".dockerignore": "*.o\nbuild\n!build/keep\n",
            "a": "1",
            "a.tar": archive.getvalue(),
            "b.o": "2",
            "build/c": "3",
            "build/keep": "4",
            "empty": Directory(0o700),
            "dir/\u00e9t\u00e9": File(b"5", 0o640),
            "hard": HardLink("a"),
            "link": Link("a"),
            "dangling": Link("/nowhere"),
            "run.sh": File(b"#!/bin/sh\n", 0o6755),
        },
    )
    return context


def masked(outcome: Outcome, *, debug_name: str = "docker") -> tuple[int, list[str], list[str]]:
    """Status, output and standard error, each line once and in order of the alphabet."""
    errors = outcome.err.replace(f"(use {debug_name} --debug", "(use docker --debug")
    lines = {_masked(line) for line in errors.splitlines()} - {"", "# ..."}
    # how far something was when nobody knew more depends on the moment
    counted = {line for line in lines if f"{line} done" in lines}
    return outcome.status, outcome.out.splitlines(), sorted(lines - counted)


def _masked(line: str) -> str:
    for pattern, word in MASKS:
        line = pattern.sub(word, line)
    return line


def compare(buildx: Program, pydock: Program, *words: str, **more: Any) -> Outcome:
    """Build with both and compare what they say; pydock's outcome."""
    theirs = buildx("build", *OPTIONS, *words, **more)
    ours = pydock("build", *OPTIONS, *words, **more)
    (status, out, errors), expected = masked(ours, debug_name=pydock.name), masked(theirs)
    assert (status, out) == expected[:2]
    assert "\n".join(errors) == "\n".join(expected[2])
    return ours


def content(program: Program, image: str, container: str) -> dict[str, tuple[Any, ...]]:
    """All files of an image: what they are, whose, with what in them, and when from the context."""
    program("create", "--name", container, image, "true").ok()
    archive = program("export", container).ok().out_bytes
    program("rm", container).ok()
    found = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            file = tar.extractfile(member) if member.isfile() else None
            digest = hashlib.sha256(file.read()).hexdigest() if file else ""
            time = member.mtime if member.isfile() and member.name.startswith("context/") else 0
            found[member.name] = (
                member.type, member.mode, member.uid, member.gid, member.linkname, digest, time,
            )  # fmt: skip
    return found


@pytest.mark.parametrize(
    "options", [["--build-arg", "VERSION=2", "--label", "outside=1"], ["--target", "one"]]
)
def test_images_are_equal(
    buildx: Program, pydock: Program, engine: Engine, directory: Path, name: str, options: list[str]
) -> None:
    images = [f"{name}:theirs", f"{name}:ours"]
    for program, image in zip((buildx, pydock), images, strict=True):
        program("build", *OPTIONS, "--no-cache", "-t", image, *options, str(directory)).ok()
    theirs, ours = (content(pydock, image, name) for image in images)
    assert ours == theirs
    assert "run.sh" in "".join(ours) or "--target" in options
    configs = [engine.client.get(f"/images/{image}/json")["Config"] for image in images]
    assert configs[1] == configs[0]


def test_progress_is_equal(
    buildx: Program, pydock: Program, directory: Path, tmp_path: Path, name: str
) -> None:
    for options in (["--no-cache"], [], ["--target=one"]):
        compare(buildx, pydock, "-t", name, *options, str(directory))
    compare(buildx, pydock, "-o", str(tmp_path / "out"), str(directory))


def test_failures_are_equal(buildx: Program, pydock: Program, directory: Path) -> None:
    fails = directory.parent / "fails"
    fails.write_text(FAILS)
    compare(buildx, pydock, "-f", str(fails), str(directory))
    for dockerfile in ("FROM busybox\nFOO\n", "FROM busybox\nCOPY gone /\n", "FROM\n"):
        fails.write_text(dockerfile)
        compare(buildx, pydock, "--no-cache", "-f", str(fails), str(directory))
    compare(buildx, pydock, "--target", "gone", str(directory))


@pytest.mark.parametrize(
    "options",
    [
        ["--secret", "id=x,src=/nowhere"],
        ["--secret", "src=/etc/hosts"],
        ["-o", "type=local"],
        ["-o", "type=local,dest=-"],
        ["--push"],
        ["--build-context", "x=/nowhere"],
        ["--build-arg", "=x"],
        ["--allow", "frob"],
        ["-t", "UPPER"],
        ["--add-host", "frob"],
        ["--network", "frob"],
        ["--progress", "frob"],
        ["-q"],
        ["--no-cache", "--no-cache-filter", "x"],
        ["--attest", "foo"],
        ["--annotation", "foo"],
        ["--call", "a,b"],
    ],
    ids=" ".join,
)
def test_refusals_are_equal(buildx: Program, pydock: Program, options: list[str]) -> None:
    (pydock.home / "Dockerfile").write_text("FROM busybox\n")
    compare(buildx, pydock, *options, str(pydock.home))


def test_files_about_the_result_are_equal(
    buildx: Program, pydock: Program, engine: Engine, tmp_path: Path, name: str
) -> None:
    (tmp_path / "Dockerfile").write_text("FROM busybox\nLABEL a=b\n")
    found = []
    for program in (buildx, pydock):
        files = [tmp_path / "id", tmp_path / "metadata"]
        words = [f"--iidfile={files[0]}", f"--metadata-file={files[1]}", "--provenance=false"]
        program("build", "--network=none", *words, "-t", name, str(tmp_path)).ok()
        metadata = json.loads(files[1].read_text())
        assert metadata.pop("buildx.build.ref").startswith("default/default/")
        # a parameter of newer engines that this buildx drops
        if provenance := metadata.get("buildx.build.provenance"):
            provenance["invocation"]["parameters"].pop("compatibilityVersion", None)
        found.append((files[0].read_text(), metadata))
    (their_id, theirs), (our_id, ours) = found
    assert ours == theirs
    # buildx's is the digest of the configuration, by which an image store knows no image
    assert their_id in (our_id, ours.get("containerimage.config.digest"))
    assert our_id == engine.client.get(f"/images/{name}/json")["Id"]


def test_answers_of_the_frontend_are_equal(
    buildx: Program, pydock: Program, engine: Engine, tmp_path: Path
) -> None:
    if not engine.at_least("1.46"):
        pytest.skip("The frontend of this engine answers no such questions.")
    dockerfile = tmp_path / "Dockerfile"
    for content, options in (
        ("FROM busybox AS Upper\nARG X=1\nENV a b\n", ["--check"]),
        ("FROM busybox AS Upper\nARG X=1\n", ["--call=outline"]),
        ("FROM busybox AS Upper\nARG X=1\n", ["--call=targets,format=json"]),
        ("FROM busybox AS Upper\nFOO\n", ["--check"]),
    ):
        dockerfile.write_text(content)
        theirs, ours = (
            program("build", *OPTIONS, *options, str(tmp_path)) for program in (buildx, pydock)
        )
        assert (ours.status, ours.out) == (theirs.status, theirs.out)
        # the progress of something so short depends on the moment
        errors = [outcome.err.partition("ERROR: ")[2] for outcome in (theirs, ours)]
        assert errors[1] == errors[0]
