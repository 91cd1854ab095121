"""Content trust (Notary), removed in docker 29: the deprecated option, and the refusal."""

from pydock.cli.app import App
from pydock.cli.command import option
from pydock.errors import NotSupported
from pydock.golang.strconv.numbers import parse_bool
from pydock.options.value_types import Switch

content_trust_option = option(
    "disable-content-trust",
    kind=Switch(True),
    help="Skip image verification",
    deprecated="support for docker content trust was removed",
)


def refuse_content_trust(app: App, disabled: bool) -> None:
    """Raise NotSupported if DOCKER_CONTENT_TRUST requests verification, unless `disabled`."""
    variable = app.environ.get("DOCKER_CONTENT_TRUST", "")
    if _is_true(variable) and not (disabled and app.given("disable_content_trust")):
        raise NotSupported("content trust (Notary) is not supported: unset DOCKER_CONTENT_TRUST")


def _is_true(variable: str) -> bool:
    """Whether docker enables content trust: for any value that is not a form of false."""
    try:
        return bool(variable) and parse_bool(variable)
    except ValueError:
        return True
