"""Commands on a swarm's secrets."""
