"""Helpers of `prune` and `rm` of all kinds."""
