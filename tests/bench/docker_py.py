"""The benchmarked part of docker's command line as a user would write it with docker-py.

It is here to be measured: it knows the words that tests/bench uses, and those only.
"""

from __future__ import annotations

import shutil
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import docker

OUT = sys.stdout.buffer
BLOCK_BYTES = 1 << 20


def ps(engine: Any, *options: str) -> None:
    for item in engine.api.containers(all=True):
        print(item["Id"][:12], item["Image"], item["Command"], item["Status"], *item["Names"])


def images(engine: Any) -> None:
    for item in engine.api.images():
        print(*item["RepoTags"], item["Id"], item["Created"], item["Size"])


def events(engine: Any, *options: str) -> None:
    for event in engine.events(since=0, until=1, decode=True):
        print(event["time"], event["Type"], event["Action"], event["Actor"])


def logs(engine: Any, container: str) -> None:
    for part in engine.api.logs(container, stream=True):
        OUT.write(part)


def exec(engine: Any, first: str, *words: str) -> None:
    """With -i first standard input is sent, as it is to be had with docker-py: on its socket."""
    container = engine.containers.get(words[0] if first == "-i" else first)
    if first != "-i":
        for part in container.exec_run(list(words), stream=True).output:
            OUT.write(part)
        return
    stream = container.exec_run(list(words[1:]), stdin=True, socket=True).output
    while block := sys.stdin.buffer.read(BLOCK_BYTES):
        stream._sock.sendall(block)
    stream._sock.shutdown(1)
    shutil.copyfileobj(stream, OUT)


def cp(engine: Any, source: str, target: str) -> None:
    with tempfile.TemporaryFile() as archive:
        name, colon, path = target.partition(":")
        if colon:
            with tarfile.open(fileobj=archive, mode="w") as tar:
                tar.add(source, Path(path).name)
            archive.seek(0)
            engine.containers.get(name).put_archive(str(Path(path).parent), archive)
            return
        name, _, path = source.partition(":")
        for part in engine.containers.get(name).get_archive(path)[0]:
            archive.write(part)
        archive.seek(0)
        with tarfile.open(fileobj=archive) as tar, tempfile.TemporaryDirectory() as directory:
            tar.extractall(directory, filter="tar")
            shutil.move(Path(directory) / Path(path).name, target)


def export(engine: Any, container: str) -> None:
    for part in engine.containers.get(container).export():
        OUT.write(part)


def save(engine: Any, image: str) -> None:
    for part in engine.images.get(image).save(named=True):
        OUT.write(part)


def load(engine: Any) -> None:
    engine.images.load(sys.stdin.buffer)


def build(engine: Any, *words: str) -> None:
    _, _, tag, directory = words
    engine.images.build(path=directory, tag=tag)


COMMANDS = (ps, images, events, logs, exec, cp, export, save, load, build)

if __name__ == "__main__":
    known = {command.__name__: command for command in COMMANDS}
    known[sys.argv[1]](docker.from_env(timeout=None), *sys.argv[2:])
