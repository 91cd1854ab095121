from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import define, exactly
from pydock.cli.completion.scripts import SHELLS, script
from pydock.errors import PydockError


@define("bash|fish|powershell|zsh", exactly(1), complete="choices:bash,fish,powershell,zsh")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Print the script that completes commands in a shell.

    Try it at once with: source <(pydock completion bash)
    """
    shell = arguments[0]
    if shell not in SHELLS:
        raise PydockError(f"no completion for {shell}: bash, fish, powershell and zsh have one")
    app.stdout.write(script(shell))
