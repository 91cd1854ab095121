"""URLs of git repositories as build contexts: `URL#REF:DIRECTORY`."""

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from pydock.errors import PydockError

_DEFAULT_REF = "master"
_PREFIXES = ("git://", "github.com/", "git@")
_PATH_OF_REPOSITORY = re.compile(r"\.git(?:#.+)?$")


class Repository(NamedTuple):
    """The parts of a git URL; `directory` is empty for the whole repository."""

    remote: str
    ref: str
    directory: str


def is_url(text: str) -> bool:
    """Return whether docker takes the text for a web address."""
    return text.startswith(("http://", "https://"))


def is_git_url(text: str) -> bool:
    """Return whether docker takes the text for a git repository, not a file to download."""
    if is_url(text) and _PATH_OF_REPOSITORY.search(text):
        return True
    return text.startswith(_PREFIXES)


def parse_git_url(text: str) -> Repository:
    """Return repository, ref (default `master`) and directory. Raises PydockError for an option."""
    remote, _, fragment = text.partition("#")
    if remote.startswith("github.com/"):
        remote = "https://" + remote
    if not remote.startswith("git@"):
        fragment = unquote(fragment, errors="surrogateescape")
    ref, _, directory = fragment.partition(":")
    if ref.startswith("-"):
        raise clone_failure(f"invalid refspec: {ref}")
    return Repository(remote, ref or _DEFAULT_REF, directory)


def without_credentials(url: str) -> tuple[str, str]:
    """Return a web address without user name and password, and those as `USER:PASSWORD` or ""."""
    if not is_url(url):
        return url, ""
    try:
        authority = urlsplit(url).netloc
    except ValueError:
        return url, ""
    credentials, at, host = authority.rpartition("@")
    return (url.replace(authority, host, 1), credentials) if at else (url, "")


def step_name(text: str) -> str:
    """Return the name of a step, with the web addresses in it without user names and passwords."""
    if "@" not in text:
        return text
    return " ".join(without_credentials(word)[0] for word in text.split(" "))


def clone_failure(reason: str) -> PydockError:
    """Return the error of a repository that cannot be used as a context."""
    return PydockError(
        "unable to prepare context: unable to 'git clone' to temporary context directory: " + reason
    )
