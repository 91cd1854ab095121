"""Globs for names of objects: `*`, `?` and `[...]` as in a shell."""


def is_glob(text: str) -> bool:
    """Return whether the text has a wildcard."""
    return not {"*", "?", "["}.isdisjoint(text)


def matches(name: str, glob: str) -> bool:
    """Return whether a glob matches the whole name; a wildcard does not match "/"."""
    from fnmatch import fnmatchcase

    parts, globs = name.split("/"), glob.split("/")
    return len(parts) == len(globs) and all(map(fnmatchcase, parts, globs))


def matches_image(name: str, glob: str) -> bool:
    """Return whether a glob matches REPOSITORY:TAG, or the repository alone.

    Podman's names of images of Docker Hub match without its name too, as tables show them.
    """
    short = name.removeprefix("docker.io/").removeprefix("library/")
    names = {full: full.rpartition(":")[0] for full in (name, short)}
    return any(matches(one, glob) for one in (*names, *names.values()))


def matches_any_name(glob: str) -> bool:
    """Return whether a glob has wildcards alone, as `*` and `*:*`."""
    return is_glob(glob) and not glob.strip("*?:/")
