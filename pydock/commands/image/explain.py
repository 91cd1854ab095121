"""`pydock image explain`: what an image is made of, which docker does not show."""

from __future__ import annotations

from typing import Any

from pydock.api import images
from pydock.archive.image_layers import read_image
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.image.saved_image import inspected_image, saved_image
from pydock.errors import ExitStatus, PydockError, reported_value_errors
from pydock.golang.units import parse_bytes
from pydock.oci.dockerfile import instructions
from pydock.oci.layer_files import stacked
from pydock.oci.secrets import secret_variables
from pydock.options.value_types import SWITCH, Int
from pydock.views.image_explanation import (
    Explanation,
    checks,
    checks_text,
    explanation_json,
    explanation_text,
)

_LEAST_EFFICIENCY = 0.9


@define("[OPTIONS] IMAGE", exactly(1), complete="images")
@option("ci", "", SWITCH, "Check limits; status 1 where the image exceeds one")
@option("format", help="Output format: 'json'", complete="choices:json")
@option("max-secrets", "", Int(None), "With --ci: how many secrets may be left behind")
@option("max-wasted", help="With --ci: the most wasted bytes, such as 20MB")
@option("min-efficiency", help="With --ci: the least efficiency, such as 95% (default 90%)")
@option("platform", help="Platform of the image, such as linux/amd64", complete="platforms")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    ci: bool,
    format: str,
    max_secrets: int | None,
    max_wasted: str,
    min_efficiency: str,
    platform: str,
) -> int | None:
    """Explain an image: its Dockerfile, layers, largest files, waste and secrets.

    It reads what `save` writes. Efficiency and wasted bytes are those of dive; values that look
    like secrets are shown as ***.

    Examples:
      pydock image explain me/app:2
      pydock image explain --ci --min-efficiency 95% --max-wasted 20MB me/app:2
      pydock image explain --format json me/app:2
    """
    if format not in ("", "json"):
        raise PydockError(f'invalid format "{format}": must be json')
    least, most_wasted = _share(min_efficiency), _bytes(max_wasted)
    if not ci and (max_secrets is not None or max_wasted or min_efficiency):
        raise PydockError("limits require --ci")
    found = _explanation(app, arguments[0], platform)
    limits = checks(found, least, most_wasted, max_secrets) if ci else []
    if format:
        app.write(explanation_json(found, limits))
    else:
        app.write(checks_text(limits) if ci else explanation_text(found))
    return None if all(one.passed for one in limits) else ExitStatus.FAILURE


def _explanation(app: App, name: str, platform: str) -> Explanation:
    inspected = inspected_image(app.engine, name, platform)
    diff_ids = images.diff_ids(inspected)
    with saved_image(app.engine, name, inspected, platform) as archive:
        image = read_image(archive.readinto, diff_ids)
    with reported_value_errors():
        stack = stacked(image.layers)
    secrets = secret_variables(_environment(image.config))
    return Explanation(
        name,
        inspected["Id"],
        "/".join(str(image.config.get(key) or "unknown") for key in ("os", "architecture")),
        diff_ids,
        instructions(_history(image.config), secrets.values()),
        list(secrets),
        stack,
    )


def _environment(config: dict[str, Any]) -> list[str]:
    inner = config.get("config")
    found = inner.get("Env") if isinstance(inner, dict) else None
    return [str(one) for one in found] if isinstance(found, list) else []


def _history(config: dict[str, Any]) -> list[dict[str, Any]]:
    found = config.get("history")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _share(text: str) -> float:
    """Return "95%" or "0.95" as a number from 0 to 1; PydockError."""
    try:
        value = float(text.removesuffix("%") or "x") / (100 if text.endswith("%") else 1)
    except ValueError:
        value = -1.0 if text else _LEAST_EFFICIENCY
    if not 0 <= value <= 1:
        raise PydockError(f'invalid efficiency "{text}": must be from 0% to 100%')
    return value


def _bytes(text: str) -> int | None:
    with reported_value_errors():
        return parse_bytes(text) if text else None
