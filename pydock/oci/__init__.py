"""OCI formats: image references, platforms, manifests, image layouts, the registry API."""
