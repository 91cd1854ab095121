"""The pages about variables, config.json and exit statuses have all that the code reads."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydock.config.schema import TYPES
from pydock.errors import ExitStatus
from pydock.manual import source
from pydock.manual.markup import Definition, blocks

ROOT = Path(__file__).parents[2]

#: modules that read variables which the user names
USERS_CHOICE = {
    "build/buildkit/services/secrets.py",
    "commands/shared/compose/building.py",
    "compose/project/interpolation.py",
    "compose/project/loading.py",
    "compose/project/model.py",
    "compose/project/normalizing.py",
    "compose/project/service_files.py",
    "compose/stack/loading.py",
    "compose/stack/variables.py",
    "options/build/csv_fields.py",
    "options/build/secrets.py",
    "options/environment.py",
}


@cache
def sources() -> dict[str, str]:
    """The text of each module, by its path below pydock/."""
    package = ROOT / "pydock"
    return {
        str(path.relative_to(package)): path.read_text() for path in sorted(package.rglob("*.py"))
    }


@cache
def terms(page: str) -> set[str]:
    """What a page defines."""
    return {
        word
        for block in blocks(source(page))
        if isinstance(block, Definition)
        for word in block.term.replace("`", "").replace(",", " ").split()
    }


def test_the_page_has_every_variable_that_the_code_reads() -> None:
    known = terms("environment") | {"http_proxy", "https_proxy", "no_proxy"}
    unknown = [
        f"{name}: {variable}"
        for name, text in sources().items()
        for variable in variables(text)
        if variable not in known and not (variable == "?" and name in USERS_CHOICE)
    ]
    assert not unknown, "\n".join(unknown)


def test_the_page_has_no_variable_that_nothing_reads() -> None:
    text = "".join(sources().values())
    proxies = {"HTTP_PROXY", "HTTPS_PROXY"}  # f"{scheme}_proxy", in capitals
    assert {name for name in terms("environment") - proxies if f'"{name}"' not in text} == set()


def test_a_variable_is_found_however_it_is_read() -> None:
    text = """
VARIABLE = "A_NAME"
_SEVERAL = ("B_NAME", "C_NAME")
def f(self, environ):
    environ.get("D_NAME"), self._environ["E_NAME"], "F_NAME" in os.environ, os.getenv("G_NAME")
    environ.get(VARIABLE), [environ.get(name) for name in _SEVERAL], environ.get(other)
"""
    assert sorted(set(variables(text))) == [
        "?", "A_NAME", "B_NAME", "C_NAME", "D_NAME", "E_NAME", "F_NAME", "G_NAME",
    ]  # fmt: skip


def variables(text: str) -> Iterator[str]:
    """The variables that a module reads; "?" where it names none of its own."""
    if "environ" not in text and "getenv" not in text:
        return
    tree = ast.parse(text)
    values = _values(tree)
    for node in ast.walk(tree):
        name = _key(node)
        if isinstance(name, ast.Call) and isinstance(name.func, ast.Attribute):
            name = name.func.value  # name.upper()
        if isinstance(name, ast.Constant):
            yield str(name.value)
        elif name is not None:
            yield from values.get(ast.unparse(name), ["?"])


def _values(tree: ast.AST) -> dict[str, list[str]]:
    """Name -> the texts that it has, assigned, imported or in loops over constants."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("pydock."):
            if any(alias.name.isupper() for alias in node.names):
                found |= _values_of(str(node.module))
        elif isinstance(node, ast.Assign):
            value = node.value
            if isinstance(value, ast.JoinedStr) and ast.unparse(value).endswith("_proxy'"):
                texts = ["http_proxy", "https_proxy"]
            else:
                parts = value.elts if isinstance(value, ast.Tuple) else [value]
                texts = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
            if texts:
                name = ast.unparse(node.targets[0])
                found[name] = [*found.get(name, ()), *texts]
    for node in ast.walk(tree):
        if isinstance(node, (ast.comprehension, ast.For)):
            texts = found.get(ast.unparse(node.iter), [])
            if texts:
                name = ast.unparse(node.target)
                found[name] = [*found.get(name, ()), *texts]
    return found


@cache
def _values_of(module: str) -> dict[str, list[str]]:
    text = sources().get(f"{module.removeprefix('pydock.').replace('.', '/')}.py", "")
    return _values(ast.parse(text))


def _key(node: ast.AST) -> ast.expr | None:
    """The expression for the name of a variable, where a node reads one."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        if node.func.attr == "getenv" or (node.func.attr == "get" and _is_environ(node.func.value)):
            return node.args[0]
    elif isinstance(node, ast.Subscript) and _is_environ(node.value):
        return node.slice
    elif isinstance(node, ast.Compare) and _is_environ(node.comparators[0]):
        return node.left
    return None


def _is_environ(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return str(name).endswith("environ")


def test_the_page_has_every_key_of_config_json() -> None:
    assert set(TYPES) - terms("config_json") == set()


def test_every_key_that_the_code_reads_is_a_known_one() -> None:
    unknown = [
        f"{name}: {key}"
        for name, text in sources().items()
        for key in re.findall(r"config\.(?:text|texts|table)\(\s*\"(\w+)\"", text)
        if key not in TYPES
    ]
    assert not unknown, "\n".join(unknown)


def test_every_key_of_the_page_is_read() -> None:
    text = "".join(text for name, text in sources().items() if not name.endswith("/schema.py"))
    own = {"pydock", "images"}
    unread = {key for key in terms("config_json") - own if f'"{key}"' not in text}
    assert unread == set()


def test_the_page_has_every_exit_status() -> None:
    assert {str(int(status)) for status in ExitStatus} - terms("exit_status") == set()
