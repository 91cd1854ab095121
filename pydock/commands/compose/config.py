"""`docker compose config`: print the merged files of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.config_document import document
from pydock.commands.shared.compose.config_lists import (
    hashes,
    images,
    profile_names,
    service_names,
    variables,
)
from pydock.commands.shared.compose.project_loading import (
    check_display,
    load_options,
    load_unresolved,
)
from pydock.commands.shared.compose.project_options import project_options
from pydock.compose.errors import ComposeError
from pydock.golang.os_errors import path_error
from pydock.options.value_types import SWITCH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydock.compose.project.loading import LoadOptions


class ConfigOptions(TypedDict):
    """The options of `compose config`."""

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
    found = _list_of(app, load, options, arguments)
    if found is not None:
        text = found if isinstance(found, str) else "".join(f"{line}\n" for line in found)
    else:
        text = document(
            app,
            load,
            arguments,
            format=options["format"] or "yaml",
            with_digests=options["resolve_image_digests"] or options["lock_image_digests"],
            images_only=options["lock_image_digests"],
        )
    if options["quiet"]:
        return
    if options["output"] and found is None:
        _write(options["output"], text)
    else:
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
) -> Iterable[str] | str | None:
    """Return the lines of an option that prints a list, or its text; None without one."""
    if options["services"]:
        return service_names(app, load)
    if options["volumes"]:
        return load_unresolved(app, load).volumes
    if options["networks"]:
        return load_unresolved(app, load).networks
    if options["models"]:
        models = load_unresolved(app, load).models.values()
        return [model["model"] for model in models if model.get("model")]
    if options["hash"]:
        return hashes(load_unresolved(app, load), options["hash"])
    if options["profiles"]:
        return profile_names(load_unresolved(app, load, services))
    if options["images"]:
        return images(app, load_unresolved(app, load, services))
    if options["variables"]:
        return variables(load, options["format"])
    if options["environment"]:
        environ = load_unresolved(app, load, services, resolve_first=True).environment
        return [f"{name}={value}" for name, value in sorted(environ.items())]
    return None


def _write(path: str, text: str) -> None:
    try:
        with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:  # noqa: PTH123
            file.write(text)
    except OSError as error:
        raise ComposeError(path_error(error, path)) from None
