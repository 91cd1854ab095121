"""Output of `image explain`: a page of text, or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pydock.golang.tabwriter import align
from pydock.golang.units import human_size
from pydock.oci.dockerfile import Instruction, dockerfile
from pydock.oci.layer_files import SecretFile, Stack
from pydock.terminal.sanitize import escaped
from pydock.views.shorten import ellipsis, short_id

_INSTRUCTION_COLUMNS = 60
_MOST_ROWS = 10


class Check(NamedTuple):
    """A limit, and whether the image meets it."""

    passed: bool
    text: str


class Explanation(NamedTuple):
    """An image as its history, configuration and files explain it."""

    name: str
    id: str
    platform: str
    diff_ids: Sequence[str]
    history: Sequence[Instruction]
    #: names of variables that look like secrets
    variables: Sequence[str]
    stack: Stack

    @property
    def secret_count(self) -> int:
        in_history = sum(1 for one in self.history if one.secrets)
        return len(self.stack.secrets) + len(self.variables) + in_history

    @property
    def wasted_share(self) -> float:
        """The wasted bytes in relation to all layers but the first, as dive has them."""
        size = sum(layer.size for layer in self.stack.layers[1:])
        return self.stack.wasted_bytes / size if size else 0.0


def checks(
    found: Explanation,
    least_efficiency: float,
    most_wasted_bytes: int | None,
    most_secrets: int | None,
) -> list[Check]:
    """Return the limits that apply, and whether the image meets them."""
    stack = found.stack
    text = f"efficiency {_percent(stack.efficiency)}, at least {_percent(least_efficiency)}"
    all = [Check(stack.efficiency >= least_efficiency, text)]
    if most_wasted_bytes is not None:
        text = f"wasted {human_size(stack.wasted_bytes)}, at most {human_size(most_wasted_bytes)}"
        all.append(Check(stack.wasted_bytes <= most_wasted_bytes, text))
    if most_secrets is not None:
        text = f"secrets {found.secret_count}, at most {most_secrets}"
        all.append(Check(found.secret_count <= most_secrets, text))
    return all


def checks_text(all: Iterable[Check]) -> str:
    return "".join(f"{'PASS' if one.passed else 'FAIL'}  {one.text}\n" for one in all)


def explanation_text(found: Explanation) -> str:
    """Return a page. Names of files are escaped."""
    return "\n".join(part for part in _parts(found) if part)


def explanation_json(found: Explanation, all_checks: Sequence[Check]) -> str:
    """Return one JSON object on a line."""
    return json.dumps(_object(found, all_checks), separators=(",", ":")) + "\n"


def printable(path: bytes) -> str:
    """Return the absolute path of a file with control characters and invalid bytes escaped."""
    return escaped("/" + path.decode("utf-8", "backslashreplace"))


def _parts(found: Explanation) -> Iterator[str]:
    stack = found.stack
    layers = "1 layer" if len(stack.layers) == 1 else f"{len(stack.layers)} layers"
    files = sum(layer.files for layer in stack.layers)
    yield (
        f"{escaped(found.name)} ({short_id(found.id)}), {escaped(found.platform)}:"
        f" {layers}, {human_size(stack.size)} in {files} files\n"
    )
    lines = dockerfile(found.history).splitlines()
    yield _section("Dockerfile, as far as the history reports it", map(escaped, lines))
    yield _section("Layers, the lowest first", _layer_rows(found))
    yield _section("Largest files of each layer", _largest_rows(found))
    yield (
        f"Efficiency: {_percent(stack.efficiency)}\n"
        f"Wasted: {human_size(stack.wasted_bytes)},"
        f" {_percent(found.wasted_share)} of the layers above the first\n"
        f"Replaced or removed by later layers: {human_size(stack.hidden_bytes)}\n"
    )
    rows = ["LAYERS\tSIZE\tPATH"]
    for one in stack.wasted[:_MOST_ROWS]:
        rows.append(f"{one.layers}\t{human_size(one.size, 3)}\t{printable(one.path)}")
    last = _more(stack.wasted)
    yield _section("Paths with the most waste", _table(rows), last) if stack.wasted else ""
    secrets = list(_secret_lines(found))
    yield _section("Secrets that look left behind", secrets) if secrets else ""


def _layer_rows(found: Explanation) -> Iterator[str]:
    rows = ["LAYER\tSIZE\tADDED\tCHANGED\tREMOVED\tINSTRUCTION"]
    texts = [escaped(text) for text in _layer_texts(found)]
    for number, layer in enumerate(found.stack.layers, 1):
        text = ellipsis(texts[number - 1], _INSTRUCTION_COLUMNS) if number <= len(texts) else ""
        size = human_size(layer.size, 3)
        rows.append(f"{number}\t{size}\t{layer.added}\t{layer.changed}\t{layer.removed}\t{text}")
    return _table(rows)


def _layer_texts(found: Explanation) -> list[str]:
    """Return what made each layer, as far as the history reports it."""
    return [one.text or f"# {one.comment}" for one in found.history if one.has_layer]


def _largest_rows(found: Explanation) -> Iterator[str]:
    rows = ["LAYER\tSIZE\tPATH"]
    for number, layer in enumerate(found.stack.layers, 1):
        rows += [f"{number}\t{human_size(size, 3)}\t{printable(p)}" for p, size in layer.largest]
    return _table(rows)


def _secret_lines(found: Explanation) -> Iterator[str]:
    for one in found.stack.secrets:
        yield f"{printable(one.path)}: {one.reason} (layer {one.layer}{_fate(one)})"
    for name in found.variables:
        yield f"ENV {escaped(name)}: its value is in the image's configuration"
    for number, line in enumerate(found.history, 1):
        if line.secrets:
            names = ", ".join(map(escaped, line.secrets))
            yield f"history, line {number}: {names}, in {ellipsis(escaped(line.text), 40)}"


def _fate(one: SecretFile) -> str:
    if not one.hidden_by:
        return ""
    return f"; layer {one.hidden_by} removes or replaces it, and it is still in the image"


def _section(title: str, lines: Iterable[str], last: str = "") -> str:
    text = "".join(f"  {line}\n" for line in lines)
    return f"{title}:\n{text}{last}"


def _more(rows: Sequence[object]) -> str:
    return f"  and {len(rows) - _MOST_ROWS} more\n" if len(rows) > _MOST_ROWS else ""


def _table(rows: Iterable[str]) -> Iterator[str]:
    return (line.rstrip() for line in align("\n".join(rows)).split("\n"))


def _percent(value: float) -> str:
    return f"{value * 100:.2f} %"


def _object(found: Explanation, all_checks: Sequence[Check]) -> dict[str, Any]:
    stack = found.stack
    texts = _layer_texts(found)
    texts += [""] * len(stack.layers)
    ids = [*found.diff_ids, *[""] * len(stack.layers)]
    return {
        "Image": found.name,
        "Id": found.id,
        "Platform": found.platform,
        "Size": stack.size,
        "Dockerfile": dockerfile(found.history),
        "Layers": [
            {
                "DiffId": id,
                "Size": layer.size,
                "Instruction": text,
                "Added": layer.added,
                "Changed": layer.changed,
                "Removed": layer.removed,
                "Largest": [
                    {"Path": path_text(path), "Size": size} for path, size in layer.largest
                ],
            }
            for layer, text, id in zip(stack.layers, texts, ids, strict=False)
        ],
        "Efficiency": stack.efficiency,
        "WastedBytes": stack.wasted_bytes,
        "WastedShare": found.wasted_share,
        "HiddenBytes": stack.hidden_bytes,
        "Wasted": [
            {"Path": path_text(one.path), "Layers": one.layers, "Size": one.size}
            for one in stack.wasted
        ],
        "Secrets": [
            *(
                {
                    "Path": path_text(one.path),
                    "Layer": one.layer,
                    "Reason": one.reason,
                    "HiddenBy": one.hidden_by or None,
                }
                for one in stack.secrets
            ),
            *({"Variable": name} for name in found.variables),
            *(
                {"History": number, "Names": list(line.secrets)}
                for number, line in enumerate(found.history, 1)
                if line.secrets
            ),
        ],
        "Checks": [{"Passed": one.passed, "Check": one.text} for one in all_checks],
    }


def path_text(path: bytes) -> str:
    """Return the absolute path of a file; invalid bytes are lone surrogates, as in JSON."""
    return "/" + path.decode("utf-8", "surrogateescape")
