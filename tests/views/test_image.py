"""Rows of `images`: names, digests, sizes and times."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pydock.golang.time.instant import ZERO_SECONDS
from pydock.views.image import (
    DIGEST_COLUMNS,
    RAW_LINES_WITH_DIGEST,
    ImageView,
    image_rows,
    is_dangling,
)
from pydock.views.listing import Listing
from tests.views.conftest import NOW

pytestmark = pytest.mark.usefixtures("utc")

ONE, TWO = "sha256:" + "1" * 64, "sha256:" + "2" * 64


def image(**fields: Any) -> dict[str, Any]:
    known = {"Id": ONE, "Created": NOW - 7200, "Size": 1_234_567, "SharedSize": -1}
    return {**known, "Containers": -1, "RepoTags": [], "RepoDigests": [], **fields}


TAGGED = image(RepoTags=["busybox:latest", "busybox:1.36", "quay.io/a/b:c"])
WITH_DIGESTS = image(
    RepoTags=["z:1"], RepoDigests=[f"z@{ONE}", f"docker.io/library/y@{TWO}", f"z@{TWO}"]
)
DANGLING = [
    image(RepoTags=None, RepoDigests=None),
    image(RepoTags=[], RepoDigests=[]),
    image(RepoTags=["<none>:<none>"], RepoDigests=["<none>@<none>"]),
]


def names(found: dict[str, Any], **options: bool) -> list[tuple[str, str, str]]:
    chosen = {"truncate": True, "digests": False, "digest_column": False, **options}
    return [(row.repository, row.tag, row.digest) for row in image_rows([found], **chosen)]


def test_a_row_for_each_name() -> None:
    assert names(TAGGED) == [
        ("busybox", "latest", "<none>"),
        ("busybox", "1.36", "<none>"),
        ("quay.io/a/b", "c", "<none>"),
    ]


def test_digests_of_a_repository_without_a_tag_have_one_row() -> None:
    assert names(WITH_DIGESTS) == [("z", "1", "<none>"), ("y", "<none>", "")]


def test_with_digests_each_of_them_has_a_row() -> None:
    assert names(WITH_DIGESTS, digests=True) == [
        ("z", "1", ONE),
        ("z", "1", TWO),
        ("y", "<none>", TWO),
    ]


def test_a_format_with_digests_has_those_of_tags() -> None:
    assert names(WITH_DIGESTS, digest_column=True) == [
        ("z", "1", ONE),
        ("z", "1", TWO),
        ("y", "<none>", ""),
    ]


@pytest.mark.parametrize("found", DANGLING)
def test_an_image_without_a_name(found: dict[str, Any]) -> None:
    assert is_dangling(found)
    assert names(found) == [("<none>", "<none>", "<none>")]
    assert not is_dangling(TAGGED)
    assert not is_dangling(image(RepoDigests=[f"a@{ONE}"]))


def test_names_that_cannot_be_read_are_left_out() -> None:
    assert names(image(RepoTags=["UPPER:1", "good:1", "notag"])) == [("good", "1", "<none>")]


def table(*images: dict[str, Any], **options: Any) -> list[str]:
    rows = image_rows(images, truncate=True, digests=False, digest_column=False)
    return Listing(ImageView, **options).text(rows).splitlines()


def test_the_table() -> None:
    assert table(TAGGED) == [
        "REPOSITORY    TAG       IMAGE ID       CREATED       SIZE",
        "busybox       latest    111111111111   2 hours ago   1.23MB",
        "busybox       1.36      111111111111   2 hours ago   1.23MB",
        "quay.io/a/b   c         111111111111   2 hours ago   1.23MB",
    ]


def test_the_table_with_digests() -> None:
    header, row, *_ = table(TAGGED, columns=DIGEST_COLUMNS)
    assert header.split() == ["REPOSITORY", "TAG", "DIGEST", "IMAGE", "ID", "CREATED", "SIZE"]
    assert row.split()[:3] == ["busybox", "latest", "<none>"]


def test_an_image_without_a_time() -> None:
    undated = image(Created=ZERO_SECONDS, RepoTags=["a:1"])
    assert table(undated)[1].split() == ["a", "1", "1" * 12, "N/A", "1.23MB"]
    assert table(undated, format="{{.CreatedSince}}|{{.CreatedAt}}") == [
        "|0001-01-01 00:00:00 +0000 UTC"
    ]


def test_numbers_that_the_engine_did_not_count() -> None:
    template = "{{.Containers}} {{.SharedSize}} {{.UniqueSize}}"
    counted = image(RepoTags=["a:1"], Containers=2, SharedSize=1_000_000)
    assert table(TAGGED, format=template)[0] == "N/A N/A N/A"
    assert table(counted, format=template) == ["2 1MB 234.6kB"]


def test_raw_and_quiet() -> None:
    assert table(image(RepoTags=["a:1"]), format="raw")[:3] == [
        "repository: a",
        "tag: 1",
        "image_id: 111111111111",
    ]
    assert "digest: <none>" in table(
        image(RepoTags=["a:1"]), format="raw", raw_lines=RAW_LINES_WITH_DIGEST
    )
    assert table(image(RepoTags=["a:1"]), quiet=True) == ["111111111111"]


def test_as_json() -> None:
    (line,) = table(image(RepoTags=["a:1"]), format="json")
    assert json.loads(line).keys() == {
        "Containers", "CreatedAt", "CreatedSince", "Digest", "ID", "Repository", "SharedSize",
        "Size", "Tag", "UniqueSize",
    }  # fmt: skip


def test_ids_in_full() -> None:
    rows = image_rows([TAGGED], truncate=False, digests=False, digest_column=False)
    assert next(rows).ID() == ONE
