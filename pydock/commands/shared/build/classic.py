"""Build with the engine's classic builder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BufferedReader, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

from pydock.api import build as api
from pydock.build.classic.context import Context, is_download, open_context
from pydock.build.classic.stream_tar import compressed
from pydock.build.dockerfile_images import images_of_dockerfile, references
from pydock.build.git_url import without_credentials
from pydock.cli.app import App
from pydock.cli.pflag import invalid_argument
from pydock.commands.shared.build import old_engines
from pydock.commands.shared.build.id_file import remove_id_file
from pydock.commands.shared.image.content_trust import refuse_content_trust
from pydock.commands.shared.image.image_reference import normalized_platform, platform_or_default
from pydock.commands.shared.transfer_progress import ContextProgress
from pydock.errors import ApiError, CannotConnect, NotSupported, PydockError, reported_value_errors
from pydock.golang.os_errors import path_error
from pydock.oci.registry_auth import (
    Auth,
    hostname_of,
    is_namespace,
    registry_config_header,
    server_key,
)
from pydock.options.environment import LABELS, VARIABLES
from pydock.options.hosts import EXTRA_HOSTS
from pydock.options.value_types import STRINGS, Kind
from pydock.progress.display import display_stream
from pydock.progress.json_stream import StreamError
from pydock.spec.build_option_types import BuildOptions
from pydock.spec.classic_build import TAGS, build_query

if TYPE_CHECKING:
    from pydock.config.credentials import Credentials
    from pydock.oci.reference import Reference
    from pydock.transport import StreamResponse

#: options that each builder parses in its own way
_KINDS: Mapping[str, tuple[str, Kind]] = {
    "add_host": ("--add-host", EXTRA_HOSTS),
    "build_arg": ("--build-arg", VARIABLES),
    "cache_from": ("--cache-from", STRINGS),
    "label": ("--label", LABELS),
    "tag": ("-t, --tag", TAGS),
}


class _Failed(PydockError):
    """The engine ended the build."""


def build(app: App, argument: str, options: BuildOptions, advice: str) -> None:
    """Build with the classic builder, and show its output; `advice` follows its refusal."""
    options = _read(options)
    refuse_content_trust(app, options["disable_content_trust"])
    if options["squash"] and not app.engine.ping.experimental:
        raise NotSupported(
            '"--squash" is only supported on a Docker daemon with experimental features enabled'
        )
    platform = normalized_platform(platform_or_default(app, (options["platform"] or [""])[-1]))
    with reported_value_errors():
        remove_id_file(options["iidfile"])
    try:
        if not options["quiet"]:
            image = _build(app, argument, options, platform, app.stdout, app.stdout)
        else:
            image = _build_quietly(app, argument, options, platform)
    except (ApiError, _Failed) as error:
        message = f"{error.message}\n{advice}" if advice else error.message
        raise PydockError(message, error.exit_status) from None
    if options["iidfile"]:
        _write_id_file(options["iidfile"], image)


def _read(options: BuildOptions) -> BuildOptions:
    """Parse options that are kept as texts; FlagError as for any other option."""
    found: dict[str, Any] = {**options}
    for key, (name, kind) in _KINDS.items():
        texts, found[key] = found[key], kind.initial()
        for text in texts:
            try:
                found[key] = kind.add(found[key], text)
            except ValueError as error:
                raise invalid_argument(text, name, error) from None
    return cast("BuildOptions", found)


def _build_quietly(app: App, argument: str, options: BuildOptions, platform: str) -> str:
    """As `_build`, but print the image ID only."""
    progress, output = StringIO(), StringIO()
    try:
        _build(app, argument, options, platform, progress, output)
    except PydockError:
        app.stderr.write(app.safe(progress.getvalue() + output.getvalue(), "stderr"))
        raise
    app.write(output.getvalue())
    return output.getvalue()


def _build(
    app: App, argument: str, options: BuildOptions, platform: str, progress: TextIO, output: TextIO
) -> str:
    """Send the context, show the progress, and return the image ID, or "" without one."""
    query = build_query(options, platform, app.environ, app.config.proxies(app.endpoint.url))
    stdin = app.stdin.buffer
    assert isinstance(stdin, BufferedReader)
    live = app.is_terminal("stdout") and progress is app.stdout
    if is_download(argument):
        shown, _ = without_credentials(argument)
        progress.write(f"Downloading build context from remote url: {shown}\n")
    context_progress = ContextProgress(
        progress, "Sending build context to Docker daemon", live=live
    )
    with open_context(argument, options["file"], stdin) as context, context_progress:
        try:
            old_engines.require_dockerfile(app.engine, context.dockerfile)
            query["dockerfile"] = context.dockerfile or None
            query["t"], further_names = old_engines.names_for_build(app.engine, options["tag"])
            blocks = compressed(context.blocks) if options["compress"] else context.blocks
            images = _named_images(context, query)
            if images and app.credentials.has_namespaces():
                from pydock.commands.shared.build.base_images import pull_by_namespace

                pull_by_namespace(app, images, query)
            if images is not None:
                images |= references(options["cache_from"])
            passwords = registry_config_header(
                _logins(app.credentials, images), in_file=not app.engine.supports("1.19")
            )
            answer = api.build(app.engine, query, context_progress.sending(blocks), passwords)
            image = _show(app, answer, output, needs_id=bool(options["iidfile"]))
        except CannotConnect:  # as in docker, errors of the context are reported first
            if context.directory:
                context.directory.check()
            raise
    for name in further_names:
        old_engines.add_name(app.engine, options["tag"][0], name)
    return image


def _named_images(context: Context, query: Mapping[str, Any]) -> frozenset[Reference] | None:
    """Return the images of the Dockerfile; None if it is unknown."""
    if context.content is None:
        return None
    build_args = json.loads(query["buildargs"] or "{}")
    given = {name: value for name, value in build_args.items() if value is not None}
    names = images_of_dockerfile(context.content, given)
    return None if names is None else references(names)


def _logins(credentials: Credentials, images: frozenset[Reference] | None) -> Mapping[str, Auth]:
    """Return the logins of the registries of images, one a registry; all for None."""
    found = {key: auth for key, auth in credentials.all().items() if not is_namespace(key)}
    if images is not None:
        registries = {image.registry for image in images}
        servers = set(map(server_key, registries))
        found = {
            key: auth
            for key, auth in found.items()
            if key in servers or hostname_of(key) in registries
        }
        for server in filter(credentials.has_namespaces, servers):
            if (auth := credentials.find_one(server, images)) != Auth():
                found[server] = auth
    return found


def _show(app: App, answer: StreamResponse, output: TextIO, *, needs_id: bool) -> str:
    """Show the build output; PydockError has the exit status of a failing command."""
    image = ""

    def on_aux(message: Any) -> None:
        nonlocal image
        if isinstance(message, dict):
            image = str(message.get("ID") or image)

    terminal = app.is_terminal("stdout") and output is app.stdout
    with answer:
        output_chunks = old_engines.ImageIdFinder(answer.chunks())
        try:
            display_stream(
                output_chunks, output, terminal=terminal, environ=app.environ, on_aux=on_aux
            )
        except StreamError as error:
            raise _Failed(error.message, error.code or 1) from None
    return output_chunks.full_id(app.engine) if needs_id and not image else image


def _write_id_file(path: str, image: str) -> None:
    if not image:
        raise PydockError(f"server did not provide an image ID. Cannot write {path}")
    try:
        Path(path).write_text(image)
    except OSError as error:
        raise PydockError(path_error(error, path)) from None
