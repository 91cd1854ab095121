"""Compose files (pure: the caller reads files): YAML, and what `stack` and `compose` read of it.

`stack` is the model of `docker stack`, `project` the Compose specification's, of `compose`.
"""

#: size limit of Compose files and of the files that they name
MAX_BYTES = 16 << 20
