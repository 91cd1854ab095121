"""`docker compose config`: print the merged files of a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypedDict

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.project_loading import check_display, load_options
from pydock.commands.shared.compose.project_options import project_options
from pydock.compose.errors import ComposeError
from pydock.golang.os_errors import path_error
from pydock.golang.strconv.quoting import quote
from pydock.options.value_types import SWITCH

if TYPE_CHECKING:
    from pydock.compose.project.loading import LoadOptions
    from pydock.compose.project.types import Project


class ConfigOptions(TypedDict):
    dry_run: bool
    environment: bool
    format: str
    hash: str
    images: bool
    lock_image_digests: bool
    models: bool
    networks: bool
    no_consistency: bool
    no_env_resolution: bool
    no_interpolate: bool
    no_normalize: bool
    no_path_resolution: bool
    output: str
    profiles: bool
    quiet: bool
    resolve_image_digests: bool
    services: bool
    variables: bool
    volumes: bool


@define("[OPTIONS] [SERVICE...]", any_number)
@option("dry-run", kind=SWITCH, help="Accepted for all commands: this one changes nothing")
@option("environment", kind=SWITCH, help="Print the variables that references get values of")
@option("format", help='Format of the output: "yaml" or "json"', complete="choices:yaml,json")
@option("hash", help="Print the hashes of services, all with *")
@option("images", kind=SWITCH, help="Print the images of the services")
@option("lock-image-digests", kind=SWITCH, help="Print an override file with image digests")
@option("models", kind=SWITCH, help="Print the models")
@option("networks", kind=SWITCH, help="Print the names of the networks")
@option("no-consistency", kind=SWITCH, help="Do not check that the parts fit together")
@option("no-env-resolution", kind=SWITCH, help="Do not read the env files of services again")
@option("no-interpolate", kind=SWITCH, help="Do not substitute variables")
@option("no-normalize", kind=SWITCH, help="Do not add what the files imply")
@option("no-path-resolution", kind=SWITCH, help="Do not make paths absolute")
@option("output", "o", help="File to write to, in place of standard output", complete="files")
@option("profiles", kind=SWITCH, help="Print the names of the profiles")
@option("quiet", "q", SWITCH, "Check the files and print nothing")
@option("resolve-image-digests", kind=SWITCH, help="Replace the tags of images by digests")
@option("services", kind=SWITCH, help="Print the names of the services")
@option("variables", kind=SWITCH, help="Print the variables in the files and their defaults")
@option("volumes", kind=SWITCH, help="Print the names of the volumes")
def command(app: App, arguments: tuple[str, ...], options: ConfigOptions) -> None:
    """Print the merged files of a project in canonical form.

    Examples:
      pydock compose config
      pydock compose -f compose.yaml -f production.yaml config --services
    """
    check_display(app)
    load = _load_options(app, options)
    text = _list_of(app, load, options, arguments)
    if text is None:
        text = _document(app, load, options, arguments)
        if options["quiet"]:
            return
        if options["output"]:
            _write(options["output"], text)
            return
    if not options["quiet"]:
        app.write(text)


def _load_options(app: App, options: ConfigOptions) -> LoadOptions:
    return load_options(
        app,
        interpolate=not (options["no_interpolate"] or options["variables"]),
        normalize=not (options["no_normalize"] or project_options(app)["compatibility"]),
        resolve_paths=not options["no_path_resolution"],
        check_consistency=not options["no_consistency"],
    )


def _list_of(
    app: App, load: LoadOptions, options: ConfigOptions, services: tuple[str, ...]
) -> str | None:
    """Return the list of an option; None without one."""
    if options["services"]:
        return _lines(_service_names(app, load))
    if options["volumes"]:
        return _lines(_project(app, load).volumes)
    if options["networks"]:
        return _lines(_project(app, load).networks)
    if options["models"]:
        models = _project(app, load).models.values()
        return _lines(model["model"] for model in models if model.get("model"))
    if options["hash"]:
        return _lines(_hashes(_project(app, load), options["hash"]))
    if options["profiles"]:
        project = _project(app, load, services)
        every = {**project.services, **project.disabled_services}
        return _lines(sorted({name for one in every.values() for name in one.get("profiles", ())}))
    if options["images"]:
        return _lines(_images(app, _project(app, load, services)))
    if options["variables"]:
        return _variables(app, load, options["format"])
    if options["environment"]:
        environ = _project(app, load, services, resolves=True).environment
        return _lines(f"{name}={value}" for name, value in sorted(environ.items()))
    return None


def _lines(lines: Any) -> str:
    return "".join(f"{line}\n" for line in lines)


def _project(
    app: App, load: LoadOptions, services: tuple[str, ...] = (), *, resolves: bool = False
) -> Project:
    """Load the project; its env files too if it `resolves`."""
    from pydock.compose.project.loading import load_without_environment

    all_resources = project_options(app)["all_resources"]
    return load_without_environment(
        load, services, all_resources=all_resources, resolve_first=resolves
    )


def _service_names(app: App, load: LoadOptions) -> list[str]:
    """Return the names of the services, those that others depend on first."""
    if not load.interpolate:
        from pydock.compose.project.loading import load_model

        return list(load_model(load).get("services", {}))
    from pydock.compose.project.selection import in_dependency_order

    return in_dependency_order(_project(app, load))


def _hashes(project: Project, names: str) -> list[str]:
    from pydock.compose.project.hashing import service_hash
    from pydock.compose.project.selection import service_of, with_default_platform

    project = with_default_platform(project)
    chosen = sorted(project.services if names == "*" else names.split(","))
    return [f"{name} {service_hash(service_of(project, name))}" for name in chosen]


def _images(app: App, project: Project) -> list[str]:
    compatible = project_options(app)["compatibility"]
    separator = "_" if compatible else "-"
    return [
        service.get("image") or f"{project.name}{separator}{name}"
        for name, service in project.services.items()
    ]


def _variables(app: App, load: LoadOptions, format: str) -> str:
    from pydock.compose.project.loading import load_model
    from pydock.compose.project.variables import variables_of
    from pydock.compose.yaml_writer import sorted_keys, write_yaml
    from pydock.golang import gojson
    from pydock.golang.tabwriter import align

    found = variables_of(load_model(load))
    fields = ("Name", "DefaultValue", "PresenceValue", "Required")
    rows = {
        name: dict(
            zip(fields, (each.name, each.default, each.alternate, each.required), strict=True)
        )
        for name, each in sorted(found.items())
    }
    if format == "yaml":
        lower = {
            name: {key.lower(): value for key, value in row.items()} for name, row in rows.items()
        }
        text = write_yaml(sorted_keys(lower, deep=False)) if lower else "{}\n"
        return text.replace("\n  ", "\n    ")
    if format.lower() == "json":
        return f"{gojson.encode(rows, 4, sort_keys=False)}\n\n"
    if format.lower() not in ("", "table", "pretty"):
        raise ComposeError(f"format value {quote(format)} could not be parsed: parsing failed")
    heads = "NAME\tREQUIRED\tDEFAULT VALUE\tALTERNATE VALUE\n"
    table = [
        f"{name}\t{str(each.required).lower()}\t{each.default}\t{each.alternate}\n"
        for name, each in sorted(found.items())
    ]
    return align(heads + "".join(table), min_width=20)


def _document(
    app: App, load: LoadOptions, options: ConfigOptions, services: tuple[str, ...]
) -> str:
    """Return the merged files as YAML or JSON."""
    format = options["format"] or "yaml"
    if options["resolve_image_digests"] or options["lock_image_digests"]:
        raise ComposeError("digests of images are not supported")
    if not load.interpolate:
        from pydock.compose.project.loading import load_model

        model = load_model(load)
        check_format(format)
        return _model_document(model, format)
    from pydock.compose.project.consistency import check_container_names
    from pydock.compose.project.rendering import as_json, as_yaml

    project = _project(app, load, services, resolves=True)
    if load.check_consistency:
        check_container_names(project)
    check_format(format)
    return (as_json if format == "json" else as_yaml)(project).replace("$", "$$")


def check_format(format: str) -> None:
    """Raise ComposeError for another format than YAML and JSON."""
    if format not in ("yaml", "json"):
        raise ComposeError(f"unsupported format {quote(format)}")


def _model_document(model: Mapping[str, Any], format: str) -> str:
    from pydock.compose.yaml_writer import write_yaml
    from pydock.golang import gojson

    return gojson.encode(model, 2, html=True) if format == "json" else write_yaml(model)


def _write(path: str, text: str) -> None:
    try:
        with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:  # noqa: PTH123
            file.write(text)
    except OSError as error:
        raise ComposeError(path_error(error, path)) from None
