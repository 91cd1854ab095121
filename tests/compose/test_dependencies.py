"""Which services depend on which."""

from __future__ import annotations

import pytest

from pydock.compose.dependencies import dependencies, dependents, reachable, with_dependents
from pydock.compose.errors import ComposeError
from pydock.compose.project.consistency import check_consistency
from pydock.compose.project.selection import in_dependency_order, with_selected
from pydock.compose.project.types import Project, Service


def project(**needed: list[str]) -> Project:
    services: dict[str, Service] = {
        name: {"image": "app", "depends_on": {other: {"required": True} for other in others}}
        for name, others in needed.items()
    }
    return Project("p", services)


def test_edges_in_both_directions() -> None:
    edges = dependencies(project(web=["db", "cache"], db=[], cache=["db"]))
    assert edges == {"web": ["db", "cache"], "db": [], "cache": ["db"]}
    assert dependents(edges) == {"web": [], "db": ["web", "cache"], "cache": ["web"]}
    assert reachable(edges, ["cache"]) == ["cache", "db"]


def test_an_optional_service_may_be_missing() -> None:
    found = Project("p", {"web": {"depends_on": {"db": {"required": False}}}})
    assert dependencies(found) == {"web": []}


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (project(web=["nosuch"]), "could not find nosuch: not found"),
        (project(a=["b"], b=["c"], c=["a"]), "cycle found: a -> b -> c -> a"),
        (project(a=["a"]), "cycle found: a -> a"),
        (
            Project(
                "p",
                project(web=["db"]).services,
                disabled_services={"db": {"profiles": ["x", "y"]}},
            ),
            "service db is required by web but is disabled. Can be enabled by profiles [x y]",
        ),
    ],
)
def test_wrong_dependencies(found: Project, message: str) -> None:
    with pytest.raises(ComposeError) as refused:
        dependencies(found)
    assert refused.value.message == message


def test_those_that_depend_on_a_service() -> None:
    found = project(web=["db"], worker=["web"], db=[], other=[])
    assert list(with_dependents(found, ["db"]).services) == ["web", "worker", "db"]
    with pytest.raises(ComposeError, match="no such service: nosuch"):
        with_dependents(found, ["nosuch"])


def test_a_chain_of_dependencies_may_be_long() -> None:
    names = [f"s{number:04}" for number in range(2000)]
    chain = project(**{name: names[i + 1 : i + 2] for i, name in enumerate(names)})
    check_consistency(chain)
    assert in_dependency_order(chain) == names[::-1]
    assert list(with_selected(chain, ["s1998"]).services) == ["s1998", "s1999"]
    assert list(with_selected(chain, ["s0000"]).services) == names
