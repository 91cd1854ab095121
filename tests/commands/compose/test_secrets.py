"""Secrets and configs that are copied into containers, as they have no file."""

from __future__ import annotations

import io
import re
import tarfile
from pathlib import Path

import pytest

from tests.commands.compose.conftest import Compose
from tests.support.compose_engine import ComposeEngine, write_project

COPIED = """
services:
  web:
    image: app
    secrets: [token, {source: token, target: key, uid: "7", gid: "8", mode: 0400}]
    configs: [{source: page, target: /srv/index.html}]
secrets: {token: {environment: TOKEN}}
configs: {page: {content: "hello $$1"}}
"""


@pytest.fixture
def archives(monkeypatch: pytest.MonkeyPatch) -> list[tuple[tarfile.TarInfo, bytes, bool]]:
    """The entries that are put into containers, with their content, and whether owners count."""
    found = []

    def put(
        engine: object, container: str, directory: str, pieces: list[bytes], *, keep_owner: bool
    ) -> None:
        assert directory == "/"
        with tarfile.open(fileobj=io.BytesIO(b"".join(pieces))) as tar:
            for entry in tar:
                file = tar.extractfile(entry)
                found.append((entry, file.read() if file else b"", keep_owner))

    monkeypatch.setattr("pydock.api.archive.put", put)
    return found


def test_what_is_copied(
    archives: list[tuple[tarfile.TarInfo, bytes, bool]], compose: Compose, tmp_path: Path
) -> None:
    write_project(tmp_path, COPIED)
    (tmp_path / ".env").write_text("TOKEN=hush-hush\n")
    assert compose("up", "-d").status == 0
    assert [
        (entry.name, oct(entry.mode), entry.uid, entry.gid, content, keeps)
        for entry, content, keeps in archives
    ] == [
        ("/run/secrets/token", "0o444", 0, 0, b"hush-hush", False),
        ("/run/secrets/key", "0o400", 7, 8, b"hush-hush", True),
        ("/srv/index.html", "0o444", 0, 0, b"hello $1", False),
    ]


@pytest.mark.parametrize(
    ("service", "message"),
    [
        ("secrets: [{source: token, uid: ann}]", "invalid owner of token: ann:"),
        ("secrets: [token], read_only: true", 'cannot create secret "p_token" in read-only'),
    ],
)
def test_what_is_refused(
    service: str, message: str,
    archives: list[tuple[tarfile.TarInfo, bytes, bool]],
    compose: Compose, engine: ComposeEngine, tmp_path: Path,
) -> None:  # fmt: skip
    secrets = "secrets: {token: {environment: TOKEN}}"
    write_project(tmp_path, f"services: {{web: {{image: app, {service}}}}}\n{secrets}\n")
    (tmp_path / ".env").write_text("TOKEN=hush-hush\n")
    done = compose("up", "-d")
    assert (done.status, message in done.err) == (1, True), done.err
    assert "hush-hush" not in done.err
    assert archives == []


def test_warnings_have_the_time(compose: Compose, tmp_path: Path) -> None:
    write_project(tmp_path, "services: {web: {image: app, command: $NOSUCH}}")
    (line,) = compose("config", "-q").err.splitlines()
    warning = r'The \\"NOSUCH\\" variable is not set. Defaulting to a blank string.'
    time = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"
    assert re.fullmatch(rf'time="{time}" level=warning msg="{warning}"', line)
