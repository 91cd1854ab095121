"""Commands on a swarm's configs."""
