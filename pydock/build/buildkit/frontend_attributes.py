"""A build request as the attributes that BuildKit's Dockerfile frontend reads."""

import json

from pydock.golang.strconv.numbers import parse_bool
from pydock.spec.build_request import BuildRequest, Directory, DockerfileText, Remote

FRONTEND = "dockerfile.v0"
NAMED_CONTEXTS = "moby.buildkit.frontend.contexts+forward"
SUBREQUESTS = "moby.buildkit.frontend.subrequests"

#: names of the context and the Dockerfile in the frontend's requests to the session
CONTEXT, DOCKERFILE = "context", "dockerfile"


def session_name(name: str) -> str:
    """Return the unique name under which a named context's directory is served."""
    return f"_{name}" if name in (CONTEXT, DOCKERFILE) else name


def frontend_attributes(
    request: BuildRequest, dockerfile: str, context_url: str = ""
) -> dict[str, str]:
    """Return a request's attributes; `context_url` is a context's address, else none."""
    attrs = {
        "filename": dockerfile,
        "image-resolve-mode": "pull" if request.pull else "local",
        "context": context_url,
        "target": request.target,
        "platform": ",".join(request.platforms),
        "add-hosts": ",".join(_host(text) for text in request.extra_hosts),
        "shm-size": str(request.shm_size_bytes or ""),
        "ulimit": ",".join(f"{u.name}={u.soft}:{u.hard}" for u in request.ulimits),
        "cgroup-parent": request.cgroup_parent,
        "force-network-mode": request.network if request.network in ("host", "none") else "",
        "no-cache": ",".join(request.no_cache_stages),
    }
    attrs = {name: value for name, value in attrs.items() if value}
    if request.no_cache:
        attrs["no-cache"] = ""  # all stages
    if serves_dockerfile(request) and context_url:
        attrs["dockerfilekey"] = DOCKERFILE
    attrs |= {f"build-arg:{name}": value for name, value in request.build_args.items()}
    attrs |= {f"label:{name}": value for name, value in request.labels.items()}
    attrs |= {f"attest:{kind}": value for kind, value in request.attests.items()}
    if request.cache_from:
        caches = [{"Type": cache.type, "Attrs": cache.attrs} for cache in request.cache_from]
        attrs["cache-imports"] = json.dumps(caches, separators=(",", ":"), default=dict)
    if _is_true(request.build_args.get("BUILDKIT_MULTI_PLATFORM", "")):
        attrs["multi-platform"] = "true"
    capabilities = []
    for name, context in request.contexts.items():
        where = context.url if isinstance(context, Remote) else f"local:{session_name(name)}"
        attrs[f"context:{name}"] = where
        capabilities = [NAMED_CONTEXTS]
    if request.call:
        attrs["requestid"] = f"frontend.{request.call}"
        capabilities.append(SUBREQUESTS)
    if capabilities:
        attrs["frontend.caps"] = ",".join(capabilities)
    return attrs


def serves_dockerfile(request: BuildRequest) -> bool:
    """Return whether the client sends the Dockerfile separately from the context."""
    if isinstance(request.dockerfile, DockerfileText):
        return True
    if request.context is None or isinstance(request.context, Directory):
        return True
    return request.dockerfile.path.startswith("/")


def _host(text: str) -> str:
    name, _, address = text.partition(":")
    return f"{name}={address}"


def _is_true(text: str) -> bool:
    try:
        return parse_bool(text)
    except ValueError:
        return False
