"""Requests and output of the `plugin` commands."""

from __future__ import annotations

from typing import Any

from tests.support.cases import SENT, Case, both_tests

PLUGIN: dict[str, Any] = {
    "Id": "p1" * 32,
    "Name": "p:latest",
    "Enabled": False,
    "Config": {"Description": "a plugin"},
    "PluginReference": "docker.io/library/p:latest",
    "Settings": {},
}

CASES = (
    Case(
        "plugin create p DIRECTORY",
        {"POST /plugins/create": b""},
        [("POST /plugins/create?name=p", SENT)],
        out="p\n",
    ),
    Case(
        "plugin disable -f p",
        {"POST /plugins/p/disable": b""},
        ["POST /plugins/p/disable?force=1"],
        out="p\n",
    ),
    Case(
        "plugin enable --timeout 5 p",
        {"POST /plugins/p/enable": b""},
        ["POST /plugins/p/enable?timeout=5"],
        out="p\n",
    ),
    Case(
        "plugin inspect -f {{.Name}} p",
        {"GET /plugins/p/json": PLUGIN},
        ["GET /plugins/p/json"],
        out="p:latest\n",
    ),
    Case(
        "plugin install p A=b",
        {
            "GET /plugins/privileges": [{"Name": "network", "Value": ["host"]}],
            "POST /plugins/pull": {"status": "Downloaded"},
            "POST /plugins/p:latest/set": b"",
            "POST /plugins/p:latest/enable": b"",
        },
        [
            "GET /plugins/privileges?remote=docker.io/library/p",
            (
                "POST /plugins/pull?remote=docker.io/library/p",
                [{"Name": "network", "Value": ["host"], "Description": ""}],
            ),
            ("POST /plugins/p:latest/set", ["A=b"]),
            "POST /plugins/p:latest/enable?timeout=0",
        ],
        out=(
            'Plugin "p" is requesting the following privileges:\n'
            " - network: [host]\n"
            "Do you grant the above permissions? [y/N] Downloaded\n"
            "Installed plugin p\n"
        ),
        stdin="y\n",
    ),
    Case(
        "plugin ls",
        {"GET /plugins": [PLUGIN]},
        ["GET /plugins"],
        out=(
            "ID             NAME       DESCRIPTION   ENABLED\n"
            "p1p1p1p1p1p1   p:latest   a plugin      false\n"
        ),
    ),
    Case(
        "plugin push p",
        {"POST /plugins/p:latest/push": {"status": "Pushed"}},
        ["POST /plugins/p:latest/push"],
        out="Pushed\n",
    ),
    Case("plugin rm -f p", {"DELETE /plugins/p": b""}, ["DELETE /plugins/p?force=1"], out="p\n"),
    Case("plugin set p A=b", {"POST /plugins/p/set": b""}, [("POST /plugins/p/set", ["A=b"])]),
    Case(
        "plugin upgrade --grant-all-permissions p",
        {
            "GET /plugins/p/json": PLUGIN,
            "GET /plugins/privileges": [],
            "POST /plugins/p:latest/upgrade": {"status": "Downloaded"},
        },
        [
            "GET /plugins/p/json",
            "GET /plugins/privileges?remote=docker.io/library/p:latest",
            ("POST /plugins/p:latest/upgrade?remote=docker.io/library/p:latest", []),
        ],
        out=(
            "Upgrading plugin p:latest from p:latest to p:latest\n"
            "Downloaded\n"
            "Upgraded plugin p:latest to docker.io/library/p:latest\n"
        ),
    ),
)

test_requests_and_output, test_an_engine_that_refuses = both_tests(CASES)
