"""The engine's plugins: /plugins of the Engine API (since 1.25)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pydock.api.engine import Engine, Filters, Query, path
from pydock.api.types.plugins import Plugin, PluginPrivilege

if TYPE_CHECKING:
    from pydock.transport import StreamResponse


def ls(engine: Engine, filters: Filters | None = None) -> list[Plugin]:
    """GET /plugins: the installed plugins (filters since API 1.29)."""
    return engine.request_json(
        list[Plugin], "GET", "/plugins", {"filters": engine.filters(filters)}
    )


def inspect(engine: Engine, plugin: str) -> Plugin:
    """GET /plugins/NAME/json: one plugin."""
    return engine.request_json(Plugin, "GET", path("plugins", plugin, "json"))


def privileges(engine: Engine, remote: str, registry_auth: str) -> list[PluginPrivilege]:
    """GET /plugins/privileges: the privileges that a plugin in a registry requires."""
    headers = {"X-Registry-Auth": registry_auth}
    return engine.request_json(
        list[PluginPrivilege], "GET", "/plugins/privileges", {"remote": remote}, None, headers
    )


def pull(
    engine: Engine, remote: str, name: str, privileges: list[PluginPrivilege], registry_auth: str
) -> StreamResponse:
    """POST /plugins/pull: install `remote`, locally as `name`; a stream of progress."""
    query = {"remote": remote, "name": name}
    return _pull(engine, "/plugins/pull", query, privileges, registry_auth)


def upgrade(
    engine: Engine, plugin: str, remote: str, privileges: list[PluginPrivilege], registry_auth: str
) -> StreamResponse:
    """POST /plugins/NAME/upgrade (API 1.26): a stream of progress."""
    target = path("plugins", plugin, "upgrade")
    return _pull(engine, target, {"remote": remote}, privileges, registry_auth)


def _pull(
    engine: Engine, target: str, query: Query, privileges: list[PluginPrivilege], registry_auth: str
) -> StreamResponse:
    headers = {"X-Registry-Auth": registry_auth, "Content-Type": "application/json"}
    return engine.stream("POST", target, query, json.dumps(privileges).encode(), headers)


def push(engine: Engine, plugin: str, registry_auth: str) -> StreamResponse:
    """POST /plugins/NAME/push: upload to the plugin's registry; a stream of progress."""
    target = path("plugins", plugin, "push")
    return engine.stream("POST", target, headers={"X-Registry-Auth": registry_auth})


def create(engine: Engine, name: str, context: Iterable[bytes]) -> None:
    """POST /plugins/create: a plugin of a tar stream with `config.json` and `rootfs`."""
    headers = {"Content-Type": "application/x-tar"}
    engine.stream("POST", "/plugins/create", {"name": name}, context, headers).close()


def enable(engine: Engine, plugin: str, *, timeout_seconds: int) -> None:
    """POST /plugins/NAME/enable; `timeout_seconds` is for the plugin's own start."""
    engine.request("POST", path("plugins", plugin, "enable"), {"timeout": timeout_seconds})


def disable(engine: Engine, plugin: str, *, force: bool = False) -> None:
    """POST /plugins/NAME/disable: ApiError while it is in use, unless forced."""
    engine.request("POST", path("plugins", plugin, "disable"), {"force": force})


def rm(engine: Engine, plugin: str, *, force: bool = False) -> None:
    """DELETE /plugins/NAME: ApiError while it is enabled, unless forced."""
    engine.request("DELETE", path("plugins", plugin), {"force": force})


def configure(engine: Engine, plugin: str, settings: list[str]) -> None:
    """POST /plugins/NAME/set: settings as KEY=VALUE; the plugin must be disabled."""
    engine.request("POST", path("plugins", plugin, "set"), None, settings)
