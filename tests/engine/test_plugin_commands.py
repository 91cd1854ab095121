"""`plugin` on a real engine and a real registry, with a plugin of busybox."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Engine, RunningRegistry
from tests.engine.program import Program

CONFIG = {
    "Description": "Does nothing, and says so",
    "Documentation": "",
    "Entrypoint": ["/bin/sleep", "1000"],
    "Interface": {"Types": [], "Socket": ""},
    "Network": {"Type": "host"},
    "Env": [{"Name": "LEVEL", "Settable": ["value"], "Value": "1"}],
    "Linux": {},
}


@pytest.fixture(autouse=True)
def only_docker(engine: Engine) -> None:
    if engine.name != "docker":
        pytest.skip("Podman has no plugins.")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """The directory of a plugin."""
    made = tmp_path / "plugin"
    (made / "rootfs" / "bin").mkdir(parents=True)
    (made / "rootfs" / "bin" / "sleep").write_text("#!/bin/false\n")
    (made / "config.json").write_text(json.dumps(CONFIG))
    return made


def test_a_plugin_lives_from_create_to_rm(pydock: Program, name: str, directory: Path) -> None:
    plugin = f"test/{name}:latest"
    assert pydock("plugin", "create", plugin, str(directory)).ok().out == f"{plugin}\n"
    row = pydock("plugin", "ls", "--format", "{{.Name}}|{{.Description}}|{{.Enabled}}").ok().out
    assert f"{plugin}|{CONFIG['Description']}|false\n" in row
    pydock("plugin", "set", plugin, "LEVEL=2").ok()
    shown = pydock("plugin", "inspect", "-f", "{{.Settings.Env}}", plugin).ok().out
    assert shown == "[LEVEL=2]\n"
    assert pydock("plugin", "disable", plugin).status == 1
    assert pydock("plugin", "rm", plugin).ok().out == f"{plugin}\n"
    gone = pydock("plugin", "rm", plugin)
    assert (gone.status, gone.out) == (1, "")
    assert "not found" in gone.err


def test_a_plugin_is_pushed_and_pulled(
    pydock: Program, name: str, directory: Path, registry: RunningRegistry
) -> None:
    plugin = f"{registry.address}/{name}:1"
    pydock.log_in(registry.address, registry.user, registry.password)
    pydock("plugin", "create", plugin, str(directory)).ok()
    try:
        pydock("plugin", "push", plugin).ok()
    finally:
        pydock("plugin", "rm", plugin).ok()
    refused = pydock("plugin", "install", "--disable", plugin, input="n\n")
    assert refused.status == 1
    assert " - network: [host]\nDo you grant the above permissions? [y/N] " in refused.out
    assert refused.err.startswith("permission denied while installing plugin ")
    done = pydock("plugin", "install", "--disable", "--alias", f"{name}:here", plugin, input="y\n")
    try:
        assert done.ok().out.endswith(f"Installed plugin {plugin}\n")
        found = pydock("plugin", "inspect", f"{name}:here", "-f", "{{.PluginReference}}").ok().out
        assert found == f"{plugin}\n"
        upgraded = pydock("plugin", "upgrade", "--grant-all-permissions", f"{name}:here").ok().out
        assert upgraded.startswith(f"Upgrading plugin {name}:here from {plugin} to {plugin}\n")
    finally:
        pydock("plugin", "rm", f"{name}:here").ok()


@pytest.mark.parametrize(
    ("config", "message"),
    [(None, "config.json: no such file or directory"), ("{", "invalid JSON"), ("[]", "plugin")],
)
def test_create_checks_the_directory_first(
    pydock: Program, engine: Engine, name: str, directory: Path, config: str | None, message: str
) -> None:
    (directory / "config.json").unlink()
    if config is not None:
        (directory / "config.json").write_text(config)
    done = pydock("plugin", "create", f"test/{name}", str(directory))
    assert (done.status, done.out) == (1, "")
    assert message in done.err
    assert all(name not in plugin["Name"] for plugin in engine.client.get("/plugins"))
