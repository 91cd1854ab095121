"""Labels by which docker compose, and pydock, find what belongs to a project again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pydock.compose.project.types import Project, Service

_PREFIX = "com.docker.compose."

PROJECT = f"{_PREFIX}project"
SERVICE = f"{_PREFIX}service"
VERSION = f"{_PREFIX}version"
WORKING_DIRECTORY = f"{_PREFIX}project.working_dir"
CONFIG_FILES = f"{_PREFIX}project.config_files"
ENVIRONMENT_FILE = f"{_PREFIX}project.environment_file"
ONE_OFF = f"{_PREFIX}oneoff"
#: the ID of a container of `run`
SLUG = f"{_PREFIX}slug"
CONFIG_HASH = f"{_PREFIX}config-hash"
CONTAINER_NUMBER = f"{_PREFIX}container-number"
#: "service:condition:restart", separated by commas
DEPENDS_ON = f"{_PREFIX}depends_on"
#: the ID of the image at the creation
IMAGE = f"{_PREFIX}image"
#: the name, without the project, of the container that this one replaces
REPLACE = f"{_PREFIX}replace"
#: keys of networks and volumes
NETWORK = f"{_PREFIX}network"
VOLUME = f"{_PREFIX}volume"

#: the docker compose whose projects these are
COMPOSE_VERSION = "2.40.3"


def service_labels(
    project: Project,
    name: str,
    service: Service,
    *,
    image_id: str = "",
    env_files: Sequence[str] = (),
) -> dict[str, str]:
    """Return the labels of each container of a service, its own and those of the project."""
    labels = {
        **service.get("labels", {}),
        PROJECT: project.name,
        SERVICE: name,
        VERSION: COMPOSE_VERSION,
        WORKING_DIRECTORY: project.working_directory,
        CONFIG_FILES: ",".join(project.config_files),
        ONE_OFF: "False",
    }
    if env_files:
        labels[ENVIRONMENT_FILE] = ",".join(env_files)
    if image_id:
        labels[IMAGE] = image_id
    return labels


def container_labels(
    labels: Mapping[str, str], service: Service, config_hash: str, number: int
) -> dict[str, str]:
    """Return the labels of one container; one of `run` has no number, 0."""
    found = {**labels, CONFIG_HASH: config_hash}
    if number:
        found[CONTAINER_NUMBER] = str(number)
    found[DEPENDS_ON] = ",".join(
        f"{name}:{one.get('condition', '')}:{str(one.get('restart', False)).lower()}"
        for name, one in service.get("depends_on", {}).items()
    )
    return found
