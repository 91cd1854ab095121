"""Commands on manifests: what a registry says of an image and its platforms."""
