"""What services and networks need of newer engines, by the rules of COMPOSE_SERVICE."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pydock.errors import NotSupported, requirement
from pydock.spec.version_rules import COMPOSE_SERVICE, IGNORED, OMITTED, REFUSED, Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pydock.spec.version_rules import Rules

Json = dict[str, Any]
Version = tuple[int, int]


class EngineVersions(NamedTuple):
    """The negotiated API version, and the ones that the engine supports."""

    negotiated: Version
    supports: Callable[[str], bool] = lambda version: True
    is_podman: bool = False

    def meets(self, rule: Rule) -> bool:
        """Return whether the engine has the field of a rule."""
        return rule.is_met(self.negotiated, self.supports)

    def has(self, key: str) -> bool:
        """Return whether the engine has what a key of COMPOSE_SERVICE needs."""
        return self.meets(COMPOSE_SERVICE[key])

    def requirement(self, rule: Rule) -> str:
        """Return the end of a sentence about what the engine lacks."""
        return requirement(rule.since, "{}.{}".format(*self.negotiated))


def adapt(location: str, body: Json, rules: Rules, engine: EngineVersions) -> None:
    """Leave out of a request what the engine does not have. Raises NotSupported.

    `location` is where the keys of the rules are, such as "services.web".
    """
    for key, rule in _unsupported(body, rules, engine):
        if rule.older == OMITTED:
            for owner in _owners(body, rule.field):
                owner.pop(rule.field.rpartition(".")[2], None)
        elif rule.older == REFUSED:
            raise NotSupported(f"{location}.{_named(key)} {engine.requirement(rule)}")


def ignored(location: str, body: Json, rules: Rules, engine: EngineVersions) -> Iterator[str]:
    """Yield a sentence for each field that is sent to an engine which may ignore it."""
    for key, rule in _unsupported(body, rules, engine):
        if rule.older == IGNORED:
            yield f"{location}.{_named(key)} {engine.requirement(rule)}: it may have no effect"


def _unsupported(body: Json, rules: Rules, engine: EngineVersions) -> list[tuple[str, Rule]]:
    return [
        (key, rule)
        for key, rule in rules.items()
        if rule.older in (IGNORED, OMITTED, REFUSED)
        and not engine.meets(rule)
        and any(owner.get(rule.field.rpartition(".")[2]) for owner in _owners(body, rule.field))
    ]


def _owners(body: Json, field: str) -> list[Json]:
    """Return the objects that may have a field: of lists each one, of `*` each value."""
    found: list[Any] = [body]
    for part in field.split(".")[:-1]:
        values: list[Any] = []
        for one in found:
            values += one.values() if part == "*" else [one.get(part)]
        found = []
        for value in values:
            found += value if isinstance(value, list) else [value]
        found = [value for value in found if value]
    return found


def _named(key: str) -> str:
    """Return the key in a file: a row with "=" is about one of its values."""
    return key.partition("=")[0]
