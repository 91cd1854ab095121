from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pydock.config.child_output import LIMIT_BYTES
from pydock.config.config_file import ConfigFile
from pydock.config.credentials import Credentials
from pydock.errors import ConfigError
from pydock.oci.reference import parse
from pydock.oci.registry_auth import Auth, server_key

HELPER = """#!/bin/sh
# keeps what it is given in files beside itself, and notes how it was called
cd "$(dirname "$0")"
echo "$0 $*" >>calls
case $1 in
store) cat >stored ;;
get) cat >requested; [ -e stored ] && cat stored || { echo "$NOTHING"; exit 1; } ;;
erase) cat >erased; rm -f stored ;;
list) echo "${LIST:-{\\}}" ;;
esac
"""


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    directory = tmp_path / "bin"
    directory.mkdir()
    return directory


def install(programs: Path, name: str, script: str) -> None:
    program = programs / f"docker-credential-{name}"
    program.write_text(script)
    program.chmod(0o755)


class User:
    """Somebody with a config.json and an environment; `warnings` is the warnings printed."""

    def __init__(self, home: Path, programs: Path) -> None:
        self.home = home
        self.environ = {
            "PATH": f"{programs}:/bin:/usr/bin",
            "NOTHING": "credentials not found in native keychain",
        }
        self.warnings: list[str] = []

    def has(self, **settings: object) -> None:
        self.home.mkdir(exist_ok=True)
        (self.home / "config.json").write_text(json.dumps(settings))

    @property
    def credentials(self) -> Credentials:
        return Credentials(ConfigFile.load(self.home), self.environ, self.warnings.append)

    @property
    def file(self) -> dict[str, object]:
        found: dict[str, object] = json.loads((self.home / "config.json").read_bytes())
        return found


@pytest.fixture
def user(tmp_path: Path, programs: Path) -> User:
    return User(tmp_path / "home", programs)


def entry(user: str, password: str) -> dict[str, str]:
    return {"auth": base64.b64encode(f"{user}:{password}".encode()).decode()}


def test_config_json_keeps_credentials(user: User) -> None:
    user.credentials.store(Auth("ann", "secret", server="h:1"))
    assert user.file == {"auths": {"h:1": entry("ann", "secret")}}
    assert user.credentials.get("h:1") == Auth("ann", "secret", server="h:1")
    assert user.credentials.get("other") == Auth()
    assert user.credentials.stored_in_file("h:1")
    user.credentials.erase("h:1")
    assert user.file == {"auths": {}}


def test_an_old_entry_whose_key_is_a_url_is_found_by_its_host(user: User) -> None:
    user.has(auths={"https://h:1/v1/": entry("ann", "secret")})
    assert user.credentials.get("h:1").username == "ann"
    assert user.credentials.get("h:2") == Auth()


@pytest.mark.parametrize("settings", [{"credsStore": "box"}, {"credHelpers": {"h:1": "box"}}])
def test_a_helper_keeps_the_secret_and_config_json_the_name(
    user: User, programs: Path, settings: dict[str, object]
) -> None:
    install(programs, "box", HELPER)
    user.has(**settings)
    user.credentials.store(Auth("ann", "hush\"hush'", server="h:1"))
    assert user.file == {"auths": {"h:1": {}}, **settings}
    assert json.loads((programs / "stored").read_text()) == {
        "ServerURL": "h:1",
        "Username": "ann",
        "Secret": "hush\"hush'",
    }
    assert user.credentials.get("h:1") == Auth("ann", "hush\"hush'", server="h:1")
    assert (programs / "requested").read_text() == "h:1"
    assert not user.credentials.stored_in_file("h:1")
    user.credentials.erase("h:1")
    assert (programs / "erased").read_text() == "h:1"
    assert user.credentials.get("h:1") == Auth()
    assert user.file == {"auths": {}, **settings}
    assert "hush" not in (programs / "calls").read_text()


def test_identity_tokens_have_a_user_name_of_their_own(user: User, programs: Path) -> None:
    install(programs, "box", HELPER)
    user.has(credsStore="box")
    user.credentials.store(Auth("ann", "secret", server="h:1", identity_token="the-token"))
    stored = json.loads((programs / "stored").read_text())
    assert (stored["Username"], stored["Secret"]) == ("<token>", "the-token")
    assert user.credentials.get("h:1") == Auth(server="h:1", identity_token="the-token")


def test_the_helper_of_a_registry_wins_over_the_general_one(user: User, programs: Path) -> None:
    answer = """#!/bin/sh
cat >/dev/null; echo '{"Username": "%s", "Secret": "x"}'
"""
    install(programs, "one", answer % "from-one")
    install(programs, "two", answer % "from-two")
    user.has(credHelpers={"h:1": "one"}, credsStore="two", auths={"h:1": entry("file", "x")})
    assert user.credentials.get("h:1").username == "from-one"
    assert user.credentials.get("h:2").username == "from-two"


def test_the_environment_wins_over_all(user: User, programs: Path) -> None:
    user.has(auths={"h:1": entry("file", "x"), "h:2": entry("file", "x")})
    user.environ["DOCKER_AUTH_CONFIG"] = json.dumps({"auths": {"h:1": entry("env", "y")}})
    assert user.credentials.get("h:1") == Auth("env", "y", server="h:1")
    assert user.credentials.get("h:2").username == "file"
    found = user.credentials.all()
    assert {server: auth.username for server, auth in found.items()} == {
        "h:1": "env",
        "h:2": "file",
    }
    assert user.warnings == []


@pytest.mark.parametrize(
    "value",
    ['{"auths": 3}', "{", '{"auths": {"h:1": {"auth": "c2VjcmV0"}}}', '{"auths": {"a": 1}}'],
)
def test_a_malformed_environment_is_reported_without_its_content(user: User, value: str) -> None:
    user.has(auths={"h:1": entry("file", "x")})
    user.environ["DOCKER_AUTH_CONFIG"] = value
    assert user.credentials.get("h:1").username == "file"
    assert user.warnings[0].startswith("Failed to create credential store from DOCKER_AUTH_CONFIG")
    assert "c2VjcmV0" not in user.warnings[0]
    assert "secret" not in user.warnings[0]


FAILS = """#!/bin/sh
cat; echo; echo 'the box is locked'; exit 3
"""


def test_a_helper_that_fails_is_reported_without_the_secret(user: User, programs: Path) -> None:
    install(programs, "box", FAILS)
    user.has(credsStore="box")
    with pytest.raises(ConfigError) as failure:
        user.credentials.store(Auth("ann", 'hush"hush', server="h:1"))
    message = failure.value.message
    assert message.startswith("error storing credentials - err: exit status 3, out: `")
    assert "the box is locked" in message
    assert "hush" not in message
    assert user.file == {"credsStore": "box"}


@pytest.mark.parametrize("verb", ["getting", "erasing", "listing"])
def test_every_verb_can_fail(user: User, programs: Path, verb: str) -> None:
    install(programs, "box", "#!/bin/sh\necho locked; kill -9 $$\n")
    user.has(credsStore="box")
    message = f"error {verb} credentials - err: signal: killed, out: `locked`"
    if verb == "listing":
        assert user.credentials.all() == {}
        assert user.warnings == [message]
        return
    act = user.credentials.get if verb == "getting" else user.credentials.erase
    with pytest.raises(ConfigError) as failure:
        act("h:1")
    assert failure.value.message == message


def test_a_missing_helper_is_named(user: User) -> None:
    user.has(credsStore="nosuch")
    with pytest.raises(ConfigError) as failure:
        user.credentials.store(Auth("ann", "secret", server="h:1"))
    assert failure.value.message == (
        'error storing credentials - err: exec: "docker-credential-nosuch":'
        " executable file not found in $PATH, out: ``"
    )
    assert user.credentials.find("h:1") == Auth()


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("", "unexpected end of JSON input"),
        ("no json", "invalid JSON"),
        ("[]", "expected object"),
        ("{", "invalid JSON"),
        ("secret", "invalid JSON"),
        ('{"Username": "u", "Secret": ["secret"]}', "Secret: expected string"),
        ("[" * 100_000, "exceeded max depth"),
    ],
)
def test_a_malformed_answer_is_not_repeated(
    user: User, programs: Path, output: str, reason: str
) -> None:
    install(programs, "box", f"#!/bin/sh\necho '{output}'\n")
    user.has(credsStore="box")
    with pytest.raises(ConfigError) as failure:
        user.credentials.get("h:1")
    assert failure.value.message == f"invalid response from docker-credential-box: {reason}"


ACTS: dict[str, Callable[[Credentials], object]] = {
    "getting": lambda credentials: credentials.get("h:1"),
    "storing": lambda credentials: credentials.store(Auth("ann", "secret", server="h:1")),
    "erasing": lambda credentials: credentials.erase("h:1"),
}


@pytest.mark.parametrize("verb", ACTS)
def test_endless_output_of_a_helper_ends_it(user: User, programs: Path, verb: str) -> None:
    install(programs, "box", "#!/bin/sh\nexec cat /dev/zero\n")
    user.has(credsStore="box")
    with pytest.raises(ConfigError) as failure:
        ACTS[verb](user.credentials)
    assert failure.value.message == (
        f"error {verb} credentials - err: more than {LIMIT_BYTES} bytes of output, out: ``"
    )


def test_an_error_shows_the_beginning_of_what_a_helper_printed(user: User, programs: Path) -> None:
    install(programs, "box", "#!/bin/sh\nhead -c 500000 /dev/zero | tr '\\0' x; exit 1\n")
    user.has(credsStore="box")
    with pytest.raises(ConfigError) as failure:
        user.credentials.get("h:1")
    assert len(failure.value.message) < 10_000


def test_all_credentials_for_a_build(user: User, programs: Path) -> None:
    install(programs, "box", HELPER)
    install(programs, "broken", FAILS)
    (programs / "stored").write_text('{"Username": "boxed", "Secret": "s"}')
    user.environ["LIST"] = '{"h:1": "boxed", "h:2": "boxed"}'
    user.has(credsStore="box", credHelpers={"h:3": "box", "h:4": "broken"})
    found = user.credentials.all()
    assert sorted(found) == ["h:1", "h:2", "h:3"]
    assert found["h:3"] == Auth("boxed", "s", server="h:3")
    assert len(user.warnings) == 1
    assert user.warnings[0].startswith("Failed to get credentials for registry h:4: error getting")


def test_the_system_s_helper_is_the_default(user: User, programs: Path) -> None:
    install(programs, "pass", HELPER)
    install(programs, "secretservice", HELPER)
    install(programs, "osxkeychain", HELPER)
    user.environ["PATH"] = f"{programs}:/bin:/usr/bin"
    user.credentials.store(Auth("ann", "secret", server="h:1"))
    assert "secret" not in json.dumps(user.file["auths"])
    assert user.file["credsStore"] in ("pass", "secretservice", "osxkeychain")
    assert user.credentials.get("h:1").password == "secret"


def test_existing_passwords_in_the_file_stay_there(user: User, programs: Path) -> None:
    install(programs, "secretservice", HELPER)
    install(programs, "osxkeychain", HELPER)
    user.has(auths={"h:2": entry("ann", "secret")})
    assert user.credentials.stored_in_file("h:1")


ACCOUNTS = {
    "h:1": entry("all", "a"),
    "h:1/team": entry("team", "b"),
    "h:1/team/app": entry("app", "c"),
    "docker.io/me": entry("me", "d"),
    "https://index.docker.io/v1/": entry("hub", "e"),
    "https://old:1/v1/": entry("old", "f"),
    "alone:1/team": entry("alone", "g"),
}


@pytest.mark.parametrize(
    ("image", "username"),
    [
        ("h:1/other", "all"),
        ("h:1/teams", "all"),
        ("h:1/team", "team"),
        ("h:1/team/web:2", "team"),
        ("h:1/team/app@sha256:" + "0" * 64, "app"),
        ("h:1/team/app/part", "app"),
        ("h:2/team/app", ""),
        ("me/app", "me"),
        ("docker.io/me/app", "me"),
        ("mel/app", "hub"),
        ("busybox", "hub"),
        ("old:1/v1/app", "old"),
        ("alone:1/team/x", "alone"),
        ("alone:1/other", ""),
    ],
)
def test_the_longest_key_has_the_credentials_of_a_repository(
    user: User, image: str, username: str
) -> None:
    user.has(auths=ACCOUNTS)
    found = user.credentials.get_for(parse(image))
    assert found.username == username
    servers = {"old": "https://old:1/v1/", "": ""}
    registry = server_key(parse(image).registry)
    assert found.server == servers.get(username, registry)  # engines know no namespaces


def test_a_registry_itself_has_no_credentials_of_a_namespace(user: User) -> None:
    user.has(auths={"h:1/team": entry("team", "b"), "h:2/v2": entry("api", "c")})
    assert user.credentials.get("h:1") == Auth()
    assert user.credentials.get("h:2").username == "api"


def test_the_environment_has_namespaces_too(user: User) -> None:
    user.has(auths={"h:1/team/app": entry("app", "c"), "h:1": entry("all", "a")})
    given = {"auths": {"h:1/team": entry("env", "x")}}
    user.environ["DOCKER_AUTH_CONFIG"] = json.dumps(given)
    found = {image: user.credentials.get_for(parse(f"h:1/{image}")).username for image in
             ("team/app", "team/web", "web")}  # fmt: skip
    assert found == {"team/app": "app", "team/web": "env", "web": "all"}


NAMED = """#!/bin/sh
# a helper whose users are called like it and their key
read -r server; echo "$1 $server" >>"$(dirname "$0")/requested_keys"
printf '{"Username": "%s %s", "Secret": "x"}' "$(basename "$0")" "$server"
"""


@pytest.mark.parametrize(
    ("settings", "username"),
    [
        ({"credsStore": "one", "auths": {"h:1/team": {}}}, "one h:1/team"),
        ({"credsStore": "one", "credHelpers": {"h:1/team": "two"}}, "two h:1/team"),
        ({"credHelpers": {"h:1": "two"}, "auths": {"h:1/team": {}}}, "two h:1/team"),
        ({"credsStore": "one", "auths": {"h:1/other": {}}}, "one h:1"),
        ({"credsStore": "one"}, "one h:1"),
    ],
)
def test_a_helper_gets_the_longest_key(
    user: User, programs: Path, settings: dict[str, object], username: str
) -> None:
    for name in ("one", "two"):
        install(programs, name, NAMED)
    user.has(**settings)
    found = user.credentials.get_for(parse("h:1/team/app"))
    assert (found.username, found.server) == (f"docker-credential-{username}", "h:1")
    requested_keys = (programs / "requested_keys").read_text()
    assert requested_keys == f"get {username.partition(' ')[2]}\n"  # no key in vain


def test_an_entry_for_a_namespace_counts_beside_a_store(user: User, programs: Path) -> None:
    install(programs, "one", NAMED)
    user.has(credsStore="one", auths={"h:1/team": entry("team", "b")})
    assert user.credentials.get_for(parse("h:1/team/app")).username == "team"
    assert not (programs / "requested_keys").exists()


@pytest.mark.parametrize(
    ("images", "key", "needs_several"),
    [
        (["h:1/team/web", "h:1/team/db", "h:2/x"], "h:1/team", False),
        (["h:1/team/app", "h:1/other"], "h:1", True),
        (["h:1/team/app", "h:1/team/web"], "h:1/team", True),
        ([], "h:1", False),
        (None, "h:1", True),
    ],
)
def test_the_one_key_of_a_registry(
    user: User, images: list[str] | None, key: str, needs_several: bool
) -> None:
    user.has(auths=ACCOUNTS)
    names = None if images is None else [parse(image) for image in images]
    assert user.credentials.one_key("h:1", names) == key
    assert user.credentials.needs_several("h:1", names) == needs_several
    assert user.credentials.one_key("alone:1", None) == "alone:1/team"
    assert user.credentials.has_namespaces("h:1")
    assert not user.credentials.has_namespaces("h:2")
