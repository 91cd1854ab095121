"""POST /containers/ID/exec and POST /exec/ID/start, from the options of `exec`."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from pydock.options.environment import ReadFile, environment
from pydock.options.key_values import without_empty

Json = dict[str, Any]


class ExecOptions(TypedDict):
    detach: bool
    detach_keys: str
    dotenv_file: list[str]
    env: list[str]
    env_file: list[str]
    interactive: bool
    privileged: bool
    tty: bool
    user: str
    workdir: str


def exec_create_body(
    values: ExecOptions,
    command: Sequence[str],
    environ: Mapping[str, str],
    read: ReadFile,
    *,
    detach_keys: str = "",
    console_size: tuple[int, int] | None = None,
) -> Json:
    """Return the body; `console_size` is rows and columns (API 1.42). Raises ValueError."""
    attach = not values["detach"]
    body: Json = {
        "AttachStdin": attach and values["interactive"],
        "AttachStdout": attach,
        "AttachStderr": attach,
        "Cmd": list(command),
        "DetachKeys": detach_keys,
        "Env": environment(values["env"], values["env_file"], environ, read),
        "Privileged": values["privileged"],
        "Tty": values["tty"],
        "User": values["user"],
        "WorkingDir": values["workdir"],
    }
    if console_size and values["tty"]:
        body["ConsoleSize"] = list(console_size)
    return without_empty(body)


def exec_start_body(request: Json) -> Json:
    """Return the body of POST /exec/ID/start for the body that created the exec."""
    body: Json = {"Detach": "AttachStdout" not in request, "Tty": "Tty" in request}
    if "ConsoleSize" in request:
        body["ConsoleSize"] = request["ConsoleSize"]
    return body
