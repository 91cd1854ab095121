"""Podman's health checks are run where systemd does not run them."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.api.engine import Engine
from pydock.commands.shared.container.podman_health import HealthChecks
from tests.support.engine import PlayedEngine

INTERVAL_SECONDS = 10
GRACE_SECONDS = 1


class Podman(PlayedEngine):
    """One container, its health "starting" in every answer, and a clock."""

    def __init__(self, *, server: str = "Libpod/5.4.2 (linux)") -> None:
        super().__init__({}, "1.41")
        self.server = server
        self.now = 100.0
        self.log: list[dict[str, Any]] = []
        self.is_running = True
        self.checks: list[float] = []

    def _head(self) -> dict[str, str]:
        return {**super()._head(), "server": self.server}

    def monotonic(self) -> float:
        return self.now

    def _answer(self, method: str, target: str, body: Any, headers: Any) -> Any:
        if target.endswith("/healthcheck"):
            self.checks.append(self.now - 100)
            self.log = [{"Start": str(self.now), "ExitCode": 1}]
            return {}
        return {
            "Id": "c1",
            "State": {
                "Running": self.is_running, "Health": {"Status": "starting", "Log": self.log},
            },
            "Config": {"Healthcheck": {"Interval": INTERVAL_SECONDS * 10**9}},
        }  # fmt: skip


def watch(engine: Podman, monkeypatch: pytest.MonkeyPatch, seconds: int, every: int = 0) -> None:
    """Look at the container each second; with `every`, systemd checks it at that interval."""
    monkeypatch.setattr("pydock.commands.shared.container.podman_health.time", engine)
    checks, client = HealthChecks(), Engine(engine)  # type: ignore[arg-type]
    for second in range(seconds):
        if every and second % every == 0:
            engine.log = [{"Start": f"systemd {second}", "ExitCode": 1}]
        checks.inspect(client, "c1")
        engine.now += 1


def test_checks_that_nobody_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Podman()
    watch(engine, monkeypatch, 40)
    assert engine.checks == [11, 21, 31]


def test_checks_of_systemd_are_not_doubled(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Podman()
    watch(engine, monkeypatch, 100, every=INTERVAL_SECONDS + GRACE_SECONDS)
    assert engine.checks == []


@pytest.mark.parametrize("server", ["Docker/28.2.2 (linux)", "Libpod/4.3.1 (linux)"])
def test_dockerd_and_stopped_containers_are_left_alone(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Podman(server=server)
    engine.is_running = server.startswith("Docker")
    watch(engine, monkeypatch, 40)
    assert engine.checks == []
