"""What `prune` and `rm` of all kinds share."""
