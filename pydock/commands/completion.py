"""`pydock completion`: print a shell completion script."""

from pydock.cli.app import App
from pydock.cli.command import define, exactly
from pydock.cli.completion.scripts import SHELLS, script
from pydock.errors import PydockError


@define("bash|fish|powershell|zsh", exactly(1), complete="choices:bash,fish,powershell,zsh")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Print the completion script for a shell.

    To load it in the current shell: source <(pydock completion bash)
    """
    shell = arguments[0]
    if shell not in SHELLS:
        raise PydockError(f"unsupported shell {shell}: must be bash, fish, powershell or zsh")
    app.stdout.write(script(shell))
