"""`--secret` and `--ssh`."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydock.golang.csv import split_fields


@dataclass(frozen=True)
class Secret:
    """Secret of a build by its id: the content of a file, or the value of a variable."""

    id: str
    path: str = ""
    variable: str = ""


@dataclass(frozen=True)
class SshAgent:
    """A build's SSH agent by id: its socket, files of keys, or SSH_AUTH_SOCK."""

    id: str
    paths: tuple[str, ...] = ()


#: id of the agent that a build uses by default
DEFAULT_AGENT = "default"


def parse_secret(text: str) -> Secret:
    """Parse `id=NAME[,type=file|env][,src=PATH][,env=VARIABLE]`. Raises ValueError."""
    try:
        fields = split_fields(text)
    except ValueError as error:
        raise ValueError(f"failed to parse csv secret: {error}") from None
    found = {"id": "", "type": "", "path": "", "env": ""}
    for field in fields:
        key, equals, value = field.partition("=")
        if not equals:
            raise ValueError(f"invalid field '{field}' must be a key=value pair")
        key = _SECRET_KEYS.get(key.lower(), "")
        if not key:
            raise ValueError(f"unexpected key '{field.partition('=')[0].lower()}' in '{field}'")
        if key == "type" and value not in ("file", "env"):
            raise ValueError(f'unsupported secret type "{value}"')
        found[key] = value
    if found["type"] == "env" and not found["env"]:
        found["env"], found["path"] = found["path"], ""
    return Secret(found["id"], "" if found["env"] else found["path"], found["env"])


_SECRET_KEYS = {
    "id": "id", "type": "type", "src": "path", "source": "path", "env": "env",
}  # fmt: skip


def with_default_source(secret: Secret, environ: Mapping[str, str]) -> Secret:
    """Return the secret: a variable, else a file, named as its id. ValueError without an id."""
    if not secret.id:
        raise ValueError("secret missing ID")
    if secret.path or secret.variable:
        return secret
    if secret.id in environ:
        return Secret(secret.id, variable=secret.id)
    return Secret(secret.id, path=secret.id)


def parse_ssh(text: str) -> SshAgent:
    """Parse `ID[=SOCKET|KEY[,KEY...]]`; the default id is `default`."""
    name, equals, paths = text.partition("=")
    return SshAgent(name or DEFAULT_AGENT, tuple(paths.split(",")) if equals else ())
