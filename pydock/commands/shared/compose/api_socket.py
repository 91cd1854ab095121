"""Services that use the engine's socket."""

from pydock.commands.shared.compose.scope import Scope
from pydock.compose.requests.api_socket import needs_credentials, with_api_socket


def give_api_socket(scope: Scope) -> None:
    """Give the services that use it the engine's socket, and the user's credentials."""
    project = scope.required_project
    if not needs_credentials(project):
        return
    from pydock.commands.shared.container.api_socket import credentials_text

    scope.project = with_api_socket(project, credentials_text(scope.app))
