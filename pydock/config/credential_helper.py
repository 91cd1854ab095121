"""Credential helpers: programs `docker-credential-NAME` that store passwords.

A helper takes one of `get`, `store`, `erase`, `list` and reads what it is about from its
standard input, so that no secret is ever an argument.
"""

import json
from collections.abc import Mapping
from typing import Any, TypedDict

from pydock.errors import ConfigError
from pydock.golang.unmarshal import Filled, UnmarshalError, unmarshal
from pydock.oci.registry_auth import Auth

#: the user name that marks a secret as an identity token
_TOKEN_USER = "<token>"
#: printed on standard output by helpers without credentials, with a failing status
_NOT_FOUND = "credentials not found in native keychain"
_REFUSALS = ("no credentials server URL", "no credentials username")
#: the part of a helper's output that an error shows
_SHOWN_CHARACTERS = 4096


class _Credentials(TypedDict):
    Username: Filled[str]
    Secret: Filled[str]


class CredentialHelperError(ConfigError):
    """A helper is missing, failed or printed something invalid; contains no secret."""


class CredentialHelper:
    """One helper; every call runs it once and passes its standard error on."""

    def __init__(self, name: str, environ: Mapping[str, str]) -> None:
        self.program = f"docker-credential-{name}"
        self._environ = environ

    def get(self, server: str) -> Auth | None:
        """Return the credentials for a server, None if there are none; CredentialHelperError."""
        status, output = self._run("get", server, "getting credentials")
        if status and output == _NOT_FOUND:
            return None
        self._check(status, output, "getting credentials")
        answer = self._decode(_Credentials, output)
        user, secret = answer["Username"], answer["Secret"]
        if user == _TOKEN_USER:
            return Auth(server=server, identity_token=secret)
        return Auth(user, secret, server=server)

    def servers(self) -> list[str]:
        """Return the servers that it has credentials for. Raises CredentialHelperError."""
        status, output = self._run("list", "", "listing credentials")
        self._check(status, output, "listing credentials")
        return list(self._decode(dict[str, str], output))

    def store(self, auth: Auth) -> None:
        """Store the identity token, else the password; CredentialHelperError if that fails."""
        user, secret = auth.username, auth.password
        if auth.identity_token:
            user, secret = _TOKEN_USER, auth.identity_token
        request = json.dumps({"ServerURL": auth.server, "Username": user, "Secret": secret})
        status, output = self._run("store", request, "storing credentials")
        # a helper may repeat what it was given
        for shown in (json.dumps(secret)[1:-1], secret):
            output = output.replace(shown, "***") if shown else output
        self._check(status, output, "storing credentials")

    def erase(self, server: str) -> None:
        """Erase a server's credentials, if any. Raises CredentialHelperError."""
        status, output = self._run("erase", server, "erasing credentials")
        self._check(status, output, "erasing credentials")

    def _run(self, verb: str, text: str, doing: str) -> tuple[int, str]:
        """Return exit status and output; without time limit, since a helper may prompt."""
        import subprocess

        from pydock.config.child_output import ChildOutputError, read_output

        pipe = subprocess.PIPE
        try:
            child = subprocess.Popen(
                [self.program, verb], stdin=pipe, stdout=pipe, env=self._environ
            )
            output = read_output(child, text.encode(errors="surrogateescape"))
        except FileNotFoundError:
            reason = f'exec: "{self.program}": executable file not found in $PATH'
            raise _failure(doing, reason, "") from None
        except OSError as error:
            reason = f"exec {self.program}: {(error.strerror or '').lower()}"
            raise _failure(doing, reason, "") from None
        except ChildOutputError as error:
            raise _failure(doing, str(error), "") from None
        return child.returncode, output.decode(errors="replace").strip()

    def _check(self, status: int, output: str, doing: str) -> None:
        if status:
            from pydock.config.child_output import exit_text

            reason = output if output in _REFUSALS else exit_text(status)
            raise _failure(doing, reason, output)

    def _decode(self, shape: Any, output: str) -> Any:
        try:
            return unmarshal(shape, output)
        except UnmarshalError as error:
            raise CredentialHelperError(f"invalid response from {self.program}: {error}") from None


def is_installed(program: str, environ: Mapping[str, str]) -> bool:
    """Return whether the program is on the PATH of `environ`."""
    import shutil

    return shutil.which(program, path=environ.get("PATH", "")) is not None


def _failure(doing: str, reason: str, output: str) -> CredentialHelperError:
    shown = output[:_SHOWN_CHARACTERS]
    return CredentialHelperError(f"error {doing} - err: {reason}, out: `{shown}`")
