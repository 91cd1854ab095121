"""Requests and output of the `stack` commands."""

from __future__ import annotations

from typing import Any

from tests.support.cases import DIGEST, Case, Part, both_tests
from tests.support.objects import INFO, NODE, SERVICE, TASK

NETWORK: dict[str, Any] = {"Id": "e1" * 32, "Name": "net", "Driver": "bridge", "Scope": "local"}

CASES = (
    Case(
        "stack deploy -d -c - shop",
        {
            "GET /info": INFO,
            "GET /networks": [],
            "POST /networks/create": {"Id": "e1"},
            "GET /services": [],
            "GET /distribution/nginx:1/json": {"Descriptor": {"digest": DIGEST}},
            "POST /services/create": {"ID": "v1"},
        },
        [
            "GET /info",
            'GET /networks?filters={"label":+{"com.docker.stack.namespace=shop":+true}}',
            (
                "POST /networks/create",
                {
                    "Name": "shop_default",
                    "Driver": "overlay",
                    "Options": None,
                    "Labels": {"com.docker.stack.namespace": "shop"},
                    "Internal": False,
                    "Attachable": False,
                },
            ),
            'GET /services?filters={"label":+{"com.docker.stack.namespace=shop":+true}}',
            "GET /distribution/nginx:1/json",
            (
                "POST /services/create",
                Part(
                    {
                        "Name": "shop_web",
                        "Labels": {
                            "com.docker.stack.namespace": "shop",
                            "com.docker.stack.image": "nginx:1",
                        },
                        "Mode": {"Replicated": {}},
                        "EndpointSpec": {"Mode": "", "Ports": []},
                        "TaskTemplate": Part(
                            {
                                "ContainerSpec": Part(
                                    {
                                        "Image": f"nginx:1@{DIGEST}",
                                        "Labels": {"com.docker.stack.namespace": "shop"},
                                    }
                                )
                            }
                        ),
                    }
                ),
            ),
        ],
        out=("Creating network shop_default\nCreating service shop_web\n"),
        stdin="services: {web: {image: 'nginx:1'}}\n",
    ),
    Case(
        "stack ls",
        {
            "GET /services": [
                {
                    **SERVICE,
                    "Spec": {**SERVICE["Spec"], "Labels": {"com.docker.stack.namespace": "shop"}},
                }
            ]
        },
        ['GET /services?filters={"label":+{"com.docker.stack.namespace":+true}}'],
        out=("NAME      SERVICES\nshop      1\n"),
    ),
    Case(
        "stack ps shop",
        {"GET /tasks": [TASK], "GET /services/v1": SERVICE, "GET /nodes/n1": NODE},
        [
            'GET /tasks?filters={"label":+{"com.docker.stack.namespace=shop":+true}}',
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
    Case(
        "stack rm shop",
        {
            "GET /services": [SERVICE],
            "GET /networks": [NETWORK],
            "GET /secrets": [],
            "GET /configs": [],
            "DELETE /services/v1": b"",
            f"DELETE /networks/{NETWORK['Id']}": b"",
        },
        [
            'GET /services?filters={"label":+{"com.docker.stack.namespace=shop":+true}}',
            'GET /networks?filters={"label":+{"com.docker.stack.namespace=shop":+true}}',
            'GET /secrets?filters={"label":+{"com.docker.stack.namespace=shop":+true}}',
            'GET /configs?filters={"label":+{"com.docker.stack.namespace=shop":+true}}',
            "DELETE /services/v1",
            "DELETE /networks/e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1",
        ],
        out=("Removing service web\nRemoving network net\n"),
    ),
    Case(
        "stack services shop",
        {"GET /services": [SERVICE]},
        ['GET /services?filters={"label":+{"com.docker.stack.namespace=shop":+true}}&status=true'],
        out=(
            "ID        NAME      MODE         REPLICAS   IMAGE     PORTS\n"
            "v1        web       replicated   1/2        nginx:1   \n"
        ),
    ),
)

test_requests_and_output, test_an_engine_that_refuses = both_tests(CASES)
