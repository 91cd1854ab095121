"""Registries that commands send requests to themselves, without an engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pydock.cli.app import App
from pydock.commands.shared.image.image_reference import platform_option, platform_or_default
from pydock.commands.shared.image.manifests import connect
from pydock.errors import CannotConnect, PydockError
from pydock.oci.platform import machine_architecture
from pydock.oci.reference import Reference
from pydock.oci.registry_client import RegistryError, RegistryRefused
from pydock.transport.registry_errors import NoCredentials, NoToken
from pydock.transport.registry_http import RegistryTransport, is_loopback

_REFUSED = (401, 403)


class RegistryAccessDenied(PydockError):
    """A registry requires another login, or has no such repository."""


class RepositoryNotFound(PydockError):
    """A registry has no such repository or tag."""


class RateLimited(PydockError):
    """A registry takes no more requests of this user for now."""


def open_registry_of(app: App, image: Reference, *, insecure: bool) -> RegistryTransport:
    """Open the registry of an image, of this machine without TLS too, as engines do."""
    return connect(app, image, insecure=insecure or is_loopback(image.registry))


@contextmanager
def registry_errors(image: Reference) -> Iterator[None]:
    """Raise errors of a registry as those above, CannotConnect or PydockError, with the image."""
    name = image.familiar
    try:
        yield
    except NoCredentials:
        raise RegistryAccessDenied(f"{name}: the registry requires a login") from None
    except NoToken as error:
        raise _refusal(name, error.status, error.message) from None
    except RegistryRefused as error:
        raise _refusal(name, error.status, error.message) from None
    except RegistryError as error:
        raise PydockError(f"{name}: {error.message}") from None
    except CannotConnect as error:
        raise CannotConnect(f"{name}: {error.message}") from None


def _refusal(name: str, status: int, message: str) -> PydockError:
    if status == 429:
        return RateLimited(f"{name}: too many requests: {message}")
    if status in _REFUSED:
        return RegistryAccessDenied(f"{name}: does not exist, or requires another login: {message}")
    if status == 404:
        return RepositoryNotFound(f"{name}: not found in the registry: {message}")
    return PydockError(f"{name}: {message}")


def requested_platform(app: App, text: str) -> dict[str, str]:
    """Return the platform of --platform, DOCKER_DEFAULT_PLATFORM or this machine. PydockError."""
    platform = platform_option(platform_or_default(app, text))
    return platform or {"os": "linux", "architecture": machine_architecture()}
