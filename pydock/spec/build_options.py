"""Options of `build` as a BuildRequest to BuildKit, and what engines support of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pydock.golang.csv import split_fields
from pydock.oci.platform import normalized
from pydock.oci.reference import InvalidReference, parse
from pydock.options.build.annotations import Annotation, parse_annotations
from pydock.options.build.attestations import (
    DEFAULT_PROVENANCE,
    PROVENANCE,
    Attests,
    attest_option,
    parse_attests,
)
from pydock.options.build.caches import Cache, check_caches, parse_caches
from pydock.options.build.calls import Call, parse_call
from pydock.options.build.contexts import parse_contexts
from pydock.options.build.csv_fields import switch, values_by_key
from pydock.options.build.outputs import (
    CACHE_ONLY,
    DOCKER,
    IMAGE,
    LOCAL,
    OCI,
    TAR,
    Export,
    parse_output,
    with_destination,
    with_load_and_push,
)
from pydock.options.build.secrets import (
    Secret,
    SshAgent,
    parse_secret,
    parse_ssh,
    with_default_source,
)
from pydock.options.hosts import parse_extra_host
from pydock.spec.build_option_types import BuildOptions
from pydock.spec.build_request import BuildRequest, Ulimit

_ENTITLEMENTS = ("network.host", "security.insecure")
_DEVICE = "device"
_HOST_NETWORK = "network.host"
_MOBY = "moby"


class EngineFeatures(NamedTuple):
    """What an engine supports: containerd's image store holds images of several platforms,
    attestations and caches; several exports require BuildKit 0.13."""

    image_store: bool = False
    several_exports: bool = True


class ParsedBuildOptions(NamedTuple):
    """Values of the options that have a notation of their own."""

    build_args: Mapping[str, str]
    labels: Mapping[str, str]
    attests: Attests
    contexts: Mapping[str, str]
    exports: Sequence[Export]
    cache_from: Sequence[Cache]
    cache_to: Sequence[Cache]
    secrets: Sequence[Secret]
    ssh_agents: Sequence[SshAgent]
    call: Call | None


def parse_build_options(values: BuildOptions, environ: Mapping[str, str]) -> ParsedBuildOptions:
    """Parse options with a notation of their own, before an engine is contacted. ValueError."""
    build_args = values_by_key(values["build_arg"], environ)
    labels = values_by_key(values["label"])
    if environ.get("SOURCE_DATE_EPOCH"):
        build_args.setdefault("SOURCE_DATE_EPOCH", environ["SOURCE_DATE_EPOCH"])
    attests = list(values["attest"])
    for kind, value in ((PROVENANCE, values["provenance"]), ("sbom", values["sbom"])):
        if value:
            attests.append(attest_option(kind, value))
    exports = [export for text in values["output"] if (export := parse_output(text))]
    if values["iidfile"] and any(export.type in (LOCAL, TAR) for export in exports):
        raise ValueError("local and tar exporters are incompatible with image ID file")
    return ParsedBuildOptions(
        build_args,
        labels,
        parse_attests(attests),
        parse_contexts(values["build_context"]),
        exports,
        parse_caches(values["cache_from"]),
        parse_caches(values["cache_to"]),
        [parse_secret(text) for text in values["secret"]],
        [parse_ssh(text) for text in values["ssh"]],
        parse_call("check" if values["check"] else values["call"]),
    )


def build_request(
    parsed: ParsedBuildOptions,
    values: BuildOptions,
    environ: Mapping[str, str],
    proxies: Mapping[str, str],
    features: EngineFeatures,
) -> BuildRequest:
    """Return the request without its inputs; `proxies` are arguments. ValueError."""
    image_store = features.image_store
    annotations = parse_annotations(values["annotation"])
    stages = [stage for text in values["no_cache_filter"] for stage in text.split(",") if stage]
    if values["no_cache"] and stages:
        raise ValueError("--no-cache and --no-cache-filter cannot currently be used together")
    check_caches(parsed.cache_from, parsed.cache_to)
    platforms = _platforms(values["platform"], image_store=image_store)
    tags = [_tag(text) for text in values["tag"]]
    exports = _exports(parsed, values, tags, annotations, platforms, image_store=image_store)
    if len(exports) > 1 and not features.several_exports:
        raise ValueError(
            "multiple outputs currently unsupported by the current BuildKit daemon, please upgrade"
            " to version v0.13+ or use a single output"
        )
    network = _network(values["network"])
    entitlements = [_entitlement(text) for text in values["allow"] if text]
    if network == "host" and _HOST_NETWORK not in entitlements:
        entitlements.append(_HOST_NETWORK)
    if not image_store and any(cache.type != "inline" for cache in parsed.cache_to):
        raise _not_supported("Cache export", "build-cache-backends")
    return BuildRequest(
        build_args={**proxies, **parsed.build_args},
        labels=parsed.labels,
        target=values["target"],
        platforms=platforms,
        no_cache=values["no_cache"],
        no_cache_stages=tuple(stages),
        pull=values["pull"],
        network=network,
        extra_hosts=tuple(
            _host(host) for text in filter(None, values["add_host"]) for host in split_fields(text)
        ),
        shm_size_bytes=values["shm_size"],
        ulimits=tuple(Ulimit(one["Name"], one["Soft"], one["Hard"]) for one in values["ulimit"]),
        cgroup_parent=values["cgroup_parent"],
        secrets=tuple(with_default_source(secret, environ) for secret in parsed.secrets),
        ssh_agents=tuple(parsed.ssh_agents),
        cache_from=tuple(parsed.cache_from),
        cache_to=tuple(parsed.cache_to),
        entitlements=tuple(entitlements),
        attests=_attests(parsed.attests, environ, image_store=image_store),
        call=parsed.call.name if parsed.call else "",
        exports=tuple(exports),
    )


def classic_only_warnings(given: Iterable[str]) -> list[str]:
    """Warnings for given options that only the classic builder has."""
    return [text for key, text in _CLASSIC_ONLY.items() if key in set(given)]


_CLASSIC_ONLY = {
    "isolation": "isolation flag is deprecated with BuildKit.",
    "security_opt": (
        'security-opt flag is deprecated. "RUN --security=insecure" should be used with BuildKit.'
    ),
    "squash": (
        "experimental flag squash is removed with BuildKit. You should squash inside build using"
        " a multi-stage Dockerfile for efficiency."
    ),
}


def _exports(
    parsed: ParsedBuildOptions,
    values: BuildOptions,
    tags: Sequence[str],
    annotations: Sequence[Annotation],
    platforms: Sequence[str],
    *,
    image_store: bool,
) -> list[Export]:
    """Exports for the engine's exporters; by default the result is an image of the engine."""
    found = with_load_and_push(parsed.exports, load=values["load"], push=values["push"])
    if not found and parsed.call is None:
        found = [Export(IMAGE)]
    found = [with_destination(export) for export in found]
    for export in found:
        export.attrs.update((one.attribute, one.value) for one in annotations)
        if export.type in (IMAGE, OCI, DOCKER) and tags:
            export.attrs["name"] = ",".join(tags)
        elif export.type == IMAGE and export.pushes and not export.attrs.get("name"):
            raise ValueError("tag is needed when pushing to registry")
    found = [export for export in found if export.type != CACHE_ONLY]
    several = len(platforms) > 1 or any(value is not None for value in parsed.attests.values())
    for export in found:
        if export.type == OCI and not image_store:
            raise _not_supported("OCI exporter", "build-exporters")
        if export.type == DOCKER and export.destination:
            if not image_store:
                raise _not_supported("Docker exporter", "build-exporters")
            if several:
                raise ValueError(
                    "docker exporter does not support exporting manifest lists,"
                    " use the oci exporter instead"
                )
        elif export.type in (IMAGE, DOCKER):
            if export.pushes and export.is_on("push-by-digest"):
                raise ValueError(
                    "push-by-digest is currently not implemented for docker driver, please create"
                    " a new builder instance"
                )
            if not image_store and any(one.is_of_index for one in annotations):
                raise ValueError("index annotations not supported for single platform export")
            export.type = _MOBY
    return found


def _attests(
    attests: Attests, environ: Mapping[str, str], *, image_store: bool
) -> Mapping[str, str]:
    found = {kind: text for kind, text in attests.items() if text is not None}
    if found and not image_store:
        raise _not_supported("Attestation", "attestations")
    if image_store and PROVENANCE not in attests and not _no_default_attests(environ):
        found[PROVENANCE] = DEFAULT_PROVENANCE
    return found


def _no_default_attests(environ: Mapping[str, str]) -> bool:
    name = "BUILDX_NO_DEFAULT_ATTESTATIONS"
    return name in environ and switch(environ[name], f"invalid non-bool value for {name}")


def _platforms(texts: Iterable[str], *, image_store: bool) -> tuple[str, ...]:
    parts = (part for text in texts for part in text.split(","))
    found = [normalized(part) for part in parts if part != "local"]
    if len(found) > 1 and not image_store:
        raise _not_supported("Multi-platform build", "build-multi-platform")
    return tuple(found)


def _tag(text: str) -> str:
    """Check a tag; buildx sends it as typed."""
    try:
        parse(text)
    except InvalidReference as error:
        raise ValueError(f'invalid tag "{text}": {_invalid_tag_reason(text, error)}') from None
    return text


def _invalid_tag_reason(text: str, error: InvalidReference) -> str:
    if not text:
        return "repository name must have at least one component"
    return str(error).removeprefix("invalid reference format: ").partition(" (")[0] + (
        " must be lowercase" if str(error).endswith("must be lowercase") else ""
    )


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
