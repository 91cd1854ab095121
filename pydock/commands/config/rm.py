"""`docker config rm`: remove configs."""

from pydock.api.secrets_configs import configs
from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.batch import remove_each


@define("CONFIG [CONFIG...]", at_least(1), api_since="1.30", complete="configs")
def command(app: App, arguments: tuple[str, ...]) -> int:
    """Remove one or more configs. Configs in use are kept."""
    return remove_each(app, arguments, configs.rm)
