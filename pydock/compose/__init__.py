"""Compose files: from YAML to what the API creates. Pure: files are read by a given function."""
