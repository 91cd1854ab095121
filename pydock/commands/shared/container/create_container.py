"""Create a container for `run` and `create`: pull its image, write its ID file."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pydock.api import containers, networks
from pydock.api.engine import Engine
from pydock.api.types.containers import ContainerCreateResponse
from pydock.cli.app import App
from pydock.commands.shared.image.content_trust import refuse_content_trust
from pydock.commands.shared.image.image_reference import parse_reference
from pydock.errors import NotFound, PydockError
from pydock.golang.os_errors import path_error
from pydock.oci.reference import Reference, is_image_id
from pydock.spec.container import CreateOptions, CreateRequest


def create_container(app: App, request: CreateRequest, options: CreateOptions) -> str:
    """Create a container, its image pulled by --pull, and its --cidfile; return its ID."""
    with _id_file(options["cidfile"]) as write_id:
        image = pullable_reference(request.body["Image"])
        refuse_content_trust(app, options["disable_content_trust"])
        credentials = b""
        if options["use_api_socket"]:
            from pydock.commands.shared.container.api_socket import (
                copy_credentials,
                mount_api_socket,
            )

            credentials = mount_api_socket(app, request.body)
        created = create_pulled(
            app,
            request,
            image,
            pull=options["pull"],
            quiet=options["quiet"],
            pull_platform=options["platform"],
        )
        container: str = created["Id"]
        connect(app.engine, container, request.further_networks)
        if credentials:
            copy_credentials(app, container, credentials)
        for warning in created.get("Warnings") or ():
            app.warn(f"WARNING: {warning}")
        write_id(container)
    return container


def create_pulled(
    app: App,
    request: CreateRequest,
    image: Reference | None,
    *,
    pull: str = "missing",
    quiet: bool = False,
    pull_platform: str = "",
) -> ContainerCreateResponse:
    """Create the container; pulls a missing `image` first, by `pull`. None is never pulled."""
    engine, (body, name, platform, *_) = app.engine, request
    if not containers.create_accepts_host_config(engine):
        body = {field: value for field, value in body.items() if field != "HostConfig"}
    if pull == "always":
        required = image or parse_reference(body["Image"]).with_default_tag()
        _pull(app, required, pull_platform, quiet=quiet)
    try:
        return containers.create(engine, body, name=name, platform=platform)
    except NotFound:
        if image is None or pull != "missing":
            raise
    if not quiet:
        app.warn(f"Unable to find image '{image.familiar}' locally")
    _pull(app, image, pull_platform, quiet=quiet)
    return containers.create(engine, body, name=name, platform=platform)


def connect(engine: Engine, container: str, further: Mapping[str, Any]) -> None:
    """Connect a new container to networks beyond those of the create request."""
    try:
        for network, endpoint in further.items():
            networks.connect(engine, network, container, endpoint)
    except PydockError:
        with suppress(PydockError):
            containers.rm(engine, container, volumes=True)
        raise


def pullable_reference(text: str) -> Reference | None:
    """The reference to pull; None for an image ID, which cannot be pulled."""
    return None if is_image_id(text) else parse_reference(text).with_default_tag()


def _pull(app: App, image: Reference, platform: str, *, quiet: bool) -> None:
    """Pull the image, with progress on standard error; standard output is for the ID."""
    from pydock.commands.shared.image.image_pull import pull

    pull(app, image, platform=platform.lower(), quiet=quiet, stream="stderr")


@contextmanager
def _id_file(path: str) -> Iterator[Callable[[str], None]]:
    """A new file for the container ID, removed if no ID is written to it."""
    if not path:
        yield lambda container: None
        return
    file = Path(path)
    try:
        stream = file.open("x")
    except FileExistsError:
        raise PydockError(
            f"container ID file found, make sure the other container isn't running or delete {path}"
        ) from None
    except OSError as error:
        raise PydockError(
            f"failed to create the container ID file: {path_error(error, path)}"
        ) from None
    written = False

    def write(container: str) -> None:
        nonlocal written
        written = True
        stream.write(container)

    try:
        with stream:
            yield write
    finally:
        if not written:
            file.unlink(missing_ok=True)
