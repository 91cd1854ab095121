"""What the commands of `compose` do with an engine: find, create, start, stop, remove, show."""
