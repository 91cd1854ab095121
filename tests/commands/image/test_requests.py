"""Requests and output of the `image` commands."""

from __future__ import annotations

from tests.support.cases import IMAGE_ID, NOW, SENT, Case, both_tests
from tests.support.engine import Refusal
from tests.support.objects import IMAGE

CASES = (
    Case(
        "build -q -t me/app -",
        {"POST /build": b'{"stream":"sha256:1\\n"}\n'},
        [("POST /build?dockerfile=Dockerfile&q=1&t=me/app&version=1", SENT)],
        out="sha256:1\n",
        stdin="FROM scratch\n",
    ),
    Case(
        "history -q busybox",
        {
            "GET /images/busybox/history": [
                {"Id": IMAGE_ID, "Created": NOW - 7200, "CreatedBy": "sh", "Size": 5}
            ]
        },
        ["GET /images/busybox/history"],
        out="abababababab\n",
    ),
    Case(
        "history --format table{{.CreatedBy}} busybox",
        {
            "GET /images/busybox/history": [
                {"Id": IMAGE_ID, "Created": NOW - 7200, "CreatedBy": "sh", "Size": 5}
            ]
        },
        ["GET /images/busybox/history"],
        out=("CREATED BY\nsh\n"),
    ),
    Case(
        "image tree",
        {
            "GET /containers/json": [{"Id": "1", "ImageID": "sha256:2"}],
            "GET /images/json": [
                {"Id": "sha256:1", "RepoTags": ["base:1"], "Size": 5000, "SharedSize": 5000},
                {"Id": "sha256:2", "RepoTags": ["app:1"], "Size": 7000, "SharedSize": 5000},
                {"Id": "sha256:3", "RepoTags": ["app:2"], "Size": 8000, "SharedSize": 5000},
            ],
            "GET /images/sha256:1/json": {"Id": "sha256:1", "RootFS": {"Layers": ["a"]}},
            "GET /images/sha256:2/json": {"Id": "sha256:2", "RootFS": {"Layers": ["a", "b"]}},
            "GET /images/sha256:3/json": {"Id": "sha256:3", "RootFS": {"Layers": ["a", "c"]}},
        },
        [
            "GET /containers/json?all=1",
            "GET /images/json?shared-size=1",
            *(f"GET /images/sha256:{id}/json" for id in "123"),
            "GET /images/json?all=1",
        ],
        out=(
            "IMAGE      IMAGE ID   LAYERS    SIZE      FREES     CONTAINERS\n"
            "base:1     1          1         5kB       0B\n"
            "├─ app:1   2          +1        7kB       0B        1\n"
            "└─ app:2   3          +1        8kB       3kB\n"
        ),
    ),
    Case(
        "image tree --format json",
        {
            "GET /containers/json": [],
            "GET /system/df": {"Images": [{"Id": "sha256:1", "Size": 50, "SharedSize": 20}]},
            "GET /images/json": [],
            "GET /images/sha256:1/json": {"Id": "sha256:1", "RootFS": {"Layers": ["a"]}},
        },
        [
            *("GET /containers/json?all=1", "GET /system/df", "GET /images/sha256:1/json"),
            "GET /images/json?all=1",
        ],
        out=(
            '{"Id":"sha256:1","Names":[],"Layers":1,"SharedLayers":0,"Parent":null,"Size":50,'
            '"Frees":30,"Containers":0}\n'
        ),
        api_version="1.41",
    ),
    Case(
        "import -m why - me/app:2",
        {"POST /images/create": {"status": "sha256:1"}},
        [("POST /images/create?fromSrc=-&message=why&repo=me/app:2", b"tar")],
        out="sha256:1\n",
        stdin="tar",
    ),
    Case(
        "image inspect -f {{.Id}} busybox",
        {"GET /images/busybox/json": {"Id": IMAGE_ID}},
        ["GET /images/busybox/json"],
        out=f"{IMAGE_ID}\n",
    ),
    Case(
        "load -q",
        {"POST /images/load": {"stream": "Loaded image: busybox:latest\n"}},
        [("POST /images/load?quiet=1", b"tar")],
        out="Loaded image: busybox:latest\n",
        stdin="tar",
    ),
    Case(
        "images -a --no-trunc --format table{{.Repository}}\\t{{.ID}}",
        {"GET /images/json": [IMAGE]},
        ["GET /images/json?all=1"],
        out=(
            "REPOSITORY   IMAGE ID\n"
            "busybox      sha256:abababababababababababababababababababababababababababababab"
            "abab\n"
        ),
    ),
    Case(
        "images --digests",
        {"GET /images/json": [IMAGE]},
        ["GET /images/json"],
        out=(
            "REPOSITORY   TAG       DIGEST    IMAGE ID       CREATED       SIZE\n"
            "busybox      latest    <none>    abababababab   2 hours ago   1kB\n"
        ),
    ),
    Case(
        "image prune -a -f",
        {
            "POST /images/prune": {
                "ImagesDeleted": [{"Untagged": "a:1"}, {"Deleted": "sha256:1"}],
                "SpaceReclaimed": 5,
            }
        },
        ['POST /images/prune?filters={"dangling":+{"false":+true}}'],
        out=("Deleted Images:\nuntagged: a:1\ndeleted: sha256:1\n\nTotal reclaimed space: 5B\n"),
    ),
    Case(
        "pull busybox",
        {"POST /images/create": {"status": "Downloaded"}},
        ["POST /images/create?fromImage=docker.io/library/busybox&tag=latest"],
        out=("Using default tag: latest\nDownloaded\ndocker.io/library/busybox:latest\n"),
    ),
    Case(
        "push me/app",
        {"POST /images/docker.io/me/app/push": {"status": "Pushed"}},
        ["POST /images/docker.io/me/app/push?tag=latest"],
        out=("Using default tag: latest\nPushed\n"),
    ),
    Case(
        "rmi nope",
        {"DELETE /images/nope": Refusal(404, "No such image: nope")},
        ["DELETE /images/nope"],
        status=1,
        err="Error response from daemon: No such image: nope\n",
    ),
    Case(
        "rmi -f busybox",
        {"DELETE /images/busybox": [{"Untagged": "busybox:latest"}, {"Deleted": "sha256:1"}]},
        ["DELETE /images/busybox?force=1"],
        out=("Untagged: busybox:latest\nDeleted: sha256:1\n"),
    ),
    Case("save busybox", {"GET /images/get": b"tar"}, ["GET /images/get?names=busybox"], out="tar"),
    Case(
        "tag busybox me/app:2",
        {"POST /images/busybox/tag": b""},
        ["POST /images/busybox/tag?repo=docker.io/me/app&tag=2"],
    ),
)

test_requests_and_output, test_an_engine_that_refuses = both_tests(CASES)
