from __future__ import annotations

from typing import Any

from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.options.resources import ULIMITS
from pydock.options.value_types import (
    BYTES,
    STRINGS,
    SWAP_BYTES,
    SWITCH,
    Int,
    String,
    StringList,
    Switch,
)

#: texts that the builder reads, each builder in its own way
_LIST = StringList("list")
_STRINGS = StringList("strings")
_STRING = StringList("string")
_TEXTS = StringList("stringArray")


@define("[OPTIONS] PATH | URL | -", exactly(1), complete="folders")
@option("add-host", "", _LIST, "Add a host to /etc/hosts (name:address)", engine_since="1.28")
@option("allow", "", _TEXTS, "Let RUN have more: network.host, security.insecure, device")
@option("annotation", "", _TEXTS, "Note in the image's manifest (key=value)")
@option("attest", "", _TEXTS, "What to tell about the image (type=sbom,...)")
@option(
    "build-arg",
    "",
    _LIST,
    "Set a build argument (name=value, or a variable's name)",
    engine_since="1.21",
)
@option("build-context", "", _TEXTS, "Another context that FROM and COPY can name (name=path)")
@option("builder", help="Builder of the buildx plugin to build with")
@option(
    "cache-from",
    "",
    _STRINGS,
    "Images whose layers may be used as cache, or type=local,...",
    engine_since="1.25",
)
@option("cache-to", "", _TEXTS, "Where to keep the cache (type=registry,ref=..., type=inline)")
@option(
    "call",
    help="Ask about the Dockerfile in place of a build",
    complete="choices:build,check,outline,targets",
)
@option("cgroup-parent", help="Parent cgroup of the containers of RUN", engine_since="1.20")
@option("check", "", SWITCH, "Look for mistakes in the Dockerfile, as --call=check")
@option("compress", "", SWITCH, "Compress the context on its way, with gzip")
@option("cpu-period", "", Int(), "Period of the CPU quota in microseconds", engine_since="1.19")
@option("cpu-quota", "", Int(), "CPU time in a period, in microseconds", engine_since="1.19")
@option("cpu-shares", "c", Int(), "Weight of RUN among those who want the CPU", engine_since="1.18")
@option("cpuset-cpus", help="CPUs to run on (0-3, 0,1)", engine_since="1.18")
@option("cpuset-mems", help="Memory nodes to use (0-3, 0,1)", engine_since="1.19")
@option("debug", "D", SWITCH, "Show more about warnings and errors")
@option("disable-content-trust", "", Switch(True), "Do not verify signatures", default_text="true")
@option("file", "f", help="Dockerfile, - for standard input (PATH/Dockerfile)", complete="files")
@option("force-rm", "", SWITCH, "Remove the containers of RUN even when the build fails")
@option("iidfile", help="File to write the image's id to", complete="files")
@option(
    "isolation", help="How RUN is isolated (Windows)", complete="isolations", engine_since="1.22"
)
@option("label", "", _LIST, "Attach a label to the image (key=value)", engine_since="1.23")
@option("load", "", SWITCH, "Make an image of the engine, as --output=type=docker")
@option("memory", "m", BYTES, "Most memory RUN may use", engine_since="1.18")
@option(
    "memory-swap", "", SWAP_BYTES, "Most memory and swap together, -1 for any", engine_since="1.18"
)
@option("metadata-file", help="File to write facts about the result to", complete="files")
@option(
    "network",
    "",
    String("default"),
    "Network of RUN",
    default_text='"default"',
    api_since="1.25",
    complete="networks",
)
@option("no-cache", "", SWITCH, "Build every step anew")
@option("no-cache-filter", "", _TEXTS, "Build the steps of these stages anew")
@option("output", "o", _TEXTS, "Where the result goes: a folder, - or type=tar,dest=...")
@option(
    "platform",
    "",
    _STRING,
    "Platform to build for, such as linux/arm64",
    api_since="1.38",
    complete="platforms",
)
@option(
    "progress",
    "",
    String(None),
    "How to show the progress",
    default_text='"auto"',
    complete="choices:auto,none,plain,quiet,rawjson,tty",
)
@option("provenance", help="Tell how the image was made, as --attest=type=provenance")
@option("pull", "", SWITCH, "Pull a newer base image if there is one", engine_since="1.16")
@option("push", "", SWITCH, "Push the image, as --output=type=registry")
@option("quiet", "q", SWITCH, "Show nothing but the image's id")
@option("rm", "", Switch(True), "Remove the containers of RUN after the build", default_text="true")
@option("sbom", help="Tell what is in the image, as --attest=type=sbom")
@option("secret", "", _TEXTS, "Secret that RUN may mount (id=name,src=path or id=name,env=VAR)")
@option("security-opt", "", STRINGS, "Security options", engine_since="1.25")
@option("shm-size", "", BYTES, "Size of /dev/shm", engine_since="1.22")
@option("squash", "", SWITCH, "Make one layer of all new ones", api_since="1.25")
@option("ssh", "", _TEXTS, "ssh agent or keys that RUN may use (default, id=socket, id=key)")
@option("tag", "t", _LIST, "Name for the image, with a tag if wanted (name:tag)")
@option(
    "target", help="Stage of the Dockerfile to build, the last one by default", engine_since="1.29"
)
@option("ulimit", "", ULIMITS, "Ulimits of RUN", default_text="[]", engine_since="1.20")
def command(app: App, arguments: tuple[str, ...], **options: Any) -> int | None:
    """Build an image from a Dockerfile.

    BuildKit builds where the engine has it; DOCKER_BUILDKIT=0 chooses the classic builder.

    Examples:
      pydock build -t me/app .
      pydock build -f web.Dockerfile --build-arg VERSION=2 -t me/app:2 .
      pydock build --secret id=token,env=TOKEN -o ./result .
    """
    from pydock.commands.shared.build.builder_choice import builds_with_buildkit

    if options["debug"]:
        app.options["debug"] = True
    if builds_with_buildkit(app, app.flags_given):
        from pydock.commands.shared.build import buildkit

        return buildkit.build(app, arguments[0], options)
    from pydock.commands.shared.build import classic

    classic.build(app, arguments[0], options)
    return None
