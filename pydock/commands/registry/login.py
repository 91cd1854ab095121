from __future__ import annotations

from pydock.api import registry
from pydock.cli.app import App
from pydock.cli.command import at_most, define, option
from pydock.commands.shared.login_prompt import ask_for_auth
from pydock.commands.shared.note import note
from pydock.config.credentials import VARIABLE
from pydock.errors import ApiError, ConfigError, PydockError
from pydock.oci.registry_auth import HUB_SERVER, Auth, hostname_of
from pydock.options.value_types import SWITCH

_UNAUTHORIZED = 401


@define("[OPTIONS] [SERVER]", at_most(1))
@option("password", "p", help="Password or access token; other users of this machine see it")
@option("password-stdin", "", SWITCH, "Read the password or access token from standard input")
@option("username", "u", help="Name of the user")
def command(
    app: App, arguments: tuple[str, ...], *, password: str, password_stdin: bool, username: str
) -> None:
    """Log in to a registry, Docker Hub when none is named.

    The password is kept where config.json says: with a credential helper, or in config.json.

    Examples:
      pydock login -u me
      pydock login -u me --password-stdin registry.example.com < token
    """
    password = _given_password(app, username, password, password_stdin)
    if app.environ.get(VARIABLE):
        app.warn(f"WARNING: {VARIABLE} is set and is used before what this login stores.")
    server = _server_of(arguments[0] if arguments else "")
    known = Auth() if username or password else _known(app, server)
    status = _log_in_as_before(app, known._replace(server=server)) if known.password else ""
    if not status:
        auth = ask_for_auth(app, server, username, password, known.username)
        status = _log_in(app, auth)
    app.print(status)


def _given_password(app: App, username: str, password: str, password_stdin: bool) -> str:
    """The password of the options, or "" to ask for it; PydockError when they make no sense."""
    if app.given("password") and password_stdin:
        raise PydockError(
            "conflicting options: cannot specify both --password and --password-stdin"
        )
    for key, value in (("username", username), ("password", password)):
        if app.given(key) and not value:
            raise PydockError(f"{key} is empty")
    if password_stdin:
        if not username:
            raise PydockError("the --password-stdin option requires --username to be set")
        return app.stdin.read().removesuffix("\n").removesuffix("\r")
    if password:
        app.warn("WARNING! Using --password via the CLI is insecure. Use --password-stdin.")
    return password


def _server_of(text: str) -> str:
    """The key of the credentials for what the person calls a server."""
    return HUB_SERVER if text in ("", "docker.io", HUB_SERVER) else hostname_of(text)


def _known(app: App, server: str) -> Auth:
    """The credentials from before; none when their place cannot be asked."""
    found = app.credentials.find(server)
    return found if found.username else Auth()


def _log_in_as_before(app: App, auth: Auth) -> str:
    """Try what is known; the registry's words, or "" when the person has to be asked."""
    app.warn(f"Authenticating with existing credentials... [Username: {auth.username}]")
    hint = "To login with a different account, run 'docker logout' followed by 'docker login'"
    note(app, hint, stream="stderr")
    app.warn("", "")
    try:
        return _log_in(app, auth, is_stored=True)
    except ApiError as error:
        if error.status == _UNAUTHORIZED:
            app.warn("Stored credentials invalid or expired")
        else:
            app.warn(f"Login did not succeed, error: {error.message}")
        return ""


def _log_in(app: App, auth: Auth, is_stored: bool = False) -> str:
    """Ask the registry, and keep what it took; its words."""
    answer = registry.login(app.engine, auth)
    token = answer.get("IdentityToken") or ""
    if token:
        auth = auth._replace(password="", identity_token=token)
    if token or not is_stored:
        _store(app, auth)
    return str(answer.get("Status") or "Login Succeeded")


def _store(app: App, auth: Auth) -> None:
    credentials = app.credentials
    in_file = credentials.stored_in_file(auth.server)
    is_new = in_file and app.config.auths.get(auth.server) != auth
    try:
        credentials.store(auth)
    except ConfigError as error:
        raise PydockError(f"Error saving credentials: {error.message}") from None
    if is_new and auth.password:
        app.warn(
            "",
            f"WARNING! Your credentials are stored unencrypted in '{app.config.path}'.",
            "Configure a credential helper to remove this warning. See",
            "https://docs.docker.com/go/credential-store/",
            "",
        )
