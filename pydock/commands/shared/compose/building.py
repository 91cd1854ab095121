"""Build the images of a project's services with the engine's builder."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path
from threading import Lock
from typing import TextIO

from pydock.api import images
from pydock.cli.app import App
from pydock.cli.command import default_values
from pydock.commands.shared.compose.build_options import (
    BuildSettings,
    build_options,
    buildable_service,
    progress_of,
)
from pydock.commands.shared.compose.images import LocalImage
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.compose.workers import in_order
from pydock.compose.dependencies import Edges, check_cycles
from pydock.compose.project.service_parts import Build
from pydock.compose.project.types import Project, Service
from pydock.compose.requests.references import SERVICE_PREFIX
from pydock.errors import NotSupported, PydockError
from pydock.progress.events import DONE, ERROR, WORKING, Event
from pydock.spec.build_option_types import BuildOptions


def build_missing(scope: Scope, found: dict[str, LocalImage], *, quiet: bool) -> None:
    """Build the images that are missing, or that the services' policies always build."""
    project = scope.required_project
    names = [
        name
        for name, service in project.services.items()
        if service.get("build")
        and (scope.image_name(name, service) not in found or service.get("pull_policy") == "build")
    ]
    if names:
        found |= build_services(scope, names, {"quiet": quiet})


def build_services(
    scope: Scope, names: Iterable[str], settings: BuildSettings, out: TextIO | None = None
) -> dict[str, LocalImage]:
    """Build the images of services, and those that their contexts need; return them by name.

    One build shows its progress as it goes on; of several at once each shows its output at its end.
    With `out` they are built one by one, with their output there.
    """
    project = scope.required_project
    edges = _edges(project, names)
    built_names = {name: scope.image_name(name, buildable_service(project, name)) for name in edges}
    found: dict[str, LocalImage] = {}
    _check_builder(scope, edges, settings)

    def build(name: str, stream: TextIO) -> None:
        image = built_names[name]
        _build(scope, name, buildable_service(project, name), image, settings, stream)
        if not settings.get("check"):
            found[image] = LocalImage(images.inspect(scope.engine, image)["Id"])

    if out is not None:
        in_order(edges, lambda name: build(name, out), 1)
    elif scope.dry_run or len(edges) == 1 or settings.get("check"):
        for name in () if scope.dry_run else edges:
            build(name, scope.app.stderr)
        for image in () if settings.get("check") else built_names.values():
            scope.show(Event(image, "Built", DONE))
    elif edges:
        _build_at_once(scope, edges, built_names, build)
    return found


def _build_at_once(
    scope: Scope, edges: Edges, built_names: Mapping[str, str], build: Callable[[str, TextIO], None]
) -> None:
    """Build several images, those in front that others need; on a terminal errors are shown."""
    is_live = scope.has_live_display
    failed: list[str] = []
    writing = Lock()

    def build_captured(name: str) -> None:
        output = TextIOWrapper(BytesIO(), "utf-8", "surrogateescape", write_through=True)
        image = built_names[name]
        if is_live:
            scope.show(Event(image, "Building", WORKING))
        error: PydockError | None = None
        try:
            build(name, output)
        except PydockError as problem:
            error = problem
        output.seek(0)
        text = output.read()
        if error is not None:
            scope.show(Event(image, "Error", ERROR))
            failed.append(text)
            raise error
        if not is_live:
            with writing:
                scope.app.stderr.write(scope.app.safe(text, "stderr"))
                scope.app.stderr.flush()
        scope.show(Event(image, "Built", DONE))

    try:
        with scope.shown("Building"):
            in_order(edges, build_captured, scope.limit)
    finally:
        scope.app.stderr.write(scope.app.safe("".join(failed), "stderr"))
        scope.app.stderr.flush()


def _edges(project: Project, names: Iterable[str]) -> Edges:
    """Return the services that are built, each with those whose images it is built from.

    Raises ComposeError for a service that is built from its own image.
    """
    edges: Edges = {}
    pending = sorted(names, reverse=True)
    while pending:
        name = pending.pop()
        build = buildable_service(project, name).get("build")
        if name in edges or build is None:
            continue
        contexts = build.get("additional_contexts", {}).values()
        edges[name] = [
            one.removeprefix(SERVICE_PREFIX) for one in contexts if one.startswith(SERVICE_PREFIX)
        ]
        pending += edges[name]
    check_cycles(edges)
    return edges


def _build(
    scope: Scope, name: str, service: Service, image: str, settings: BuildSettings, out: TextIO
) -> None:
    """Build one image, with the output to a stream. Raises PydockError."""
    from pydock.commands.shared.build.builder_choice import choose_builder

    declared = service["build"]
    context = declared.get("context", ".")
    app = _for_build(scope, declared, out, is_quiet=settings.get("quiet", False))
    with _dockerfile(declared, context) as dockerfile:
        options = build_options(scope, name, service, image, settings)
        app.flags_given = _given(options)
        options["file"] = dockerfile
        if choose_builder(app, app.flags_given, context, dockerfile).is_buildkit:
            options["progress"] = progress_of(scope, settings)
            from pydock.commands.shared.build import buildkit

            buildkit.build(app, context, options)
        else:
            from pydock.commands.shared.build import classic

            classic.build(app, context, options, "")


def _given(options: BuildOptions) -> set[str]:
    """Return the keys of the options that have other values than their defaults."""
    defaults = default_values("image build")
    return {key for key, value in options.items() if value != defaults[key]}


def _check_builder(scope: Scope, names: Iterable[str], settings: BuildSettings) -> None:
    """Raise NotSupported for builds that require BuildKit, before the first one, without it."""
    from pydock.commands.shared.build.builder_choice import ONLY_BUILDKIT, choose_builder

    for name in names:
        service = buildable_service(scope.required_project, name)
        needed = _given(build_options(scope, name, service, "", settings)).intersection(
            ONLY_BUILDKIT
        )
        try:
            if needed:
                choose_builder(scope.app, needed, "", "")
        except NotSupported as error:
            raise NotSupported(f"services.{name}.build: {error.message}") from None


def _for_build(scope: Scope, declared: Build, out: TextIO, *, is_quiet: bool) -> App:
    """Return the same program with the options of another command, and variables of secrets."""
    app, project = scope.app, scope.required_project
    environ = dict(app.environ)
    for reference in declared.get("secrets", []):
        name = project.secrets.get(reference.get("source", ""), {}).get("environment", "")
        if name in project.environment:
            environ[name] = project.environment[name]
    stdout = TextIOWrapper(BytesIO()) if is_quiet else out
    copy = App(app.program, environ, app.stdin, stdout, out)
    copy.options, copy.options_given = app.options, app.options_given
    copy.engine = app.engine
    return copy


@contextmanager
def _dockerfile(declared: Build, context: str) -> Iterator[str]:
    """Yield the path of the Dockerfile; one that stands in the Compose file is written."""
    if declared.get("dockerfile_inline"):
        with tempfile.TemporaryDirectory(prefix="pydock-build-") as directory:
            path = Path(directory, "Dockerfile")
            path.write_text(declared["dockerfile_inline"], errors="surrogateescape")
            yield str(path)
        return
    dockerfile = declared.get("dockerfile", "")
    if dockerfile and Path(context).is_dir():
        dockerfile = str(Path(context, dockerfile))
    yield dockerfile
