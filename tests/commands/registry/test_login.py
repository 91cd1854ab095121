"""`login` and `logout` on a played engine, as a program and on a terminal."""

from __future__ import annotations

import base64
import json
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from tests.engine.program import Program
from tests.support.engine import PlayedEngine, Refusal, served

SECRET = "hush-hush"
LIMIT_SECONDS = 20


class Registry(PlayedEngine):
    """An engine whose registry accepts SECRET, and gives `token` instead of a password."""

    def __init__(self) -> None:
        super().__init__({"POST /auth": self._log_in})
        self.token = ""

    def _log_in(self, path: str) -> object:
        if self.bodies[-1].get("password") == SECRET:
            return {"Status": "Login Succeeded", "IdentityToken": self.token}
        return Refusal(401, "unauthorized: no such user")


@pytest.fixture
def registry() -> Registry:
    return Registry()


@pytest.fixture
def pydock(registry: Registry, tmp_path: Path) -> Iterator[Program]:
    with served(registry, tmp_path / "s") as host:
        yield Program([sys.executable, "-m", "pydock"], tmp_path, host)


def config(pydock: Program) -> dict[str, object]:
    found: dict[str, object] = json.loads((pydock.config / "config.json").read_bytes())
    return found


def entry(user: str, password: str) -> dict[str, str]:
    return {"auth": base64.b64encode(f"{user}:{password}".encode()).decode()}


@pytest.fixture
def typing(pydock: Program) -> Iterator[list[pexpect.spawn]]:
    """pydock on a terminal: call `start` with the arguments."""
    started: list[pexpect.spawn] = []
    yield started
    for child in started:
        child.close(force=True)


def start(pydock: Program, typing: list[pexpect.spawn], *arguments: str) -> pexpect.spawn:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "pydock", *arguments],
        env=pydock.environ,
        cwd=str(Path.cwd()),
        timeout=LIMIT_SECONDS,
        encoding="utf-8",
    )
    typing.append(child)
    return child


def test_the_password_prompt_has_no_echo(
    pydock: Program, typing: list[pexpect.spawn], registry: Registry
) -> None:
    child = start(pydock, typing, "login", "h:1")
    child.expect_exact("Username: ")
    child.sendline("ann")
    child.expect_exact("Password: ")
    child.waitnoecho()
    child.sendline(SECRET)
    child.expect_exact("Login Succeeded")
    shown = child.before
    child.expect(pexpect.EOF)
    assert SECRET not in shown
    assert registry.bodies == [{"username": "ann", "password": SECRET, "serveraddress": "h:1"}]
    assert config(pydock) == {"auths": {"h:1": entry("ann", SECRET)}}


@pytest.mark.parametrize("ending", ["interrupt", "terminate", "wrong"])
def test_the_terminal_echoes_again(
    pydock: Program, typing: list[pexpect.spawn], ending: str
) -> None:
    shell = pexpect.spawn(
        "/bin/sh", env={**pydock.environ, "PS1": "ready> "}, cwd=str(Path.cwd()), encoding="utf-8",
        timeout=LIMIT_SECONDS,
    )  # fmt: skip
    typing.append(shell)
    shell.expect_exact("ready> ")
    shell.sendline(f"{sys.executable} -m pydock login -u ann h:1 & PID=$!; fg")
    shell.expect_exact("Password: ")
    shell.waitnoecho()
    if ending == "interrupt":
        shell.sendintr()
    elif ending == "terminate":
        (pid,) = _children(shell.pid)
        os.kill(pid, 15)
    else:
        shell.sendline("wrong")
        shell.expect_exact("unauthorized: no such user")
    shell.expect_exact("ready> ")
    assert shell.getecho()


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in text.split()]


def test_an_empty_password_is_refused(pydock: Program, typing: list[pexpect.spawn]) -> None:
    child = start(pydock, typing, "login", "-u", "ann", "h:1")
    child.expect_exact("Password: ")
    child.waitnoecho()
    child.sendline("")
    child.expect_exact("error: password is required")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1


def test_a_password_from_standard_input(pydock: Program) -> None:
    done = pydock("login", "-u", "ann", "--password-stdin", "h:1", input=f"{SECRET}\r\n").ok()
    assert done.out == "Login Succeeded\n"
    assert f"stored unencrypted in '{pydock.config / 'config.json'}'" in done.err
    again = pydock("login", "-u", "ann", "--password-stdin", "h:1", input=SECRET).ok()
    assert again.err == ""


def test_a_dash_for_the_password_is_standard_input(pydock: Program) -> None:
    done = pydock("login", "-u", "ann", "-p", "-", "h:1", input=f"{SECRET}\n").ok()
    assert done.out == "Login Succeeded\n"
    assert "insecure" not in done.err


@pytest.mark.parametrize("typed", ["", "\n", "  \r\n"])
def test_a_blank_password_from_standard_input(pydock: Program, typed: str) -> None:
    done = pydock("login", "-u", "ann", "--password-stdin", "h:1", input=typed)
    assert (done.status, done.out, done.err) == (1, "", "password is empty\n")


def test_a_wrong_password_changes_nothing(pydock: Program) -> None:
    done = pydock("login", "-u", "ann", "--password-stdin", "h:1", input="guess-guess")
    assert (done.status, done.out) == (1, "")
    assert done.err == "Error response from daemon: unauthorized: no such user\n"
    assert not (pydock.config / "config.json").exists()


@pytest.mark.parametrize("arguments", [["-D"], []])
def test_a_password_is_in_no_output(pydock: Program, arguments: list[str]) -> None:
    for password in (SECRET, "guess-guess"):
        done = pydock(*arguments, "login", "-u", "ann", "--password-stdin", "h:1", input=password)
        assert password not in done.out + done.err
    done = pydock(*arguments, "login", "-u", "ann", "-p", SECRET, "h:1")
    assert SECRET not in done.out + done.err
    assert "WARNING! Using --password via the CLI is insecure" in done.err


def test_a_token_is_kept_instead_of_the_password(pydock: Program, registry: Registry) -> None:
    registry.token = "the-token"
    done = pydock("login", "-u", "ann", "--password-stdin", "h:1", input=SECRET).ok()
    assert config(pydock) == {"auths": {"h:1": {**entry("ann", ""), "identitytoken": "the-token"}}}
    assert "unencrypted" not in done.err


def test_stored_credentials_need_no_prompt(pydock: Program, registry: Registry) -> None:
    pydock.log_in("h:1", "ann", SECRET)
    done = pydock("login", "h:1").ok()
    assert done.out == "Login Succeeded\n"
    assert "existing credentials... [Username: ann]" in done.err
    assert registry.bodies[-1]["password"] == SECRET


def test_a_login_that_has_expired(pydock: Program) -> None:
    pydock.log_in("h:1", "ann", "expired")
    done = pydock("login", "h:1")
    assert done.status == 1
    assert "Stored credentials invalid or expired\n" in done.err
    assert done.err.endswith("error: cannot perform an interactive login from a non-TTY device\n")


def test_the_hub_has_many_names(pydock: Program, registry: Registry) -> None:
    for server in ([], ["docker.io"], ["https://index.docker.io/v1/"]):
        pydock("login", "-u", "ann", "--password-stdin", *server, input=SECRET).ok()
    assert config(pydock) == {"auths": {"https://index.docker.io/v1/": entry("ann", SECRET)}}


def test_a_url_is_read_as_its_host(pydock: Program) -> None:
    pydock("login", "-u", "ann", "--password-stdin", "https://h:1/v2/", input=SECRET).ok()
    assert config(pydock) == {"auths": {"h:1": entry("ann", SECRET)}}
    done = pydock("logout", "https://h:1/v1/").ok()
    assert done.out == "Removing login credentials for h:1\n"
    assert config(pydock) == {"auths": {}}


def test_a_login_for_a_namespace(pydock: Program, registry: Registry) -> None:
    for server, user in (("h:1", "all"), ("h:1/team", "ann"), ("docker.io/me", "me")):
        done = pydock("login", "-u", user, "--password-stdin", server, input=SECRET).ok()
        words = f"These credentials are for repositories below {server} only.\n"
        assert (words in done.err) == ("/" in server)
    assert [body["serveraddress"] for body in registry.bodies] == [
        "h:1", "h:1", "https://index.docker.io/v1/",
    ]  # fmt: skip
    assert config(pydock) == {
        "auths": {
            "docker.io/me": entry("me", SECRET),
            "h:1": entry("all", SECRET),
            "h:1/team": entry("ann", SECRET),
        }
    }
    assert "[Username: ann]" in pydock("login", "h:1/team").ok().err
    done = pydock("logout", "h:1/team").ok()
    assert done.out == "Removing login credentials for h:1/team\n"
    pydock("logout", "docker.io/me").ok()
    assert config(pydock) == {"auths": {"h:1": entry("all", SECRET)}}


@pytest.mark.parametrize("server", ["h:1/v2", "h:1/v1/", "https://h:1/team", "h:1/Team", "h:1/a:1"])
def test_what_is_no_namespace_is_its_host(pydock: Program, server: str) -> None:
    pydock("login", "-u", "ann", "--password-stdin", server, input=SECRET).ok()
    assert config(pydock) == {"auths": {"h:1": entry("ann", SECRET)}}


def test_logout_without_a_login(pydock: Program) -> None:
    done = pydock("logout", "h:1").ok()
    assert (done.out, done.err) == ("Removing login credentials for h:1\n", "")
    assert not pydock.config.exists()


@pytest.mark.parametrize("arguments", [["login", "-u", "a", "--password-stdin", "h:1"], ["logout"]])
def test_a_damaged_config_json_stays_unchanged(pydock: Program, arguments: list[str]) -> None:
    pydock.config.mkdir()
    (pydock.config / "config.json").write_text('{"auths": {')
    done = pydock(*arguments, input=SECRET)
    assert "WARNING: Error parsing config file" in done.err
    assert "could not erase" in done.err or done.status == 1
    assert (pydock.config / "config.json").read_text() == '{"auths": {'


def test_a_login_from_the_environment_is_a_warning(pydock: Program) -> None:
    given = json.dumps({"auths": {"h:1": entry("env", SECRET)}})
    done = pydock("login", "h:1", env={"DOCKER_AUTH_CONFIG": given}).ok()
    warning = (
        "\n Warn -> DOCKER_AUTH_CONFIG is set and takes precedence.\n"
        "         Unset DOCKER_AUTH_CONFIG to restore the CLI auth behaviour.\n"
        "         \n"
    )
    assert done.err.startswith(warning)
    assert pydock("logout", "h:2", env={"DOCKER_AUTH_CONFIG": given}).ok().err == warning
    assert "[Username: env]" in done.err
    assert not (pydock.config / "config.json").exists()


def test_both_of_two_logins_at_once_are_kept(pydock: Program) -> None:
    servers = [f"h:{number}" for number in range(6)]
    threads = [
        threading.Thread(
            target=pydock,
            args=("login", "-u", "ann", "--password-stdin", server),
            kwargs={"input": SECRET},
        )
        for server in servers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert config(pydock) == {"auths": {server: entry("ann", SECRET) for server in servers}}
