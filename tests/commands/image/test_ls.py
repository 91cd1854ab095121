"""`images` with a stand-in engine: what can be asked for together, and where it comes from."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from pydock.cli.app import App
from pydock.cli.root import run
from pydock.errors import PydockError

IMAGE = {
    "Id": "sha256:" + "1" * 64,
    "ParentId": "sha256:" + "2" * 64,
    "RepoTags": ["app:1"],
    "RepoDigests": [],
    "Created": 0,
    "Size": 1000,
}


class FakeEngine:
    api_version_text = "1.50"

    def __init__(self) -> None:
        self.queries: list[Any] = []

    def at_least(self, version: str) -> bool:
        return True

    def filters(self, values: Any, since: object = None) -> Any:
        return json.dumps(values) if values else None

    def call(self, method: str, path: str, query: Any) -> Any:
        self.queries.append({key: value for key, value in query.items() if value is not None})
        return [IMAGE]

    def close(self) -> None:
        pass


def images(*words: str, config: str = "{}") -> tuple[str, FakeEngine]:
    """What `images` prints, and the engine that it asked."""
    out = io.StringIO()
    app = App("pydock", {"DOCKER_CONFIG": "/nonexistent"}, stdout=out)
    engine = FakeEngine()
    app.__dict__["engine"] = engine
    settings = json.loads(config)
    app.config.text = lambda key: settings.get(key, "")  # type: ignore[method-assign]
    run(app, ["images", *words])
    return out.getvalue(), engine


def test_a_name_is_a_filter_beside_others() -> None:
    _, engine = images("-a", "-f", "reference=x", "-f", "label=y", "app")
    assert engine.queries == [
        {"all": True, "filters": '{"reference": ["x", "app"], "label": ["y"]}'}
    ]


def test_the_format_of_config_json() -> None:
    config = '{"imagesFormat": "{{.Repository}}!"}'
    assert images(config=config)[0] == "app!\n"
    assert images("-q", config=config)[0] == "111111111111\n"
    assert images("--format", "{{.Tag}}", config=config)[0] == "1\n"


def test_digests_are_added_to_a_table_of_one_s_own() -> None:
    text, _ = images("--digests", "--format", "table {{.ID}}")
    assert text.splitlines()[0].split() == ["IMAGE", "ID", "DIGEST"]
    text, _ = images("--digests", "--format", "table {{.Digest}}")
    assert text.splitlines()[0].split() == ["DIGEST"]


def test_a_graph_has_the_intermediate_images_too() -> None:
    text, engine = images("--viz")
    assert '"222222222222" -> "111111111111"' in text
    assert engine.queries == [{"all": True}]


def test_a_tree_asks_for_platforms() -> None:
    text, engine = images("--tree", "-f", "label=x")
    assert engine.queries == [{"filters": '{"label": ["x"]}', "manifests": True}]
    assert "app:1" in text


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("--quiet", "--quiet is not yet supported with --tree"),
        ("--no-trunc", "--no-trunc is not yet supported with --tree"),
        ("--digests", "--show-digest is not yet supported with --tree"),
        ("--format=json", "--format is not yet supported with --tree"),
    ],
)
def test_what_a_tree_cannot_show(word: str, told: str) -> None:
    with pytest.raises(PydockError) as refusal:
        images("--tree", word)
    assert refusal.value.message == told
