"""The classic builder's context: a directory, a stream or a clone as one stream of tar bytes."""
