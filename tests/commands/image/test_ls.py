"""`images` with a played engine: combinations of options, and the environment."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from pydock.cli.app import App
from pydock.cli.dispatch import run
from pydock.errors import PydockError

IMAGE = {
    "Id": "sha256:" + "1" * 64,
    "ParentId": "sha256:" + "2" * 64,
    "RepoTags": ["app:1"],
    "RepoDigests": [],
    "Created": 0,
    "Size": 1000,
    "Containers": 0,
}
UNTAGGED = {**IMAGE, "Id": "sha256:" + "3" * 64, "RepoTags": [], "RepoDigests": ["a@sha256:5"]}


class FakeEngine:
    api_version_text = "1.50"

    def __init__(self, images: list[Any], *, has_manifests: bool = True) -> None:
        self.queries: list[Any] = []
        self.images = images
        self.containers: list[Any] = []
        self.has_manifests = has_manifests

    def at_least(self, version: str) -> bool:
        return True

    def supports(self, version: str) -> bool:
        return self.has_manifests or version != "1.47"

    def filters(self, values: Any, since: object = None) -> Any:
        return json.dumps(values) if values else None

    def request_json(self, shape: Any, method: str, path: str, query: Any) -> Any:
        self.queries.append({key: value for key, value in query.items() if value is not None})
        return self.containers if path == "/containers/json" else self.images

    def close(self) -> None:
        pass


def images(
    *arguments: str,
    config: str = "{}",
    found: tuple[Any, ...] = (IMAGE,),
    has_manifests: bool = True,
    containers: list[Any] | None = None,
    environ: dict[str, str] | None = None,
) -> tuple[str, FakeEngine]:
    """The output of `images`, and the played engine."""
    out, err = io.StringIO(), io.StringIO()
    environment = {"DOCKER_CONFIG": "/nonexistent", **(environ or {})}
    app = App("pydock", environment, stdout=out, stderr=err)
    engine = FakeEngine([*found], has_manifests=has_manifests)
    engine.containers = containers or []
    app.__dict__["engine"] = engine
    settings = json.loads(config)
    app.config.text = lambda key: settings.get(key, "")  # type: ignore[method-assign]
    app.config.table = lambda key: settings.get(key, {})  # type: ignore[method-assign]
    run(app, [*arguments] if arguments[:1] == ("image",) else ["images", *arguments])
    return out.getvalue() + err.getvalue(), engine


def test_a_name_is_a_filter_beside_others() -> None:
    _, engine = images("-a", "-f", "reference=x", "-f", "label=y", "app")
    filters = '{"reference": ["x", "app"], "label": ["y"]}'
    assert engine.queries == [{"all": True, "filters": filters, "manifests": True}]


def rows(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


def test_a_line_for_each_name_is_the_default() -> None:
    text, engine = images()
    assert rows(text)[0] == ["IMAGE", "ID", "DISK", "USAGE", "CONTENT", "SIZE", "EXTRA"]
    assert rows(text)[1][:2] == ["app:1", "1" * 12]
    assert engine.queries == [{"manifests": True}]


def test_manifests_are_not_requested_before_api_1_47() -> None:
    text, engine = images(has_manifests=False)
    assert rows(text)[1] == ["app:1", "1" * 12, "1kB", "0B"]
    assert engine.queries == [{}]


def test_containers_are_requested_before_api_1_51() -> None:
    image = {key: value for key, value in IMAGE.items() if key != "Containers"}
    text, engine = images(found=(image,), containers=[{"ImageID": IMAGE["Id"]}])
    assert rows(text)[1] == ["app:1", "1" * 12, "1kB", "0B", "U"]
    assert engine.queries == [{"manifests": True}, {"all": True}]


@pytest.mark.parametrize("option", ["-q", "--no-trunc", "--digests", "--format=table"])
def test_options_of_the_table_select_the_table(option: str) -> None:
    text, engine = images(option)
    assert engine.queries == [{}]
    assert option == "-q" or rows(text)[0][:2] == ["REPOSITORY", "TAG"]


@pytest.mark.parametrize(
    ("config", "environ"),
    [
        ("{}", {"PYDOCK_IMAGES": "table"}),
        ('{"plugins": {"pydock": {"images": "table"}}}', {}),
        ('{"plugins": {"pydock": {"images": "tree"}}}', {"PYDOCK_IMAGES": "table"}),
    ],
)
def test_the_list_of_docker_28_can_be_chosen(config: str, environ: dict[str, str]) -> None:
    text, engine = images(config=config, found=(IMAGE, UNTAGGED), environ=environ)
    assert [row[:2] for row in rows(text)] == [["REPOSITORY", "TAG"], ["app", "1"], ["a", "<none>"]]
    assert engine.queries == [{}]
    text, _ = images("-q", config=config, found=(IMAGE, UNTAGGED), environ=environ)
    assert text == "1" * 12 + "\n" + "3" * 12 + "\n"


def test_the_environment_counts_more_than_config_json() -> None:
    config = '{"plugins": {"pydock": {"images": "table"}}}'
    assert images(config=config, environ={"PYDOCK_IMAGES": "tree"})[0].startswith("IMAGE ")


def test_an_unknown_view_is_refused() -> None:
    with pytest.raises(PydockError) as refusal:
        images(environ={"PYDOCK_IMAGES": "graph"})
    assert refusal.value.message == 'invalid PYDOCK_IMAGES: "graph": must be "table" or "tree"'


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ([], False),
        (["-f", "dangling=false"], False),
        (["-f", "dangling=true"], True),
        (["-a"], True),
        (["--tree"], False),
    ],
)
def test_untagged_images_are_hidden(arguments: list[str], shown: bool) -> None:
    """One with a digest is untagged as well."""
    text, _ = images(*arguments, found=(IMAGE, UNTAGGED))
    assert ("<untagged>" in text) is shown
    if "--tree" not in arguments:
        text, _ = images("-q", *arguments, found=(IMAGE, UNTAGGED))
        assert ("3" * 12 in text) is shown


def test_a_verb_of_image_in_place_of_a_name() -> None:
    text, _ = images("ls", found=())
    hint = 'No images found matching "ls": did you mean "pydock image ls"?\n'
    assert text.endswith(hint)
    assert hint not in images("ls")[0]
    assert hint not in images("image", "ls", "ls", found=())[0]


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


def test_a_tree_requests_platforms() -> None:
    text, engine = images("--tree", "-f", "label=x")
    assert engine.queries == [{"filters": '{"label": ["x"]}', "manifests": True}]
    assert "app:1" in text


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("--quiet", "--quiet is not yet supported with --tree"),
        ("--no-trunc", "--no-trunc is not yet supported with --tree"),
        ("--digests", "--show-digest is not yet supported with --tree"),
        ("--format=json", "--format is not yet supported with --tree"),
    ],
)
def test_tree_conflicts(word: str, message: str) -> None:
    with pytest.raises(PydockError) as refusal:
        images("--tree", word)
    assert refusal.value.message == message
