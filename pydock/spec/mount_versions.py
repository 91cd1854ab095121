"""Version rules of mounts, which containers and services share."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydock.errors import NotSupported
from pydock.spec.request_context import RequestContext
from pydock.spec.version_rules import Rule


def check_mounts(
    mounts: Iterable[dict[str, Any]], rules: Mapping[str, Rule], context: RequestContext
) -> None:
    """Raise NotSupported for mounts that the engine would mount in another way."""
    for mount in mounts:
        bind = mount.get("BindOptions") or {}
        for key, value in (
            ("NonRecursive", "bind-recursive=disabled"),
            ("ReadOnlyForceRecursive", "bind-recursive=readonly"),
            ("CreateMountpoint", "bind-create-src"),
        ):
            rule = rules[f"mount {value}"]
            if bind.get(key) and not rule.is_met(context.api_version, context.supports):
                raise NotSupported(f"{value} requires API v{rule.api_since} or later")
