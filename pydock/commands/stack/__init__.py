"""Stacks: what Compose files describe, run by a swarm."""
