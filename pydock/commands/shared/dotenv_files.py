"""`--dotenv-file` and `--build-arg-file`: files of variables by the rules of Compose."""

from collections.abc import Iterable
from typing import TypedDict

from pydock.cli.app import App
from pydock.cli.command import own_option
from pydock.config.small_file import read_small_file
from pydock.golang.os_errors import path_error
from pydock.options.value_types import LIST

dotenv_file_option = own_option(
    "dotenv-file", "", LIST, "Read variables from a file as Compose does", complete="files"
)


class VariableOptions(TypedDict):
    """The options of a command that has `dotenv_file_option`."""

    dotenv_file: list[str]
    env: list[str]


def add_dotenv_variables(app: App, options: VariableOptions) -> None:
    """Put the variables of --dotenv-file in front of those of --env. Raises ValueError."""
    added = dotenv_variables(app, "dotenv-file", options["dotenv_file"])
    options["env"] = [*added, *options["env"]]


def dotenv_variables(app: App, option: str, paths: Iterable[str]) -> list[str]:
    """Return the variables of the files of an option as `NAME=value`. Raises ValueError.

    Warnings name those that the files refer to and that are not set.
    """
    found: dict[str, str] = {}
    for path in paths:
        from pydock.options.dotenv import parse_dotenv

        def unset(name: str, path: str = path) -> None:
            app.warn(f'WARNING: {path}: variable "{name}" is not set and stands for no text')

        try:
            text = read_small_file(path).decode("utf-8-sig")
            found = parse_dotenv(text, app.environ.get, found, unset)
        except OSError as error:
            raise ValueError(f"--{option}: {path_error(error, path)}") from None
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise ValueError(f"--{option}: {path}: line {line}: invalid UTF-8") from None
        except ValueError as error:
            raise ValueError(f"--{option}: {path}: {error}") from None
    return [f"{name}={value}" for name, value in found.items()]
