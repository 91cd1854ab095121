"""`docker build`: build an image from a Dockerfile."""

from pydock.cli.app import App
from pydock.cli.command import define, exactly, option, own_option
from pydock.commands.shared.dotenv_files import dotenv_variables
from pydock.commands.shared.image.content_trust import content_trust_option
from pydock.commands.shared.limit_options import build_limits
from pydock.errors import reported_value_errors
from pydock.options.resources import ULIMITS
from pydock.options.value_types import BYTES, STRINGS, SWITCH, String, StringList, Switch
from pydock.spec.build_option_types import BuildOptions
from pydock.spec.version_rules import IMAGE_BUILD

#: values that each builder parses in its own way
_LIST = StringList("list")
_STRINGS = StringList("strings")
_STRING = StringList("string")
_TEXTS = StringList("stringArray")


@define("[OPTIONS] PATH | URL | -", exactly(1), complete="directories", rules=IMAGE_BUILD)
@option("add-host", "", _LIST, "Extra /etc/hosts entry (name:address)")
@option("allow", "", _TEXTS, "Extra privileges of RUN: network.host, security.insecure, device")
@option("annotation", "", _TEXTS, "Annotation of the image manifest (key=value)")
@option("attest", "", _TEXTS, "Attestation to attach (type=sbom,...)")
@option("build-arg", "", _LIST, "Build argument (name=value, or name to copy a variable)")
@own_option(
    "build-arg-file",
    "",
    _TEXTS,
    "Read build arguments from a file as Compose does",
    complete="files",
)
@option("build-context", "", _TEXTS, "Additional build context (name=path)")
@option("builder", help="Builder instance of the buildx plugin")
@option("cache-from", "", _STRINGS, "External cache sources (image name, or type=local,...)")
@option("cache-to", "", _TEXTS, "Cache export destination (type=registry,ref=..., type=inline)")
@option(
    "call",
    help="Evaluation method: build, check, outline or targets",
    complete="choices:build,check,outline,targets",
)
@option("cgroup-parent", help="Parent cgroup of RUN containers")
@option("check", "", SWITCH, "Check the Dockerfile (same as --call=check)")
@option("compress", "", SWITCH, "Compress the build context with gzip")
@option("debug", "D", SWITCH, "Verbose warnings and errors")
@content_trust_option
@build_limits
@option(
    "file",
    "f",
    help="Path of the Dockerfile, or - for standard input (default: PATH/Dockerfile)",
    complete="files",
)
@option("force-rm", "", SWITCH, "Remove intermediate containers even if the build fails")
@option("iidfile", help="Image ID output file", complete="files")
@option("isolation", help="Isolation of RUN containers (Windows)", complete="isolations")
@option("label", "", _LIST, "Label of the image (key=value)")
@option("load", "", SWITCH, "Load the result into the engine (same as --output=type=docker)")
@option("metadata-file", help="Build result metadata output file", complete="files")
@option("network", "", String("default"), "Network mode of RUN instructions", complete="networks")
@option("no-cache", "", SWITCH, "Build without the cache")
@option("no-cache-filter", "", _TEXTS, "Build these stages without the cache")
@option("output", "o", _TEXTS, "Output destination: a directory, - or type=tar,dest=...")
@option("platform", "", _STRING, "Target platform, such as linux/arm64", complete="platforms")
@option(
    "progress",
    "",
    String(None),
    "Type of progress output",
    default_text='"auto"',
    complete="choices:auto,none,plain,quiet,rawjson,tty",
)
@option("provenance", help="Provenance attestation (same as --attest=type=provenance)")
@option("pull", "", SWITCH, "Always pull newer base images")
@option("push", "", SWITCH, "Push the result (same as --output=type=registry)")
@option("quiet", "q", SWITCH, "Print the image ID only")
@option("rm", "", Switch(True), "Remove intermediate containers after the build")
@option("sbom", help="SBOM attestation (same as --attest=type=sbom)")
@option("secret", "", _TEXTS, "Secret for RUN (id=name,src=path or id=name,env=VAR)")
@option("security-opt", "", STRINGS, "Security options")
@option("shm-size", "", BYTES, "Size of /dev/shm")
@option("squash", "", SWITCH, "Squash new layers into one")
@option("ssh", "", _TEXTS, "ssh agent or keys for RUN (default, id=socket, id=key)")
@option("tag", "t", _LIST, "Name of the image, with optional tag (name:tag)")
@option("target", help="Target build stage (default: the last one)")
@option("ulimit", "", ULIMITS, "Ulimits of RUN containers", default_text="[]")
def command(app: App, arguments: tuple[str, ...], options: BuildOptions) -> int | None:
    """Build an image from a Dockerfile.

    BuildKit is used if it is the engine's default or the Dockerfile requires it;
    DOCKER_BUILDKIT=0 selects the classic builder.

    Examples:
      pydock build -t me/app .
      pydock build -f web.Dockerfile --build-arg VERSION=2 -t me/app:2 .
      pydock build --secret id=token,env=TOKEN -o ./result .
    """
    from pydock.commands.shared.build.builder_choice import choose_builder

    if options["debug"]:
        app.options["debug"] = True
    with reported_value_errors():
        added = dotenv_variables(app, "build-arg-file", options["build_arg_file"])
    options["build_arg"] = [*added, *options["build_arg"]]
    builder = choose_builder(app, app.flags_given, arguments[0], options["file"])
    if builder.is_buildkit:
        from pydock.commands.shared.build import buildkit

        return buildkit.build(app, arguments[0], options)
    from pydock.commands.shared.build import classic

    classic.build(app, arguments[0], options, builder.advice)
    return None
