"""Requests and output of the `service` commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cases import DIGEST, FRAME, Case, Part, both_tests
from tests.support.engine import PlayedEngine, pydock_on
from tests.support.objects import NODE, SERVICE, TASK

CASES = (
    Case(
        "service create -d --name web --replicas 2 nginx:1 run",
        {
            "GET /distribution/nginx:1/json": {"Descriptor": {"digest": DIGEST}},
            "POST /services/create": {"ID": "v1"},
        },
        [
            "GET /distribution/nginx:1/json",
            (
                "POST /services/create",
                Part(
                    {
                        "Name": "web",
                        "Labels": {},
                        "Mode": {"Replicated": {"Replicas": 2}},
                        "EndpointSpec": {"Mode": "vip"},
                        "TaskTemplate": Part(
                            {"ContainerSpec": Part({"Image": f"nginx:1@{DIGEST}", "Args": ["run"]})}
                        ),
                    }
                ),
            ),
        ],
        out="v1\n",
    ),
    Case(
        "service inspect -f {{.ID}} web",
        {"GET /services/web": SERVICE},
        ["GET /services/web?insertDefaults=1"],
        out="v1\n",
    ),
    Case(
        "service logs --raw web",
        {"GET /services/web": SERVICE, "GET /services/web/logs": FRAME},
        ["GET /services/web", "GET /services/web/logs?stderr=1&stdout=1"],
        out="hi\n",
    ),
    Case(
        "service ls",
        {"GET /services": [SERVICE]},
        ["GET /services?status=true"],
        out=(
            "ID        NAME      MODE         REPLICAS   IMAGE     PORTS\n"
            "v1        web       replicated   1/2        nginx:1   \n"
        ),
    ),
    Case(
        "service ps web",
        {
            "GET /services": [SERVICE],
            "GET /tasks": [TASK],
            "GET /services/v1": SERVICE,
            "GET /nodes/n1": NODE,
        },
        [
            'GET /services?filters={"id":+{"web":+true}}',
            'GET /services?filters={"name":+{"web":+true}}',
            'GET /tasks?filters={"service":+{"v1":+true}}',
            "GET /services/v1",
            "GET /nodes/n1",
        ],
        out=(
            "ID             NAME      IMAGE     NODE      DESIRED STATE   CURRENT STATE      "
            "   ERROR     PORTS\n"
            "t1t1t1t1t1t1   web.1     nginx:1   one       Running         Running 2 hours "
            "ago             \n"
        ),
    ),
    Case("service rm web", {"DELETE /services/web": b""}, ["DELETE /services/web"], out="web\n"),
    Case(
        "service rollback -d web",
        {"GET /services/web": SERVICE, "POST /services/v1/update": {}},
        [
            "GET /services/web",
            (
                "POST /services/v1/update?rollback=previous&version=5",
                {
                    "Name": "web",
                    "Mode": {"Replicated": {"Replicas": 2}},
                    "TaskTemplate": {"ContainerSpec": {"Image": "nginx:1"}},
                },
            ),
        ],
        out="web\n",
    ),
    Case(
        "service scale -d web=3",
        {"GET /services/web": SERVICE, "POST /services/v1/update": {}},
        [
            "GET /services/web",
            (
                "POST /services/v1/update?version=5",
                {
                    "Name": "web",
                    "Mode": {"Replicated": {"Replicas": 3}},
                    "TaskTemplate": {"ContainerSpec": {"Image": "nginx:1"}},
                },
            ),
        ],
        out="web scaled to 3\n",
    ),
    Case(
        "service update -d --env-add A=b web",
        {"GET /services/web": SERVICE, "POST /services/v1/update": {"Warnings": ["a warning"]}},
        [
            "GET /services/web",
            (
                "POST /services/v1/update?registryAuthFrom=spec&rollback=none&version=5",
                {
                    "Name": "web",
                    "Mode": {"Replicated": {"Replicas": 2}},
                    "TaskTemplate": {"ContainerSpec": {"Image": "nginx:1", "Env": ["A=b"]}},
                    "Labels": {},
                },
            ),
        ],
        out="web\n",
        err="a warning\n",
    ),
    Case(
        "service update -d --memory-swap -1 --memory-swappiness 30 web",
        {"GET /services/web": SERVICE, "POST /services/v1/update": {}},
        [
            "GET /services/web",
            (
                "POST /services/v1/update?registryAuthFrom=spec&rollback=none&version=5",
                Part(
                    {
                        "TaskTemplate": Part(
                            {"Resources": Part({"SwapBytes": -1, "MemorySwappiness": 30})}
                        )
                    }
                ),
            ),
        ],
        out="web\n",
        api_version="1.52",
    ),
    Case(
        "service create -d --no-resolve-image --memory-swap 8m nginx:1",
        {"POST /services/create": {"ID": "v1"}},
        [
            (
                "POST /services/create",
                Part({"TaskTemplate": Part({"Resources": Part({"SwapBytes": 8 << 20})})}),
            )
        ],
        out="v1\n",
        api_version="1.52",
    ),
    Case(
        "service create -d --memory-swap 8m nginx:1",
        {},
        [],
        err='"--memory-swap" requires API version 1.52, '
        "but the Docker daemon API version is 1.50\n",
        status=1,
    ),
)

test_requests_and_output, test_an_engine_that_refuses = both_tests(CASES)


@pytest.mark.parametrize("line", ["rollback -d web", "update -d --rollback web"])
def test_a_rollback_sends_the_image_with_its_tag(line: str, tmp_path: Path) -> None:
    spec = {**SERVICE["Spec"], "TaskTemplate": {"ContainerSpec": {"Image": "nginx"}}}
    engine = PlayedEngine(
        {"GET /services/web": {**SERVICE, "Spec": spec}, "POST /services/v1/update": {}}
    )
    assert pydock_on(engine, tmp_path)("service", *line.split()).status == 0
    assert engine.bodies[-1]["TaskTemplate"] == {"ContainerSpec": {"Image": "nginx:latest"}}


@pytest.mark.parametrize(
    ("options", "out"), [((), "web\n"), (("--format", "{{.ID}}"), "v1\n"), (("--pretty",), "\nID:")]
)
def test_the_format_of_inspect_in_config_json(
    options: tuple[str, ...], out: str, tmp_path: Path
) -> None:
    (tmp_path / ".docker").mkdir()
    settings = '{"serviceInspectFormat": "{{.Spec.Name}}"}'
    (tmp_path / ".docker" / "config.json").write_text(settings)
    run = pydock_on(PlayedEngine({"GET /services/web": SERVICE}), tmp_path)
    done = run("service", "inspect", *options, "web")
    assert done.err == ""
    assert done.out.startswith(out)
