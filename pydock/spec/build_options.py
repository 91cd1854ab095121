"""The options of `build` as a whole request to BuildKit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from pydock.golang.csv import split_fields
from pydock.golang.strconv.numbers import parse_bool
from pydock.oci.platform import parse_platform
from pydock.oci.reference import InvalidReference, parse
from pydock.options.build.annotations import Annotation, parse_annotations
from pydock.options.build.attestations import (
    PROVENANCE,
    USUAL_PROVENANCE,
    Attests,
    parse_attests,
    spelled_out,
)
from pydock.options.build.caches import Cache, check_caches, parse_caches
from pydock.options.build.calls import Call, parse_call
from pydock.options.build.contexts import parse_contexts
from pydock.options.build.csv_fields import values_by_key
from pydock.options.build.outputs import (
    CACHE_ONLY,
    DOCKER,
    IMAGE,
    OCI,
    Output,
    checked,
    parse_output,
    with_load_and_push,
)
from pydock.options.build.secrets import Secret, SshAgent, parse_secret, parse_ssh, placed_secret
from pydock.options.hosts import parse_extra_host
from pydock.spec.build_request import Ulimit

_ENTITLEMENTS = ("network.host", "security.insecure")
_DEVICE = "device"
_HOST_NETWORK = "network.host"
_MOBY = "moby"


class Abilities(NamedTuple):
    """What an engine can do: with the image store of containerd it can store more than images of
    one platform; several outputs are BuildKit's since 0.13."""

    image_store: bool = False
    several_outputs: bool = True


class Asked(NamedTuple):
    """What the texts of options say, each for itself."""

    build_args: Mapping[str, str]
    labels: Mapping[str, str]
    attests: Attests
    contexts: Mapping[str, str]
    outputs: Sequence[Output]
    cache_from: Sequence[Cache]
    cache_to: Sequence[Cache]
    secrets: Sequence[Secret]
    ssh_agents: Sequence[SshAgent]
    call: Call | None


@dataclass(frozen=True)
class Settled:
    """All of a request that options alone decide; the fields have the names of BuildRequest."""

    build_args: Mapping[str, str]
    labels: Mapping[str, str]
    target: str
    platforms: tuple[str, ...]
    no_cache: bool
    no_cache_stages: tuple[str, ...]
    pull: bool
    network: str
    extra_hosts: tuple[str, ...]
    shm_size_bytes: int
    ulimits: tuple[Ulimit, ...]
    cgroup_parent: str
    secrets: tuple[Secret, ...]
    ssh_agents: tuple[SshAgent, ...]
    cache_from: tuple[Cache, ...]
    cache_to: tuple[Cache, ...]
    entitlements: tuple[str, ...]
    attests: Mapping[str, str]
    call: str
    outputs: tuple[Output, ...]

    def fields(self) -> dict[str, Any]:
        """The fields of BuildRequest, which does not have the outputs in this form."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        del found["outputs"]
        return found


def asked(values: Mapping[str, Any], environ: Mapping[str, str]) -> Asked:
    """Read the options that have a notation of their own; ValueError in docker's words."""
    build_args = values_by_key(values["build_arg"], environ)
    labels = values_by_key(values["label"])
    if environ.get("SOURCE_DATE_EPOCH"):
        build_args.setdefault("SOURCE_DATE_EPOCH", environ["SOURCE_DATE_EPOCH"])
    attests = list(values["attest"])
    attests += [spelled_out(kind, values[kind]) for kind in (PROVENANCE, "sbom") if values[kind]]
    outputs = [output for text in values["output"] if (output := parse_output(text))]
    if values["iidfile"] and any(output.type in ("local", "tar") for output in outputs):
        raise ValueError("local and tar exporters are incompatible with image ID file")
    return Asked(
        build_args,
        labels,
        parse_attests(attests),
        parse_contexts(values["build_context"]),
        outputs,
        parse_caches(values["cache_from"]),
        parse_caches(values["cache_to"]),
        [parse_secret(text) for text in values["secret"]],
        [parse_ssh(text) for text in values["ssh"]],
        parse_call("check" if values["check"] else values["call"]),
    )


def settled(
    asked: Asked,
    values: Mapping[str, Any],
    environ: Mapping[str, str],
    proxies: Mapping[str, str],
    abilities: Abilities,
) -> Settled:
    """The request for options by key, on an engine of these abilities.

    `proxies` are build arguments unless they are given. Raises ValueError in docker's words for
    what does not go together, and for what that engine cannot do.
    """
    image_store = abilities.image_store
    annotations = parse_annotations(values["annotation"])
    stages = [stage for text in values["no_cache_filter"] for stage in text.split(",") if stage]
    if values["no_cache"] and stages:
        raise ValueError("--no-cache and --no-cache-filter cannot currently be used together")
    check_caches(asked.cache_from, asked.cache_to)
    platforms = _platforms(values["platform"], image_store=image_store)
    tags = [_tag(text) for text in values["tag"]]
    outputs = _outputs(asked, values, tags, annotations, platforms, image_store=image_store)
    if len(outputs) > 1 and not abilities.several_outputs:
        raise ValueError(
            "multiple outputs currently unsupported by the current BuildKit daemon, please upgrade"
            " to version v0.13+ or use a single output"
        )
    network = _network(values["network"])
    entitlements = [_entitlement(text) for text in values["allow"] if text]
    if network == "host" and _HOST_NETWORK not in entitlements:
        entitlements.append(_HOST_NETWORK)
    if not image_store and any(cache.type != "inline" for cache in asked.cache_to):
        raise _not_supported("Cache export", "build-cache-backends")
    return Settled(
        build_args={**proxies, **asked.build_args},
        labels=asked.labels,
        target=values["target"],
        platforms=platforms,
        no_cache=values["no_cache"],
        no_cache_stages=tuple(stages),
        pull=values["pull"],
        network=network,
        extra_hosts=tuple(_host(host) for text in values["add_host"] for host in _split(text)),
        shm_size_bytes=values["shm_size"],
        ulimits=tuple(Ulimit(one["Name"], one["Soft"], one["Hard"]) for one in values["ulimit"]),
        cgroup_parent=values["cgroup_parent"],
        secrets=tuple(placed_secret(secret, environ) for secret in asked.secrets),
        ssh_agents=tuple(asked.ssh_agents),
        cache_from=tuple(asked.cache_from),
        cache_to=tuple(asked.cache_to),
        entitlements=tuple(entitlements),
        attests=_attests(asked.attests, environ, image_store=image_store),
        call=asked.call.name if asked.call else "",
        outputs=tuple(outputs),
    )


def ignored(given: Iterable[str]) -> list[str]:
    """What to warn of: options of the classic builder that mean nothing here, by key."""
    return [text for key, text in _IGNORED.items() if key in set(given)]


_IGNORED = {
    "isolation": "isolation flag is deprecated with BuildKit.",
    "security_opt": (
        'security-opt flag is deprecated. "RUN --security=insecure" should be used with BuildKit.'
    ),
    "squash": (
        "experimental flag squash is removed with BuildKit. You should squash inside build using"
        " a multi-stage Dockerfile for efficiency."
    ),
}


def _outputs(
    asked: Asked,
    values: Mapping[str, Any],
    tags: Sequence[str],
    annotations: Sequence[Annotation],
    platforms: Sequence[str],
    *,
    image_store: bool,
) -> list[Output]:
    """The exporters as the engine has them: without any, the result is an image of the engine."""
    found = with_load_and_push(asked.outputs, load=values["load"], push=values["push"])
    if not found and asked.call is None:
        found = [Output(IMAGE)]
    found = [checked(output) for output in found]
    for output in found:
        output.attrs.update((one.attribute, one.value) for one in annotations)
        if output.type in (IMAGE, OCI, DOCKER) and tags:
            output.attrs["name"] = ",".join(tags)
        elif output.type == IMAGE and output.pushes and not output.attrs.get("name"):
            raise ValueError("tag is needed when pushing to registry")
    found = [output for output in found if output.type != CACHE_ONLY]
    several = len(platforms) > 1 or any(value is not None for value in asked.attests.values())
    for output in found:
        if output.type == OCI and not image_store:
            raise _not_supported("OCI exporter", "build-exporters")
        if output.type == DOCKER and output.destination:
            if not image_store:
                raise _not_supported("Docker exporter", "build-exporters")
            if several:
                raise ValueError(
                    "docker exporter does not support exporting manifest lists,"
                    " use the oci exporter instead"
                )
        elif output.type in (IMAGE, DOCKER):
            if output.pushes and output.is_on("push-by-digest"):
                raise ValueError(
                    "push-by-digest is currently not implemented for docker driver, please create"
                    " a new builder instance"
                )
            if not image_store and any(one.is_of_index for one in annotations):
                raise ValueError("index annotations not supported for single platform export")
            output.type = _MOBY
    return found


def _attests(
    wanted: Attests, environ: Mapping[str, str], *, image_store: bool
) -> Mapping[str, str]:
    found = {kind: text for kind, text in wanted.items() if text is not None}
    if found and not image_store:
        raise _not_supported("Attestation", "attestations")
    if image_store and PROVENANCE not in wanted and not _without_attests(environ):
        found[PROVENANCE] = USUAL_PROVENANCE
    return found


def _without_attests(environ: Mapping[str, str]) -> bool:
    name = "BUILDX_NO_DEFAULT_ATTESTATIONS"
    if name not in environ:
        return False
    try:
        return parse_bool(environ[name])
    except ValueError as error:
        raise ValueError(f"invalid non-bool value for {name}: {error}") from None


def _platforms(texts: Iterable[str], *, image_store: bool) -> tuple[str, ...]:
    found = []
    for part in (part for text in texts for part in text.split(",")):
        if part == "local":
            continue
        platform = parse_platform(part)
        names = (platform.get(key) for key in ("os", "architecture", "variant"))
        found.append("/".join(name for name in names if name))
    if len(found) > 1 and not image_store:
        raise _not_supported("Multi-platform build", "build-multi-platform")
    return tuple(found)


def _tag(text: str) -> str:
    """The name as the person wrote it, which is what buildx passes on."""
    try:
        parse(text)
    except InvalidReference as error:
        raise ValueError(f'invalid tag "{text}": {_why_no_tag(text, error)}') from None
    return text


def _why_no_tag(text: str, error: InvalidReference) -> str:
    if not text:
        return "repository name must have at least one component"
    return str(error).removeprefix("invalid reference format: ").partition(" (")[0] + (
        " must be lowercase" if str(error).endswith("must be lowercase") else ""
    )


def _split(text: str) -> list[str]:
    return split_fields(text) if text else []


def _host(text: str) -> str:
    try:
        return parse_extra_host(text)
    except ValueError:
        raise ValueError(f"invalid host {text}") from None


def _network(text: str) -> str:
    if text not in ("", "default", "none", "host"):
        raise ValueError(
            f'network mode "{text}" not supported by buildkit - you can define a custom network'
            " for your builder using the network driver-opt in buildx create"
        )
    return "" if text == "default" else text


def _entitlement(text: str) -> str:
    if text in _ENTITLEMENTS or text == _DEVICE or text.startswith(f"{_DEVICE}="):
        return text
    raise ValueError(f"unknown entitlement {text}")


def _not_supported(what: str, page: str) -> ValueError:
    return ValueError(
        f"{what} is not supported for the docker driver.\n"
        "Switch to a different driver, or turn on the containerd image store, and try again.\n"
        f"Learn more at https://docs.docker.com/go/{page}/"
    )
