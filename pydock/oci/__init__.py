"""OCI images: references, platforms, manifests, image layouts, the registry client."""
