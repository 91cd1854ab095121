"""`images` with a played engine: combinations of options, and the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.engine import Done, PlayedEngine, pydock_on

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


class Images:
    """Runs `images` on engines with these images and containers."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.engine = PlayedEngine({})

    def __call__(
        self,
        *arguments: str,
        config: str = "{}",
        found: tuple[Any, ...] = (IMAGE,),
        api_version: str = "1.50",
        containers: tuple[Any, ...] = (),
        environ: dict[str, str] | None = None,
    ) -> Done:
        (self.home / "config.json").write_text(config)
        answers = {"GET /images/json": found, "GET /containers/json": containers}
        self.engine = PlayedEngine(answers, api_version)
        environment = {"DOCKER_CONFIG": str(self.home), **(environ or {})}
        run = pydock_on(self.engine, self.home, environ=environment)
        return run(*arguments) if arguments[:1] == ("image",) else run("images", *arguments)


@pytest.fixture
def images(tmp_path: Path) -> Images:
    return Images(tmp_path)


def test_a_name_is_a_filter_beside_others(images: Images) -> None:
    images("-a", "-f", "reference=x", "-f", "label=y", "app")
    filters = '{"reference":+{"x":+true,+"app":+true},+"label":+{"y":+true}}'
    assert images.engine.requests == [f"GET /images/json?all=1&filters={filters}&manifests=1"]


def rows(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


def test_a_line_for_each_name_is_the_default(images: Images) -> None:
    text = images().out
    assert rows(text)[0] == ["IMAGE", "ID", "DISK", "USAGE", "CONTENT", "SIZE", "EXTRA"]
    assert rows(text)[1][:2] == ["app:1", "1" * 12]
    assert images.engine.requests == ["GET /images/json?manifests=1"]


def test_manifests_are_not_requested_before_api_1_47(images: Images) -> None:
    text = images(api_version="1.46").out
    assert rows(text)[1] == ["app:1", "1" * 12, "1kB", "0B"]
    assert images.engine.requests == ["GET /images/json"]


def test_containers_are_requested_before_api_1_51(images: Images) -> None:
    image = {key: value for key, value in IMAGE.items() if key != "Containers"}
    text = images(found=(image,), containers=({"ImageID": IMAGE["Id"]},)).out
    assert rows(text)[1] == ["app:1", "1" * 12, "1kB", "0B", "U"]
    assert images.engine.requests == ["GET /images/json?manifests=1", "GET /containers/json?all=1"]


@pytest.mark.parametrize(
    "option", ["-q", "--no-trunc", "--digests", "--format=table", "--sort=size"]
)
def test_options_of_the_table_select_the_table(images: Images, option: str) -> None:
    text = images(option).out
    assert images.engine.requests == ["GET /images/json"]
    assert option == "-q" or rows(text)[0][:2] == ["REPOSITORY", "TAG"]


@pytest.mark.parametrize(
    ("config", "environ"),
    [
        ("{}", {"PYDOCK_IMAGES": "table"}),
        ('{"plugins": {"pydock": {"images": "table"}}}', {}),
        ('{"plugins": {"pydock": {"images": "tree"}}}', {"PYDOCK_IMAGES": "table"}),
    ],
)
def test_the_list_of_docker_28_can_be_chosen(
    images: Images, config: str, environ: dict[str, str]
) -> None:
    text = images(config=config, found=(IMAGE, UNTAGGED), environ=environ).out
    assert [row[:2] for row in rows(text)] == [["REPOSITORY", "TAG"], ["app", "1"], ["a", "<none>"]]
    assert images.engine.requests == ["GET /images/json"]
    text = images("-q", config=config, found=(IMAGE, UNTAGGED), environ=environ).out
    assert text == "1" * 12 + "\n" + "3" * 12 + "\n"


def test_the_environment_counts_more_than_config_json(images: Images) -> None:
    config = '{"plugins": {"pydock": {"images": "table"}}}'
    assert images(config=config, environ={"PYDOCK_IMAGES": "tree"}).out.startswith("IMAGE ")


def test_an_unknown_view_is_refused(images: Images) -> None:
    done = images(environ={"PYDOCK_IMAGES": "graph"})
    assert done == (1, "", 'invalid PYDOCK_IMAGES: "graph": must be "table" or "tree"\n')


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
def test_untagged_images_are_hidden(images: Images, arguments: list[str], shown: bool) -> None:
    """One with a digest is untagged as well."""
    text = images(*arguments, found=(IMAGE, UNTAGGED)).out
    assert ("<untagged>" in text) is shown
    if "--tree" not in arguments:
        text = images("-q", *arguments, found=(IMAGE, UNTAGGED)).out
        assert ("3" * 12 in text) is shown


def test_a_verb_of_image_in_place_of_a_name(images: Images) -> None:
    hint = 'No images found matching "ls": did you mean "docker image ls"?\n'
    assert images("ls", found=()).err == hint
    assert images("ls").err == ""
    assert images("image", "ls", "ls", found=()).err == ""


def test_the_format_of_config_json(images: Images) -> None:
    config = '{"imagesFormat": "{{.Repository}}!"}'
    assert images(config=config).out == "app!\n"
    assert images("-q", config=config).out == "111111111111\n"
    assert images("--format", "{{.Tag}}", config=config).out == "1\n"


def test_digests_are_added_to_a_table_of_one_s_own(images: Images) -> None:
    text = images("--digests", "--format", "table {{.ID}}").out
    assert text.splitlines()[0].split() == ["IMAGE", "ID", "DIGEST"]
    text = images("--digests", "--format", "table {{.Digest}}").out
    assert text.splitlines()[0].split() == ["DIGEST"]


def test_a_graph_has_the_intermediate_images_too(images: Images) -> None:
    text = images("--viz").out
    assert '"222222222222" -> "111111111111"' in text
    assert images.engine.requests == ["GET /images/json?all=1"]


def test_a_tree_requests_platforms(images: Images) -> None:
    text = images("--tree", "-f", "label=x").out
    assert images.engine.requests == ['GET /images/json?filters={"label":+{"x":+true}}&manifests=1']
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
def test_tree_conflicts(images: Images, word: str, message: str) -> None:
    assert images("--tree", word) == (1, "", f"{message}\n")


def test_order_and_negative_filters(images: Images) -> None:
    large = {**IMAGE, "RepoTags": ["app:2", "db:1"], "Size": 20_000, "Labels": {"a": "b"}}
    arguments = ["--sort", "-size,repository", "--format", "{{.Repository}}:{{.Tag}}"]
    found = (IMAGE, large)
    assert images(*arguments, found=found).out == "app:2\ndb:1\napp:1\n"
    assert images(*arguments, "-f", "label!=a", found=found).out == "app:1\n"
    assert images(*arguments, "-f", "reference!=app", found=found).out == "db:1\n"
    assert images.engine.requests == ["GET /images/json"]
    assert rows(images("-f", "reference!=app", found=found).out)[1][0] == "db:1"
    assert images("--tree", "--sort", "size").err == "--sort is not yet supported with --tree\n"
