"""Compose files: from YAML to bodies of API requests (pure: the caller reads files)."""

#: size limit of Compose files and of the files that they name
MAX_BYTES = 16 << 20
