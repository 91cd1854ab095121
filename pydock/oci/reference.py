"""Image references: `alpine`, `127.0.0.1:5000/team/app:1.2`, `busybox@sha256:...`.

Users write familiar names that are short for full ones: `alpine` is `docker.io/library/alpine`.
The grammar is that of the OCI distribution project, which all engines and registries use.
"""

from __future__ import annotations

import re
from typing import NamedTuple

DEFAULT_REGISTRY = "docker.io"
DEFAULT_TAG = "latest"

_LEGACY_REGISTRY = "index.docker.io"
_OFFICIAL_PREFIX = "library/"
_PATH_MAX_LENGTH = 255

_HOST_PART = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"
_REGISTRY = rf"(?:{_HOST_PART}(?:\.{_HOST_PART})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?"
_PATH_PART = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_PATH = rf"{_PATH_PART}(?:/{_PATH_PART})*"
_TAG = r"\w[\w.-]{0,127}"
_DIGEST = r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}"
_REFERENCE = re.compile(rf"({_REGISTRY})/({_PATH})(?::({_TAG}))?(?:@({_DIGEST}))?", re.ASCII)

_IMAGE_ID = re.compile(r"[a-f0-9]{64}")
_ANY_DIGEST = re.compile(r"[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+")
_LOWER_HEX = re.compile(r"[a-f0-9]+")
_DIGEST_HEX_LENGTHS = {"sha256": 64, "sha384": 96, "sha512": 128}


class InvalidReference(ValueError):
    """A text is not an image reference; the message is docker's."""


class Reference(NamedTuple):
    """The full name of an image; `tag` and `digest` may be empty."""

    registry: str
    path: str
    tag: str = ""
    digest: str = ""

    @property
    def name(self) -> str:
        """The repository: `docker.io/library/alpine`."""
        return f"{self.registry}/{self.path}"

    @property
    def familiar_name(self) -> str:
        """The shortest name of the repository: `alpine`."""
        if self.registry != DEFAULT_REGISTRY:
            return self.name
        short = self.path.removeprefix(_OFFICIAL_PREFIX)
        return self.path if "/" in short else short

    @property
    def familiar(self) -> str:
        """The reference with the familiar name: `alpine:3@sha256:...`."""
        return self.familiar_name + self._suffix

    @property
    def is_name_only(self) -> bool:
        """Whether there is neither a tag nor a digest."""
        return not (self.tag or self.digest)

    def with_default_tag(self) -> Reference:
        """Return the reference, with the tag `latest` if there is neither a tag nor a digest."""
        return self._replace(tag=DEFAULT_TAG) if self.is_name_only else self

    def without_tag_and_digest(self) -> Reference:
        """Return the repository without tag and digest."""
        return Reference(self.registry, self.path)

    @property
    def _suffix(self) -> str:
        return (self.tag and f":{self.tag}") + (self.digest and f"@{self.digest}")

    def __str__(self) -> str:
        return self.name + self._suffix


def parse(text: str) -> Reference:
    """Return the full reference of a familiar name: docker.io/library/...; InvalidReference."""
    if _IMAGE_ID.fullmatch(text):
        raise InvalidReference(
            f"invalid repository name ({text}), cannot specify 64-byte hexadecimal strings"
        )
    registry, rest = _split_registry(text)
    path = rest.partition(":")[0]
    if path != path.lower():
        raise InvalidReference(
            f"invalid reference format: repository name ({path}) must be lowercase"
        )
    match = _REFERENCE.fullmatch(f"{registry}/{rest}")
    if match is None:
        raise InvalidReference("invalid reference format")
    reference = Reference(*match.groups(default=""))
    if len(reference.path) > _PATH_MAX_LENGTH:
        raise InvalidReference(
            f"repository name must not be more than {_PATH_MAX_LENGTH} characters"
        )
    if reference.digest:
        check_digest(reference.digest)
    return reference


def check_digest(text: str) -> None:
    """Raise InvalidReference unless `text` is `algorithm:hex` with a supported algorithm."""
    algorithm, _, encoded = text.partition(":")
    if not algorithm or not encoded:
        raise InvalidReference("invalid checksum digest format")
    length = _DIGEST_HEX_LENGTHS.get(algorithm)
    if length is None:
        known_form = _ANY_DIGEST.fullmatch(text)
        raise InvalidReference(
            "unsupported digest algorithm" if known_form else "invalid checksum digest format"
        )
    if len(encoded.encode(errors="surrogateescape")) != length:
        raise InvalidReference("invalid checksum digest length")
    if not _LOWER_HEX.fullmatch(encoded):
        raise InvalidReference("invalid checksum digest format")


def without_digest(text: str) -> str:
    """Return an image name without its digest: `alpine:3` for `alpine:3@sha256:...`."""
    try:
        reference = parse(text)
    except InvalidReference:
        return text
    return reference._replace(digest="").familiar if reference.tag else text


def is_image_id(text: str) -> bool:
    """Return whether the text is a full image ID, with or without algorithm, no reference."""
    if _IMAGE_ID.fullmatch(text):
        return True
    try:
        check_digest(text)
    except InvalidReference:
        return False
    return True


def registry_of(text: str) -> str:
    """Return the registry of a reference, which may be incomplete, or the default registry."""
    return _split_registry(text)[0]


def _split_registry(text: str) -> tuple[str, str]:
    """Split at the first slash if the text before it looks like a host."""
    first, slash, rest = text.partition("/")
    if not slash:
        return DEFAULT_REGISTRY, _OFFICIAL_PREFIX + text
    if first == _LEGACY_REGISTRY:
        first = DEFAULT_REGISTRY
    # an upper-case letter cannot begin a path, so it must be a host
    is_host = first == "localhost" or "." in first or ":" in first or first != first.lower()
    registry, path = (first, rest) if is_host else (DEFAULT_REGISTRY, text)
    if registry == DEFAULT_REGISTRY and "/" not in path:
        path = _OFFICIAL_PREFIX + path
    return registry, path
