from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

CERTIFICATE = "-----BEGIN CERTIFICATE-----"


def make(run: Run, name: str, host: str = "unix:///x") -> None:
    assert run("context", "create", name, "--docker", f"host={host}") == (
        0,
        f"{name}\n",
        f'Successfully created context "{name}"\n',
    )


def test_list(run: Run) -> None:
    make(run, "web10", "tcp://h:10")
    make(run, "web2", "tcp://h:2")
    run("context", "use", "web2")
    assert run("context", "ls") == (
        0,
        "NAME      DESCRIPTION                               DOCKER ENDPOINT               ERROR\n"
        "default   Current DOCKER_HOST based configuration   unix:///var/run/docker.sock   \n"
        "web2 *                                              tcp://h:2                     \n"
        "web10                                               tcp://h:10                    \n",
        "",
    )
    assert run("context", "ls", "-q")[1] == "default\nweb2\nweb10\n"
    assert run("context", "ls", "--format", "{{.Name}} {{.Current}}")[1].splitlines()[1:] == [
        "web2 true",
        "web10 false",
    ]
    assert json.loads(run("context", "ls", "--format", "json")[1].splitlines()[1]) == {
        "Current": True,
        "Description": "",
        "DockerEndpoint": "tcp://h:2",
        "Error": "",
        "Name": "web2",
    }


def test_list_warns_that_docker_host_wins(run: Run) -> None:
    status, out, err = run("context", "list", environ={"DOCKER_HOST": "tcp://h:1"})
    assert status == 0
    assert "default *" in out
    assert "tcp://h:1" in out
    assert err.startswith("Warning: DOCKER_HOST environment variable overrides the active context.")


def test_list_shows_a_current_context_that_is_missing(run: Run) -> None:
    status, out, _ = run("context", "ls", environ={"DOCKER_CONTEXT": "gone"})
    assert status == 0
    assert 'context "gone": context not found' in out
    assert "gone *" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a"], 'context name "a" is invalid'),
        (["default"], '"default" is a reserved context name'),
        (["there"], 'context "there" already exists'),
        (["new", "--from", "nope"], 'context "nope": context not found'),
        (
            ["new", "--from", "there", "--docker", "host=x"],
            "cannot use --docker flag when --from is set",
        ),
        (["new", "--docker", "foo=bar"], "unrecognized config key: foo"),
    ],
)
def test_create_refuses(run: Run, arguments: list[str], message: str) -> None:
    make(run, "there")
    status, out, err = run("context", "create", *arguments)
    assert (status, out) == (1, "")
    assert message in err
    assert run("context", "ls", "-q")[1] == "default\nthere\n"


def test_create_as_a_copy(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ca").write_text(CERTIFICATE)
    settings = f"host=tcp://h:1,ca={tmp_path}/ca,skip-tls-verify=true"
    run("context", "create", "first", "--docker", settings, "--description", "one")
    run("context", "create", "second", "--from", "first")
    run("context", "create", "third", "--docker", "from=first")
    run("context", "create", "fourth", environ={"DOCKER_HOST": "tcp://here:1"})
    found = json.loads(run("context", "inspect", "second", "third", "fourth")[1])
    assert [context["Metadata"] for context in found] == [
        {"Description": "one"},
        {},
        {"Description": "Current DOCKER_HOST based configuration"},
    ]
    assert [context["Endpoints"]["docker"] for context in found] == [
        {"Host": "tcp://h:1", "SkipTLSVerify": True},
        {"Host": "tcp://h:1", "SkipTLSVerify": True},
        {"Host": "tcp://here:1", "SkipTLSVerify": False},
    ]
    assert [context["TLSMaterial"] for context in found] == [
        {"docker": ["ca.pem"]},
        {"docker": ["ca.pem"]},
        {},
    ]


def test_inspect(run: Run) -> None:
    make(run, "there")
    status, out, err = run("context", "inspect", "there", "nope")
    assert status == 1
    assert json.loads(out)[0]["Name"] == "there"
    assert err.startswith('context "nope": context not found')
    assert run("context", "inspect", "-f", "{{.Name}}", "there", "default")[1] == "there\ndefault\n"
    assert json.loads(run("context", "inspect")[1])[0]["Storage"]["TLSPath"] == "<IN MEMORY>"
    assert run("context", "inspect", "nope")[1] == "[]\n"
    assert run("context", "inspect", "-f", "{{")[0] == 64


def test_inspect_with_a_template(run: Run) -> None:
    """The fields stand in the order of docker's struct, and those of JSON are there as well."""
    run("context", "create", "there", "--description", "a b", "--docker", "host=tcp://h:1")

    def shown(template: str) -> str:
        return run("context", "inspect", "-f", template, "there")[1].rstrip("\n")

    assert shown("{{.Endpoints}}") == "map[docker:{tcp://h:1 false}]"
    assert shown("{{.Endpoints.docker.Host}} {{.Metadata.Description}}") == "tcp://h:1 a b"
    assert shown("{{.Metadata}}") == "{there {a b map[]} map[docker:{tcp://h:1 false}]}"
    assert shown("{{json .}}").startswith('{"Name":"there","Metadata":{"Description":"a b"},"End')


def test_use_and_show(run: Run, tmp_path: Path) -> None:
    make(run, "there")
    assert run("context", "show")[1] == "default\n"
    assert run("context", "use", "there") == (0, "there\n", 'Current context is now "there"\n')
    assert run("context", "show")[1] == "there\n"
    assert run("context", "show", environ={"DOCKER_HOST": "x"})[1] == "default\n"
    assert run("-c", "other", "context", "show")[1] == "other\n"
    assert json.loads((tmp_path / ".docker/config.json").read_text())["currentContext"] == "there"
    assert (
        'To use "there", either' in run("context", "use", "there", environ={"DOCKER_HOST": "x"})[2]
    )
    run("context", "use", "default")
    assert "currentContext" not in json.loads((tmp_path / ".docker/config.json").read_text())
    assert run("context", "use", "nope")[0] == 1


def test_remove(run: Run) -> None:
    make(run, "one")
    make(run, "two")
    run("context", "use", "one")
    assert run("context", "rm", "one", "two", "nope", "default") == (
        1,
        "two\n",
        'context "one" is in use, set -f flag to force remove\n'
        'context "nope" does not exist\n'
        'context "default" cannot be removed\n',
    )
    assert run("context", "rm", "-f", "one", "nope") == (0, "one\nnope\n", "")
    assert run("context", "show")[1] == "default\n"
    assert run("context", "ls", "-q")[1] == "default\n"


def test_update(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ca").write_text(CERTIFICATE)
    make(run, "there", f"tcp://h:1,ca={tmp_path}/ca")
    assert run("context", "update", "there", "--description", "new")[:2] == (0, "there\n")
    (found,) = json.loads(run("context", "inspect", "there")[1])
    assert found["Metadata"] == {"Description": "new"}
    assert found["TLSMaterial"] == {"docker": ["ca.pem"]}
    run("context", "update", "there", "--docker", "host=unix:///new")
    (found,) = json.loads(run("context", "inspect", "there")[1])
    assert found["Endpoints"]["docker"]["Host"] == "unix:///new"
    assert found["TLSMaterial"] == {}
    assert run("context", "update", "nope")[0] == 1
    assert run("context", "update", "default")[2] == '"default" is a reserved context name\n'


def test_export_and_import(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ca").write_text(CERTIFICATE)
    make(run, "there", f"tcp://h:1,ca={tmp_path}/ca")
    assert run("context", "export", "there") == (0, "", 'Written file "there.dockercontext"\n')
    archive = (tmp_path / "there.dockercontext").read_bytes()
    assert (tmp_path / "there.dockercontext").stat().st_mode & 0o777 == 0o600
    assert run("context", "export", "there") == (1, "", "open there.dockercontext: file exists\n")
    assert run("context", "import", "second", "there.dockercontext") == (
        0,
        "second\n",
        'Successfully imported context "second"\n',
    )
    assert run("context", "import", "third", "-", stdin=archive)[0] == 0
    found = json.loads(run("context", "inspect", "second", "third")[1])
    assert [context["TLSMaterial"] for context in found] == [{"docker": ["ca.pem"]}] * 2
    assert run("context", "import", "third", "nope")[2] == 'context "third" already exists\n'
    assert run("context", "import", "new", "nope")[2] == "open nope: no such file or directory\n"
    assert run("context", "export", "nope", "file")[0] == 1
    assert not (tmp_path / "file").exists()


def test_a_refused_import_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    assert run("context", "import", "new", "-", stdin=b"junk")[0] == 1
    assert run("context", "ls", "-q")[1] == "default\n"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_damaged_configuration_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    make(run, "there")
    config = tmp_path / ".docker" / "config.json"
    config.write_text('{"currentContext":"there"')
    status, _, err = run("context", "use", "there")
    assert status == 1
    assert "Error parsing config file" in err
    assert config.read_text() == '{"currentContext":"there"'


def test_settings_of_an_engine_have_the_form_key_value(run: Run) -> None:
    status, _, err = run("context", "create", "new", "--docker", "host")
    assert status == 125
    assert 'invalid argument "host" for "--docker" flag: host must be formatted as key=value' in err


def test_a_forced_rm_takes_any_name(run: Run) -> None:
    assert run("context", "rm", "-f", "a b", "nowhere") == (0, "a b\nnowhere\n", "")
