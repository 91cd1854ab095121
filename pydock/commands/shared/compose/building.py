"""Build the images of a project's services with the engine's builder."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path
from threading import Lock
from typing import Any, TextIO, TypedDict, cast

from pydock.api import images
from pydock.cli.app import App
from pydock.cli.command import default_values
from pydock.commands.shared.compose.images import LocalImage
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.compose.workers import in_order
from pydock.compose.dependencies import Edges, check_cycles
from pydock.compose.errors import ComposeError
from pydock.compose.project.service_parts import Build, FileReference
from pydock.compose.project.types import Project, Service
from pydock.compose.requests import labels
from pydock.errors import PydockError
from pydock.golang.units import parse_bytes
from pydock.progress.events import DONE, ERROR, WORKING, Event
from pydock.spec.build_option_types import BuildOptions

#: `service:NAME` in additional_contexts: the image of another service
_SERVICE_PREFIX = "service:"


class BuildSettings(TypedDict, total=False):
    """Options of `compose build` that change what its services declare."""

    args: Sequence[str]
    no_cache: bool
    pull: bool
    quiet: bool
    ssh: str
    memory: int
    provenance: str
    sbom: str
    check: bool


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
    built_names = {name: scope.image_name(name, _service(project, name)) for name in edges}
    found: dict[str, LocalImage] = {}

    def build(name: str, stream: TextIO) -> None:
        image = built_names[name]
        _build(scope, name, _service(project, name), image, settings, stream)
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
        build = _service(project, name).get("build")
        if name in edges or build is None:
            continue
        contexts = build.get("additional_contexts", {}).values()
        edges[name] = [
            one.removeprefix(_SERVICE_PREFIX) for one in contexts if one.startswith(_SERVICE_PREFIX)
        ]
        pending += edges[name]
    check_cycles(edges)
    return edges


def _service(project: Project, name: str) -> Service:
    service = project.services.get(name) or project.disabled_services.get(name)
    if service is None:
        raise ComposeError(f"no such service: {name}")
    return service


def _build(
    scope: Scope, name: str, service: Service, image: str, settings: BuildSettings, out: TextIO
) -> None:
    """Build one image, with the output to a stream. Raises PydockError."""
    from pydock.commands.shared.build.builder_choice import choose_builder

    declared = service["build"]
    context = declared.get("context", ".")
    app = _for_build(scope, declared, out, is_quiet=settings.get("quiet", False))
    with _dockerfile(declared, context) as dockerfile:
        options = _options(scope, name, service, image, settings)
        defaults = default_values("image build")
        app.flags_given = {key for key, value in options.items() if value != defaults[key]}
        options["file"] = dockerfile
        if choose_builder(app, app.flags_given, context, dockerfile).is_buildkit:
            from pydock.commands.shared.build import buildkit

            buildkit.build(app, context, options)
        else:
            from pydock.commands.shared.build import classic

            classic.build(app, context, options, "")


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


def _options(
    scope: Scope, name: str, service: Service, image: str, settings: BuildSettings
) -> BuildOptions:
    declared = service["build"]
    project = scope.required_project
    variables = project.environment
    options = default_values("image build")
    args = {
        key: variables.get(key) if value is None else value
        for key, value in declared.get("args", {}).items()
    }
    marked = {
        **declared.get("labels", {}),
        labels.PROJECT: project.name,
        labels.SERVICE: name,
        labels.VERSION: labels.COMPOSE_VERSION,
    }
    ssh = [one.replace(": ", "=", 1) for one in declared.get("ssh", [])]
    allow = list(declared.get("entitlements", []))
    if declared.get("privileged") and "security.insecure" not in allow:
        allow.append("security.insecure")
    options |= {
        "build_arg": [
            *(f"{key}={value}" for key, value in args.items() if value is not None),
            *settings.get("args", ()),
        ],
        "build_context": [
            f"{key}={_context(scope, value)}"
            for key, value in declared.get("additional_contexts", {}).items()
        ],
        "add_host": [one.replace("=", ":", 1) for one in declared.get("extra_hosts", [])],
        "allow": allow,
        "cache_from": declared.get("cache_from", []),
        "cache_to": declared.get("cache_to", []),
        "label": [f"{key}={value}" for key, value in marked.items()],
        "network": declared.get("network") or options["network"],
        "no_cache": declared.get("no_cache", False) or settings.get("no_cache", False),
        "pull": declared.get("pull", False) or settings.get("pull", False),
        "platform": _platforms(service, declared),
        "secret": [_secret(project, one) for one in declared.get("secrets", [])],
        "shm_size": parse_bytes(declared["shm_size"]) if declared.get("shm_size") else 0,
        "ssh": [*ssh, settings["ssh"]] if settings.get("ssh") else ssh,
        "tag": [image, *declared.get("tags", [])],
        "target": declared.get("target", ""),
        "ulimit": [_ulimit(key, one) for key, one in declared.get("ulimits", {}).items()],
        "provenance": settings.get("provenance") or declared.get("provenance", ""),
        "sbom": settings.get("sbom") or declared.get("sbom", ""),
        "isolation": declared.get("isolation", ""),
        "memory": settings.get("memory", 0),
        "check": settings.get("check", False),
        "progress": _progress(scope, settings),
    }
    return cast(BuildOptions, options)


def _progress(scope: Scope, settings: BuildSettings) -> str | None:
    if settings.get("quiet"):
        return "quiet"
    return {"auto": None, "json": "rawjson"}.get(scope.progress, scope.progress)


def _context(scope: Scope, value: str) -> str:
    if not value.startswith(_SERVICE_PREFIX):
        return value
    name = value.removeprefix(_SERVICE_PREFIX)
    image = scope.image_name(name, _service(scope.required_project, name))
    return f"docker-image://{image}"


def _platforms(service: Service, declared: Build) -> list[str]:
    """Return the platforms to build for: that of the service alone, which will run."""
    if service.get("platform"):
        return [service["platform"]]
    platforms = declared.get("platforms", [])
    return platforms if len(platforms) == 1 else []


def _secret(project: Project, reference: FileReference) -> str:
    """Return a secret of a build as `--secret` has it. Raises ComposeError."""
    source = reference.get("source", "")
    id = reference.get("target") or source
    secret: Mapping[str, Any] = project.secrets.get(source, {})
    if secret.get("environment"):
        return f"id={id},env={secret['environment']}"
    if secret.get("file"):
        return f"id={id},src={secret['file']}"
    raise ComposeError(f"build.secrets only supports environment or file-based secrets: {source}")


def _ulimit(name: str, ulimit: Any) -> dict[str, Any]:
    if isinstance(ulimit, int):
        return {"Name": name, "Soft": ulimit, "Hard": ulimit}
    return {"Name": name, "Soft": ulimit.get("soft", 0), "Hard": ulimit.get("hard", 0)}
