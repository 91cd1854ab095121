from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.engine.program import Program

METADATA = {"SchemaVersion": "0.1.0", "Vendor": "Us", "Version": "v1", "ShortDescription": "Greets"}

#: prints its arguments
BODY = """\
printf '<%s>' "$@"; echo
echo "original=$DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND host=$DOCKER_HOST"
"""


class Plugins:
    """Plugins in a configuration directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory / "cli-plugins"

    def add(
        self,
        name: str,
        body: str = BODY,
        metadata: str | None = None,
        directory: Path | None = None,
    ) -> Path:
        """Writes docker-NAME as a shell script."""
        path = (directory or self.directory) / f"docker-{name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        answer = json.dumps(METADATA) if metadata is None else metadata
        path.write_text(
            "#!/bin/sh\n"
            f"if [ \"$1\" = docker-cli-plugin-metadata ]; then echo '{answer}'; exit; fi\n{body}"
        )
        path.chmod(0o755)
        return path


@pytest.fixture
def pydock(pydock_alone: Program) -> Program:
    pydock_alone.config.mkdir()
    return pydock_alone


@pytest.fixture
def plugins(pydock: Program) -> Plugins:
    return Plugins(pydock.config)


def configure(pydock: Program, **settings: object) -> None:
    (pydock.config / "config.json").write_text(json.dumps(settings))


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        (["greet"], "<greet>"),
        (["greet", "-H", "x", "--help"], "<greet><-H><x><--help>"),
        (["-D", "-H", "unix:///x", "greet", "a b"], "<-D><-H><unix:///x><greet><a b>"),
        (["help", "greet", "sub"], "<help><greet><sub>"),
    ],
)
def test_a_plugin_gets_the_whole_command_line(
    pydock: Program, plugins: Plugins, words: list[str], arguments: str
) -> None:
    plugins.add("greet")
    found = pydock(*words, env={"DOCKER_HOST": "tcp://h:1"}).ok()
    assert found.out.splitlines() == [arguments, f"original={pydock.argv[-1]} host=tcp://h:1"]


def test_streams_and_status_are_the_plugins_own(pydock: Program, plugins: Plugins) -> None:
    plugins.add("greet", "cat; echo oops >&2; exit 7\n")
    found = pydock("greet", input="typed")
    assert (found.status, found.out, found.err) == (7, "typed", "oops\n")


def test_a_signal_reaches_the_plugin(pydock: Program, plugins: Plugins) -> None:
    plugins.add(
        "greet", "trap 'echo caught; exit 3' TERM\necho ready\nwhile :; do sleep 0.05; done\n"
    )
    with pydock.running("greet") as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        child.terminate()
        assert child.stdout.read() == b"caught\n"
        assert child.wait() == 3


def test_a_plugin_dies_of_a_broken_pipe(pydock: Program, plugins: Plugins) -> None:
    """Python ignores SIGPIPE, and a program would inherit that."""
    plugins.add("greet", "exec yes\n")
    with pydock.running("greet") as child:
        assert child.stdout is not None
        child.stdout.read(2)
        child.stdout.close()
        assert child.wait(20) == -13


@pytest.mark.parametrize(
    ("name", "metadata", "reason"),
    [
        ("bad", "nonsense", "invalid metadata"),
        ("bad", "[]", "invalid metadata"),
        ("bad", '{"Vendor":1}', "invalid metadata"),
        ("bad", '{"SchemaVersion":"0.1.0"}', "plugin metadata does not define a vendor"),
        ("bad", '{"Vendor":"x"}', "SchemaVersion version cannot be empty"),
        ("bad", '{"SchemaVersion":"1","Vendor":"x"}', 'SchemaVersion "1" has wrong format'),
        ("bad", '{"SchemaVersion":"2.0.0","Vendor":"x"}', 'SchemaVersion "2.0.0" is not supported'),
        ("Upper", None, 'plugin candidate "Upper" did not match'),
        ("ps", None, 'plugin "ps" duplicates builtin command'),
    ],
)
def test_an_invalid_plugin_is_listed_with_its_error(
    pydock: Program, plugins: Plugins, name: str, metadata: str | None, reason: str
) -> None:
    plugins.add(name, metadata=metadata)
    page = pydock("--help").ok().out
    assert reason in page.partition("Invalid Plugins:")[2]
    assert f"{name}*" not in page
    assert "<" not in pydock(name, env={"DOCKER_HOST": "unix:///nope"}).out
    assert "unknown command" in pydock(name).err or name == "ps"


def test_a_plugin_that_does_not_run_is_invalid(pydock: Program, plugins: Plugins) -> None:
    plugins.add("fails", "exit 1\n").write_text("#!/bin/sh\nexit 3\n")
    plugins.add("locked").chmod(0o600)
    (plugins.directory / "docker-gone").symlink_to("/nonexistent")
    (plugins.directory / "docker-subdirectory").mkdir()
    invalid = " ".join(pydock("--help").ok().out.partition("Invalid Plugins:")[2].split())
    assert "failed to fetch metadata: exit status 3" in invalid
    assert "docker-locked: permission denied" in invalid
    assert "docker-gone: no such file or directory" in invalid
    assert "subdirectory" not in invalid.partition("Global Options")[0]
    for name in ("fails", "locked", "gone", "subdirectory"):
        assert pydock(name).status == 1


def test_help_lists_plugins(pydock: Program, plugins: Plugins) -> None:
    plugins.add("greet")
    for words in (["--help"], ["help"], []):
        found = pydock(*words)
        lines = (found.out + found.err).splitlines()
        assert "  greet*      Greets" in lines
        assert lines.index("Management Commands:") < lines.index("  greet*      Greets")


def test_a_configured_directory_comes_first(
    pydock: Program, plugins: Plugins, tmp_path: Path
) -> None:
    plugins.add("greet", "echo usual\n")
    plugins.add("greet", "echo extra\n", directory=tmp_path / "extra")
    assert pydock("greet").ok().out == "usual\n"
    configure(pydock, cliPluginsExtraDirs=[str(tmp_path / "extra")])
    assert pydock("greet").ok().out == "extra\n"


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        (["build", "-t", "x", "."], "<buildx><build><-t><x><.>"),
        (["image", "build", "."], "<buildx><build><.>"),
        (["builder", "build", "."], "<buildx><build><.>"),
        (["builder", "prune"], "<buildx><prune>"),
        (["builder"], "<buildx>"),
        (["-D", "build", "."], "<-D><buildx><build><.>"),
        (["build", "--help"], "<buildx><build><--help>"),
    ],
)
def test_buildx_builds_where_it_is_the_alias(
    pydock: Program, plugins: Plugins, words: list[str], arguments: str
) -> None:
    plugins.add("buildx")
    configure(pydock, aliases={"builder": "buildx"})
    assert pydock(*words).ok().out.splitlines()[0] == arguments


@pytest.mark.parametrize(
    ("words", "environ", "is_buildx"),
    [
        (["build", "--help"], {}, False),
        (["image", "build", "--help"], {"DOCKER_BUILDKIT": "1"}, False),
        (["build", "--builder", "default", "--help"], {}, False),
        (["build", "--help"], {"BUILDX_BUILDER": "default"}, False),
        (["builder", "build", "--help"], {}, False),
        (["build", "--builder", "other", "--help"], {}, True),
        (["build", "--help"], {"BUILDX_BUILDER": "other"}, True),
        (["build", "--builder=default", "--help"], {"BUILDX_BUILDER": "other"}, False),
        (["builder", "prune", "--help"], {}, True),
        (["builder", "du"], {}, True),
        (["builder", "prune", "--help"], {"DOCKER_BUILDKIT": "0"}, False),
    ],
)
def test_what_buildx_does_where_it_is_installed(
    pydock: Program, plugins: Plugins, words: list[str], environ: dict[str, str], is_buildx: bool
) -> None:
    plugins.add("buildx")
    assert ("<buildx>" in pydock(*words, env=environ).ok().out) == is_buildx


def test_buildx_does_not_build_where_it_is_disabled(pydock: Program, plugins: Plugins) -> None:
    plugins.add("buildx")
    found = pydock("build", "--help", env={"DOCKER_BUILDKIT": "0"}).ok()
    assert "<buildx>" not in found.out
    assert "<buildx>" not in pydock("image", "ls", "--help").ok().out


@pytest.mark.parametrize(
    ("words", "environ", "builder"),
    [
        (["builder", "du"], {}, "default"),
        (["builder", "du"], {"DOCKER_CONTEXT": "mine"}, "mine"),
        (["build", "--builder", "other", "."], {}, ""),
        (["builder", "prune", "--builder=other"], {}, ""),
        (["build", "."], {"BUILDX_BUILDER": "own"}, "own"),
        (["buildx", "build", "."], {}, ""),
    ],
)
def test_buildx_builds_on_the_engine_in_use(
    pydock: Program, plugins: Plugins, words: list[str], environ: dict[str, str], builder: str
) -> None:
    plugins.add("buildx", 'echo "$BUILDX_BUILDER"\n')
    assert pydock(*words, env=environ).ok().out == f"{builder}\n"


def test_own_command_of_the_builder(pydock: Program, plugins: Plugins) -> None:
    plugins.add("buildx")
    assert "<buildx>" not in pydock("builder", "context", "--help").ok().out


def test_alias_of_the_builder(pydock: Program, plugins: Plugins) -> None:
    plugins.add("mine")
    configure(pydock, aliases={"builder": "mine"})
    assert pydock("build", ".").ok().out.splitlines()[0] == "<mine><build><.>"


@pytest.mark.parametrize(
    ("aliases", "environ", "message"),
    [
        ({"builder": "missing"}, {}, "BuildKit is enabled but the buildx component is missing"),
        ({}, {"BUILDX_BUILDER": "x"}, "BuildKit is enabled but the buildx component is missing"),
        ({}, {"DOCKER_BUILDKIT": "x"}, "DOCKER_BUILDKIT environment variable expects boolean"),
        ({"builder": "ps"}, {}, 'not allowed to alias with builtin "ps" as target'),
        ({"ls": "ps"}, {}, 'not allowed to alias "ls"'),
    ],
)
def test_an_invalid_builder(
    pydock: Program, aliases: dict[str, str], environ: dict[str, str], message: str
) -> None:
    configure(pydock, aliases=aliases)
    found = pydock("build", ".", env=environ)
    assert (found.status, found.out) == (1, "")
    assert message in found.err


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exec cat /dev/zero", "failed to fetch metadata: more than 1048576 bytes of output"),
        ("exec yes '{'", "failed to fetch metadata: more than 1048576 bytes of output"),
        ("head -c 1000000 /dev/zero | tr '\\0' '['", "invalid metadata: exceeded max depth"),
        (f'echo \'{{"SchemaVersion":"{"9" * 5000}.1","Vendor":"x"}}\'', "must be lower than 2.0.0"),
    ],
)
def test_metadata_without_end(pydock: Program, plugins: Plugins, script: str, reason: str) -> None:
    plugins.add("bad").write_text(f"#!/bin/sh\n{script}\n")
    found = pydock("info", env={"DOCKER_HOST": "unix:///nope"})
    assert reason in found.err
    assert "Traceback" not in found.err and "a bug" not in found.err
    assert pydock("bad").status == 1


def test_metadata_that_is_not_text(pydock: Program, plugins: Plugins) -> None:
    plugins.add("odd", metadata=json.dumps({**METADATA, "ShortDescription": "x\ud800\xff"}))
    assert "odd*        x\ufffd\xff" in pydock("--help").ok().out
    assert "x\ufffd" in pydock("info", "-f", "json", env={"DOCKER_HOST": "unix:///nope"}).out


def test_a_configuration_that_is_a_pipe_does_not_delay_the_help(
    pydock: Program, plugins: Plugins
) -> None:
    os.mkfifo(pydock.config / "config.json")
    assert "Usage:" in pydock("--help").out


def test_a_plugin_that_does_not_answer_times_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pydock.cli import plugins as module
    from pydock.cli.app import App

    monkeypatch.setattr(module, "METADATA_TIMEOUT_SECONDS", 0.1)
    monkeypatch.setattr(module, "SYSTEM_DIRECTORIES", ())
    script = Plugins(tmp_path / ".docker").add("slow")
    script.write_text("#!/bin/sh\nsleep 600 & exec sleep 600\n")
    (found,) = module.all_plugins(App("pydock", {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}))
    assert found.error == "failed to fetch metadata: timed out"


def test_json_of_a_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pydock.cli import plugins as module
    from pydock.cli.app import App

    monkeypatch.setattr(module, "SYSTEM_DIRECTORIES", (str(tmp_path / "system"),))
    plugins = Plugins(tmp_path / ".docker")
    first = plugins.add("greet")
    second = plugins.add("greet", directory=tmp_path / "system")
    (found,) = module.all_plugins(App("pydock", {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}))
    assert found.as_json() == {
        **METADATA,
        "Name": "greet",
        "Path": str(first),
        "ShadowedPaths": [str(second)],
    }
