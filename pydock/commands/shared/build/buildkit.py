"""Build with the engine's BuildKit, without the buildx plugin."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from io import BufferedReader
from pathlib import Path
from typing import Any, NamedTuple

from pydock.api import system
from pydock.api.build import BuildKitEndpoints
from pydock.build.buildkit.metadata import metadata_text
from pydock.build.buildkit.progress.call_output import answer_text
from pydock.build.buildkit.progress.client_step import ClientStep
from pydock.build.buildkit.progress.display import BuildDisplay, open_display
from pydock.build.buildkit.progress.source_excerpt import excerpt
from pydock.build.buildkit.progress.warnings import warnings_text
from pydock.build.buildkit.provenance import provenance
from pydock.build.buildkit.result import BuildCancelled, BuildFailed, BuildResult
from pydock.build.buildkit.run import build as run
from pydock.build.dockerfile import DEFAULT_NAME
from pydock.build.input_stream import STDIN
from pydock.cli.app import App
from pydock.commands.shared.build.id_file import remove_id_file
from pydock.commands.shared.build.inputs import (
    check_secrets,
    named_contexts,
    needs_ssh,
    open_inputs,
)
from pydock.commands.shared.build.outputs import openable_exports, push
from pydock.commands.shared.image.content_trust import refuse_content_trust
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason, path_error
from pydock.options.build.calls import Call
from pydock.options.build.outputs import Export
from pydock.options.build.progress_mode import (
    AUTO,
    PLAIN,
    QUIET,
    TTY,
    progress_mode,
    provenance_details,
)
from pydock.options.build.secrets import DEFAULT_AGENT
from pydock.spec.build_option_types import BuildOptions
from pydock.spec.build_options import (
    EngineFeatures,
    ParsedBuildOptions,
    build_request,
    classic_only_warnings,
    parse_build_options,
)
from pydock.terminal.unwinding import unwinding_signals

#: the containerd image store exists since this API version
_IMAGE_STORE_API = "1.43"
#: BuildKit 0.13 (multiple outputs) since this API version
_SEVERAL_EXPORTS_API = "1.45"
#: build history since this API version
_HISTORY_API = "1.42"


class _Built(NamedTuple):
    """Result of a build, and further fields of the metadata file."""

    result: BuildResult
    metadata: dict[str, Any]


def build(app: App, argument: str, options: BuildOptions) -> int | None:
    """Build with BuildKit; error messages begin with ERROR, as of buildx."""
    refuse_content_trust(app, options["disable_content_trust"])
    for text in classic_only_warnings(app.flags_given):
        app.warn(f"WARNING: {text}")
    try:
        remove_id_file(options["iidfile"])
        if needs_ssh(argument) and not options["ssh"]:
            options = {**options, "ssh": [DEFAULT_AGENT]}
        parsed = parse_build_options(options, app.environ)
        mode = _mode(app, options)
        _check_metadata_file(options["metadata_file"])
    except ValueError as error:
        raise PydockError(f"ERROR: {error}") from None
    try:
        result, metadata = _build(app, argument, options, parsed, mode)
    except BuildCancelled as error:
        raise PydockError(
            "ERROR: failed to build: failed to solve: Canceled: context canceled", error.exit_status
        ) from None
    except BuildFailed as error:
        for source in error.sources:
            app.stderr.write(app.safe(excerpt(source.info, source.ranges), "stderr"))
        raise PydockError(f"ERROR: failed to build: {error.message}") from None
    except ValueError as error:
        raise PydockError(f"ERROR: failed to build: {error}") from None
    except PydockError as error:
        raise PydockError(f"ERROR: failed to build: {error.message}", error.exit_status) from None
    if parsed.call is not None:
        return _answer(app, parsed.call, result, _shown_dockerfile(argument, options["file"]))
    _report(app, options, result, metadata, mode)
    return None


def _build(
    app: App, argument: str, options: BuildOptions, parsed: ParsedBuildOptions, mode: str
) -> _Built:
    image_store = _has_image_store(app)
    request = build_request(
        parsed,
        {**options, "platform": _platforms(app, options)},
        app.environ,
        app.config.proxies(app.endpoint.url),
        EngineFeatures(image_store, several_exports=app.engine.at_least(_SEVERAL_EXPORTS_API)),
    )
    check_secrets(request.secrets)
    stdin = app.stdin.buffer
    assert isinstance(stdin, BufferedReader)
    builder = app.endpoint_resolver.context_name
    display = open_display(
        mode,
        app.err,
        app.environ,
        builder=f"docker:{builder}",
        headline=f'building with "{builder}" instance using docker driver',
        is_terminal=app.is_terminal("stderr"),
    )
    try:
        with (
            unwinding_signals(),
            open_inputs(argument, options["file"], stdin) as (context, dockerfile),
            display,
        ):
            request = replace(
                request,
                context=context,
                dockerfile=dockerfile,
                credentials=app.credentials,
                contexts=named_contexts(parsed.contexts),
                exports=openable_exports(app, request.exports),
            )
            result = run(BuildKitEndpoints(app.engine), request, app.environ, display.add)
            more = _metadata(app, result, display) if options["metadata_file"] else {}
            if not image_store:
                push(app, _pushed(request.exports), lambda step: display.add(step.update()))
    finally:
        _show_warnings(app, display, mode)
    return _Built(result, more)


def _metadata(app: App, result: BuildResult, display: BuildDisplay) -> dict[str, Any]:
    """Fields of the metadata file beyond those of the exporters."""
    builder = app.endpoint_resolver.context_name
    found: dict[str, Any] = {"buildx.build.ref": f"{builder}/{builder}/{result.ref}"}
    details = provenance_details(app.environ)
    if details is None or not result.response or not app.engine.at_least(_HISTORY_API):
        return found
    step = ClientStep("resolving provenance for metadata file")
    display.add(step.update())
    for platform, made in provenance(
        BuildKitEndpoints(app.engine), result.ref, with_details=details
    ).items():
        found[f"buildx.build.provenance{platform and '/'}{platform}"] = made
    step.complete()
    display.add(step.update())
    return found


def _answer(app: App, call: Call, result: BuildResult, dockerfile: str) -> int:
    """Print the frontend's result of --call; return the exit status."""
    answer = answer_text(call.name, call.format, result.answers, dockerfile)
    app.write(answer.text)
    if answer.error:
        app.warn(answer.error)
    return 0 if call.ignores_status else answer.status


def _report(
    app: App, options: BuildOptions, result: BuildResult, metadata: Mapping[str, Any], mode: str
) -> None:
    """Print the image ID, and write ID and metadata files."""
    if mode == QUIET:
        app.print(result.image_id)
    if options["iidfile"]:
        _write(options["iidfile"], result.image_id, "writing image ID file: ")
    if options["metadata_file"]:
        _write(options["metadata_file"], metadata_text(result.response, metadata), "")


def _shown_dockerfile(argument: str, given: str) -> str:
    """Path of the local Dockerfile to show; "" for the name in the engine's result."""
    if given == STDIN or not os.path.isdir(argument):  # noqa: PTH112 (names of any bytes)
        return ""
    path = given or os.path.join(argument, DEFAULT_NAME)  # noqa: PTH118
    return os.path.normpath(path)


def _mode(app: App, options: BuildOptions) -> str:
    """The progress mode; ValueError if it is not possible here."""
    mode = progress_mode(options["progress"], app.environ, quiet=options["quiet"])
    is_terminal = app.is_terminal("stderr")
    if mode == AUTO:
        return TTY if is_terminal and app.environ.get("TERM") != "dumb" else PLAIN
    if mode == TTY and not is_terminal:
        raise ValueError("failed to get console: provided file is not a console")
    return mode


def _platforms(app: App, options: BuildOptions) -> list[str]:
    default = app.environ.get("DOCKER_DEFAULT_PLATFORM", "")
    found = options["platform"]
    return found if app.given("platform") or not default else [default]


def _has_image_store(app: App) -> bool:
    """Whether the engine uses the containerd image store."""
    if not app.engine.at_least(_IMAGE_STORE_API):
        return False
    return system.has_containerd_store(system.info(app.engine))


def _pushed(exports: Iterable[Export]) -> list[str]:
    """Names to push with the engine's own push, as its exporter cannot push."""
    return [name for export in exports if export.pushes for name in export.attrs["name"].split(",")]


def _show_warnings(app: App, display: BuildDisplay, mode: str) -> None:
    if mode not in (PLAIN, TTY):
        return
    colour = app.is_terminal("stderr") and not app.environ.get("NO_COLOR")
    text = warnings_text(display.warnings, program=app.program, debug=app.debug, colour=colour)
    app.stderr.write(app.safe(text, "stderr"))
    app.stderr.flush()


def _check_metadata_file(path: str) -> None:
    parent = os.path.dirname(path)  # noqa: PTH120 ("" for none)
    try:
        if parent:
            os.stat(parent)  # noqa: PTH116
    except OSError as error:
        reason = os_reason(error)
        raise ValueError(f"invalid output path: stat {parent}: {reason}") from None


def _write(path: str, text: str, failure: str) -> None:
    try:
        Path(path).write_text(text)
    except OSError as error:
        raise PydockError(f"ERROR: {failure}{path_error(error, path)}") from None
