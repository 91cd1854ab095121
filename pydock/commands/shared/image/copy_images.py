"""Copy images from one engine to another: only the layers that the other one lacks."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from pydock.api import images, system
from pydock.api.engine import Engine
from pydock.api.types.images import ImageInspect
from pydock.archive.header_fields import ArchiveError
from pydock.archive.image_archive import Step, Target, read_layers, rewritten
from pydock.cli.app import App
from pydock.commands.shared.image.image_reference import (
    inspects_platform,
    parse_reference,
    platform_list,
    require_platform_of_save,
)
from pydock.errors import ApiError, CannotConnect, ConnectionLost, NotFound, PydockError
from pydock.golang.units import human_size
from pydock.oci.archive_layers import ChainedLayer, Layers, chained_layers
from pydock.oci.reference import Reference
from pydock.progress.display import drain, open_display
from pydock.progress.json_stream import Message, Progress, StreamError
from pydock.spec.version_rules import IMAGE_SAVE

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydock.transport import StreamResponse


def copy_images(
    app: App,
    names: Sequence[str],
    *,
    source_name: str,
    target_name: str,
    platform: Sequence[str],
    dry_run: bool,
    quiet: bool,
) -> None:
    """Copy images between engines by context or address, and print what was sent.

    `source_name` is "" for the engine in use. Raises ApiError, PydockError.
    """
    with ExitStack() as open_engines:
        source = _side(app, source_name, app.engine if not source_name else None, open_engines)
        target = _side(app, target_name, None, open_engines)
        if source.url == target.url:
            raise PydockError(f"source and target are the same engine: {target.name}")
        found = _find(source, names, platform)
        copied = [image for image in found if not _is_there(target, image)]
        totals = _Totals()
        if copied:
            totals = _Copy(app, source, target, copied, quiet=quiet, dry_run=dry_run).run()
        for image in found:
            if image not in copied and not dry_run:
                _tag(target, image)
            state = "" if image in copied or quiet else ": already there"
            app.print(f"{image.name}{state}")
        if not quiet:
            app.print(totals.text(dry_run=dry_run))


class _Side(NamedTuple):
    """One of the two engines."""

    name: str
    engine: Engine
    url: str
    has_containerd_store: bool


class _Image(NamedTuple):
    """An image of the source."""

    name: str
    #: None for an image that is named by its ID
    reference: Reference | None
    id: str
    diff_ids: list[str]
    #: what the containerd store has of it
    manifests: frozenset[str]
    platforms: list[dict[str, str]]

    def name_for(self, engine: Engine) -> str:
        """Return the full name, or the ID of an image that is named by it."""
        if self.reference is None:
            return self.id
        return f"{engine.repository(self.reference.name)}:{self.reference.tag}"


class _Incomplete(PydockError):
    """The target took an archive and lacks some of its layers."""


class _Totals:
    def __init__(self) -> None:
        self.sent_bytes = self.sent_layers = self.saved_bytes = self.saved_layers = 0

    def text(self, *, dry_run: bool) -> str:
        verb = "Would send" if dry_run else "Sent"
        text = f"{verb} {human_size(self.sent_bytes)}, {_layers(self.sent_layers)}"
        if self.saved_layers:
            text += f"; already there: {human_size(self.saved_bytes)}, {_layers(self.saved_layers)}"
        return text


def _layers(count: int) -> str:
    return f"{count} layer" if count == 1 else f"{count} layers"


def _side(app: App, name: str, engine: Engine | None, open_engines: ExitStack) -> _Side:
    if engine is None:
        engine = open_engines.enter_context(closing(app.other_engine(name)))
    url = app.endpoint_of(name).url
    return _Side(name or url, engine, url, system.has_containerd_store(system.info(engine)))


def _find(source: _Side, names: Sequence[str], platform: Sequence[str]) -> list[_Image]:
    """Return the images to copy, each once. ApiError 404, NotSupported."""
    engine = source.engine
    platforms = platform_list(engine, platform, IMAGE_SAVE["platform several"])
    if platforms:
        require_platform_of_save(engine)
    found = []
    for name in dict.fromkeys(names):
        image = _inspect(source, name, platforms)
        manifests = images.available_manifests(image)
        diff_ids = images.diff_ids(image)
        reference = _reference(name, image)
        found.append(_Image(name, reference, image["Id"], diff_ids, manifests, platforms))
    return found


def _inspect(side: _Side, name: str, platforms: Sequence[dict[str, str]]) -> ImageInspect:
    """Return an image, of one platform if that is requested and possible, else as it is."""
    engine = side.engine
    if len(platforms) == 1 and inspects_platform(engine):
        return images.inspect(engine, name, platform=platforms[0])
    manifests = side.has_containerd_store and engine.at_least(images.MANIFESTS_API)
    return images.inspect(engine, name, manifests=manifests)


def _reference(name: str, image: ImageInspect) -> Reference | None:
    """Return the tag by which the image is named, None if it is named by ID or digest."""
    tags = _tags(image)
    for full_name in (name, f"localhost/{name}"):  # Podman's name for images of its own
        with suppress(PydockError):
            reference = parse_reference(full_name).with_default_tag()
            if str(reference) in tags:
                return reference
    return None


def _tags(image: ImageInspect) -> set[str]:
    """Return the full names of an image."""
    return {str(parse_reference(tag)) for tag in image.get("RepoTags") or ()}


def _is_there(target: _Side, image: _Image) -> bool:
    """Return whether the target has the whole image under its id."""
    if image.platforms:
        return False
    try:
        found = _inspect(target, image.id, ())
    except NotFound:
        return False
    return found["Id"] == image.id and not _missing(image, found)


def _missing(image: _Image, found: ImageInspect) -> bool:
    """Return whether the target lacks content of a platform that the source has."""
    return any(
        not one.get("Available")
        for one in found.get("Manifests") or ()
        if one["ID"] in image.manifests or (not image.manifests and one.get("Kind") == "image")
    )


def _tag(target: _Side, image: _Image) -> None:
    """Give an image that was there the name that it has in the source."""
    if image.reference is None:
        return
    if str(image.reference) not in _tags(images.inspect(target.engine, image.id)):
        images.tag(target.engine, image.id, image.reference.name, image.reference.tag)


class _Copy:
    """The transfer of the images of one archive from the source to the target."""

    def __init__(
        self,
        app: App,
        source: _Side,
        target: _Side,
        copied: Sequence[_Image],
        *,
        quiet: bool,
        dry_run: bool,
    ) -> None:
        self._app, self._source, self._target, self._images = app, source, target, copied
        self._quiet, self._dry_run = quiet, dry_run

    def run(self) -> _Totals:
        """Copy the images; with all layers if the target refuses an archive without some."""
        totals = _Totals()
        try:
            self._send(self._layers(), totals)
        except (ApiError, StreamError, _Incomplete) as error:
            if not totals.saved_layers:
                raise
            reason = error.message.partition("\n")[0]
            self._app.warn(
                f"{self._target.name} refuses the images without the layers that it has"
                f" ({reason}): sending all layers"
            )
            totals = _Totals()
            self._send(Layers(self._diff_ids, lambda digest, layer: False), totals)
        return totals

    @property
    def _kind(self) -> Target:
        if self._target.engine.is_podman:
            return Target.PODMAN
        has_store = self._target.has_containerd_store
        return Target.CONTAINERD_STORE if has_store else Target.GRAPH_DRIVER

    @property
    def _diff_ids(self) -> list[list[str]]:
        return [image.diff_ids for image in self._images]

    def _layers(self) -> Layers:
        """Return the layers, and which of them the target has."""
        source, target = self._source, self._target
        have: set[str] = set()

        def has(digest: str, layer: ChainedLayer) -> bool:
            if target.has_containerd_store:
                return digest in have
            return (layer.diff_id if target.engine.is_podman else layer.chain_id) in have

        layers = Layers(self._diff_ids, has)
        common = self._common_layers()
        if not common:
            return layers
        if source.has_containerd_store and source.url.startswith("unix://"):
            # to know the blobs of the layers from the start costs reading the archive once more,
            # which pays only where that is faster than sending
            manifests = {one for image in self._images for one in image.manifests}
            with self._archive() as answer:
                read_layers(answer.readinto, layers, manifests)
        if not target.has_containerd_store:
            have |= common
        elif target.engine.at_least(images.MANIFESTS_API):
            digests = {*layers.manifests.blobs, *chain.from_iterable(self._diff_ids)}
            with suppress(ApiError):
                have |= images.have_blobs(target.engine, sorted(digests))
        return layers

    def _common_layers(self) -> set[str]:
        """Return the layers that images of the target have: diff ids, or chain ids for docker."""
        engine = self._target.engine
        required = {layer for diff_ids in self._diff_ids for layer in chained_layers(diff_ids)}
        repositories = {image.reference.familiar_name for image in self._images if image.reference}
        summaries = sorted(
            images.ls(engine),
            key=lambda one: (
                not any(tag.rpartition(":")[0] in repositories for tag in one.get("RepoTags") or ())
            ),
        )
        found: set[ChainedLayer] = set()
        for diff_ids in images.layers(engine, dict.fromkeys(one["Id"] for one in summaries)):
            found.update(required.intersection(chained_layers(diff_ids)))
            if engine.is_podman:
                found.update(layer for layer in required if layer.diff_id in diff_ids)
            if found == required:
                break
        return {layer.diff_id if engine.is_podman else layer.chain_id for layer in found}

    def _archive(self) -> StreamResponse:
        # without its tag a name means all tags of its repository
        names = [image.name_for(self._source.engine) for image in self._images]
        return images.save(self._source.engine, names, platforms=self._images[0].platforms)

    def _send(self, layers: Layers, totals: _Totals) -> None:
        """Send an archive without the layers that the target has, and look whether it is whole."""
        app, target = self._app, self._target
        terminal = app.is_terminal("stdout")
        with (
            self._archive() as answer,
            open_display(app.stdout, terminal=terminal, environ=app.environ) as show,
        ):
            body = rewritten(
                answer.readinto, layers, lambda step: self._show(step, totals, show), self._kind
            )
            pieces = self._counted(body, totals)
            if self._dry_run:
                for _ in pieces:
                    pass
                return
            try:
                with images.load(target.engine, pieces, quiet=True) as loaded:
                    if "json" in loaded.headers.get("content-type", ""):
                        drain(loaded.chunks())
                    else:
                        deque(loaded.chunks(), 0)
            except (CannotConnect, ConnectionLost) as error:
                if not totals.sent_bytes:
                    raise
                sent = human_size(totals.sent_bytes)
                raise PydockError(f"the connection to {target.name} broke after {sent}") from error
        for image in self._images:
            self._check(image)

    def _counted(self, pieces: Iterator[bytes], totals: _Totals) -> Iterator[bytes]:
        try:
            for piece in pieces:
                totals.sent_bytes += len(piece)
                yield piece
        except (ArchiveError, ConnectionLost) as error:
            raise PydockError(f"reading from {self._source.name}: {error.message}") from None

    def _show(self, step: Step, totals: _Totals, show: Callable[[Message], None]) -> None:
        """Count and display the progress of a layer."""
        status, progress = "Sending", Progress(step.current or 0, step.total)
        if step.current is None:
            totals.saved_layers += 1
            totals.saved_bytes += step.total
            status, progress = f"Already exists, {human_size(step.total)}", Progress()
        elif step.current == step.total:
            totals.sent_layers += 1
            verb = "Would send" if self._dry_run else "Sent"
            status, progress = f"{verb} {human_size(step.total)}", Progress()
        if not self._quiet:
            show(Message(id=step.title, status=status, progress=progress))

    def _check(self, image: _Image) -> None:
        """Raise _Incomplete if the target does not have a copied image as it is in the source."""
        target = self._target
        try:
            found = _inspect(target, image.name_for(target.engine), image.platforms)
        except NotFound:
            if image.reference is None:
                return  # under another id in a store of another kind
            raise
        if images.diff_ids(found) != image.diff_ids or _missing(image, found):
            raise _Incomplete(f"{image.name} lacks layers")
