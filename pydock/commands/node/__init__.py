"""Commands on a swarm's nodes."""
