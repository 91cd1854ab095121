"""`node inspect --pretty`."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydock.golang.units import binary_size
from pydock.views.pretty import label_lines, moment, sentence_case

Json = Mapping[str, Any]


def lines(node: Json) -> Iterator[str]:
    spec, about = node.get("Spec") or {}, node.get("Description") or {}
    yield f"ID:\t\t\t{node.get('ID') or ''}"
    if spec.get("Name"):
        yield f"Name:\t\t\t{spec['Name']}"
    yield from label_lines(spec.get("Labels"))
    yield f"Hostname:              \t{about.get('Hostname') or ''}"
    yield f"Joined at:             \t{moment(node.get('CreatedAt'))}"
    yield from _status(node.get("Status") or {}, spec)
    yield from _manager(node.get("ManagerStatus"))
    yield from _machine(about)
    yield from _engine(about.get("Engine") or {})
    yield from _certificates(about.get("TLSInfo") or {})


def _status(status: Json, spec: Json) -> Iterator[str]:
    yield "Status:"
    yield f" State:\t\t\t{sentence_case(status.get('State') or '')}"
    if status.get("Message"):
        yield f" Message:              \t{sentence_case(status['Message'])}"
    yield f" Availability:         \t{sentence_case(spec.get('Availability') or '')}"
    if status.get("Addr"):
        yield f" Address:\t\t{status['Addr']}"


def _manager(status: Json | None) -> Iterator[str]:
    if status is None:
        return
    yield "Manager Status:"
    yield f" Address:\t\t{status.get('Addr') or ''}"
    yield f" Raft Status:\t\t{sentence_case(status.get('Reachability') or '')}"
    yield f" Leader:\t\t{'Yes' if status.get('Leader') else 'No'}"


def _machine(about: Json) -> Iterator[str]:
    platform, resources = about.get("Platform") or {}, about.get("Resources") or {}
    yield "Platform:"
    yield f" Operating System:\t{platform.get('OS') or ''}"
    yield f" Architecture:\t\t{platform.get('Architecture') or ''}"
    yield "Resources:"
    yield f" CPUs:\t\t\t{(resources.get('NanoCPUs') or 0) // 10**9}"
    yield f" Memory:\t\t{binary_size(resources.get('MemoryBytes') or 0)}"


def _engine(engine: Json) -> Iterator[str]:
    kinds: dict[str, list[str]] = {}
    for plugin in engine.get("Plugins") or ():
        kinds.setdefault(plugin.get("Type") or "", []).append(plugin.get("Name") or "")
    if kinds:
        yield "Plugins:"
    for kind, names in sorted(kinds.items()):
        yield f" {kind}:\t\t{', '.join(names)}"
    yield f"Engine Version:\t\t{engine.get('EngineVersion') or ''}"
    yield from label_lines(engine.get("Labels"), "Engine Labels:")


def _certificates(about: Json) -> Iterator[str]:
    if not any(about.values()):
        return
    yield "TLS Info:"
    yield " TrustRoot:"
    yield str(about.get("TrustRoot") or "")
    yield f" Issuer Subject:\t{about.get('CertIssuerSubject') or ''}"
    yield f" Issuer Public Key:\t{about.get('CertIssuerPublicKey') or ''}"
