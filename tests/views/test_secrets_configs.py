"""Rows of `secret ls` and `config ls`."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from pydock.views.listing import Listing
from pydock.views.secrets_configs import ConfigView, SecretView


def stored(**spec: Any) -> dict[str, Any]:
    now = datetime.now(timezone.utc)
    return {
        "ID": "li02",
        "CreatedAt": (now - timedelta(hours=3)).isoformat(),
        "UpdatedAt": (now - timedelta(minutes=5)).isoformat(),
        "Spec": {"Name": "token", "Labels": {"b.c": "2", "a": "1"}, **spec},
    }


def test_secrets() -> None:
    rows = [SecretView(stored(Driver={"Name": "vault"}))]
    assert Listing(SecretView).text(rows) == (
        "ID        NAME      DRIVER    CREATED       UPDATED\n"
        "li02      token     vault     3 hours ago   5 minutes ago\n"
    )


def test_configs_have_no_driver() -> None:
    assert Listing(ConfigView).text([ConfigView(stored())]) == (
        "ID        NAME      CREATED       UPDATED\n"
        "li02      token     3 hours ago   5 minutes ago\n"
    )


def test_labels() -> None:
    format = '{{.Labels}} {{.Label "b.c"}} [{{.Label "z"}}]'
    assert Listing(ConfigView, format).text([ConfigView(stored())]) == "a=1,b.c=2 2 []\n"
