"""Commands on image manifests and manifest lists of registries."""
