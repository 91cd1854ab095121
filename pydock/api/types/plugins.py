"""Shapes of responses about plugins."""

from typing import TypedDict

from pydock.golang.unmarshal import Filled


class PluginConfigUser(TypedDict, total=False):
    UID: int
    GID: int


class PluginConfigNetwork(TypedDict, total=False):
    Type: str


class PluginMount(TypedDict, total=False):
    Name: Filled[str]
    Description: Filled[str]
    Source: str
    Type: str
    Options: list[str]


class PluginEnv(TypedDict, total=False):
    Name: Filled[str]
    Description: Filled[str]
    Value: str


class PluginPrivilege(TypedDict, total=False):
    Name: Filled[str]
    Description: Filled[str]
    Value: list[str]


class PluginConfig(TypedDict, total=False):
    Description: Filled[str]
    Entrypoint: list[str]
    User: PluginConfigUser
    Network: PluginConfigNetwork
    Mounts: list[PluginMount]
    Env: list[PluginEnv]
    Args: PluginPrivilege


class Plugin(TypedDict, total=False):
    Id: Filled[str]
    Name: Filled[str]
    Enabled: bool
    PluginReference: str
    Config: PluginConfig
