"""Compare images with the tags of their registries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pydock.api import images as api
from pydock.api import registry as engine_registry
from pydock.api.types.images import ImageInspect
from pydock.cli.app import App
from pydock.commands.shared.image.images_by_name import NamedImage
from pydock.commands.shared.image.registries import (
    RateLimited,
    RegistryAccessDenied,
    RepositoryNotFound,
    open_registry_of,
    registry_errors,
)
from pydock.commands.shared.parallel import in_parallel
from pydock.errors import ApiError, CannotConnect, PydockError
from pydock.oci.reference import Reference
from pydock.oci.registry_client import manifest_digest
from pydock.oci.remote_image import NoSuchPlatform, RemoteImage
from pydock.transport.registry_http import REGISTRY_CONNECTIONS, RegistryTransport, is_loopback
from pydock.views.outdated import (
    CURRENT,
    FAILED,
    LOCAL,
    MISSING,
    OUTDATED,
    PINNED,
    RATE_LIMITED,
    REFUSED,
    UNREACHABLE,
)

#: registries that get requests at a time
_REGISTRIES_AT_A_TIME = 8
_DISTRIBUTION_API = "1.30"
#: the registry in the names of images that Podman built
_LOCAL = "localhost"
#: error -> status of `pydock.views.outdated`
_STATES: Mapping[type[PydockError], str] = {
    RateLimited: RATE_LIMITED,
    RegistryAccessDenied: REFUSED,
    RepositoryNotFound: MISSING,
    CannotConnect: UNREACHABLE,
}
#: words of an engine's error -> its meaning; the first match counts
_REASONS = (
    (("toomanyrequests", "too many requests"), RateLimited),
    (("manifest unknown", "name unknown", "not found", "no such manifest"), RepositoryNotFound),
    (("unauthorized", "denied", "no basic auth", "authentication required"), RegistryAccessDenied),
    (("dial tcp", "no such host", "timeout", "deadline", "x509", "tls", "server gave http",
      "connection re", "eof"), CannotConnect),
)  # fmt: skip


class Comparison(NamedTuple):
    """An image beside its registry; `status` is one of `pydock.views.outdated`."""

    image: NamedImage
    status: str
    registry_digest: str = ""
    detail: str = ""


def compared(app: App, images: Iterable[NamedImage]) -> list[Comparison]:
    """Compare images with their registries, several registries and images at a time."""
    done: list[Comparison] = []
    groups: dict[tuple[str, str], list[NamedImage]] = defaultdict(list)
    for image in images:
        reference = image.reference
        if reference is None or reference.digest:
            done.append(Comparison(image, PINNED))
        elif not image.digests or (reference.registry == _LOCAL and app.engine.is_podman):
            done.append(Comparison(image, LOCAL))
        else:
            groups[reference.registry, app.credentials.key_for(reference)].append(image)
    registries = [_Registry(app, group) for group in groups.values()]
    for found in in_parallel(_Registry.compared, registries, _REGISTRIES_AT_A_TIME):
        done += found
    digests = {one.image.name: one.registry_digest for one in done if one.registry_digest}
    return [_former(one, digests) for one in done]


def _former(found: Comparison, digests: Mapping[str, str]) -> Comparison:
    """Return an image of unknown digests as outdated if its tag is another one here by now."""
    digest = digests.get(found.image.name, "")
    if found.status != LOCAL or not digest:
        return found
    return found._replace(status=OUTDATED, registry_digest=digest)


class _Registry:
    """Images of one registry that have the same login."""

    def __init__(self, app: App, images: Sequence[NamedImage]) -> None:
        self._app = app
        self._images = images
        #: an error that ends all further requests
        self._limit: RateLimited | None = None
        #: of this client; without one the engine sends the requests
        self._transport: RegistryTransport | None = None
        self._connection_error = ""

    def compared(self) -> list[Comparison]:
        self._connect()
        by_tag: dict[Reference, list[NamedImage]] = defaultdict(list)
        for image in self._images:
            assert image.reference
            by_tag[image.reference].append(image)
        found = in_parallel(self._of_tag, list(by_tag.items()), REGISTRY_CONNECTIONS)
        return [comparison for comparisons in found for comparison in comparisons]

    def _connect(self) -> None:
        reference = self._images[0].reference
        assert reference
        is_near = self._app.endpoint.url.startswith("unix://")
        if is_loopback(reference.registry) and not is_near:
            self._connection_error = "a loopback address is the engine's"
            return
        try:
            self._transport = open_registry_of(self._app, reference, insecure=False)
        except PydockError as error:
            self._connection_error = error.message

    def _of_tag(self, tag: tuple[Reference, list[NamedImage]]) -> list[Comparison]:
        """Compare the images that have one name."""
        reference, images = tag
        try:
            if self._limit:
                raise self._limit
            digest = self._digest(reference)
            return [self._compared_with(digest, reference, image) for image in images]
        except PydockError as error:
            if isinstance(error, RateLimited):
                self._limit = error
            state = next((_STATES[kind] for kind in _STATES if isinstance(error, kind)), FAILED)
            return [self._not_compared(image, state, error.message) for image in images]

    def _digest(self, reference: Reference) -> str:
        """Return the digest of a tag, from the registry or, if it is out of reach, the engine."""
        if self._transport:
            with registry_errors(reference):
                return manifest_digest(self._transport, reference)
        engine = self._app.engine
        if engine.is_podman or not engine.at_least(_DISTRIBUTION_API):
            raise CannotConnect(f"{reference.familiar}: {self._connection_error}")
        auth = self._app.credentials.get_for(reference).header()
        try:
            found = engine_registry.distribution(engine, reference.familiar, auth)
        except ApiError as error:
            raise _engine_error(reference, error) from None
        return str(found["Descriptor"]["digest"])

    def _compared_with(self, digest: str, reference: Reference, image: NamedImage) -> Comparison:
        state = CURRENT
        if digest not in image.digests and not self._is_same(reference, image):
            state = OUTDATED
        return Comparison(image, state, digest)

    def _is_same(self, reference: Reference, image: NamedImage) -> bool:
        """Return whether the registry has the same image for its platform under another digest."""
        if self._transport is None:
            return False
        engine = self._app.engine
        with registry_errors(reference):
            remote = RemoteImage(self._transport, reference)
            if image.digests & remote.digests:
                return True
            try:
                local = api.inspect(engine, image.id, manifests=engine.at_least(api.MANIFESTS_API))
            except ApiError:
                return False
            return _is_content_of(remote, local)

    def _not_compared(self, image: NamedImage, state: str, reason: str) -> Comparison:
        """Return why an image was not compared; one built here is not expected in a registry."""
        if state in (MISSING, REFUSED) and self._is_built_here(image):
            return Comparison(image, LOCAL)
        return Comparison(image, state, "", reason)

    def _is_built_here(self, image: NamedImage) -> bool:
        """Return whether the engine knows that it built the image and pulled it from nowhere."""
        try:
            found = api.inspect(self._app.engine, image.id)
        except ApiError:
            return False
        identity = found.get("Identity") or {}
        return bool(identity.get("Build")) and not identity.get("Pull")


def _is_content_of(remote: RemoteImage, local: ImageInspect) -> bool:
    """Return whether all local platforms are the same in the registry."""
    if here := api.available_manifests(local):
        return here <= remote.digests
    platform = {
        "os": local.get("Os") or "",
        "architecture": local.get("Architecture") or "",
        "variant": local.get("Variant") or "",
    }
    try:
        return remote.manifest(platform)["config"]["digest"] == local["Id"]
    except NoSuchPlatform:
        return False


def _engine_error(reference: Reference, error: ApiError) -> PydockError:
    """Return what an engine's error about a registry means."""
    reason = error.reason.lower()
    for words, kind in _REASONS:
        if any(word in reason for word in words):
            return kind(f"{reference.familiar}: {error.reason}")
    return PydockError(f"{reference.familiar}: {error.reason}")
