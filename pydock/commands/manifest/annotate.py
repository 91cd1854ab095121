"""`docker manifest annotate`: set the platform of an image in a local manifest list."""

from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.image.manifests import open_store, parse_list_reference
from pydock.config.manifest_store import NoSuchManifest
from pydock.errors import PydockError
from pydock.oci.manifest_list import annotate
from pydock.options.value_types import STRINGS


@define("[OPTIONS] MANIFEST_LIST MANIFEST", exactly(2))
@option("arch", help="Architecture")
@option("os", help="Operating system")
@option("os-features", "", STRINGS, "Required operating system features")
@option("os-version", help="Operating system version")
@option("variant", help="Architecture variant")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    arch: str,
    os: str,
    os_features: list[str],
    os_version: str,
    variant: str,
) -> None:
    """Set the platform of an image in a local manifest list."""
    list_name, name = arguments
    target = parse_list_reference(
        list_name, f"annotate: error parsing name for manifest list {list_name}: "
    )
    image = parse_list_reference(name, f"annotate: error parsing name for manifest {name}: ")
    store = open_store(app)
    try:
        entry = annotate(
            store.get(str(target), str(image)),
            architecture=arch,
            os=os,
            os_features=os_features,
            os_version=os_version,
            variant=variant,
        )
    except NoSuchManifest:
        raise PydockError(f"manifest for image {name} does not exist in {list_name}") from None
    except ValueError as error:
        raise PydockError(str(error)) from None
    store.save(str(target), str(image), entry)
