"""Commands on the build cache and build contexts."""
