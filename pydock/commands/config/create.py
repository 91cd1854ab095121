"""`docker config create`: create a config."""

from pydock.api.secrets_configs import configs
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.swarm.secrets_configs import read_data
from pydock.errors import PydockError
from pydock.options.environment import LABELS
from pydock.spec.secrets_configs import secret_or_config_spec
from pydock.spec.version_rules import CONFIG_CREATE


@define(
    "[OPTIONS] CONFIG file|-", exactly(2), api_since="1.30", complete="- files", rules=CONFIG_CREATE
)
@option("label", "l", LABELS, "Labels of the config (key=value)")
@option("template-driver", help="Template driver")
def command(
    app: App, arguments: tuple[str, ...], *, label: list[str], template_driver: str
) -> None:
    """Create a config from a file or standard input, and print its ID.

    Examples:
      pydock config create nginx-conf nginx.conf
    """
    name, path = arguments
    try:
        data = read_data(app, "config", path)
    except PydockError as error:
        raise PydockError(f'error reading content from "{path}": {error.message}') from None
    spec = secret_or_config_spec(name, label, data, template_driver=template_driver)
    app.print(configs.create(app.engine, spec))
