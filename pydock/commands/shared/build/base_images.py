"""Pull base images before a build: the classic builder takes one login for each registry."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from pydock.api import images as api
from pydock.cli.app import App
from pydock.commands.shared.image.image_pull import pull
from pydock.errors import NotFound
from pydock.oci.registry_auth import server_key

if TYPE_CHECKING:
    from pydock.oci.reference import Reference


def pull_by_namespace(app: App, images: Collection[Reference], query: dict[str, Any]) -> None:
    """Pull images whose login the engine does not get with a build, each with its own.

    With --pull in the build's `query` these are all images, and it is then taken from the query.
    ApiError, StreamError.
    """
    credentials = app.credentials
    servers = {server_key(image.registry) for image in images}
    sent = {credentials.one_key(server, images) for server in servers}
    others = {image for image in images if credentials.key_for(image) not in sent and image.path}
    pulls_all = bool(others and query["pull"])
    if pulls_all:
        query["pull"] = None
        others = {image for image in images if image.path}
    for image in sorted(others):
        if pulls_all or not _exists(app, image):
            platform = query.get("platform") or ""
            pull(app, image.with_default_tag(), platform=platform, quiet=True)


def _exists(app: App, image: Reference) -> bool:
    try:
        api.inspect(app.engine, image.familiar)
    except NotFound:
        return False
    return True
