"""Environment variables and labels: `--env`, `--env-file`, `--label`, `--label-file`, proxies."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from pydock.golang.os_errors import path_error
from pydock.options.key_values import key_values
from pydock.options.value_types import StringList

ReadFile = Callable[[str], bytes]
"""Returns the content of a file; raises OSError."""

_LINE_MAX_BYTES = 64 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BLANKS = " \t"


def check_variable(text: str) -> str:
    """Return the text unchanged; ValueError unless it is `NAME=value` or `NAME`."""
    if not text.partition("=")[0]:
        raise ValueError(f"invalid environment variable: {text}")
    return text


def check_label(text: str) -> str:
    """Return the text unchanged; ValueError unless it is `key=value` or `key`."""
    key = text.partition("=")[0].lstrip(_BLANKS)
    if not key:
        raise ValueError(f"invalid label '{text}': empty name")
    if any(blank in key for blank in _BLANKS):
        raise ValueError(f"label '{key}' contains whitespaces")
    return text


VARIABLES = StringList(check=check_variable)
LABELS = StringList(check=check_label)


def environment(
    variables: Iterable[str], files: Iterable[str], environ: Mapping[str, str], read: ReadFile
) -> list[str]:
    """Return `NAME=value` texts, those of the files first.

    A name alone takes its value from `environ`. If it is not set there, a name from a file is
    left out, and one from the command line is kept, which unsets it in the container.
    Raises ValueError for an unreadable or malformed file.
    """
    found = []
    for file in files:
        for line in key_value_lines(file, read):
            name, equals, _ = line.partition("=")
            if equals:
                found.append(line)
            elif name in environ:
                found.append(f"{name}={environ[name]}")
    return [*found, *(resolved(variable, environ) for variable in variables)]


def resolved(variable: str, environ: Mapping[str, str]) -> str:
    """Add the value of `environ` to a variable without a value."""
    if "=" in variable or variable not in environ:
        return variable
    return f"{variable}={environ[variable]}"


def labels(given: Iterable[str], files: Iterable[str], read: ReadFile) -> dict[str, str]:
    """Return labels by key: those of the files, then `given`. Files need a `=` in each line."""
    lines = [line for file in files for line in key_value_lines(file, read) if "=" in line]
    return key_values([*lines, *given])


def key_value_lines(path: str, read: ReadFile) -> Iterator[str]:
    """Yield the lines of an env or label file without comments and blank lines. ValueError."""
    try:
        data = read(path).removeprefix(_BYTE_ORDER_MARK)
    except IsADirectoryError as error:
        raise ValueError(f"invalid env file ({path}): {path_error(error, path)}") from None
    except OSError as error:
        raise ValueError(path_error(error, path)) from None
    for number, raw in enumerate(data.split(b"\n"), start=1):
        try:
            line = _checked_line(raw, number)
        except ValueError as error:
            raise ValueError(f"invalid env file ({path}): {error}") from None
        if line:
            yield line


def _checked_line(raw: bytes, number: int) -> str:
    """Return one line without indentation; "" for a comment or blank line."""
    if len(raw) >= _LINE_MAX_BYTES:
        raise ValueError("bufio.Scanner: token too long")
    try:
        line = raw.removesuffix(b"\r").decode().lstrip()
    except UnicodeDecodeError:
        shown = " ".join(str(byte) for byte in raw)
        raise ValueError(f"invalid utf8 bytes at line {number}: [{shown}]") from None
    if not line or line.startswith("#"):
        return ""
    name = line.partition("=")[0]
    if any(blank in name for blank in _BLANKS):
        raise ValueError(f"variable '{name}' contains whitespaces")
    if not name:
        raise ValueError(f"no variable name on line '{line}'")
    return line


def with_proxies(variables: Iterable[str], proxies: Mapping[str, str]) -> list[str]:
    """Return the last variable of each name, and the proxies that are not among them."""
    found = {variable.partition("=")[0]: variable for variable in variables}
    for name, value in proxies.items():
        found.setdefault(name, f"{name}={value}")
    return list(found.values())
