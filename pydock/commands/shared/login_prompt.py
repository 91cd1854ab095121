"""Prompt for the credentials of a registry."""

from pydock.cli.app import App
from pydock.commands.shared.note import note
from pydock.commands.shared.prompt import read_line
from pydock.errors import PydockError
from pydock.oci.registry_auth import HUB_SERVER, Auth


def prompt_for_credentials(
    app: App, server: str, username: str = "", password: str = "", default_username: str = ""
) -> Auth:
    """Prompt for missing user name or password, without echo. PydockError without an answer."""
    username = username.strip()
    if not (username and password.strip()) and not app.is_terminal("stdin"):
        raise PydockError("error: cannot perform an interactive login from a non-TTY device")
    if not username:
        if server == HUB_SERVER:
            app.print(
                "Log in with your Docker ID or email address to use images of Docker Hub.", ""
            )
        default_username = default_username.strip()
        prompt = f"Username ({default_username}): " if default_username else "Username: "
        username = read_line(app, prompt).strip() or default_username
        if not username:
            raise PydockError("error: username is required")
    if not password.strip():
        if server == HUB_SERVER:
            note(
                app,
                "A Personal Access Token (PAT) can be used instead.",
                "To create a PAT, visit https://app.docker.com/settings",
                "",
                "",
                stream="stderr",
            )
        password = read_line(app, "Password: ", echo=False)
        if not password:
            raise PydockError("error: password is required")
    return Auth(username, password, server=server)
