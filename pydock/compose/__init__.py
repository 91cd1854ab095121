"""Compose files: from YAML to what the API creates. Pure: files are read by a given function."""

#: the most that a file may have, Compose file or other
MAX_BYTES = 16 << 20
