"""`docker secret create`: create a secret."""

from pydock.api.secrets_configs import secrets
from pydock.cli.app import App
from pydock.cli.command import between, define, option
from pydock.commands.shared.swarm.secrets_configs import read_data
from pydock.errors import PydockError
from pydock.options.environment import LABELS
from pydock.spec.secrets_configs import secret_or_config_spec
from pydock.spec.version_rules import SECRET_CREATE


@define(
    "[OPTIONS] SECRET [file|-]",
    between(1, 2),
    api_since="1.25",
    complete="- files",
    rules=SECRET_CREATE,
)
@option("driver", "d", help="Secret driver, in place of a file")
@option("label", "l", LABELS, "Labels of the secret (key=value)")
@option("template-driver", help="Template driver")
def command(
    app: App, arguments: tuple[str, ...], *, driver: str, label: list[str], template_driver: str
) -> None:
    """Create a secret from a file or standard input, and print its ID.

    Examples:
      pydock secret create tls-key key.pem
      head -c 32 /dev/urandom | base64 | pydock secret create token -
    """
    name, path = arguments[0], "".join(arguments[1:])
    if driver and path:
        raise PydockError("when using secret driver secret data must be empty")
    data = b"" if driver else read_data(app, "secret", path)
    spec = secret_or_config_spec(name, label, data, driver=driver, template_driver=template_driver)
    app.print(secrets.create(app.engine, spec))
