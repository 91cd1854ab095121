"""`docker cp`: copy files between a container and the local file system."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, BinaryIO

from pydock.api import archive, containers
from pydock.api.engine import BAD_REQUEST
from pydock.archive import copy_paths, globs
from pydock.archive.copy_paths import CopyPlan, Destination, Source, split_container
from pydock.archive.extract import extract
from pydock.archive.tar_headers import DIRECTORY, Entry, printable
from pydock.archive.tar_reader import TarReader
from pydock.archive.tar_writer import tar_stream
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.transfer_progress import CopyProgress
from pydock.errors import ApiError, NotFound, NotSupported, ProtocolError, PydockError
from pydock.options.value_types import SWITCH
from pydock.spec.version_rules import CONTAINER_COPY
from pydock.terminal.unwinding import unwinding_signals

if TYPE_CHECKING:
    from pydock.transport import StreamResponse

_BLOCK_BYTES = 256 * 1024


@define(
    ["[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-", "[OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH"],
    exactly(2),
    complete="container-paths+files container-paths+files",
    rules=CONTAINER_COPY,
)
@option("archive", "a", SWITCH, "Preserve user and group ids")
@option("follow-link", "L", SWITCH, "Follow symbolic links in SRC_PATH")
@option("quiet", "q", SWITCH, "Suppress progress output (default without a terminal)")
def command(
    app: App, arguments: tuple[str, ...], *, archive: bool, follow_link: bool, quiet: bool
) -> None:
    """Copy files between a container and the local file system.

    A path that ends with /. stands for the content of a directory, without the directory
    itself. With - as the source, a tar archive is read from standard input and extracted to a
    directory of the container. With - as the destination, a tar archive is written to standard
    output.

    If SRC_PATH does not exist in the container, *, ? and [...] in it are matched as a pattern,
    and all matching files are copied.

    Examples:
      pydock cp web:/etc/nginx/nginx.conf .
      pydock cp site/. web:/usr/share/nginx/html
      pydock cp web:/var/log - | tar t
    """
    source, destination = arguments
    if not source:
        raise PydockError("source can not be empty")
    if not destination:
        raise PydockError("destination can not be empty")
    if not app.given("quiet"):
        quiet = not app.is_terminal("stdout")
    from_container, source_path = split_container(source)
    to_container, destination_path = split_container(destination)
    if from_container and to_container:
        raise PydockError("copying between containers is not supported")
    if from_container:
        out = _CopyOut(app, from_container, destination_path, follow=follow_link, quiet=quiet)
        out.copy_or_match(source_path)
    elif to_container:
        into = _CopyIn(app, to_container, destination_path, keep_owner=archive, quiet=quiet)
        into.copy(source_path, follow=follow_link)
    else:
        raise PydockError("must specify at least one container source")


class _CopyOut:
    """Copies from one container to one local destination."""

    def __init__(
        self, app: App, container: str, destination: str, *, follow: bool, quiet: bool
    ) -> None:
        self._app = app
        self._container = container
        self._destination = destination
        self._follow = follow
        self._quiet = quiet
        self._local = copy_paths.absolute(os.fsencode(destination), app.environ)

    def copy_or_match(self, path: str) -> None:
        """Copy the path or, if it does not exist, all paths that match it as a pattern."""
        copy_paths.check_output(self._local)
        # Podman takes every path for a pattern: its archive would have all that match
        if globs.pattern(os.fsencode(path)) and self._app.engine.is_podman:
            found = self._matches(path)
            if found:
                self._copy_all(path, found)
                return
        try:
            self._copy(path)
        except NotFound:
            found = self._matches(path)
            if not found:
                raise
            self._copy_all(path, found)

    def _copy_all(self, pattern: str, found: list[bytes]) -> None:
        if len(found) > 1 and not os.path.isdir(self._local):  # noqa: PTH112 (bytes)
            raise PydockError(
                f"{pattern} matches {len(found)} names: destination"
                f" {self._destination} must be a directory"
            ) from None
        for match in found:
            self._copy(os.fsdecode(match))

    def _copy(self, path: str) -> None:
        rename = b""
        if self._follow:
            path, rename = self._followed(path)
        if self._destination == copy_paths.STANDARD_STREAM:
            self._write_archive(path)
            return
        with CopyProgress(self._app, "from container", quiet=self._quiet) as progress:
            answer, stat = self._open(path)
            with answer:
                reader = TarReader(progress.reading(answer.readinto))
                first = reader.peek()
                if first is None and not copy_paths.names_content(os.fsencode(path)):
                    # dockerd's answer to a name that is not UTF-8
                    raise PydockError(f"empty archive from engine: {self._container}:{path}")
                is_directory = stat.is_directory if stat else _is_directory(first)
                source = Source(os.fsencode(path), is_directory, rename)
                plan = copy_paths.plan(source, copy_paths.local_destination(self._local))
                if first and _is_named_by_engine(first, stat, plan):
                    plan = plan._replace(old_name=first.name.partition(b"/")[0])
                with unwinding_signals():
                    extract(reader, plan.directory, plan.rename, plan.new_name)
        size_bytes = None if stat is None or stat.is_directory else stat.size_bytes
        progress.report_success(printable(self._local), size_bytes)

    def _open(self, path: str) -> tuple[StreamResponse, archive.PathStat | None]:
        """The path as an archive, and its stat if the engine is new enough to send one."""
        if archive.supports_archive(self._app.engine):
            return archive.get(self._app.engine, self._container, path)
        return archive.copy(self._app.engine, self._container, path), None

    def _write_archive(self, path: str) -> None:
        answer, _ = self._open(path)
        buffer = memoryview(bytearray(_BLOCK_BYTES))
        out = self._app.out
        with answer:
            while count := answer.readinto(buffer):
                out.write(buffer[:count])
        out.flush()

    def _followed(self, path: str) -> tuple[str, bytes]:
        """The target of a symbolic link at the path, and the base name to restore."""
        try:
            stat = archive.stat(self._app.engine, self._container, path)
        except (ApiError, NotSupported, ProtocolError):
            return path, b""  # the copy itself reports the error
        if not stat.is_symlink:
            return path, b""
        link = os.fsencode(path)
        target = copy_paths.link_target(link, os.fsencode(stat.link_target))
        target, rename = copy_paths.renamed_target(link, target)
        return os.fsdecode(target), rename

    def _matches(self, path: str) -> list[bytes]:
        """The paths in the container that match the path as a pattern."""
        pattern = globs.pattern(os.fsencode(path))
        if pattern is None or not archive.supports_archive(self._app.engine):
            return []
        directory = os.fsdecode(pattern.directory).rstrip("/") + "/."
        try:
            answer, _ = archive.get(self._app.engine, self._container, directory)
        except ApiError:
            return []
        with answer:
            return pattern.matches(TarReader(answer.readinto))


class _CopyIn:
    """Copies from one local source to one container."""

    def __init__(
        self, app: App, container: str, destination: str, *, keep_owner: bool, quiet: bool
    ) -> None:
        self._app = app
        self._container = container
        self._destination = destination
        self._keep_owner = keep_owner
        self._quiet = quiet

    def copy(self, path: str, *, follow: bool) -> None:
        destination = self._resolved_destination()
        size_bytes = None
        with CopyProgress(self._app, "to container", quiet=self._quiet) as progress:
            if path == copy_paths.STANDARD_STREAM:
                if not destination.is_directory:
                    raise PydockError(f'destination "{self._name}" must be a directory')
                self._put(destination.path, _blocks(self._app.stdin.buffer))
            else:
                local = copy_paths.absolute(os.fsencode(path), self._app.environ)
                source = copy_paths.local_source(local, follow=follow)
                plan = copy_paths.plan(source, destination)
                blocks = tar_stream(source.path, plan.new_name, self._skipped)
                size_bytes = None if self._quiet else _content_bytes(source.path)
                self._put(plan.directory, progress.sending(blocks))
        progress.report_success(f"{self._container}:{printable(destination.path)}", size_bytes)

    @property
    def _name(self) -> str:
        return f"{self._container}:{self._destination}"

    def _resolved_destination(self) -> Destination:
        """The destination in the container; a symbolic link at its end is followed once."""
        path = os.fsencode(self._destination)
        stat = self._stat(path)
        if stat and stat.is_symlink:
            path = copy_paths.link_target(path, os.fsencode(stat.link_target))
            stat = self._stat(path)
        if stat and (stat.is_device or stat.is_irregular):
            found = "a device" if stat.is_device else "an irregular file"
            raise PydockError(
                f'destination "{self._name}" must be a directory or a regular file: got {found}'
            )
        return Destination(path, stat is not None, stat is not None and stat.is_directory)

    def _stat(self, path: bytes) -> archive.PathStat | None:
        """None if the path is missing, or if the upload itself reports a better error."""
        engine = self._app.engine
        try:
            return archive.stat(engine, self._container, os.fsdecode(path))
        except ApiError as error:
            if error.status == BAD_REQUEST:  # of the API version; a HEAD response has no message
                containers.inspect(engine, self._container)
            return None

    def _put(self, directory: bytes, blocks: Iterator[bytes]) -> None:
        archive.put(
            self._app.engine,
            self._container,
            os.fsdecode(directory),
            blocks,
            keep_owner=self._keep_owner,
        )

    def _skipped(self, path: bytes, reason: str) -> None:
        # in the format of docker's own log
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        name = printable(path)
        self._app.warn(f'time="{now}" level=error msg="Can\'t add file {name} to tar: {reason}"')


def _is_named_by_engine(first: Entry, stat: archive.PathStat | None, plan: CopyPlan) -> bool:
    """Return whether the archive's root has its stat's name; old engines choose it themselves."""
    if stat is None:
        return True
    if plan.old_name in (b".", b"/"):
        return False
    return first.name.partition(b"/")[0] == stat.name.encode("utf-8", "replace")


def _is_directory(entry: Entry | None) -> bool:
    return entry is None or entry.type == DIRECTORY


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read1(_BLOCK_BYTES):  # type: ignore[attr-defined]
        yield block


def _content_bytes(path: bytes) -> int | None:
    """The size of all regular files at a local path; None where they cannot be listed."""
    unreadable: list[OSError] = []
    try:
        found = os.lstat(path)
        if not S_ISDIR(found.st_mode):
            return found.st_size if S_ISREG(found.st_mode) else 0
        files = (
            os.lstat(os.path.join(directory, name))  # noqa: PTH118 (bytes)
            for directory, _, names in os.walk(path, onerror=unreadable.append)
            for name in names
        )
        total = sum(file.st_size for file in files if S_ISREG(file.st_mode))
    except OSError:
        return None
    return None if unreadable else total
