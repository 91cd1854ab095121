"""`docker login`: log in to a registry."""

from pydock.api import registry
from pydock.cli.app import App
from pydock.cli.command import at_most, define, option
from pydock.commands.shared.note import note, warn_of_environment
from pydock.commands.shared.prompt import read_line
from pydock.config.credentials import VARIABLE
from pydock.errors import ApiError, ConfigError, PydockError
from pydock.oci.registry_auth import HUB_SERVER, Auth, hostname_of, is_namespace, server_of
from pydock.options.value_types import SWITCH

_UNAUTHORIZED = 401


@define("[OPTIONS] [SERVER]", at_most(1))
@option("password", "p", help="Password or access token (visible to other users of this host)")
@option("password-stdin", "", SWITCH, "Read the password from standard input")
@option("username", "u", help="User name")
def command(
    app: App, arguments: tuple[str, ...], *, password: str, password_stdin: bool, username: str
) -> None:
    """Log in to a registry (default: Docker Hub).

    Credentials are stored in the credential helper of config.json, or in config.json itself.
    SERVER may be a namespace of a registry, as registry.example.com/team: its account is for the
    repositories below it only, beside others of the same registry.

    Examples:
      pydock login -u me
      pydock login -u ci registry.example.com/team
      pydock login -u me --password-stdin registry.example.com < token
    """
    password = _password(app, username, password, password_stdin)
    if app.environ.get(VARIABLE):
        warn_of_environment(app, VARIABLE)
    server = _server_of(arguments[0] if arguments else "")
    stored = Auth() if username or password else _stored_auth(app, server)
    status = _log_in_with_stored(app, stored._replace(server=server)) if stored.password else ""
    if not status:
        auth = _prompt_for_credentials(app, server, username, password, stored.username)
        status = _log_in(app, auth)
    app.print(status)


def _password(app: App, username: str, password: str, password_stdin: bool) -> str:
    """Return the password of the options (`-`: standard input), "" to prompt. PydockError."""
    password_stdin = password_stdin or password == "-"
    if app.given("password") and password_stdin and password != "-":
        raise PydockError(
            "conflicting options: cannot specify both --password and --password-stdin"
        )
    for key, value in (("username", username), ("password", password)):
        if app.given(key) and not value:
            raise PydockError(f"{key} is empty")
    if password_stdin:
        if not username:
            raise PydockError("the --password-stdin option requires --username to be set")
        typed = app.stdin.read()
        for end in ("\r\n", "\n", "\r"):
            if typed.endswith(end):
                typed = typed.removesuffix(end)
                break
        if not typed.strip():
            raise PydockError("password is empty")
        return typed
    if password:
        app.warn("WARNING! Using --password via the CLI is insecure. Use --password-stdin.")
    return password


def _server_of(text: str) -> str:
    """The credentials key of a server argument: a registry, or a namespace of one."""
    if is_namespace(text):
        return text
    return HUB_SERVER if text in ("", "docker.io", HUB_SERVER) else hostname_of(text)


def _stored_auth(app: App, server: str) -> Auth:
    """Stored credentials, or empty ones."""
    found = app.credentials.find(server)
    return found if found.username else Auth()


def _log_in_with_stored(app: App, auth: Auth) -> str:
    """Log in with stored credentials: the status message, or "" if they are refused."""
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


def _prompt_for_credentials(
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


def _log_in(app: App, auth: Auth, is_stored: bool = False) -> str:
    """Log in and store the credentials; returns the status message."""
    answer = registry.login(app.engine, auth._replace(server=server_of(auth.server)))
    token = answer.get("IdentityToken") or ""
    if token:
        auth = auth._replace(password="", identity_token=token)
    if token or not is_stored:
        _store(app, auth)
        if is_namespace(auth.server):
            app.warn(f"These credentials are for repositories below {auth.server} only.")
    return str(answer.get("Status") or "Login Succeeded")


def _store(app: App, auth: Auth) -> None:
    credentials = app.credentials
    in_file = credentials.stored_in_file(auth.server)
    is_new = in_file and app.config.auths.get(auth.server) != auth
    try:
        credentials.store(auth)
    except ConfigError as error:
        raise PydockError(f"error saving credentials: {error.message}") from None
    if is_new and auth.password:
        app.warn(
            "",
            f"WARNING! Your credentials are stored unencrypted in '{app.config.path}'.",
            "Configure a credential helper to remove this warning. See",
            "https://docs.docker.com/go/credential-store/",
            "",
        )
