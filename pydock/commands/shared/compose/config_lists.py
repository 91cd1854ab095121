"""The lists that `compose config` prints: services, hashes, images, variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.commands.shared.compose.project_loading import load_unresolved
from pydock.commands.shared.compose.project_options import project_options
from pydock.compose.errors import ComposeError
from pydock.golang.strconv.numbers import parse_bool
from pydock.golang.strconv.quoting import quote

if TYPE_CHECKING:
    from pydock.compose.project.loading import LoadOptions
    from pydock.compose.project.types import Project

#: least width of a column of the table of variables
_MIN_WIDTH = 20


def service_names(app: App, load: LoadOptions) -> list[str]:
    """Return the names of the services, those that others depend on first."""
    if not load.interpolate:
        from pydock.compose.project.loading import load_model

        return list(load_model(load).get("services", {}))
    from pydock.compose.project.selection import in_dependency_order

    return in_dependency_order(load_unresolved(app, load))


def profile_names(project: Project) -> list[str]:
    """Return the profiles of all services, sorted."""
    services = {**project.services, **project.disabled_services}
    return sorted({name for one in services.values() for name in one.get("profiles", ())})


def hashes(project: Project, names: str) -> list[str]:
    """Return names of services with their hashes: those between commas, or `*` for all."""
    from pydock.compose.project.hashing import service_hash
    from pydock.compose.project.selection import service_of, with_default_platform

    project = with_default_platform(project)
    chosen = sorted(project.services if names == "*" else names.split(","))
    return [f"{name} {service_hash(service_of(project, name))}" for name in chosen]


def images(app: App, project: Project) -> list[str]:
    """Return the images of the services; one that is built has the name of its service."""
    separator = "_" if _is_compatible(app, project) else "-"
    return [
        service.get("image") or f"{project.name}{separator}{name}"
        for name, service in project.services.items()
    ]


def _is_compatible(app: App, project: Project) -> bool:
    try:
        variable = parse_bool(project.environment.get("COMPOSE_COMPATIBILITY", "").lower())
    except ValueError:
        variable = False
    return project_options(app)["compatibility"] or variable


def variables(load: LoadOptions, format: str) -> str:
    """Return a table, YAML or JSON of the variables that the files refer to."""
    from pydock.compose.project.loading import load_model
    from pydock.compose.project.variables import variables_of
    from pydock.compose.yaml_writer import write_yaml
    from pydock.golang import gojson
    from pydock.golang.tabwriter import align

    found = dict(sorted(variables_of(load_model(load)).items()))
    rows = {
        name: {
            "Name": name,
            "DefaultValue": one.default,
            "PresenceValue": one.alternate,
            "Required": one.required,
        }
        for name, one in found.items()
    }
    if format == "yaml":
        lower = [
            write_yaml({name: {key.lower(): value for key, value in row.items()}})
            for name, row in rows.items()
        ]
        return "".join(lower).replace("\n  ", "\n    ") or "{}\n"
    if format.lower() == "json":
        return f"{gojson.encode(rows, 4, sort_keys=False)}\n\n"
    if format.lower() not in ("", "table", "pretty"):
        raise ComposeError(f"format value {quote(format)} could not be parsed: parsing failed")
    lines = ["NAME\tREQUIRED\tDEFAULT VALUE\tALTERNATE VALUE\n"]
    for name, one in found.items():
        required = str(one.required).lower()
        lines.append(f"{name}\t{required}\t{one.default}\t{one.alternate}\n")
    return align("".join(lines), _MIN_WIDTH)
