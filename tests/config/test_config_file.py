from __future__ import annotations

import fcntl
import json
import multiprocessing
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from pydock.config.config_file import ConfigFile, config_directory
from pydock.errors import ConfigError
from pydock.oci.registry_auth import Auth
from tests.support.recordings import Oracle, masked

GOOD = {
    "auths": {"host": {"auth": "dTpw"}},
    "HttpHeaders": {"X-Team": "a", "User-Agent": "mine"},
    "psFormat": "{{.ID}}",
    "credHelpers": {"other": "pass"},
    "cliPluginsExtraDirs": ["/opt/plugins"],
    "plugins": {"hints": {"enabled": "false"}},
    "somebody-elses": {"deep": [1, 2.5, None, "ü", {"a<b": True}]},
}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "docker"


def write(directory: Path, text: str) -> Path:
    directory.mkdir(exist_ok=True)
    path = directory / "config.json"
    path.write_text(text)
    return path


def content(directory: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((directory / "config.json").read_bytes())
    return found


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


@pytest.mark.parametrize(
    ("option", "environ", "expected"),
    [
        ("", {"HOME": "/home/ann"}, "/home/ann/.docker"),
        ("", {"HOME": "/home/ann", "DOCKER_CONFIG": ""}, "/home/ann/.docker"),
        ("", {"HOME": "/home/ann", "DOCKER_CONFIG": "rel"}, "rel"),
        ("/x/../y", {"DOCKER_CONFIG": "/z"}, "/y"),
    ],
)
def test_where_configuration_is(option: str, environ: dict[str, str], expected: str) -> None:
    assert config_directory(environ, option) == Path(expected)


def test_without_home_the_system_s_user_list_counts() -> None:
    assert config_directory({}).name == ".docker"
    assert config_directory({}).is_absolute()


def test_settings_are_read_by_their_kind(directory: Path) -> None:
    write(directory, json.dumps(GOOD))
    config = ConfigFile.load(directory)
    assert config.problem == ""
    assert config.auths["host"] == Auth("u", "p", server="host")
    assert config.http_headers == {"X-Team": "a"}
    assert config.text("psFormat") == "{{.ID}}"
    assert config.table("credHelpers") == {"other": "pass"}
    assert config.texts("cliPluginsExtraDirs") == ["/opt/plugins"]
    assert (config.text("detachKeys"), config.texts("pruneFilters")) == ("", [])


def test_known_keys_are_known_in_any_spelling_as_docker_s_are(directory: Path) -> None:
    write(directory, '{"AUTHS": {"host": {"auth": "dTpw"}}, "PSFORMAT": "x"}')
    config = ConfigFile.load(directory)
    assert config.text("psFormat") == "x"
    config.set_auth(Auth("a", "b", server="z"))
    assert list(content(directory)) == ["auths", "psFormat"]


@pytest.mark.parametrize("text", ["", " \n", "null", "{}", '{"auths": null, "psFormat": null}'])
def test_an_empty_file_is_nothing_to_complain_of(directory: Path, text: str) -> None:
    write(directory, text)
    config = ConfigFile.load(directory)
    assert (config.problem, config.auths, config.text("psFormat")) == ("", {}, "")
    config.set_auth(Auth("a", "b", server="z"))
    assert list(ConfigFile.load(directory).auths) == ["z"]


DAMAGED = [
    ("{", "unexpected EOF"),
    ('{"auths": {"x": {"auth": "dT', "unexpected EOF"),
    ("x", "invalid character 'x' looking for beginning of value"),
    ("'", r"invalid character '\'' looking for beginning of value"),
    ('{"a":}', "invalid character '}' looking for beginning of value"),
    ('{"a" 1}', "invalid character '1' after object key"),
    ("{a:1}", "invalid character 'a' looking for beginning of object key string"),
    ('{"a":1 "b":2}', "invalid character '\"' after object key:value pair"),
    ("[1 2]", "invalid character '2' after array element"),
    ("[]", "json: cannot unmarshal array into Go value of type configfile.ConfigFile"),
    ('"s"', "json: cannot unmarshal string into Go value of type configfile.ConfigFile"),
    ("3", "json: cannot unmarshal number into Go value of type configfile.ConfigFile"),
    ("true", "json: cannot unmarshal bool into Go value of type configfile.ConfigFile"),
    (
        '{"auths": 3}',
        "json: cannot unmarshal number into Go struct field ConfigFile.auths"
        " of type map[string]types.AuthConfig",
    ),
    (
        '{"auths": {"a": "x"}}',
        "json: cannot unmarshal string into Go struct field ConfigFile.auths"
        " of type types.AuthConfig",
    ),
    (
        '{"auths": {"a": {"auth": 1}}}',
        "json: cannot unmarshal number into Go struct field AuthConfig.auths.auth of type string",
    ),
]
QUESTIONABLE = [
    ('{"auths":{"a":{"auth":"!!!"}}}', "illegal base64 data at input byte 0"),
    ('{"auths":{"a":{"auth":"YWJj"}}}', "invalid auth configuration file"),
    (
        '{"psFormat": 1, "imagesFormat": 2}',
        "json: cannot unmarshal number into Go struct field ConfigFile.psFormat of type string",
    ),
    (
        '{"HttpHeaders": []}',
        "json: cannot unmarshal array into Go struct field ConfigFile.HttpHeaders"
        " of type map[string]string",
    ),
    (
        '{"plugins": {"a": {"b": true}}}',
        "json: cannot unmarshal bool into Go struct field ConfigFile.plugins of type string",
    ),
    (
        '{"proxies": {"default": {"httpProxy": 1}}}',
        "json: cannot unmarshal number into Go struct field ProxyConfig.proxies.httpProxy"
        " of type string",
    ),
    (
        '{"cliPluginsExtraDirs": [1]}',
        "json: cannot unmarshal number into Go struct field ConfigFile.cliPluginsExtraDirs"
        " of type string",
    ),
]


@pytest.mark.parametrize(("text", "reason"), DAMAGED + QUESTIONABLE)
def test_a_damaged_file_is_reported_in_docker_s_words(
    directory: Path, text: str, reason: str
) -> None:
    path = write(directory, text)
    assert ConfigFile.load(directory).problem == f"Error parsing config file ({path}): {reason}"


@pytest.mark.parametrize(("text", "reason"), DAMAGED + QUESTIONABLE)
def test_docker_warns_the_same(directory: Path, oracle: Oracle, text: str, reason: str) -> None:
    write(directory, text)

    def warning(docker: str) -> Any:
        argv = [docker, "--config", str(directory), "context", "show"]
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
        return masked(done.stderr.splitlines()[0], {str(directory): "<CONFIG>"})

    ours = f"WARNING: {ConfigFile.load(directory).problem}"
    assert masked(ours, {str(directory): "<CONFIG>"}) == oracle(text, warning)


@pytest.mark.parametrize(("text", "reason"), DAMAGED)
def test_a_damaged_file_is_never_overwritten(directory: Path, text: str, reason: str) -> None:
    path = write(directory, text)
    with pytest.raises(ConfigError, match="Error parsing config file"):
        ConfigFile.load(directory).set_auth(Auth("a", "b", server="z"))
    assert path.read_text() == text
    assert names(directory) == ["config.json"]


@pytest.mark.parametrize(("text", "reason"), QUESTIONABLE)
def test_a_wrong_setting_stays_as_it_is_beside_new_ones(
    directory: Path, text: str, reason: str
) -> None:
    write(directory, text)
    ConfigFile.load(directory).set_auth(Auth("a", "b", server="z"))
    before, after = json.loads(text), content(directory)
    auths = after.pop("auths")
    assert isinstance(auths, dict)
    assert auths.pop("z") == {"auth": "YTpi"}
    assert auths == before.pop("auths", {})
    assert after == before


def test_a_file_that_cannot_be_opened_is_reported(directory: Path) -> None:
    (directory / "config.json").mkdir(parents=True)
    path = directory / "config.json"
    config = ConfigFile.load(directory)
    assert config.problem == f"Error parsing config file ({path}): read {path}: is a directory"
    below_a_file = ConfigFile.load(write(directory.parent, "{}"))
    assert below_a_file.problem.endswith("config.json/config.json: not a directory")
    with pytest.raises(ConfigError, match="exists"):
        below_a_file.set_auth(Auth("a", "b", server="z"))


def test_a_new_file_is_the_owner_s_alone(directory: Path) -> None:
    old_mask = os.umask(0)
    try:
        ConfigFile.load(directory).set_auth(Auth("u", "p", server="host"))
    finally:
        os.umask(old_mask)
    assert (directory / "config.json").stat().st_mode & 0o777 == 0o600
    assert directory.stat().st_mode & 0o777 == 0o700
    assert (directory / "config.json").read_text() == (
        '{\n\t"auths": {\n\t\t"host": {\n\t\t\t"auth": "dTpw"\n\t\t}\n\t}\n}'
    )


def test_a_file_that_others_could_read_is_closed_to_them(directory: Path) -> None:
    write(directory, "{}").chmod(0o644)
    ConfigFile.load(directory).set_auth(Auth("u", "p", server="host"))
    assert (directory / "config.json").stat().st_mode & 0o777 == 0o600


def test_what_pydock_does_not_know_is_kept(directory: Path) -> None:
    write(directory, json.dumps(GOOD))
    config = ConfigFile.load(directory)
    config.set_auth(Auth("u", "p", server="z"))
    config.forget_auth("z")
    config.set("currentContext", "far")
    config.set("currentContext", "")
    assert content(directory) == GOOD
    assert list(content(directory)) == list(GOOD)


def test_bytes_that_are_no_text_are_kept(directory: Path) -> None:
    directory.mkdir()
    (directory / "config.json").write_bytes(b'{"mine": "\xff"}')
    ConfigFile.load(directory).set("currentContext", "far")
    assert b'"\xff"' in (directory / "config.json").read_bytes()
    (directory / "config.json").write_bytes(rb'{"mine": "\ud800"}')
    ConfigFile.load(directory).set("currentContext", "far")
    assert rb'"\ud800"' in (directory / "config.json").read_bytes()


def test_half_a_character_is_shown_replaced_and_kept(directory: Path) -> None:
    write(directory, '{"psFormat": "a\\ud800b"}')
    config = ConfigFile.load(directory)
    assert config.text("psFormat") == "a\ufffdb"
    config.set("currentContext", "x")
    assert "\\ud800" in (directory / "config.json").read_text()


@pytest.mark.parametrize("depth", [150, 700, 100_000])
def test_a_deep_file_is_damaged(directory: Path, depth: int) -> None:
    text = '{"x":' * depth + "1" + "}" * depth
    write(directory, text)
    assert "exceeded max depth" in ConfigFile.load(directory).problem
    with pytest.raises(ConfigError):
        ConfigFile.load(directory).set("currentContext", "x")
    assert (directory / "config.json").read_text() == text


def test_links_are_followed_and_stay_links(directory: Path, tmp_path: Path) -> None:
    directory.mkdir()
    real = tmp_path / "elsewhere" / "dotfiles.json"
    (directory / "middle.json").symlink_to(real)
    (directory / "config.json").symlink_to("middle.json")
    ConfigFile.load(directory).set_auth(Auth("u", "p", server="host"))
    assert (directory / "config.json").is_symlink()
    assert (directory / "middle.json").is_symlink()
    assert list(json.loads(real.read_bytes())["auths"]) == ["host"]
    assert names(directory) == ["config.json", "middle.json"]
    assert names(real.parent) == ["dotfiles.json"]


def test_nothing_is_written_when_nothing_changes(directory: Path) -> None:
    path = write(directory, '{"auths": {"host": {"auth": "dTpw"}}}')
    config = ConfigFile.load(directory)
    config.set_auth(Auth("u", "p", server="host"))
    config.forget_auth("unknown")
    assert path.read_text() == '{"auths": {"host": {"auth": "dTpw"}}}'


def test_a_change_by_another_process_since_reading_is_kept(directory: Path) -> None:
    config = ConfigFile.load(directory)
    ConfigFile.load(directory).set_auth(Auth("u", "p", server="first"))
    config.set_auth(Auth("u", "p", server="second"))
    assert sorted(config.auths) == ["first", "second"]
    assert sorted(ConfigFile.load(directory).auths) == ["first", "second"]


def log_in_often(directory: Path, name: str) -> None:
    for number in range(20):
        ConfigFile.load(directory).set_auth(Auth("u", "p" * 1000, server=f"{name}{number}"))


def test_processes_logging_in_at_once_lose_nothing(directory: Path) -> None:
    processes = [
        multiprocessing.get_context("spawn").Process(target=log_in_often, args=(directory, name))
        for name in ("a", "b", "c")
    ]
    for process in processes:
        process.start()
    path = directory / "config.json"
    while any(process.is_alive() for process in processes):
        if path.exists():
            json.loads(path.read_bytes())
    assert all(process.exitcode == 0 for process in processes)
    assert len(ConfigFile.load(directory).auths) == 60
    assert names(directory) == ["config.json"]


def test_a_file_that_another_process_keeps_locked_is_not_changed(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pydock.config.atomic_file._LOCK_LIMIT_SECONDS", 0.0)
    path = write(directory, "{}")
    lock = os.open(directory, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    with pytest.raises(ConfigError, match=f"^{directory} is locked by another process$"):
        ConfigFile.load(directory).set("psFormat", "x")
    assert path.read_text() == "{}"
    os.close(lock)
    ConfigFile.load(directory).set("psFormat", "x")
    assert content(directory)["psFormat"] == "x"


def test_the_proxies_of_an_engine_or_else_the_default_ones(directory: Path) -> None:
    proxies = {
        "default": {"httpProxy": "http://p", "noProxy": "localhost"},
        "tcp://far:2375": {"allProxy": "socks5://q"},
    }
    write(directory, json.dumps({"proxies": proxies}))
    config = ConfigFile.load(directory)
    assert config.proxies("unix:///s") == {
        "HTTP_PROXY": "http://p",
        "http_proxy": "http://p",
        "NO_PROXY": "localhost",
        "no_proxy": "localhost",
    }
    assert config.proxies("tcp://far:2375") == {
        "ALL_PROXY": "socks5://q",
        "all_proxy": "socks5://q",
    }
    assert ConfigFile.load(directory / "none").proxies("unix:///s") == {}
